"""Sheet "Evidence": a row for each finding, those that count and those that were rejected, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.model import Audit, Evidence, Finding
from auditor.report.text import size, words
from auditor.report.workbook.sheet import Column
from auditor.report.workbook.style import Look


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
    Column("Counts", 8, _counts, lambda row: Look.GOOD if row.finding.accepted else Look.QUIET),
    Column("Concept", 22, lambda row: words(row.finding.concept), Look.WRAP),
    Column("Value", 24, _value, Look.WRAP),
    Column("Assertion", 13, lambda row: words(row.finding.assertion)),
    Column("Quotation", 50, lambda row: row.place.quote, Look.QUOTE),
    Column("Section", 22, lambda row: row.place.section, Look.WRAP),
    Column("From", 8, lambda row: row.place.start, Look.NUMBER),
    Column("To", 8, lambda row: row.place.end, Look.NUMBER),
    Column("Rule", 26, lambda row: row.finding.rule_id, Look.WRAP),
    Column("Cue", 28, lambda row: row.finding.cue.quote if row.finding.cue else "", Look.QUOTE),
    Column("Rule of the cue", 22, lambda row: row.finding.cue.rule_id if row.finding.cue else "", Look.WRAP),
    Column("Why it does not count", 34, lambda row: row.finding.why, Look.WRAP),
)
