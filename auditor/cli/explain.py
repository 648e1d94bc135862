"""`auditor explain`: how the audit of one note came about."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.options import rules_folder


@click.command()
@click.argument("note", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@rules_folder
def explain(note: Path, folder: Path | None) -> None:
    """Show how the audit of one note came about.

    Prints the findings that count, the mentions that do not and why, the rows of the tables that fired and those that
    did not, and the answer with its questions. The output quotes the note.
    """
    from auditor.engine.one import Auditor
    from auditor.errors import NoteError
    from auditor.notes.read import read_note
    from auditor.notes.seen import shown
    from auditor.report import explain as report
    from auditor.rules.lint import load_sound

    auditor = Auditor(load_sound(folder))
    try:
        read = read_note(note)
    except NoteError as refusal:
        raise NoteError(f"{shown(note)}: {refusal.reason}", refusal.remedy) from None
    click.echo(report.explain(auditor.audit(read)), nl=False)
