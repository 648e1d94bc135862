"""`auditor run`: a folder of notes in, the workbook and the record out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli.claim_options import claims_of
from auditor.cli.claim_options import options as claim_options
from auditor.cli.options import (
    NotesPath,
    engine_options,
    fees_file,
    local_folder,
    masking_options,
    ocr_options,
    reading_of,
    rules_folder,
    store_place,
)
from auditor.cli.options import note_column as note_column_option
from auditor.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NoReturn

    from tqdm import tqdm

    from auditor.claims.model import ClaimsFile
    from auditor.cli.outputs import Claimed
    from auditor.engine.engine import Engines
    from auditor.engine.outcome import Told, Turn
    from auditor.notes.location import Location
    from auditor.notes.seen import Seen
    from auditor.review.answers import RunClaims
    from auditor.rules.load import RuleSet
    from auditor.trail.command import Trail


@click.command()
@click.argument("notes", nargs=-1, required=True, type=NotesPath())
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), callback=local_folder, default="output", show_default=True,
    help="Folder to write into.",
)  # fmt: skip
@claim_options
@fees_file
@store_place
@rules_folder
@note_column_option
@ocr_options
@click.option("--no-pages", is_flag=True, help="Leave out the evidence pages.")
@masking_options
@engine_options
@click.pass_context
def run(
    ctx: click.Context, /, notes: tuple[Path | Location, ...], out: Path, place: str | None, folder: Path | None,
    fees: Path | None, *, note_column: str | None, ocr: str | None, no_pages: bool, mask: bool, mask_surgeons: bool,
    engines: Callable[[int], Engines], **claims: Any,
) -> None:  # fmt: skip
    """Audit notes and write the workbook, the record and the evidence pages.

    NOTES are files and folders; folders and archives are read with all that is in them. With the extra auditor[cloud] they
    may also lie in a service (s3://bucket/notes, abfs://, gs:// and others), where nothing is ever written. Writes
    audit.xlsx, audit.jsonl and evidence/index.html with a page for each note. What reviewers typed into an older
    audit.xlsx is taken into the store of reviews first, by default reviews.db beside it, and carried into the new one.

    With --claims, what was billed is held against what the notes document: the workbook has the sheets Billing, Billing
    findings and Not compared, and billing.jsonl has a line for each case.

    Finished audits are kept in work.db beside the outputs, so that a run that was ended goes on where it stopped when the same
    command is given again, and a later run audits only what is new or changed. Only one run at a time writes into a folder.

    By default as many processes audit as pay, or as many as --jobs says; with --engine dask the workers of a cluster, which
    read the notes under the same paths. Scheduler, workers and this program know each other by the certificates that Dask's
    own configuration names.

    With --mask, every output shows placeholders for what gives patients away, and years for dates; answers are the same.
    Masking is no guarantee. No finished audit is kept then, since those are not masked: such a run begins again.
    Beside the outputs, run.json records who ran what on which files and when; `auditor verify` checks it. Who that was is the
    user's name, or what the environment variable AUDITOR_WHO says (nobody where it is empty).

    Exit status: 0 all notes audited, 1 some note could not be audited (see the sheet Not audited), a row of the claims
    could not be read (see Not compared) or an older workbook could not be taken in, 2 wrong use or broken rules,
    130 stopped by Ctrl-C, 143 by a request to end.
    """
    from auditor.cli.keeping import keeping, seen_again, settle
    from auditor.cli.masking import SAID, masking_of, refuse_unmasked
    from auditor.cli.outputs import record_run, write_all
    from auditor.cli.trailing import begun
    from auditor.engine.one import Auditor
    from auditor.engine.packed import Packed
    from auditor.notes.outputs import PAGES, WORKBOOK
    from auditor.notes.walk import walk
    from auditor.report.files import end_cleanly
    from auditor.report.pages.folder import refuse_foreign
    from auditor.report.text import sentence
    from auditor.review.carry import Carrier
    from auditor.review.masked import refuse_masked
    from auditor.review.names import same_names
    from auditor.review.store import NAME, open_store
    from auditor.rules.lint import load_sound
    from auditor.store.place import open_work

    rules = load_sound(folder)
    end_cleanly()
    auditor = Auditor(rules)
    reading = reading_of(rules, note_column, ocr)
    claimed = _claimed(rules, folder, fees, claims)
    seen = walk(notes, claims["claims"], pictures=ocr is not None)
    _refuse_nothing(seen)
    refuse_foreign(out / PAGES)
    mask = mask or mask_surgeons
    trail = begun(largest=rules.reading.limits.file, masked=mask)
    for path, use in ((claims["claims"], "claims"), (fees, "fee schedule")):
        if path is not None:
            trail.inputs.add(path, use)
    if mask:
        refuse_unmasked(out)
    with (
        keeping(out, None if mask else lambda: open_work(out, rules, reading, place)) as work,
        open_store(place or str(out / NAME), create=True) as store,
    ):
        if not mask:
            refuse_masked(store)
        seen = seen_again(seen, notes, claims["claims"], out, pictures=ocr is not None)
        carrier = Carrier(out / WORKBOOK, store, rules, _told(claimed, mask=mask))
        masking = masking_of(rules, store, seen, surgeons=mask_surgeons) if mask else None
        named = Packed(seen if masking else same_names(store, seen, reading))
        del seen
        with _progress(named.count) as bar:
            written = write_all(
                auditor, named, out, carrier, with_pages=not no_pages, claimed=claimed, reading=reading, work=work,
                masker=masking.masker if masking else None, trail=trail, turn=_told_of(trail, bar),
                engines=engines(named.count),
            )  # fmt: skip
        if masking:
            masking.names.keep()
        if work:
            settle(work, complete=written.result.complete)
        record_run(trail, out, written, carrier, rules.digest, taken=work.taken if work else 0)
        for line in carrier.told():
            click.echo(line, err=True)
    result = written.result
    if mask:
        click.echo(SAID, err=True)
    if written.billing:
        click.echo(written.billing.sentence)
    click.echo(f"{sentence(result.by_status, result.failures)} Workbook: {(out / WORKBOOK).as_posix()}")
    whole = result.complete and carrier.complete and not (written.billing and written.billing.faults)
    ctx.exit(Exit.OK if whole else Exit.INCOMPLETE)


def _told(claimed: Claimed | None, *, mask: bool) -> RunClaims | None:
    """What the store keeps of the claims; in a masked run it knows their file by its kind and nothing else."""
    if claimed is None:
        return None
    return replace(claimed.told, source="claims", digest="") if mask else claimed.told


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


def _progress(files: int) -> tqdm[NoReturn]:
    """A bar on a terminal; silence in a pipe or a file."""
    from tqdm import tqdm

    return tqdm(total=files, unit="file", disable=None, leave=False, dynamic_ncols=True)


def _told_of(trail: Trail, bar: tqdm[NoReturn]) -> Turn:
    """Tell the trail and the bar when the turn of a file comes."""

    def turn(item: Seen, told: Told | None) -> None:
        trail.inputs.turn(item, told)
        bar.update()

    return turn
