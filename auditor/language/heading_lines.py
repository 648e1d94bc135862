"""Headings are words of one line: a phrase that runs on into the next paragraph is cut where that begins."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from auditor.language.phrasebook import Match, Phrasebook
from auditor.language.reading import HEADINGS, Reading

_LONGEST = 12  # words of a heading


def in_their_lines(reading: Reading, book: Phrasebook, matches: Iterable[Match]) -> Iterator[Match]:
    """The matches; a heading across a line's end gives way to that of the line below: "HAND SERVICE", then "DATE OF SURGERY:"."""
    marks: list[int] = []
    for match in matches:
        rule, first, last = match
        if rule.concept not in HEADINGS or last - first == 1:
            yield match
            continue
        marks = marks or sorted(reading.layout.breaks)
        below = _begun_below(reading, marks, first, last)
        found = [m for m in book.find(reading.tokens.words[below : below + _LONGEST]) if m[1] == 0] if below else []
        headed = [(m[0], below, below + m[2]) for m in found if m[0].concept == rule.concept]
        if headed and _gives_way(reading, match, headed[0]):
            yield from headed
        else:
            yield match


def _begun_below(reading: Reading, marks: list[int], first: int, last: int) -> int:
    """The first token of a new line among tokens `first` to `last`, or 0."""
    starts = reading.tokens.starts
    mark = bisect_right(marks, starts[first])
    return bisect_left(starts, marks[mark]) if mark < len(marks) and marks[mark] <= starts[last - 1] else 0


def _gives_way(reading: Reading, match: Match, below: Match) -> bool:
    """Whether what the line below begins with is the heading: in a new paragraph, as the longer phrase, or as the only one."""
    parted = reading.tokens.starts[below[1]] in reading.layout.paragraphs
    return parted or below[2] > match[2] or not reading.starts_line(match[1])
