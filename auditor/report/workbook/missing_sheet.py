"""Sheets "Missing documentation" and "Queries": a row for each element that a note lacks, and for each contradiction in it.

The first tells who asks for the element and why it matters; the second holds the questions, ready to be worked through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.model import Audit, ElementState, Question
from auditor.report.text import place_of, words
from auditor.report.workbook.audit_sheet import SEVERITIES, day_of
from auditor.report.workbook.cells import Value
from auditor.report.workbook.sheet import Column
from auditor.report.workbook.signals import signal
from auditor.report.workbook.style import Look
from auditor.rules.load import RuleSet

Order = tuple[bool, str, str, str, int]


@dataclass(frozen=True, slots=True)
class MissingRow:
    """One gap or contradiction of one note; the quotes of a contradiction stand side by side."""

    note: str
    surgeon: str | None
    day: Value
    label: str
    kind: str
    severity: str
    authority: str
    question: str
    why: str
    quotes: str = ""


def missing_rows(audit: Audit, rules: RuleSet) -> Iterator[MissingRow]:
    """The rows of one note: the questions that the audit puts, then what is missing and not asked."""
    missing = {name for name, state in audit.elements.items() if state is ElementState.MISSING}
    day = day_of(audit)
    for question in audit.questions:
        yield _asked(audit, day, question, missing, rules)
    asked = {question.element for question in audit.questions}
    for element in rules.elements:
        if element.id in missing - asked:
            yield MissingRow(
                audit.id, audit.surgeon, day, element.label, "missing, not asked", element.severity, element.authority, "",
                element.why,
            )  # fmt: skip


def _asked(audit: Audit, day: Value, question: Question, missing: set[str], rules: RuleSet) -> MissingRow:
    element = next((each for each in rules.elements if each.id == question.element), None)
    return MissingRow(
        note=audit.id,
        surgeon=audit.surgeon,
        day=day,
        label=element.label if element else words(question.element),
        kind="contradiction" if question.quotes else "missing" if question.element in missing else "unclear",
        severity=question.severity,
        authority=question.authority,
        question=question.text,
        why=element.why if element else "",
        quotes="\n".join(f"“{quote.quote}” ({place_of(quote)})" for quote in question.quotes),
    )


def order_of(row: MissingRow) -> Order:
    """Where a query stands: they are worked through by surgeon, those without a name last, then by day, note and severity."""
    return (not row.surgeon, row.surgeon or "", str(row.day or ""), row.note, SEVERITIES.index(row.severity))


_SURGEON: Column[MissingRow] = Column("Surgeon", 24, lambda row: row.surgeon, Look.WRAP)
_DAY: Column[MissingRow] = Column("Date of service", 12, lambda row: row.day, Look.DAY)
_ELEMENT: Column[MissingRow] = Column("Element", 28, lambda row: row.label, Look.STRONG)
_KIND: Column[MissingRow] = Column("Finding", 16, lambda row: row.kind, signals=(signal("contradiction"),))
_SEVERITY: Column[MissingRow] = Column("Severity", 14, lambda row: row.severity, signals=tuple(map(signal, SEVERITIES)))
_QUOTES: Column[MissingRow] = Column("What the note says", 44, lambda row: row.quotes, Look.QUOTE)

COLUMNS: tuple[Column[MissingRow], ...] = (
    Column("Note", 26, lambda row: row.note, Look.STRONG),
    _SURGEON,
    _DAY,
    _ELEMENT,
    _KIND,
    _SEVERITY,
    _QUOTES,
    Column("Who asks for it", 44, lambda row: row.authority, Look.MUTED),
    Column("Why it matters", 56, lambda row: row.why, Look.WRAP),
)
QUERIES: tuple[Column[MissingRow], ...] = (
    Column("Note", 26, lambda row: row.note, Look.STRONG),
    _SURGEON,
    _DAY,
    _SEVERITY,
    _ELEMENT,
    Column("Question to the surgeon", 70, lambda row: row.question, Look.WRAP),
    _QUOTES,
)


def queries_columns(*, linked: bool) -> tuple[Column[MissingRow], ...]:
    """The columns of the queries; the first looks like a link where it is one."""
    return (replace(QUERIES[0], look=Look.LINK), *QUERIES[1:]) if linked else QUERIES
