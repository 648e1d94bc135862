"""What the surgeon may be asked: elements that are missing and statements that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.model import Audit, ElementState, Evidence, Severity
from auditor.report.pages.findings import Row
from auditor.report.text import words
from auditor.rules.schema import ElementRule


@dataclass(frozen=True, slots=True)
class Gap:
    """One question; `quotes` holds both sides of a contradiction, each with the number of its place in the note."""

    label: str
    severity: Severity
    authority: str
    question: str
    quotes: tuple[tuple[int, Evidence], ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """An element that is not missing, its state in words, and the findings that document it."""

    label: str
    state: str
    rows: tuple[Row, ...]


def quotes_of(audit: Audit) -> tuple[Evidence, ...]:
    """The quotations of all contradictions, in the order in which `gaps` numbers them."""
    return tuple(quote for question in audit.questions for quote in question.quotes)


def gaps(audit: Audit, elements: Sequence[ElementRule]) -> Iterator[Gap]:
    """The questions that the audit puts; an element that is missing without one is asked for in the words of its rule."""
    labels = {element.id: element.label for element in elements}
    number = 0
    for question in audit.questions:
        quotes = tuple(enumerate(question.quotes, number + 1))
        number += len(quotes)
        label = labels.get(question.element, words(question.element))
        yield Gap(label, question.severity, question.authority, question.text, quotes)
    asked = {question.element for question in audit.questions}
    for element in elements:
        if audit.elements.get(element.id) is ElementState.MISSING and element.id not in asked:
            yield Gap(element.label, element.severity, element.authority, element.question)


def held(audit: Audit, labels: Mapping[str, str], rows: Sequence[Row]) -> Iterator[Held]:
    """The elements that are documented or not required, in the rules' order."""
    numbered = {row.finding: row for row in rows}
    for name, state in audit.elements.items():
        if state is not ElementState.MISSING:
            found = tuple(numbered[each] for each in audit.support.get(name, ()) if each in numbered)
            yield Held(labels.get(name, words(name)), words(state), found)
