"""Rows of a page -> its columns in reading order: columns of prose one after the other, tables row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from auditor.notes.formats.pdf.rows import Piece, Row, rows_of_pieces

_FEWEST = 4  # lines on either side of a gutter that make columns of them
_GUTTER = 0.8  # of the size of the letters
_FULL = 0.75  # of the width of a column: lines of prose mostly reach so far
_DEEPEST = 4
_TRIED = 8  # edges that most pieces begin at; a page of scattered words has hundreds
_WORDS = 3  # a line
_NARROWEST = 12  # sizes of the letters
_GOES_ON = 0.2
_SAME_HEIGHT = 1.5  # points
_ROWS, _MOSTLY = 3, 0.8
_STROKES = 0.4
_EDGE = 0.1  # of the height of the page
_APART = 2.2  # of the size of the letters


@dataclass(frozen=True, slots=True)
class Column:
    """Rows that are read one after the other."""

    rows: tuple[Row, ...]


def columns_of_page(rows: Sequence[Row], height: float) -> list[Column]:
    """The columns of a page; a head or foot that stands apart from several, and not at their edges, belongs to none of them."""
    top, end = 0, len(rows)
    while top + 1 < end and rows[top].base <= _EDGE * height and _apart(rows[top], rows[top + 1]):
        top += 1
    while end - 1 > top and rows[end - 1].base >= (1 - _EDGE) * height and _apart(rows[end - 2], rows[end - 1]):
        end -= 1
    columns = columns_of(rows[top:end])
    edges = [min(row.left for row in column.rows) for column in columns]
    head, foot = _beyond(rows[:top], edges), _beyond(rows[end:], edges)
    if len(columns) < 2 or not (head or foot):
        return columns_of(rows)
    body = columns_of(rows[len(head) : len(rows) - len(foot)])
    return [*([Column(head)] if head else ()), *body, *([Column(foot)] if foot else ())]


def _beyond(rows: Sequence[Row], edges: Sequence[float]) -> tuple[Row, ...]:
    """The rows, where one of their pieces begins at none of the edges."""
    at_edges = (any(abs(piece.left - edge) <= piece.size for edge in edges) for row in rows for piece in row.pieces)
    return () if all(at_edges) else tuple(rows)


def _apart(row: Row, below: Row) -> bool:
    return below.base - row.base > _APART * max(row.size, below.size)


def columns_of(rows: Sequence[Row], depth: int = 0) -> list[Column]:
    """Cut `rows` into columns, in the order in which people read them."""
    pieces = [piece for row in rows for piece in row.pieces]
    gutter = _gutter(pieces) if depth < _DEEPEST else None
    if gutter is None:
        return [Column(tuple(rows))] if rows else []
    found = []
    for band in _bands(rows, gutter):
        if _beside(*band.sides(gutter)):
            for side in band.sides(gutter):
                found += columns_of(rows_of_pieces(side), depth + 1)
        else:
            found.append(Column(tuple(rows_of_pieces(band.pieces))))
    return found


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """The left edge of a right-hand column of prose, or None where the page has none."""
    edges = Counter(round(piece.left) for piece in pieces)
    leftmost = min(edges, default=0)
    strong = [edge for edge, count in edges.items() if count >= _FEWEST and edge > leftmost + 40]
    for edge in sorted(strong, key=lambda edge: (-edges[edge], edge))[:_TRIED]:
        gutter = edge - 1.5
        if any(_beside(*band.sides(gutter)) for band in _bands(rows_of_pieces(pieces), gutter)):
            return gutter
    return None


@dataclass(frozen=True, slots=True)
class _Band:
    """Pieces of rows that follow each other, and either all cross the gutter or all leave it free."""

    pieces: tuple[Piece, ...]
    crosses: bool

    def sides(self, gutter: float) -> tuple[list[Piece], list[Piece]]:
        """What stands left and right of the gutter; nothing is right of one that is crossed."""
        right = [] if self.crosses else [piece for piece in self.pieces if piece.left >= gutter]
        return [piece for piece in self.pieces if self.crosses or piece.left < gutter], right


def _bands(rows: Sequence[Row], gutter: float) -> Iterator[_Band]:
    """The bands down the page."""
    for crosses, band in groupby(rows, lambda row: _crosses(row, gutter)):
        yield _Band(tuple(piece for row in band for piece in row.pieces), crosses)


def _crosses(row: Row, gutter: float) -> bool:
    return any(piece.left < gutter < piece.right + 0.3 * _GUTTER * piece.size for piece in row.pieces)


def _beside(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether the two sides are columns of prose, and not the labels and the values of a table."""
    if min(len(left), len(right)) < _FEWEST or _labels(left) or _ruled(right) or _aligned(left, right):
        return False
    one, other = _Side.of(left), _Side.of(right)
    if min(one.words, other.words) < _WORDS or min(one.width, other.width) < _NARROWEST:
        return False
    return one.goes_on >= _GOES_ON or (one.full >= 0.5 and other.full >= 0.5)


def _labels(pieces: Sequence[Piece]) -> bool:
    return sum(piece.text.endswith(":") for piece in pieces) >= 0.3 * len(pieces)


def _ruled(pieces: Sequence[Piece]) -> bool:
    """Whether a typist's strokes open the lines of a side: they are cells of a table, "| Bone length | 10.5 cm |"."""
    return sum(piece.text.startswith("|") for piece in pieces) >= _STROKES * len(pieces)


@dataclass(frozen=True, slots=True)
class _Side:
    """What tells prose from cells: words a line, width in sizes, shares of full lines and of lines that go on in mid-sentence."""

    words: float
    width: float
    full: float
    goes_on: float

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> _Side:
        start, end = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
        lines = [row.pieces for row in rows_of_pieces(pieces)]
        full = sum(line[-1].right - start >= _FULL * (end - start) for line in lines)
        lower = sum(line[0].text[0].islower() for line in lines)
        words = median(sum(len(piece.text.split()) for piece in line) for line in lines)
        return cls(words, (end - start) / median(piece.size for piece in pieces), full / len(lines), lower / len(lines))


def _aligned(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether gaps part both sides at the same heights again and again, as the rows of a table do."""
    one, other = _gaps(left), _gaps(right)
    common = [gap for gap in one if any(abs(gap - beside) <= _SAME_HEIGHT for beside in other)]
    return len(common) >= _ROWS and len(common) >= _MOSTLY * max(len(one), len(other))


def _gaps(pieces: Sequence[Piece]) -> list[float]:
    """Heights at which a new row begins after more than the usual distance of lines."""
    rows = rows_of_pieces(pieces)
    steps = [(row.base - last.base, row.base) for last, row in pairwise(rows)]
    usual = min((step for step, _ in steps), default=0.0)
    return [base for step, base in steps if step > 1.3 * usual]
