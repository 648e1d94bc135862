"""Sheet "Evidence": a row for each finding, those that count and those that were rejected, with the reason.

A hundred thousand notes have millions of findings, which nobody filters in a spreadsheet. The sheet takes notes whole until it
is full; how many are not in it is told below its last row, and their evidence stands in the record and on the evidence pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.model import Audit, Evidence, Finding
from auditor.report.text import size, words
from auditor.report.workbook.rows import OpenRow, Sheets
from auditor.report.workbook.sheet import Column, Table
from auditor.report.workbook.signals import signal
from auditor.report.workbook.style import Look

MAX_FINDINGS = 100_000


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One finding of one note, and its number in reading order."""

    audit: Audit
    number: int
    finding: Finding

    @property
    def place(self) -> Evidence:
        """Where the finding stands."""
        return self.finding.evidence


def evidence_rows(audit: Audit) -> Iterator[EvidenceRow]:
    """The rows of one note, in reading order."""
    for number, finding in enumerate(audit.findings, 1):
        yield EvidenceRow(audit, number, finding)


def _counts(row: EvidenceRow) -> str:
    return "yes" if row.finding.accepted else "no"


def _value(row: EvidenceRow) -> str:
    finding = row.finding
    parts = (words(finding.value), words(finding.side), f"{size(finding.cm)} cm" if finding.cm else "")
    return ", ".join(part for part in parts if part)


COLUMNS: tuple[Column[EvidenceRow], ...] = (
    Column("Note", 25, lambda row: row.audit.id, Look.STRONG),
    Column("No.", 6, lambda row: row.number, Look.NUMBER),
    Column("Counts", 9, _counts, signals=(signal("yes"), signal("no"))),
    Column("Concept", 22, lambda row: words(row.finding.concept), Look.WRAP),
    Column("Value", 24, _value, Look.WRAP),
    Column("Assertion", 13, lambda row: words(row.finding.assertion)),
    Column("Quotation", 50, lambda row: row.place.quote, Look.QUOTE),
    Column("Section", 22, lambda row: ", ".join(filter(None, (row.place.section, row.place.place))), Look.WRAP),
    Column("From", 8, lambda row: row.place.start, Look.NUMBER),
    Column("To", 8, lambda row: row.place.end, Look.NUMBER),
    Column("Rule", 26, lambda row: row.finding.rule_id, Look.WRAP),
    Column("Cue", 28, lambda row: row.finding.cue.quote if row.finding.cue else "", Look.QUOTE),
    Column("Rule of the cue", 22, lambda row: row.finding.cue.rule_id if row.finding.cue else "", Look.WRAP),
    Column("Why it does not count", 34, lambda row: row.finding.why, Look.WRAP),
)


class EvidenceSheet:
    """The sheet, which is full when it holds `most` findings; `shown` says how many it holds."""

    def __init__(self, sheets: Sheets, most: int) -> None:
        self._table = Table(sheets, "Evidence", COLUMNS)
        self._most = most
        self._left: list[int] = []  # findings of each note that is not shown
        self.shown = 0

    @property
    def full(self) -> bool:
        """Whether no note finds room any more."""
        return bool(self._left)

    def add(self, findings: int, rows: Sequence[OpenRow]) -> None:
        """Add the rows of one note that has so many findings; after the first note that finds no room, none is added."""
        if self._left or self.shown + findings > self._most:
            self._left.append(findings)
            return
        self.shown += findings
        for row in rows:
            self._table.bind(row)

    def close(self) -> None:
        """End the table, and say what it does not hold."""
        self._table.close()
        if self._left:
            self._table.remark(
                f"This sheet is full. Another {sum(self._left):,} findings of {len(self._left):,} notes stand in audit.jsonl"
                " and on the evidence pages."
            )
