"""Sheet "Missing documentation": a row for each element that a note lacks, and for each contradiction in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.model import Audit, ElementState, Question
from auditor.report.text import words
from auditor.report.workbook.sheet import Column
from auditor.report.workbook.style import Look, chip
from auditor.rules.load import RuleSet
from auditor.rules.schema import ElementRule


@dataclass(frozen=True, slots=True)
class MissingRow:
    """One gap or contradiction of one note; the quotes of a contradiction stand side by side."""

    audit: Audit
    label: str
    kind: str
    severity: str
    authority: str
    question: str
    quotes: tuple[str, ...] = ()


def missing_rows(audit: Audit, rules: RuleSet) -> Iterator[MissingRow]:
    """The rows of one note: the elements in the rules' order, each with the question that the audit puts."""
    labels = {element.id: element.label for element in rules.elements}
    missing = {name for name, state in audit.elements.items() if state is ElementState.MISSING}
    for question in audit.questions:
        label = labels.get(question.element, words(question.element))
        kind = "contradiction" if question.quotes else "missing" if question.element in missing else "unclear"
        yield _asked(audit, label, kind, question)
    asked = {question.element for question in audit.questions}
    for element in rules.elements:
        if element.id in missing - asked:
            yield _unasked(audit, element)


def _asked(audit: Audit, label: str, kind: str, question: Question) -> MissingRow:
    quotes = tuple(f"“{quote.quote}” ({quote.section}, {quote.start}-{quote.end})" for quote in question.quotes)
    return MissingRow(audit, label, kind, question.severity, question.authority, question.text, quotes)


def _unasked(audit: Audit, element: ElementRule) -> MissingRow:
    return MissingRow(audit, element.label, "missing", element.severity, element.authority, element.question)


COLUMNS: tuple[Column[MissingRow], ...] = (
    Column("Note", 25, lambda row: row.audit.id, Look.STRONG),
    Column("Surgeon", 24, lambda row: row.audit.surgeon, Look.WRAP),
    Column("Date of service", 12, lambda row: row.audit.date_of_service),
    Column("Element", 26, lambda row: row.label, Look.STRONG),
    Column("Finding", 13, lambda row: row.kind),
    Column("Severity", 12, lambda row: row.severity, lambda row: chip(row.severity)),
    Column("Question to the surgeon", 58, lambda row: row.question, Look.WRAP),
    Column("What the note says", 40, lambda row: "\n".join(row.quotes), Look.QUOTE),
    Column("Authority", 44, lambda row: row.authority, Look.MUTED),
)
