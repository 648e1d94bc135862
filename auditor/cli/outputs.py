"""All outputs of one run, each written whole: record, workbook, evidence pages, and with claims the cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from pydantic import JsonValue

from auditor import __version__
from auditor.billing.bill import bill
from auditor.billing.model import Case, Unmatched
from auditor.billing.record import line
from auditor.claims.model import ClaimsFile
from auditor.engine.one import Auditor
from auditor.engine.run import Audited, Outcome, RunResult
from auditor.engine.run import run as run_all
from auditor.notes.formats.settings import Settings
from auditor.notes.outputs import BILLING, PAGES, RECORD, WORKBOOK
from auditor.notes.seen import Seen
from auditor.record.read import Recorded, read_lines
from auditor.record.write import RecordWriter
from auditor.report.files import make_folder, remove, replacing
from auditor.report.pages.folder import replacing_folder
from auditor.report.pages.names import page_name
from auditor.report.pages.writer import Pages
from auditor.report.workbook.billing_tally import BillingTally
from auditor.report.workbook.book import Book
from auditor.report.workbook.summary_tables import RunFacts
from auditor.review.answers import RunClaims
from auditor.review.carry import Carrier
from auditor.rules.fee_schema import FeeSchedule
from auditor.trail.command import Trail, files_in
from auditor.trail.inputs import Inputs


@dataclass(frozen=True, slots=True)
class Claimed:
    """The claims of a run, and the schedule that values them."""

    file: ClaimsFile
    fees: FeeSchedule

    @property
    def told(self) -> RunClaims:
        """What the store keeps of them."""
        return RunClaims(self.file.source, self.file.digest, self.fees.label)


@dataclass(frozen=True, slots=True)
class Written:
    """What a run came to; `billing` counts its cases, where it had claims."""

    result: RunResult
    billing: BillingTally | None


def write_all(
    auditor: Auditor,
    seen: Iterable[Seen],
    out: Path,
    carrier: Carrier,
    *,
    with_pages: bool,
    claimed: Claimed | None,
    reading: Settings | None = None,
    trail: Trail | None = None,
) -> Written:
    """Audit everything into all outputs; each takes the place of an older one only when all are whole."""
    make_folder(out)
    with ExitStack() as open_files:
        folder = open_files.enter_context(replacing_folder(out / PAGES))
        lines = open_files.enter_context(replacing(out / RECORD))
        cases = open_files.enter_context(replacing(out / BILLING)) if claimed else None
        workbook = open_files.enter_context(replacing(out / WORKBOOK))
        page_of = page_name if with_pages else None
        told = trail.sheets.take if trail else None
        book = open_files.enter_context(
            Book(auditor.rules, carrier.entries, page_of=page_of, claims=claimed is not None, told=told)
        )
        pages = Pages(folder, auditor.rules) if with_pages else None
        result = run_all(
            auditor, seen, _Hands(book, RecordWriter(lines), carrier, pages, trail.inputs if trail else None).take, reading
        )
        if pages is not None:
            pages.close()
        if claimed and cases:
            _hold_against(claimed, lines, cases, (book, carrier), auditor)
        book.save(workbook, RunFacts(__version__, datetime.now()), carrier.trend())
        carrier.settle(workbook)
    if not claimed:
        remove(out / BILLING)  # an older one would speak of other audits
    return Written(result, book.billing)


@dataclass(frozen=True, slots=True)
class _Hands:
    """Hands each outcome on to every output."""

    book: Book
    records: RecordWriter
    carrier: Carrier
    pages: Pages | None
    inputs: Inputs | None

    def take(self, outcome: Outcome) -> None:
        if self.inputs is not None:
            self.inputs.take(outcome)
        if not isinstance(outcome, Audited):
            self.book.add(outcome)
            return
        self.records.add(outcome.audit)
        self.carrier.add(outcome.audit)
        self.book.add(outcome.audit)
        if self.pages is not None:
            self.pages.add(outcome.note, outcome.audit)


def record_run(trail: Trail, out: Path, written: Written, carrier: Carrier, rules_digest: str) -> None:
    """Leave the record of a run beside its outputs, once they are in their place. Raises OutputError."""
    main = [out / name for name in (WORKBOOK, RECORD, *([BILLING] if written.billing else []))]
    if carrier.kept_as is not None:
        main.append(carrier.kept_as)
    result = written.result
    counts: dict[str, JsonValue] = {
        "notes": result.audited, **{status.value: count for status, count in result.by_status.items()},
        "not_audited": result.failures, "left_aside": len(result.not_audited) - result.failures,
    }  # fmt: skip
    if written.billing:
        counts["cases"] = dict(sorted(written.billing.outcomes.items()))
    cleared = (BILLING, PAGES)
    pages = files_in(out / PAGES)
    trail.settle(
        out, main, pages, counts=counts, rules_digest=rules_digest, cleared=cleared, sheets={WORKBOOK: trail.sheets.digests()}
    )


def _hold_against(claimed: Claimed, record: BinaryIO, cases: BinaryIO, takers: tuple[Book, Carrier], auditor: Auditor) -> None:
    """Read back the record that was just written, hold the claims against it, and write what comes of it."""

    def records() -> Iterator[Recorded]:
        record.seek(0)
        return read_lines(record, RECORD)

    book, carrier = takers
    outcomes: Iterator[Case | Unmatched] = bill(records, claimed.file, auditor.rules, claimed.fees)
    for outcome in outcomes:
        cases.write(line(outcome))
        book.add_billing(outcome)
        if isinstance(outcome, Case):
            carrier.add_case(outcome)
    book.tell_claims(claimed.file)
