"""Whether the numbers of the lines of a note go on without a gap, in the way in which the table numbers them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Final, NamedTuple

from auditor.notes.tables.cells import Row

_STEP: Final = 5  # lines that are numbered 10, 20, 30; a smaller step could be lines that are missing


class Line(NamedTuple):
    """A row with the number of its page and its own, None where it cannot be read, its heading, and its text."""

    page: int
    number: int | None
    row: Row
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a table numbers lines: from `start` in each note by `step`, `anew` on each page from the `first`, or `running` on."""

    start: int = 1
    step: int = 1
    first: int = 0
    anew: bool = False
    running: bool = False

    @classmethod
    def of(cls, notes: Sequence[Sequence[Line]]) -> Numbering:
        """What the lines of all notes show."""
        numbers = [line.number for note in notes for line in note if line.number is not None]
        step = gcd(*numbers)
        least = min(numbers, default=1)
        start, step = (step * bool(least), step) if step >= _STEP else (0 if least == 0 else 1, 1)
        single = len(set(numbers)) == len(numbers)
        running = single and len(notes) > 1 and least == start and max(numbers) == start + (len(numbers) - 1) * step
        first = min((line.page for note in notes for line in note), default=0)
        return cls(start, step, first, anew=any(map(_begins_anew, notes)), running=running)

    def fault(self, lines: Sequence[Line]) -> str | None:
        """What is wrong with the lines of a note, in their order, where they are not all lines of it."""
        expected = (lines[0].number or 0) if self.running else self.start
        page = self.first - 1
        for line in lines:
            if self.anew and line.page != page:
                page += 1
                if line.page != page:
                    return f"page {page} of the note is missing"
                expected = self.start
            if line.number != expected:
                return _misnumbered(line, expected)
            expected += self.step
        return None

    def ordered(self, lines: Iterable[Line]) -> list[Line]:
        """The lines in the order of their numbers."""
        return sorted(lines, key=lambda line: (line.page if self.anew else 0, line.number or 0))


def _begins_anew(lines: Sequence[Line]) -> bool:
    """Whether a number of a note comes again on another page of it."""
    places = {(line.page, line.number) for line in lines}
    return len({number for _, number in places}) < len(places)


def _misnumbered(line: Line, expected: int) -> str:
    """What is wrong with the first line in order that has not the number that it should have."""
    if line.number is None:
        return f"the number of the line in row {line.row.number} could not be read"
    if line.number < expected:
        return f"line {line.number} of the note stands there twice, the second time in row {line.row.number}"
    return f"line {expected} of the note is missing"
