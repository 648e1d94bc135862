"""One audit -> all that it brings into the workbook, ready but for numbers of rows and styles, and what reviewers typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from auditor.model import Audit
from auditor.report.workbook import audit_sheet, evidence_sheet, missing_sheet
from auditor.report.workbook.counted import Counted
from auditor.report.workbook.missing_sheet import MissingRow, Order
from auditor.report.workbook.rows import OpenRow
from auditor.report.workbook.sheet import Form
from auditor.rules.load import RuleSet


class AuditLine(NamedTuple):
    """A row of the sheet "Audit", with its name and what reviewers will have seen."""

    key: str
    seen: str
    row: OpenRow


class Query(NamedTuple):
    """A row of the sheet "Queries", and where it stands among all of a run."""

    order: Order
    note: str
    row: OpenRow


@dataclass(frozen=True, slots=True)
class NoteRows:
    """The rows of one note, and what is counted of it. `evidence` is None where nobody asked for it."""

    counted: Counted
    audits: tuple[AuditLine, ...]
    missing: tuple[OpenRow, ...]
    queries: tuple[Query, ...]
    evidence: tuple[OpenRow, ...] | None


class RowMaker:
    """Makes the rows of notes with one rule set; the sheets lead to evidence pages where they are `linked`."""

    def __init__(self, rules: RuleSet, *, linked: bool) -> None:
        self._rules = rules
        self._audits = Form(audit_sheet.columns(linked=linked), audit_sheet.COUNTED)
        self._missing = Form(missing_sheet.COLUMNS)
        self._queries: Form[MissingRow] = Form(missing_sheet.queries_columns(linked=linked))
        self._evidence = Form(evidence_sheet.COLUMNS)

    def rows(self, audit: Audit, *, evidence: bool = True) -> NoteRows:
        """All rows of one note; those of its evidence only where there is room for them."""
        gaps = tuple(missing_sheet.missing_rows(audit, self._rules))
        return NoteRows(
            counted=Counted.of(audit, self._rules),
            audits=tuple(self._lines(audit)),
            missing=tuple(map(self._missing.opened, gaps)),
            queries=tuple(
                Query(missing_sheet.order_of(gap), gap.note, self._queries.opened(gap)) for gap in gaps if gap.question
            ),
            evidence=tuple(map(self._evidence.opened, evidence_sheet.evidence_rows(audit))) if evidence else None,
        )

    def _lines(self, audit: Audit) -> Iterator[AuditLine]:
        for row in audit_sheet.audit_rows(audit, self._rules):
            yield AuditLine(row.key, row.seen, self._audits.opened(row))

    def _query(self, gap: MissingRow) -> Query:
        return Query(missing_sheet.order_of(gap), gap.note, self._queries.opened(gap))
