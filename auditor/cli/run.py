"""`auditor run`: a folder of notes in, the workbook and the record out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import rules_folder, store_place
from auditor.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.engine.one import Auditor
    from auditor.engine.run import RunResult
    from auditor.notes.seen import Seen
    from auditor.review.carry import Carrier


@click.command()
@click.argument("notes", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default="output", show_default=True, help="Folder to write into."
)
@store_place
@rules_folder
@click.option("--no-pages", is_flag=True, help="Leave out the evidence pages.")
@click.pass_context
def run(
    ctx: click.Context, notes: tuple[Path, ...], out: Path, place: str | None, folder: Path | None, *, no_pages: bool
) -> None:
    """Audit notes and write the workbook, the record and the evidence pages.

    NOTES are files and folders; folders are read with all that is in them. Writes audit.xlsx, audit.jsonl and
    evidence/index.html with a page for each note. What reviewers typed into an older audit.xlsx is taken into the store
    of reviews first, by default reviews.db beside it, and carried into the new one.

    Exit status: 0 all notes audited, 1 some note could not be audited (see the sheet Not audited) or an older workbook
    could not be taken in, 2 wrong use or broken rules.
    """
    from auditor.engine.one import Auditor
    from auditor.notes.outputs import PAGES
    from auditor.notes.walk import walk
    from auditor.report.files import end_cleanly
    from auditor.report.pages.folder import refuse_foreign
    from auditor.report.text import sentence
    from auditor.review.carry import Carrier
    from auditor.review.names import same_names
    from auditor.review.store import NAME, open_store
    from auditor.rules.lint import load_sound

    rules = load_sound(folder)
    end_cleanly()
    auditor = Auditor(rules)
    seen = walk(notes)
    _refuse_nothing(seen)
    refuse_foreign(out / PAGES)
    with open_store(place or str(out / NAME), create=True) as store:
        carrier = Carrier(out / "audit.xlsx", store, rules)
        result = _write(auditor, same_names(store, seen), out, carrier, with_pages=not no_pages)
        for line in carrier.told():
            click.echo(line, err=True)
    click.echo(f"{sentence(result.by_status, result.failures)} Workbook: {(out / 'audit.xlsx').as_posix()}")
    ctx.exit(Exit.OK if result.complete and carrier.complete else Exit.INCOMPLETE)


def _refuse_nothing(seen: Sequence[Seen]) -> None:
    """A run without a single note is a wrong folder, not a success."""
    from auditor.notes.seen import ToRead

    if not any(isinstance(item, ToRead) or item.failure for item in seen):
        raise click.UsageError("there is no note in NOTES; name .txt files, or a folder that holds some.")


def _write(auditor: Auditor, seen: Sequence[Seen], out: Path, carrier: Carrier, *, with_pages: bool) -> RunResult:
    """Audit everything into all outputs; each takes the place of an older one only when all are whole."""
    from datetime import datetime

    from auditor import __version__
    from auditor.engine.run import Audited, Outcome
    from auditor.engine.run import run as run_all
    from auditor.notes.outputs import PAGES
    from auditor.record.write import RecordWriter
    from auditor.report.files import make_folder, replacing
    from auditor.report.pages.folder import replacing_folder
    from auditor.report.pages.names import page_name
    from auditor.report.pages.writer import Pages
    from auditor.report.workbook.book import Book
    from auditor.report.workbook.summary_tables import RunFacts

    make_folder(out)
    with (
        replacing_folder(out / PAGES) as folder,
        replacing(out / "audit.jsonl") as lines,
        replacing(out / "audit.xlsx") as workbook,
        Book(auditor.rules, carrier.entries, page_of=page_name if with_pages else None) as book,
    ):
        records = RecordWriter(lines)
        pages = Pages(folder, auditor.rules) if with_pages else None

        def hand_on(outcome: Outcome) -> None:
            if not isinstance(outcome, Audited):
                book.add(outcome)
                return
            records.add(outcome.audit)
            carrier.add(outcome.audit)
            book.add(outcome.audit)
            if pages is not None:
                pages.add(outcome.note, outcome.audit)

        result = run_all(auditor, _with_progress(seen), hand_on)
        if pages is not None:
            pages.close()
        book.save(workbook, RunFacts(__version__, datetime.now()))
        carrier.settle(workbook)
    return result


def _with_progress(seen: Sequence[Seen]) -> Iterable[Seen]:
    """A bar on a terminal; silence in a pipe or a file."""
    from tqdm import tqdm

    return tqdm(seen, unit="file", disable=None, leave=False, dynamic_ncols=True)
