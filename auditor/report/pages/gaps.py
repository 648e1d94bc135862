"""What the surgeon may be asked: elements that are missing and statements that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.masking.covers import place_of
from auditor.model import Audit, ElementState, Evidence, Note, Severity
from auditor.report.pages.findings import Row
from auditor.report.text import NOT_ASKED, words
from auditor.rules.schema import ElementRule

_AROUND = 60


@dataclass(frozen=True, slots=True)
class Gap:
    """One question; a contradiction has sides."""

    label: str
    severity: Severity
    authority: str
    question: str
    sides: tuple[Side, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction: the number of its place in the note, and the words around it in the same line."""

    number: int
    place: Evidence
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Held:
    """An element that is not missing, its state in words, and the findings that document it."""

    label: str
    state: str
    rows: tuple[Row, ...]


def quotes_of(audit: Audit) -> tuple[Evidence, ...]:
    """The quotations of all contradictions, in the order in which `gaps` numbers them."""
    return tuple(quote for question in audit.questions for quote in question.quotes)


def gaps(audit: Audit, note: Note, elements: Sequence[ElementRule]) -> Iterator[Gap]:
    """The questions that the audit puts; an element that is missing is named though nobody is asked."""
    labels = {element.id: element.label for element in elements}
    number = 0
    for question in audit.questions:
        sides = tuple(_side(place, quote, note) for place, quote in enumerate(question.quotes, number + 1))
        number += len(sides)
        label = labels.get(question.element, words(question.element))
        yield Gap(label, question.severity, question.authority, question.text, sides)
    asked = {question.element for question in audit.questions}
    for element in elements:
        if audit.elements.get(element.id) is ElementState.MISSING and element.id not in asked:
            yield Gap(element.label, element.severity, element.authority, NOT_ASKED)


def _side(number: int, quote: Evidence, note: Note) -> Side:
    """Two words alone rarely tell what a side says, so as much of the line as stands close by is shown with them."""
    text = note.text
    start, stop = place_of(note.covers, quote.start, quote.end)
    line = text.rfind("\n", 0, start) + 1
    near = max(line, start - _AROUND)
    before = text[near:start]
    end = text.find("\n", stop)
    line_end = len(text) if end < 0 else end
    after = text[stop : min(line_end, stop + _AROUND)]
    if near > line:
        before = f"… {before.partition(' ')[2]}"
    if line_end > stop + _AROUND:
        after = f"{after.rpartition(' ')[0]} …"
    return Side(number, quote, before, after)


def held(audit: Audit, labels: Mapping[str, str], rows: Sequence[Row]) -> Iterator[Held]:
    """The elements that are documented or not required, in the rules' order."""
    numbered = {row.finding: row for row in rows}
    for name, state in audit.elements.items():
        if state is not ElementState.MISSING:
            found = tuple(numbered[each] for each in audit.support.get(name, ()) if each in numbered)
            yield Held(labels.get(name, words(name)), words(state), found)
