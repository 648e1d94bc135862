"""The workbook as a whole: outcomes go in one at a time, the file comes out at the end."""

from __future__ import annotations

from typing import BinaryIO, Self

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties

from auditor.model import Audit
from auditor.notes.seen import NotAudited
from auditor.report.workbook import audit_sheet, evidence_sheet, missing_sheet, other_sheets
from auditor.report.workbook.archive import discard, save
from auditor.report.workbook.sheet import Table
from auditor.report.workbook.style import named_styles
from auditor.report.workbook.summary_sheet import RunFacts, open_summary, write_summary
from auditor.report.workbook.tally import Tally
from auditor.rules.load import RuleSet


class Book:
    """Builds `audit.xlsx`. The same outcomes give the same bytes, but for the summary's time of the run.

    Use it in a `with` block, so that a failure half-way leaves nothing open.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._tally = Tally()
        self._not_audited: list[NotAudited] = []
        self._book = Workbook(write_only=True)
        for style in named_styles():
            self._book.add_named_style(style)
        self._summary = open_summary(self._book)
        self._audits = Table(self._book, "Audit", audit_sheet.COLUMNS)
        self._missing = Table(self._book, "Missing documentation", missing_sheet.COLUMNS)
        self._evidence = Table(self._book, "Evidence", evidence_sheet.COLUMNS)

    def add(self, outcome: Audit | NotAudited) -> None:
        """Add the rows of one outcome."""
        if isinstance(outcome, NotAudited):
            self._not_audited.append(outcome)
            self._tally.add_not_audited(outcome)
            return
        self._tally.add(outcome)
        for audit in audit_sheet.audit_rows(outcome, self._rules):
            self._audits.add(audit)
        for missing in missing_sheet.missing_rows(outcome, self._rules):
            self._missing.add(missing)
        for finding in evidence_sheet.evidence_rows(outcome):
            self._evidence.add(finding)

    def save(self, file: BinaryIO, facts: RunFacts) -> None:
        """Write the workbook to an open file; nothing can be added afterwards."""
        rows = Table(self._book, "Not audited", other_sheets.NOT_AUDITED)
        for row in sorted(self._not_audited, key=lambda row: not row.failure):  # what must be settled stands first
            rows.add(row)
        rules = Table(self._book, "Rules", other_sheets.RULES)
        for placed in self._rules.placed:
            rules.add(placed)
        for table in (self._audits, self._missing, self._evidence, rows, rules):
            table.close()
        write_summary(self._summary, self._tally, self._rules, facts)
        self._book.properties = self._properties(facts)
        save(self._book, file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        discard(self._book)

    def _properties(self, facts: RunFacts) -> DocumentProperties:
        return DocumentProperties(
            title="Audit of operative notes",
            subject="Vascularised bone transfer",
            creator=f"auditor {facts.tool_version}",
            description=f"Rule digest {self._rules.digest}",
        )
