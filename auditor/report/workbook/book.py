"""The workbook as a whole: outcomes go in one at a time, the file comes out at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO, Self
from urllib.parse import quote

from openpyxl.packaging.core import DocumentProperties

from auditor.billing.model import Case, Unmatched
from auditor.claims.model import ClaimFault, ClaimsFile
from auditor.model import Audit
from auditor.notes.seen import NotAudited
from auditor.report.review_entry import ReviewEntry
from auditor.report.waiting import Ordered
from auditor.report.workbook import audit_sheet, evidence_sheet, guidance_sheet, missing_sheet, other_sheets
from auditor.report.workbook.billing_sheets import BillingSheets
from auditor.report.workbook.billing_tally import BillingTally
from auditor.report.workbook.lists_sheet import write_lists
from auditor.report.workbook.note_rows import NoteRows, RowMaker
from auditor.report.workbook.rows import OpenRow, Sheets, Told
from auditor.report.workbook.scorecard_sheets import write_scorecards
from auditor.report.workbook.scorecards import Scorecards
from auditor.report.workbook.sheet import Table
from auditor.report.workbook.summary_sheet import open_summary, write_summary
from auditor.report.workbook.summary_tables import RunFacts
from auditor.report.workbook.tally import Tally
from auditor.report.workbook.trend import Trend
from auditor.report.workbook.trend_sheet import write_trend
from auditor.rules.load import RuleSet

EVIDENCE_FOLDER = "evidence"


class Book:
    """Builds `audit.xlsx`. The same outcomes give the same bytes, but for the summary's time of the run.

    `entries` are what reviewers typed into earlier workbooks, by the key of the row. `page_of` gives the name of a note's
    evidence page; without it no cell leads to one. `evidence_rows` is the most that the sheet "Evidence" holds. With `claims`
    it has the sheets of claims held against notes. `told` gets the title of the sheet and the digest of each row. Rows wait in
    memory, or in nameless files in `folder`. Use it in a `with` block: the rows, which quote the notes, are let go at its end.
    """

    def __init__(
        self,
        rules: RuleSet,
        entries: Mapping[str, ReviewEntry] | None = None,
        *,
        page_of: Callable[[str], str] | None = None,
        evidence_rows: int = evidence_sheet.MAX_FINDINGS,
        claims: bool = False,
        told: Told | None = None,
        folder: Path | None = None,
    ) -> None:
        self._rules = rules
        self._entries = entries
        self._page_of = page_of
        self._maker = RowMaker(rules, linked=page_of is not None)
        self._tally = Tally()
        self._cards = Scorecards(claims=claims)
        self._not_audited: list[NotAudited] = []
        self._queries = Ordered(lambda query: query[0], folder)
        self._sheets = Sheets(told, folder)
        self._summary = open_summary(self._sheets)
        linked = page_of is not None
        self._audits = Table(
            self._sheets, audit_sheet.TITLE, audit_sheet.columns(linked=linked), freeze=3, linked=linked, guarded=True,
            counted=audit_sheet.COUNTED, pages_wide=3,
        )  # fmt: skip
        self._billing = BillingSheets(self._sheets, rules, link=self._page if page_of else None) if claims else None
        self._missing = Table(self._sheets, "Missing documentation", missing_sheet.COLUMNS)
        self._evidence = evidence_sheet.EvidenceSheet(self._sheets, evidence_rows)

    def add(self, outcome: Audit | NotAudited) -> None:
        """Add the rows of one outcome."""
        if isinstance(outcome, NotAudited):
            self._not_audited.append(outcome)
            self._tally.add_not_audited(outcome)
        else:
            self.bind(self._maker.rows(outcome))

    @property
    def full(self) -> bool:
        """Whether the sheet "Evidence" has no room for another note, so that rows of its own need not be made for any."""
        return self._evidence.full

    def bind(self, note: NoteRows) -> None:
        """Add the rows of one note that are ready. Those of its evidence have to be among them unless the book is `full`."""
        self._tally.add(note.counted)
        self._cards.add(note.counted)
        page = self._page(note.counted.note)
        for line in note.audits:
            later = audit_sheet.reviewed((self._entries or {}).get(line.key), line.seen)
            self._audits.bind(line.row, page, later)
        for row in note.missing:
            self._missing.bind(row)
        for query in note.queries:
            self._queries.add(query)
        self._evidence.add(note.counted.findings, note.evidence or ())

    def add_billing(self, one: Case | Unmatched | ClaimFault) -> None:
        """Add a case, or what was not compared. Raises ValueError in a book without claims."""
        if self._billing is None:
            raise ValueError("this book was opened without claims")
        self._billing.add(one)
        if isinstance(one, Case):
            self._cards.add_case(one)

    def tell_claims(self, file: ClaimsFile) -> None:
        """Say how the claim file was read; all its faults stand on the sheet "Not compared"."""
        for fault in file.faults:
            self.add_billing(fault)
        if self.billing:
            self.billing.file = file

    @property
    def billing(self) -> BillingTally | None:
        """The counts of the cases; None in a book without claims."""
        return self._billing.tally if self._billing else None

    def save(self, file: BinaryIO, facts: RunFacts, trend: Trend | None = None) -> int:
        """Write the workbook to an open file, and say how many rows it has; nothing can be added afterwards.

        `trend` are the months of all runs; without it the sheet "Trend" is empty.
        """
        self._audits.close()
        if self._billing:
            self._billing.close()
        self._missing.close()
        self._evidence.close()
        self._write_queries()
        write_scorecards(self._sheets, self._cards, self._rules, claims=self._billing is not None)
        write_trend(self._sheets, trend or Trend())
        self._write_rest()
        write_lists(self._sheets, self._rules)
        write_summary(self._summary, self._tally, self._rules, facts, self._evidence.shown, self.billing)
        return self._sheets.save(file, self._properties(facts))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self._sheets.discard()
        self._queries.close()

    def _page(self, note: str) -> str:
        """The path from the workbook to a note's evidence page."""
        return quote(f"{EVIDENCE_FOLDER}/{self._page_of(note)}") if self._page_of else ""

    def _write_queries(self) -> None:
        linked = self._page_of is not None
        rows = Table(self._sheets, "Queries", missing_sheet.queries_columns(linked=linked), linked=linked)
        for _, note, row in self._queries.rows():
            rows.bind(OpenRow(*row), self._page(note))
        rows.close()

    def _write_rest(self) -> None:
        files = Table(self._sheets, "Not audited", other_sheets.NOT_AUDITED)
        for row in sorted(self._not_audited, key=lambda row: not row.failure):  # what must be settled stands first
            files.add(row)
        files.close()
        rules = Table(self._sheets, "Rules", other_sheets.RULES)
        for placed in self._rules.placed:
            rules.add(placed)
        rules.close()
        guidance = Table(self._sheets, "Guidance", guidance_sheet.COLUMNS)
        for advice in guidance_sheet.guidance(self._rules, claims=self._billing is not None):
            guidance.add(advice)
        guidance.close()

    def _properties(self, facts: RunFacts) -> DocumentProperties:
        return DocumentProperties(
            title="Audit of operative notes",
            subject="Vascularised bone transfer",
            creator=f"auditor {facts.tool_version}",
            keywords="operative notes, audit, documentation",
            category="Compliance",
            description=f"Rule digest {self._rules.digest}",
        )
