"""What stands at the edges of lines and is no part of the note: numbers of lines, marks of a quotation, strokes of a frame."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from auditor.language.edits import Edit

_LINE = re.compile(r"[^\r\n\f]+")
_ANY = re.compile(r"^[ \t]*(?:[>*|#\u2502\u2503\u2551]|\d{1,6}(?: {2,}|\t| ?[:|](?!\d)|[ \t]*$))", re.MULTILINE)
_QUOTED = re.compile(r"[ \t]?(?:>[ \t]?){1,9}")
_NUMBER = re.compile(r"[ \t]*(\d{1,6})(?: ?[:|](?!\d)|(?= {2}|\t|\Z))")
_GAP = re.compile(r" *")
_STROKES = "|\u2502\u2503\u2551"  # they part the cells of tables too
_FRAMED = re.compile(rf"[ \t]*([{_STROKES}*#])(?=[ \t])(.*)(?<=[ \t])\1[ \t]*\Z")
_FEWEST = 5  # lines
_FEWEST_FRAMED = 3
_MOST = 0.9  # of the lines
_STEPS = (1, 2, 5, 10)
_FEWEST_NUMBERS = 3
_LONG = 36  # characters of a line that may be full


class _Row(NamedTuple):
    """A line that is not blank: what it says, where it begins, and how many line ends stand before it."""

    text: str
    start: int
    number: int


def edges(text: str) -> Iterator[Edit]:
    """What to leave out at both edges of the lines: "> free fibula" and "12  free fibula" are "free fibula"."""
    if _ANY.search(text) is None:
        return
    rows, number, done = list[_Row](), 0, 0
    for found in _LINE.finditer(text):
        number += text.count("\n", done, found.start())
        done = found.start()
        if found[0].strip():
            rows.append(_Row(found[0], found.start(), number))
    yield from _numbers(rows) or _quotation(rows) or _frames(rows)


def _numbers(rows: Sequence[_Row]) -> list[Edit]:
    """The numbers of lines, where they count all lines of the note, or every fifth beside an empty edge."""
    found = [(row, match) for row in rows if (match := _NUMBER.match(row.text))]
    step = _step(rows, found)
    if not step or len(found) * step < _MOST * (len(rows) if step == 1 else rows[-1].number - rows[0].number):
        return []
    width = max(match.end() for _, match in found)
    mark = found[0][1][0][-1]
    ends = {row.start: match.end() for row, match in found}
    for row in rows:
        if row.start not in ends:
            edge = row.text[:width].rstrip(mark) if mark in ":|" else row.text[:width]
            if edge.strip():
                return []  # words stand where a number would
            ends[row.start] = min(width, len(row.text))
    gap = min((_blanks(row, ends[row.start]) for row in rows if row.text[ends[row.start] :].strip()), default=0)
    return [Edit(row.start, row.start + min(ends[row.start] + gap, len(row.text))) for row in rows]


def _step(rows: Sequence[_Row], found: Sequence[tuple[_Row, re.Match[str]]]) -> int:
    """By how much numbers go up from each to the next, as the lines do; 0 where they do not."""
    if len(rows) < _FEWEST or len(found) < _FEWEST_NUMBERS:
        return 0
    place = {row.start: at for at, row in enumerate(rows)}
    steps = Counter[int]()
    for (row, match), (below, following) in pairwise(found):
        up = int(following[1]) - int(match[1])
        if up in (below.number - row.number, place[below.start] - place[row.start]):
            steps[up] += 1
    step, times = steps.most_common(1)[0] if steps else (0, 0)
    return step if step in _STEPS and times >= _MOST * (len(found) - 1) else 0


def _blanks(row: _Row, at: int) -> int:
    """How many blanks stand at a place of a line."""
    found = _GAP.match(row.text, at)
    return len(found[0]) if found else 0


def _quotation(rows: Sequence[_Row]) -> list[Edit]:
    """The marks before the lines of a mail that was quoted; before items of a list they stay, which no wrap goes on from."""
    edits: list[Edit] = []
    for quoted, group in groupby(rows, key=lambda row: row.text.lstrip(" \t").startswith(">")):
        run = list(group)
        if quoted and len(run) >= _FEWEST:
            marks = [(row, match) for row in run if (match := _QUOTED.match(row.text))]
            said = [row.text[match.end() :].strip() for row, match in marks]
            if not all(said) or _wraps(said) > 1:
                edits += [Edit(row.start, row.start + match.end()) for row, match in marks]
    return edits


def _wraps(lines: Sequence[str]) -> int:
    """How many lines go on from a long one above them."""
    return sum(len(line) >= _LONG and line[-1] not in ".:;!?" and below[:1].islower() for line, below in pairwise(lines))


def _frames(rows: Sequence[_Row]) -> list[Edit]:
    """Strokes or stars at both sides of lines, the right ones below each other; those between the cells of a table stay."""
    edits: list[Edit] = []
    for sign, group in groupby(((row, _FRAMED.match(row.text)) for row in rows), key=_sign):
        run = [(row, match) for row, match in group if match is not None]
        even = len({len(row.text.rstrip()) for row, _ in run}) == 1
        cells = sign in _STROKES and any(sign in match[2] for _, match in run)
        if sign and len(run) >= _FEWEST_FRAMED and even and not cells:
            for row, match in run:
                inside = row.start + match.start(2)
                edits.append(Edit(row.start, inside + 1))
                edits.append(Edit(inside + max(len(match[2].rstrip()), 1), row.start + len(row.text)))
    return edits


def _sign(framed: tuple[_Row, re.Match[str] | None]) -> str:
    """The sign at both sides of a line; "" where there is none."""
    return framed[1][1] if framed[1] else ""
