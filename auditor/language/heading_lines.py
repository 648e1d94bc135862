"""Headings are words of one line: a phrase that runs on into the next paragraph is cut where that begins."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from auditor.language.phrasebook import Match, Phrasebook
from auditor.language.reading import HEADINGS, Reading

_LONGEST = 12  # words of a heading


def in_its_line(reading: Reading, book: Phrasebook, match: Match) -> Match:
    """The match; a heading across a line's end gives way to that of the line below: "HAND SERVICE", then "DATE OF SURGERY:"."""
    rule, first, last = match
    below = _begun_below(reading, first, last) if last - first > 1 and rule.concept in HEADINGS else 0
    found = book.find(reading.tokens.words[below : below + _LONGEST]) if below else []
    for other, begun, ended in found:
        headed = other, below, below + ended
        if begun == 0 and other.concept == rule.concept and _gives_way(reading, match, headed):
            return headed
    return match


def _begun_below(reading: Reading, first: int, last: int) -> int:
    """The first token of a new line among tokens `first` to `last`, or 0."""
    starts, marks = reading.tokens.starts, reading.lines
    mark = bisect_right(marks, starts[first])
    return bisect_left(starts, marks[mark]) if mark < len(marks) and marks[mark] <= starts[last - 1] else 0


def _gives_way(reading: Reading, match: Match, below: Match) -> bool:
    """Whether what the line below begins with is the heading: in a new paragraph, as the longer phrase, or as the only one."""
    parted = reading.tokens.starts[below[1]] in reading.layout.paragraphs
    return parted or below[2] > match[2] or not reading.starts_line(match[1])
