"""The command group, and the one place where an error becomes a sentence and an exit status."""

from __future__ import annotations

import atexit
import io
import os
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from auditor import __version__
from auditor.engine.garbage import look_seldom
from auditor.errors import AuditorError, Exit

# Name and one-line help of each command. The modules are imported when a command is used, so that help is quick.
COMMANDS = {
    "run": "Audit notes and write the workbook, the record and the evidence pages.",
    "explain": "Show how the audit of one note came about.",
    "evaluate": "Compare audits of annotated notes with their gold files.",
    "review": "Take in what reviewers typed, report on it, and export it.",
    "history": "List the runs in the store, and say what changed between two of them.",
    "letters": "Write what a finished run asks the surgeons, as Word documents and web pages.",
    "verify": "Check that outputs are as they were written, by the audit trail beside them.",
    "sample": "Draw random samples that others can draw again, and say what they tell of the whole.",
    "fees": "Take in the official Medicare fee schedule, and show the one in use.",
    "rules": "Check, list and print the rules under patterns/.",
    "licences": "List the packages that the program stands on, with version and licence.",
}


# The unused `ctx` below is part of click's interface.
class Commands(click.Group):
    """Loads its commands when they are used, and turns errors into exit statuses."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names of the commands, in the order of their use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"auditor.cli.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands from the table above, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a fault ends it with one sentence, and never with text of a note."""
        _never_fail_to_print()
        try:
            return super().invoke(ctx)
        except AuditorError as problem:
            click.echo(f"auditor: {problem}", err=True)
            ctx.exit(problem.exit)
        except BrokenPipeError:  # the reader of the pipe has seen enough, as in `| head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(Exit.OK)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as fault:  # a message or a traceback could quote the note, so only kind and place are said
            place = traceback.extract_tb(fault.__traceback__)[-1]
            where = f"{type(fault).__name__} in {Path(place.filename).name}, line {place.lineno}"
            click.echo(f"auditor: a fault of the program ({where}); please report it without the note.", err=True)
            ctx.exit(Exit.INCOMPLETE)


def _never_fail_to_print() -> None:
    """A terminal that lacks a character shows its number instead of stopping the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, package_name="auditor", message="auditor %(version)s")
def main() -> None:
    """Audit operative notes for vascularised bone transfer codes, with the evidence for every answer.

    Exit status: 0 all notes audited, 1 some note could not be audited, 2 wrong use or broken rules.
    """


def start() -> None:
    """Run the program as a shell calls it.

    Once all is written and everybody who asked to be called at the end was, the process ends at once: to take thousands of
    rules down object by object takes longer than many an audit.
    """
    look_seldom()
    status: list[int] = []
    atexit.register(_leave, status)  # what is registered first is called last
    try:
        main()
    except SystemExit as ended:
        if isinstance(ended.code, int):
            status.append(ended.code)
        raise


def _leave(status: list[int]) -> None:
    """End the process with what it has to say; where that is no number or cannot be written, Python ends it in its own way."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # None where the shell closed it
                stream.flush()
    except (OSError, ValueError):
        return
    if status:
        os._exit(status[0])


if __name__ == "__main__":
    start()
