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
from auditor.billing.model import Case, Unmatched
from auditor.billing.record import line
from auditor.claims.model import ClaimsFile
from auditor.cli.pieces import PieceMaker, Pieces
from auditor.engine.engine import Engines
from auditor.engine.one import Auditor
from auditor.engine.outcome import AS_IT_IS, Audited, Turn
from auditor.engine.run import RunResult
from auditor.engine.run import run as run_all
from auditor.masking.cases import masked_case, masked_claims
from auditor.masking.masker import Masker
from auditor.notes.formats.settings import Settings
from auditor.notes.outputs import BILLING, PAGES, RECORD, WORKBOOK
from auditor.notes.seen import NotAudited, Seen
from auditor.record.read import Recorded, read_lines
from auditor.record.write import json_line, record
from auditor.report.files import make_folder, remove, replacing
from auditor.report.pages.folder import replacing_folder
from auditor.report.pages.names import page_name
from auditor.report.pages.writer import Pages
from auditor.report.waiting import Waiting
from auditor.report.workbook.billing_tally import BillingTally
from auditor.report.workbook.book import Book
from auditor.report.workbook.summary_tables import RunFacts
from auditor.review.answers import RunClaims
from auditor.review.carry import Carrier
from auditor.review.runs import Origin
from auditor.rules.fee_schema import FeeSchedule
from auditor.store.finished import Work
from auditor.store.place import folder_digest
from auditor.trail.command import Trail, files_in
from auditor.trail.inputs import Inputs
from auditor.trail.origin import who


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
    work: Work | None = None,
    masker: Masker | None = None,
    trail: Trail | None = None,
    turn: Turn | None = None,
    engines: Engines | None = None,
) -> Written:
    """Audit everything into all outputs; each takes the place of an older one only when all are whole.

    With a `masker`, every output is given what that lets through and nothing else. `turn` is told of each file before what came
    of it is written; with `engines`, other processes audit as well.
    """
    make_folder(out)
    with ExitStack() as open_files:
        folder = open_files.enter_context(replacing_folder(out / PAGES))
        lines = open_files.enter_context(replacing(out / RECORD))
        cases = open_files.enter_context(replacing(out / BILLING)) if claimed else None
        workbook = open_files.enter_context(replacing(out / WORKBOOK))
        page_of = page_name if with_pages else None
        told = trail.sheets.take if trail else None
        book = open_files.enter_context(
            Book(auditor.rules, carrier.entries, page_of=page_of, claims=claimed is not None, told=told, folder=out)
        )
        pages = Pages(folder) if with_pages else None
        maker = PieceMaker(auditor.rules, with_pages=with_pages, former=(out / PAGES).absolute())
        hands = _Hands(
            maker, book, lines, carrier, pages, masker, Waiting(out) if masker and claimed else None,
            trail.inputs if trail else None,
        )  # fmt: skip
        finish = maker if masker is None else AS_IT_IS  # nobody but this process knows what is masked
        result = run_all(auditor, seen, hands.take, reading, work, turn, engines, finish)
        if pages is not None:
            pages.close()
        if claimed and cases:
            _hold_against(claimed, lines, cases, hands, auditor)
        book.save(workbook, RunFacts(__version__, datetime.now()), carrier.trend())
        counts = _counts(result, book.billing, taken=work.taken if work else 0)
        carrier.settle(workbook, _origin(trail, out, counts, masked=masker is not None) if trail else None)
    if not claimed:
        remove(out / BILLING)  # an older one would speak of other audits
    return Written(result, book.billing)


