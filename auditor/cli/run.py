"""`auditor run`: a folder of notes in, the workbook and the record out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli.claim_options import claims_of
from auditor.cli.claim_options import options as claim_options
from auditor.cli.options import fees_file, reading_of, rules_folder, store_place
from auditor.cli.options import note_column as note_column_option
from auditor.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.claims.model import ClaimsFile
    from auditor.cli.outputs import Claimed
    from auditor.notes.seen import Seen
    from auditor.rules.load import RuleSet


@click.command()
@click.argument("notes", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default="output", show_default=True, help="Folder to write into."
)
@claim_options
@fees_file
@store_place
@rules_folder
@note_column_option
@click.option("--no-pages", is_flag=True, help="Leave out the evidence pages.")
@click.pass_context
def run(
    ctx: click.Context, /, notes: tuple[Path, ...], out: Path, place: str | None, folder: Path | None, fees: Path | None,
    *, note_column: str | None, no_pages: bool, **claims: Any,
) -> None:  # fmt: skip
    """Audit notes and write the workbook, the record and the evidence pages.

    NOTES are files and folders; folders and archives are read with all that is in them. Writes audit.xlsx, audit.jsonl and
    evidence/index.html with a page for each note. What reviewers typed into an older audit.xlsx is taken into the store
    of reviews first, by default reviews.db beside it, and carried into the new one.

    With --claims, what was billed is held against what the notes document: the workbook has the sheets Billing, Billing
    findings and Not compared, and billing.jsonl has a line for each case.

    Beside the outputs, run.json records who ran what on which files and when; `auditor verify` checks it. Who that was is the
    user's name, or what the environment variable AUDITOR_WHO says (nobody where it is empty).

    Exit status: 0 all notes audited, 1 some note could not be audited (see the sheet Not audited), a row of the claims
    could not be read (see Not compared) or an older workbook could not be taken in, 2 wrong use or broken rules.
    """
    from auditor.cli.outputs import record_run, write_all
    from auditor.cli.trailing import begun
    from auditor.engine.one import Auditor
    from auditor.notes.outputs import PAGES, WORKBOOK
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
    trail = begun(largest=rules.reading.limits.file)
    auditor = Auditor(rules)
    claimed = _claimed(rules, folder, fees, claims)
    for path, use in ((claims["claims"], "claims"), (fees, "fee schedule")):
        if path is not None:
            trail.inputs.add(path, use)
    seen = walk(notes, claims["claims"])
    _refuse_nothing(seen)
    refuse_foreign(out / PAGES)
    with open_store(place or str(out / NAME), create=True) as store:
        carrier = Carrier(out / WORKBOOK, store, rules, claimed.told if claimed else None)
        reading = reading_of(rules, note_column)
        named = trail.inputs.watch(_with_progress(same_names(store, seen)))
        written = write_all(auditor, named, out, carrier, with_pages=not no_pages, claimed=claimed, reading=reading, trail=trail)
        record_run(trail, out, written, carrier, rules.digest)
        for line in carrier.told():
            click.echo(line, err=True)
    result = written.result
    if written.billing:
        click.echo(written.billing.sentence)
    click.echo(f"{sentence(result.by_status, result.failures)} Workbook: {(out / WORKBOOK).as_posix()}")
    whole = result.complete and carrier.complete and not (written.billing and written.billing.faults)
    ctx.exit(Exit.OK if whole else Exit.INCOMPLETE)


def _claimed(rules: RuleSet, folder: Path | None, fees: Path | None, options: dict[str, Any]) -> Claimed | None:
    """The claims that the options name, with the schedule; what was guessed of their columns is told."""
    from auditor.claims.read import shown_columns
    from auditor.cli.outputs import Claimed
    from auditor.rules.fee_schema import load_fees, shipped_fees

    file: ClaimsFile | None = claims_of(**options, fields=rules.claims)
    if file is None:
        if fees is not None:
            raise click.UsageError("--fees values claims; name their file with --claims.")
        return None
    for line in shown_columns(file):
        click.echo(line, err=True)
    return Claimed(file, load_fees(fees) if fees else shipped_fees(folder))


def _refuse_nothing(seen: Sequence[Seen]) -> None:
    """A run without a single note is a wrong folder, not a success."""
    from auditor.notes.seen import ToRead

    if not any(isinstance(item, ToRead) or item.failure for item in seen):
        raise click.UsageError("there is no note in NOTES; name files with notes, or a folder that holds some.")


def _with_progress(seen: Sequence[Seen]) -> Iterable[Seen]:
    """A bar on a terminal; silence in a pipe or a file."""
    from tqdm import tqdm

    return tqdm(seen, unit="file", disable=None, leave=False, dynamic_ncols=True)
