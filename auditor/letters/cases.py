"""Records -> what each surgeon is asked: cases by date, and in each the topics, gravest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, get_args

from auditor.model import Evidence, Question, Severity
from auditor.names import file_stems, key_of, printed
from auditor.record.read import Recorded
from auditor.report.text import visible, words
from auditor.rules.load import RuleSet
from auditor.rules.schema import ElementRule

UNNAMED: Final = "surgeon-not-named"
_GRAVITY = {severity: place for place, severity in enumerate(get_args(Severity))}


@dataclass(frozen=True, slots=True)
class Saying:
    """What a report says, and where: the quotation with its line breaks shown as spaces."""

    words: str
    place: str


@dataclass(frozen=True, slots=True)
class Topic:
    """One question. Two `says` where the report contradicts itself, else what comes nearest, if anything does."""

    name: str
    conflict: bool
    says: tuple[Saying, ...]
    question: str
    choices: tuple[str, ...]
    asked: Question


@dataclass(frozen=True, slots=True)
class Origin:
    """The part of a report's record that a letter's log points back to; the whole of many records would fill the memory."""

    id: str
    date_of_service: date | str | None
    note_digest: str
    rules_digest: str
    tool_version: str


@dataclass(frozen=True, slots=True)
class Case:
    """One report with its questions; those of good practice stand apart, because they can be answered in a word.

    `origin` is what the log keeps of the report's record.
    """

    id: str
    when: str
    topics: tuple[Topic, ...]
    further: tuple[Topic, ...]
    origin: Origin

    @property
    def all(self) -> tuple[Topic, ...]:
        """All topics in the order of the letter."""
        return self.topics + self.further


@dataclass(frozen=True, slots=True)
class Letter:
    """All that one surgeon is asked; `surgeon` is None where the reports name nobody."""

    stem: str
    surgeon: str | None
    cases: tuple[Case, ...]


def letters(records: Iterable[Recorded], rules: RuleSet) -> tuple[Letter, ...]:
    """A letter for each surgeon whose reports leave questions, and one for the reports without a name, by file name."""
    elements = {element.id: element for element in rules.elements}
    cases: dict[str, list[Case]] = {}
    names: dict[str, list[str]] = {}
    for record in records:
        if record.questions:
            key = key_of(record.surgeon or "")
            cases.setdefault(key, []).append(_case(record, elements, rules))
            names.setdefault(key, []).append(record.surgeon or "")
    stems = file_stems((key for key in cases if key), "letter") | {"": UNNAMED}
    made = (
        Letter(stems[key], _plain(printed(names[key])) if key else None, tuple(sorted(found, key=_by_date)))
        for key, found in cases.items()
    )
    return tuple(sorted(made, key=lambda letter: letter.stem))


def day(when: date) -> str:
    """`6 May 2024`, whatever language the system speaks."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _by_date(case: Case) -> tuple[date, str]:
    when = case.origin.date_of_service
    if isinstance(when, str):
        when = date(int(when), 1, 1)
    return when or date.min, case.id


def _case(record: Recorded, elements: Mapping[str, ElementRule], rules: RuleSet) -> Case:
    ordered = sorted(record.questions, key=lambda question: _GRAVITY[question.severity])
    topics = [_topic(question, elements.get(question.element), rules) for question in ordered]
    return Case(
        id=_plain(record.id),
        when=_when(record),
        topics=tuple(topic for topic in topics if topic.asked.severity != "quality"),
        further=tuple(topic for topic in topics if topic.asked.severity == "quality"),
        origin=Origin(record.id, record.date_of_service, record.note_digest, record.rules_digest, record.tool_version),
    )


def _when(record: Recorded) -> str:
    when = record.date_of_service
    if when is None:
        return "date of operation not found"
    return f"operation of {when if isinstance(when, str) else day(when)}"


def _topic(question: Question, element: ElementRule | None, rules: RuleSet) -> Topic:
    """The same form for every surgeon and every answer: nothing here knows what an answer would lead to."""
    said = rules.letters.letter
    not_done = (said.not_done,) if element is not None and element.not_done else ()
    return Topic(
        name=element.label if element else words(question.element).capitalize(),
        conflict=bool(question.quotes),
        says=tuple(_saying(statement) for statement in question.statements or question.quotes),
        question=question.text,
        choices=(*not_done, said.unable, said.other),
        asked=question,
    )


def _saying(statement: Evidence) -> Saying:
    return Saying(_plain(statement.quote), f"{words(statement.section)}, {statement.where}")


def _plain(text: str) -> str:
    """In one line, with signs for characters that cannot be seen."""
    return " ".join(visible(text).split())