@dataclass(frozen=True, slots=True)
class _Hands:
    """Binds what comes of each file into every output, masked where the run is.

    `keys` are audits under the names that claims know.
    """

    maker: PieceMaker
    book: Book
    lines: BinaryIO
    carrier: Carrier
    pages: Pages | None
    masker: Masker | None
    keys: Waiting | None
    inputs: Inputs | None

    def take(self, outcome: Pieces | Audited | NotAudited) -> None:
        if isinstance(outcome, NotAudited):
            row = self.masker.row(outcome) if self.masker else outcome
            if self.inputs is not None:
                self.inputs.refused(row)
            self.book.add(row)
            return
        if self.inputs is not None:
            self.inputs.audited()
        self._bind(outcome if isinstance(outcome, Pieces) else self._made(outcome))

    def _made(self, outcome: Audited) -> Pieces:
        """The pieces of a note that nobody else could make: it has to be masked first, or they met a fault."""
        note, audit = outcome.note, outcome.audit
        if self.masker:
            masked = self.masker.audited(note, audit)
            note, audit = masked.note, masked.audit
            if self.keys is not None:
                self.keys.add(record(masked.key))
        return self.maker.made(note, audit, self.maker.wanted())

    def _bind(self, pieces: Pieces) -> None:
        self.lines.write(pieces.line)
        self.carrier.add(pieces.carried)
        self.book.bind(pieces.rows)
        self.maker.full = self.book.full
        if self.pages is not None and pieces.page is not None:
            self.pages.add(pieces.page, pieces.entry)

    def take_case(self, case: Case | Unmatched, cases: BinaryIO) -> None:
        shown = masked_case(case, self.masker) if self.masker else case
        cases.write(line(shown))
        self.book.add_billing(shown)
        if isinstance(shown, Case):
            self.carrier.add_case(shown)


def record_run(trail: Trail, out: Path, written: Written, carrier: Carrier, rules_digest: str, *, taken: int) -> None:
    """Leave the record of a run beside its outputs, once they are in their place. Raises OutputError.

    `taken` is how many audits were finished by an earlier run.
    """
    main = [out / name for name in (WORKBOOK, RECORD, *([BILLING] if written.billing else []))]
    if carrier.kept_as is not None:
        main.append(carrier.kept_as)
    counts = _counts(written.result, written.billing, taken=taken)
    cleared = (BILLING, PAGES)
    pages = files_in(out / PAGES)
    trail.settle(
        out, main, pages, counts=counts, rules_digest=rules_digest, cleared=cleared, sheets={WORKBOOK: trail.sheets.digests()}
    )


def _counts(result: RunResult, billing: BillingTally | None, *, taken: int) -> dict[str, JsonValue]:
    """What a run came to, as its record and the store tell it."""
    counts: dict[str, JsonValue] = {
        "notes": result.audited, **{status.value: count for status, count in result.by_status.items()},
        "not_audited": result.failures, "left_aside": len(result.not_audited) - result.failures, "from_an_earlier_run": taken,
    }  # fmt: skip
    if billing:
        counts["cases"] = dict(sorted(billing.outcomes.items()))
    return counts


def _origin(trail: Trail, out: Path, counts: dict[str, JsonValue], *, masked: bool) -> Origin:
    """What the store keeps of a run beside its answers; the store of masked runs holds nothing that a path could be told from."""
    by = who()
    began = datetime.fromisoformat(trail.began).replace(tzinfo=None)
    folder = None if masked else folder_digest(out)
    return Origin(began, by.name if by else None, by.host if by else None, folder, counts)


def _hold_against(claimed: Claimed, written: BinaryIO, cases: BinaryIO, hands: _Hands, auditor: Auditor) -> None:
    """Read back the record that was just written, hold the claims against it, and write what comes of it.

    The record of a masked run lacks what claims go by, so that those audits wait in a file without a name.
    """
    from auditor.billing.bill import bill  # what it rests on takes long to import, and few runs have claims

    def records() -> Iterator[Recorded]:
        if hands.keys is not None:
            return read_lines(map(json_line, hands.keys.rows()), RECORD)
        written.seek(0)
        return read_lines(written, RECORD)

    for outcome in bill(records, claimed.file, auditor.rules, claimed.fees):
        hands.take_case(outcome, cases)
    hands.book.tell_claims(masked_claims(claimed.file, hands.masker) if hands.masker else claimed.file)
