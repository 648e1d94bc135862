"""Rows of a page -> its columns in reading order: columns of prose one after the other, tables row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from auditor.notes.formats.pdf.rows import Piece, Row, rows_of_pieces

_FEWEST = 4  # lines on either side of a gutter that make columns of them
_GUTTER = 0.8  # of the size of the letters
_FULL = 0.75  # of the width of a column: lines of prose mostly reach so far
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Column:
    """Rows that are read one after the other."""

    rows: tuple[Row, ...]


def columns_of(rows: Sequence[Row], depth: int = 0) -> list[Column]:
    """Cut `rows` into columns, in the order in which people read them."""
    pieces = [piece for row in rows for piece in row.pieces]
    gutter = _gutter(pieces) if depth < _DEEPEST else None
    if gutter is None:
        return [Column(tuple(rows))] if rows else []
    found = []
    for band in _bands(rows, gutter):
        left = [piece for piece in band if piece.left < gutter]
        right = [piece for piece in band if piece.left >= gutter]
        if _beside(left, right):
            found += columns_of(rows_of_pieces(left), depth + 1) + columns_of(rows_of_pieces(right), depth + 1)
        else:
            found.append(Column(tuple(rows_of_pieces(band))))
    return _merged(found)


def _merged(columns: list[Column]) -> list[Column]:
    return [column for column in columns if column.rows]


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """The left edge of a right-hand column of prose, or None where the page has none."""
    edges = Counter(round(piece.left) for piece in pieces)
    leftmost = min(edges, default=0)
    strong = [edge for edge, count in edges.items() if count >= _FEWEST and edge > leftmost + 40]
    for edge in sorted(strong, key=lambda edge: (-edges[edge], edge)):
        gutter = edge - 1.5
        for band in _bands(rows_of_pieces(pieces), gutter):
            if _beside([piece for piece in band if piece.left < gutter], [piece for piece in band if piece.left >= gutter]):
                return gutter
    return None


def _bands(rows: Sequence[Row], gutter: float) -> list[list[Piece]]:
    """Pieces in bands down the page: a row that crosses the gutter ends one band and is one by itself."""
    bands: list[list[Piece]] = [[]]
    crossing = False
    for row in rows:
        crosses = any(piece.left < gutter < piece.right + 0.3 * _GUTTER * piece.size for piece in row.pieces)
        if crosses != crossing and bands[-1]:
            bands.append([])
        crossing = crosses
        bands[-1].extend(row.pieces)
    return [band for band in bands if band]


def _beside(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether the two sides are columns of prose, and not the labels and the values of a table."""
    return _is_prose(left) and _is_prose(right)


def _is_prose(pieces: Sequence[Piece]) -> bool:
    if len(pieces) < _FEWEST:
        return False
    start = min(piece.left for piece in pieces)
    width = max(piece.right for piece in pieces) - start
    lines = [max(piece.right for piece in row.pieces) - start for row in rows_of_pieces(pieces)]
    full = sum(line >= _FULL * width for line in lines)
    words = median(len(piece.text.split()) for piece in pieces)
    return len(lines) >= _FEWEST and words >= 3 and full >= 0.5 * len(lines)
