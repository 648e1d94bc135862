"""Sheets "Surgeons" and "Coders": a row for each person, beside the department as a whole.

Rates of few are kept off the sheets: they would rank people by chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from auditor.report.workbook.billing_sheet import result_labels
from auditor.report.workbook.cells import Value
from auditor.report.workbook.rows import Sheets
from auditor.report.workbook.scorecards import NO_CLAIM, Card, Error, Scorecards, ordered
from auditor.report.workbook.sheet import Column, Table
from auditor.report.workbook.style import Look
from auditor.report.workbook.summary_tables import NO_SURGEON
from auditor.rules.load import RuleSet
from auditor.shares import Share, exact

SURGEONS, CODERS = "Surgeons", "Coders"
FEW = 10  # cases or notes below which no rate is shown: all right of nine leave an interval that begins at 66 %
NO_CODER = "no coder named"
_MOST_ELEMENTS = 3
_SIDES = {"over": "over", "under": "under", "": "even or not known"}


@dataclass(frozen=True)
class PersonRow:
    """One person, or who is not named, with what the department is like."""

    person: str
    card: Card
    department: Card
    labels: Mapping[str, str]

    @cached_property
    def interval(self) -> tuple[float, float] | None:
        """The exact 95 % interval of the agreement; None where there are too few cases for a rate."""
        if self.card.compared < FEW:
            return None
        return exact(Share(self.card.cases["agree"], self.card.compared))

    @property
    def agreement(self) -> Value:
        """The share of cases that agree."""
        return self.card.cases["agree"] / self.card.compared if self.interval else None

    @property
    def above(self) -> str:
        """The elements whose share of missing lies most above the department's, each with both shares."""
        if self.card.notes < FEW:
            return ""
        asked = (name for name in self.labels if self.card.asked[name] >= FEW)
        found = [(_share(self.card, name) - _share(self.department, name), name) for name in asked]
        most = sorted((each for each in found if each[0] > 0), key=lambda each: -each[0])[:_MOST_ELEMENTS]
        return "\n".join(self._both(name) for _, name in most) or "none above the department"

    def _both(self, name: str) -> str:
        mine, whole = _share(self.card, name), _share(self.department, name)
        of = f"{self.card.missing[name]} of {self.card.asked[name]}"
        return f"{self.labels[name]}: {_percent(mine)} ({of}; department {_percent(whole)})"

    def few(self, *, claims: bool) -> str:
        """Why rates are missing in this row."""
        told = [f"fewer than {FEW} cases: no rate is shown"] if claims and self.card.compared < FEW else []
        if self.card.notes < FEW:
            told.append(f"fewer than {FEW} notes: no share is shown")
        return "\n".join(told)


def write_scorecards(sheets: Sheets, cards: Scorecards, rules: RuleSet, *, claims: bool) -> None:
    """Write the sheet of the surgeons, and where there are claims that of the coders."""
    labels = {element.id: element.label for element in rules.elements}

    def write(title: str, person: str, nobody: str, people: Mapping[str, Card]) -> None:
        found = ordered(people)
        errors = _in_order((error for card in found for error in card.errors), rules) if claims else []
        table = Table(sheets, title, _columns(person, errors, claims=claims), pages_wide=2 if len(errors) > _FIT else 1)
        for card in found:
            table.add(PersonRow(card.name or nobody, card, cards.department, labels))
        table.close()
        table.remark(*_remarks(cards.department, title, claims=claims))

    write(SURGEONS, "Surgeon", NO_SURGEON, cards.surgeons)
    if claims:
        write(CODERS, "Coder", NO_CODER, cards.coders)


_FIT = 8  # columns of results with which a sheet can be read on one page
_Columns = Iterator[Column[PersonRow]]


def _columns(person: str, errors: list[tuple[Error, str]], *, claims: bool) -> tuple[Column[PersonRow], ...]:
    return (
        Column(person, 28, lambda row: row.person, Look.STRONG),
        Column("Notes", 8, lambda row: row.card.notes, Look.NUMBER),
        *(_cases() if claims else ()),
        Column("Small numbers", 32, lambda row: row.few(claims=claims), Look.MUTED),
        *(_count(title, error) for error, title in errors),
        Column("Missing more often than in the department", 62, lambda row: row.above, Look.WRAP),
    )


def _cases() -> _Columns:
    yield Column("Cases", 8, lambda row: row.card.compared, Look.NUMBER)
    for title in ("agree", "error", "query"):
        yield _outcome(title)
    yield Column("Agreement", 11, lambda row: row.agreement, Look.SHARE)
    yield Column("95 % interval, from", 11, lambda row: row.interval[0] if row.interval else None, Look.SHARE)
    yield Column("95 % interval, to", 11, lambda row: row.interval[1] if row.interval else None, Look.SHARE)
    for side in ("over", "under"):
        yield _direction(side)


def _outcome(name: str) -> Column[PersonRow]:
    return Column(name.capitalize(), 8, lambda row: row.card.cases[name], Look.COUNT)


def _direction(side: str) -> Column[PersonRow]:
    return Column(f"Cases {side}", 8, lambda row: row.card.directions[side], Look.COUNT)


def _count(title: str, error: Error) -> Column[PersonRow]:
    return Column(title, 13, lambda row: row.card.errors[error], Look.COUNT)


def _in_order(errors: Iterable[Error], rules: RuleSet) -> list[tuple[Error, str]]:
    """The results that occur, in the order of the rules, with the titles of their columns."""
    names, found = result_labels(rules), set(errors)
    every = ((name, side) for name in names for side in _SIDES)
    return [(error, f"{names[error[0]].capitalize()}: {_SIDES[error[1]]}") for error in every if error in found]


def _remarks(all_cards: Card, title: str, *, claims: bool) -> Iterator[str]:
    if claims:
        yield _department(all_cards)
        yield (
            f"With fewer than {FEW} cases no rate is shown: nine of nine that agree still leave an interval from 66 to 100 %, so "
            "that such rates would rank people by chance. The interval is exact (Clopper and Pearson)."
        )
        yield (
            "Cases are those with something to compare; a query does not agree. A case counts once in each column of a result. "
            "These are the cases of this run; they tell of others only where they were drawn at random."
        )
    if title == CODERS:
        yield (
            "A case counts for each coder on its lines, so that the rows can add up to more than the department. "
            f"“{NO_CLAIM[0].upper()}{NO_CLAIM[1:]}” are notes that document a transfer, and nobody has billed it."
        )
    else:
        yield "A note and its case count for the surgeon whom the note names."
    yield f"Shares of missing elements are of the notes in which the element is asked for, where these are {FEW} or more."


def _department(card: Card) -> str:
    counts = ", ".join(f"{card.cases[name]:,} {name}" for name in ("agree", "error", "query"))
    said = f"The department: {card.notes:,} notes, {card.compared:,} cases, of which {counts}"
    if card.compared < FEW:
        return f"{said}."
    share = Share(card.cases["agree"], card.compared)
    low, high = exact(share)
    return f"{said}; agreement {_percent(share.value)} (95 % interval {_percent(low)} to {_percent(high)})."


def _share(card: Card, element: str) -> float:
    return card.missing[element] / card.asked[element]


def _percent(value: float) -> str:
    return f"{100 * value:.0f} %"
