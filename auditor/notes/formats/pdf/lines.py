"""Columns -> lines of text: the cells of a row on one line, a cell that runs over several lines put together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.notes.formats.pdf.grids import Pair, parted
from auditor.notes.formats.pdf.rows import Piece, Row

_NEAR = 0.6  # of the size: two cells that begin so near to each other stand in one column of a table
_OVERLAP = 0.85  # of the size: lines do not stand nearer than that under each other
_TIGHT = 1.75  # of the size: lines of one cell do not stand farther apart
_LEADS_ON = re.compile(r"[:.|–—=\-]\s*\Z")
_BOXES = frozenset({"[x]", "[ ]"})
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


Cells = list[list[Piece]]


def lines_of(rows: Sequence[Row]) -> list[Line]:
    """The rows of one column as lines of text."""
    lines: list[Line] = []
    for plain, pairs in parted(rows):
        lines += _lines(plain)
        lines += map(_line_of, pairs)
    return lines


def _lines(rows: Sequence[Row]) -> list[Line]:
    starts = Counter(round(piece.left / 4) for row in rows for piece in row.pieces[1:])
    table: list[Cells] = []
    for cells in _interlocked(rows):
        if table and _continues(cells, table[-1]):
            for cell in cells:
                next(other for other in table[-1] if _aligned(other[0], cell[0])).extend(cell)
        elif table and (begun := _begun_above(table[-1], cells)) is not None:
            begun[:0] = table.pop()[0]
            table.append(cells)
        else:
            table.append(cells)
    return [_line(cells, starts) for cells in table]


def _interlocked(rows: Sequence[Row]) -> Iterator[Cells]:
    """Rows as cells; rows that overlap in height are the lines of cells side by side that are not set on one line."""
    strip: list[Row] = []
    for row in rows:
        if strip and row.base - strip[-1].base >= _OVERLAP * min(row.size, strip[-1].size):
            yield _cells(strip)
            strip = []
        strip.append(row)
    if strip:
        yield _cells(strip)


def _cells(strip: Sequence[Row]) -> Cells:
    cells: Cells = []
    for piece in (piece for row in strip for piece in row.pieces):
        cell = next((cell for cell in cells if _aligned(cell[0], piece) and cell[-1].base < piece.base), None)
        if cell is None:
            cells.append([piece])
        else:
            cell.append(piece)
    return sorted(cells, key=lambda cell: cell[0].left)


def _aligned(one: Piece, other: Piece) -> bool:
    return abs(one.left - other.left) <= _NEAR * max(one.size, other.size)


def _continues(cells: Cells, before: Cells) -> bool:
    """Whether a row holds only what runs over from the cells of the row before.

    Its first cell is empty, or goes on with a small letter where the label before is not closed yet.
    """
    if len(before) < 2 or cells[0][0].left < before[0][0].left - _NEAR * cells[0][0].size:
        return False
    if _aligned(cells[0][0], before[0][0]) and (before[0][-1].text.endswith(":") or not cells[0][0].text[0].islower()):
        return False
    foot = max(cell[-1].base for cell in before)
    return all(cell[0].base - foot <= _TIGHT * cell[0].size and _runs_over(cell, before) for cell in cells)


def _runs_over(cell: Sequence[Piece], before: Cells) -> bool:
    """Whether it stands below a cell of the row before, and not below the next one as well."""
    above = next((number for number, other in enumerate(before) if _aligned(other[0], cell[0])), None)
    return above is not None and all(piece.right < other[0].left for other in before[above + 1 :] for piece in cell)


def _begun_above(before: Cells, cells: Cells) -> list[Piece] | None:
    """The cell of a row that goes on from the line above, where the other cells are set at half its height."""
    if len(before) > 1 or len(cells) < 2:
        return None
    last = before[0][-1]
    cell = next((cell for cell in cells if _aligned(cell[0], last)), None)
    if cell is None or not cell[0].text[0].islower() or cell[0].base - last.base > _TIGHT * last.size:
        return None
    return cell


def _line(cells: Cells, starts: Counter[int]) -> Line:
    texts = [("\n" if cell[0].first == 0 else " ").join(piece.text for piece in cell) for cell in cells]
    first, last = cells[0][0], cells[-1][-1]
    pieces = [piece for cell in cells for piece in cell]
    joined = texts[0]
    for number, text in enumerate(texts[1:], start=1):
        joined += _between(texts, number, in_table=starts[round(cells[1][0].left / 4)] > 1) + text
    return Line(
        joined, first.left, last.right, first.base, max(piece.size for piece in pieces), first.first,
        max(piece.base for piece in pieces), len(cells),
    )  # fmt: skip


def _line_of(pair: Pair) -> Line:
    """A label and the value below it on one line."""
    pieces = (pair.label, *pair.value)
    size, foot = max(piece.size for piece in pieces), max(piece.base for piece in pieces)
    right = max(piece.right for piece in pieces)
    return Line(pair.text, pair.label.left, right, pair.label.base, size, pair.label.first, foot, cells=2)


def _between(texts: list[str], number: int, *, in_table: bool) -> str:
    """What stands between a cell and the one before: a label is tied to its value."""
    before = texts[number - 1]
    if _LEADS_ON.search(before) or before in _BOXES or texts[number].startswith("|"):
        return " "  # a typist's own stroke parts the cells
    if texts[number] in _BOXES:
        return ": "
    if in_table and len(texts) == 2 and before[-1:].isalnum() and len(before.split()) <= _LONGEST_LABEL and before[0].isalpha():
        return ": "
    return " | "
