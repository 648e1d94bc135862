"""Sheets "Not audited" and "Rules"."""

from __future__ import annotations

from auditor.notes.seen import NotAudited
from auditor.report.text import words
from auditor.report.workbook.sheet import Column
from auditor.report.workbook.signals import signal
from auditor.report.workbook.style import Look
from auditor.rules.load import PlacedRule


def _kind(row: NotAudited) -> str:
    if row.incomplete:
        return "incomplete"
    return "not audited" if row.failure else "left aside"


NOT_AUDITED: tuple[Column[NotAudited], ...] = (
    Column("File", 60, lambda row: row.source, Look.WRAP),
    Column("Outcome", 16, _kind, signals=(signal("not audited"), signal("incomplete"), signal("left aside"))),
    Column("Reason", 60, lambda row: row.reason, Look.WRAP),
    Column("What to do", 60, lambda row: row.remedy, Look.WRAP),
)

RULES: tuple[Column[PlacedRule], ...] = (
    Column("Rule", 32, lambda row: row.rule.id, Look.STRONG),
    Column("Concept", 24, lambda row: words(row.rule.concept), Look.WRAP),
    Column("Value", 26, lambda row: words(row.rule.value), Look.WRAP),
    Column("Why", 80, lambda row: row.rule.why, Look.WRAP),
    Column("File", 34, lambda row: row.file, Look.MUTED),
)
