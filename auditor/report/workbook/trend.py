"""Counts by month of service, over as many runs as somebody adds up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_FILLED = 3  # months without a note that have a row each; more of them share one, so that a wrong year makes no long list


@dataclass(slots=True)
class Month:
    """One month of service, year-month, or None for notes without a day. `missing` counts elements over all notes.

    Months without a note may stand together as one, "2024-03 to 2024-09".
    """

    name: str | None
    notes: int = 0
    supported: int = 0
    missing: int = 0
    cases: int = 0
    agree: int = 0


class Trend:
    """Running counts of notes and of cases that were compared."""

    def __init__(self) -> None:
        self._months: dict[str | None, Month] = {}

    def add_note(self, month: str | None, missing: int, *, supported: bool) -> None:
        """Count one note."""
        counts = self._month(month)
        counts.notes += 1
        counts.supported += supported
        counts.missing += missing

    def add_case(self, month: str | None, outcome: str) -> None:
        """Count one case by its outcome; where there was nothing to compare, it is none."""
        if outcome in ("agree", "error", "query"):
            counts = self._month(month)
            counts.cases += 1
            counts.agree += outcome == "agree"

    def months(self) -> Iterator[Month]:
        """All months in order, with those between them in which nothing happened; last what has no month."""
        before = None
        for name in sorted(name for name in self._months if name):
            if before and "-" in before and "-" in name:  # masked notes tell years alone
                yield from map(Month, _between(_number(before) + 1, _number(name) - 1))
            yield self._months[name]
            before = name
        if None in self._months:
            yield self._months[None]

    def _month(self, name: str | None) -> Month:
        return self._months.setdefault(name, Month(name))


def _between(first: int, last: int) -> list[str]:
    if last - first < _FILLED:
        return [_name(number) for number in range(first, last + 1)]
    return [f"{_name(first)} to {_name(last)}"]


def _number(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1


def _name(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
