"""Columns -> lines of text: the cells of a row on one line, a cell that runs over several lines put together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.notes.formats.pdf.rows import Piece, Row

_NEAR = 0.6  # of the size: two cells that begin so near to each other stand in one column of a table
_TIGHT = 1.75  # of the size: lines of one cell do not stand farther apart
_LEADS_ON = re.compile(r"[:.|–—=\-]\s*\Z")
_LONGEST_LABEL = 6  # words


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and where it stood. `first` is the width of its first word, `cells` how many cells it is made of."""

    text: str
    left: float
    right: float
    base: float
    size: float
    first: float
    foot: float
    cells: int = 1


def lines_of(rows: Sequence[Row]) -> list[Line]:
    """The rows of one column as lines of text."""
    starts = Counter(round(piece.left / 4) for row in rows for piece in row.pieces[1:])
    tables: list[list[list[Piece]]] = []
    for row in rows:
        if tables and _continues(row, tables[-1]):
            for piece in row.pieces:
                next(cell for cell in tables[-1] if _aligned(cell[0], piece)).append(piece)
        else:
            tables.append([[piece] for piece in row.pieces])
    return [_line(cells, starts) for cells in tables]


def _aligned(one: Piece, other: Piece) -> bool:
    return abs(one.left - other.left) <= _NEAR * max(one.size, other.size)


def _continues(row: Row, cells: list[list[Piece]]) -> bool:
    """Whether a row holds only what runs over from cells of the row before, its first cell left empty."""
    if len(cells) < 2 or _aligned(row.pieces[0], cells[0][0]) or row.pieces[0].left < cells[0][0].left:
        return False
    for piece in row.pieces:
        cell = next((cell for cell in cells[1:] if _aligned(cell[0], piece)), None)
        if cell is None or piece.base - cell[-1].base > _TIGHT * piece.size:
            return False
    return True


def _line(cells: list[list[Piece]], starts: Counter[int]) -> Line:
    texts = [" ".join(piece.text for piece in cell) for cell in cells]
    first, last = cells[0][0], cells[-1][-1]
    pieces = [piece for cell in cells for piece in cell]
    joined = texts[0]
    for number, text in enumerate(texts[1:], start=1):
        joined += _between(texts, number, in_table=starts[round(cells[1][0].left / 4)] > 1) + text
    return Line(
        joined, first.left, last.right, first.base, max(piece.size for piece in pieces), first.first,
        max(piece.base for piece in pieces), len(cells),
    )  # fmt: skip


def _between(texts: list[str], number: int, *, in_table: bool) -> str:
    """What stands between a cell and the one before: a label is tied to its value."""
    before = texts[number - 1]
    if _LEADS_ON.search(before):
        return " "
    if in_table and len(texts) == 2 and before[-1:].isalnum() and len(before.split()) <= _LONGEST_LABEL and before[0].isalpha():
        return ": "
    return " | "
