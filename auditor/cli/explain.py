"""`auditor explain`: how the audit of one note came about."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.options import masking_options, ocr_options, reading_of, rules_folder
from auditor.cli.options import note_column as note_column_option


@click.command()
@click.argument("note", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@rules_folder
@note_column_option
@ocr_options
@masking_options
def explain(
    note: Path, folder: Path | None, note_column: str | None, ocr: str | None, *, mask: bool, mask_surgeons: bool
) -> None:
    """Show how the audit of one note came about.

    Prints the findings that count, the mentions that do not and why, the rows of the tables that fired and those that
    did not, and the answer with its questions; of a file that holds several notes, for each. The output quotes them, with
    --mask without what gives patients away as far as the rules find it.
    """
    from auditor.engine.one import Auditor
    from auditor.errors import NoteError
    from auditor.masking.masker import Masker
    from auditor.notes.read import FileReader
    from auditor.notes.seen import NotAudited, ToRead, shown
    from auditor.report import explain as report
    from auditor.rules.lint import load_sound

    auditor = Auditor(load_sound(folder))
    masker = Masker(auditor.rules, everybody=mask_surgeons) if mask or mask_surgeons else None
    refused = None
    with FileReader(reading_of(auditor.rules, note_column, ocr)) as reader:
        for number, found in enumerate(reader.notes(ToRead(note, shown(Path(note.stem)), shown(note), named=True))):
            if isinstance(found, NotAudited):
                row = masker.row(found) if masker else found
                refused = refused or NoteError(f"{row.source}: {row.reason}", row.remedy)
            else:
                audit = auditor.audit(found)
                answer = masker.audited(found, audit).audit if masker else audit
                click.echo(("\n" if number else "") + report.explain(answer), nl=False)
    if refused:
        raise refused
