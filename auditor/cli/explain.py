"""`auditor explain`: how the audit of one note came about."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("note", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--rules",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Rule folder to use instead of the one that ships.",
)
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
    from auditor.rules.load import load

    auditor = Auditor(load(folder))
    try:
        read = read_note(note)
    except NoteError as refusal:
        raise NoteError(f"{shown(note)}: {refusal.reason}", refusal.remedy) from None
    click.echo(report.explain(auditor.audit(read)), nl=False)
