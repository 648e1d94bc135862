"""Labels in one row and their values in the row below, as electronic records head their notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.notes.formats.field_names import FIELD
from auditor.notes.formats.pdf.rows import Piece, Row

_LABEL = re.compile(r"[A-Z][^\d.,;:!?|]{1,48}:?")
_WITHIN = re.compile(r"[A-Z][\w /-]{1,30}:(?:\s|\Z)")  # a value that bears a label of its own
_LONGEST_LABEL = 6  # words
_MOST = 12  # labels in a row
_SMALLER = 0.9  # of the size of the values
_NEAR = 0.2  # of the size
_BELOW, _RUNS_ON = 1.75, 1.35  # of the size: from a label to its value, and between the lines of a value
_PADDING = 1.8  # of the size: free at the right of a column


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and the lines of its value, which may be none."""

    label: Piece
    value: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """ "Surgeon: A. Stone"."""
        return " ".join((self.label.text.removesuffix(":") + ":", *(piece.text for piece in self.value)))


def parted(rows: Sequence[Row]) -> Iterator[tuple[list[Row], list[Pair]]]:
    """The rows of a column in order: such as hold no grid, and the pairs of the grid row behind them."""
    plain: list[Row] = []
    number, within = 0, False
    while number < len(rows):
        end = _end(rows, number, within=within)
        within = end is not None
        if end is None:
            plain.append(rows[number])
            number += 1
        else:
            yield plain, _pairs(rows[number], rows[number + 1 : end])
            plain, number = [], end
    if plain:
        yield plain, []


def _end(rows: Sequence[Row], number: int, *, within: bool) -> int | None:
    """Where the values of the labels in row `number` end; None where it holds no labels of values below.

    `within`: a grid goes on, whose last row may hold one label. A row that stands below values in the same columns may be what a
    form prints below them, and a head above several rows is that of a table: both stay as they are.
    """
    labels, least = rows[number], 1 if within else 2
    if len(labels.pieces) < least or not _stand_over(rows, number, least):
        return None
    if not within and number and _columns(labels, rows[number - 1]) >= least:
        return None
    end = number + 2
    while end < len(rows) and _run_on(labels, rows[end - 1], rows[end]):
        end += 1
    another = end < len(rows) and _columns(labels, rows[end]) >= max(least, 2) and not _stand_over(rows, end, least)
    return None if another else end


def _stand_over(rows: Sequence[Row], number: int, least: int) -> bool:
    """Whether all of a row are labels, and the next row holds values in their columns."""
    if (
        number + 1 == len(rows)
        or len(rows[number].pieces) > _MOST
        or not all(_may_be_label(piece.text) for piece in rows[number].pieces)
    ):
        return False
    labels, values = rows[number], rows[number + 1]
    near = values.base - labels.base <= _BELOW * values.size
    placed = all(_column(labels, piece) is not None for piece in values.pieces)
    return near and placed and len(values.pieces) >= least and _told_apart(labels, values)


def _told_apart(labels: Row, values: Row) -> bool:
    """Whether labels look like labels: smaller than the values, or with colons, or names of fields such as "Surgeon", "Date"."""
    if any(_WITHIN.match(piece.text) for piece in values.pieces):
        return False
    if labels.size <= _SMALLER * min(piece.size for piece in values.pieces):
        return True
    if all(piece.text.endswith(":") for piece in labels.pieces):
        return True
    fields = all(FIELD.search(piece.text) for piece in labels.pieces)
    other = any(_may_be_label(piece.text) and FIELD.search(piece.text) for piece in values.pieces)
    return fields and not other and len(labels.pieces) == len(values.pieces)


def _may_be_label(text: str) -> bool:
    return _LABEL.fullmatch(text) is not None and len(text.split()) <= _LONGEST_LABEL


def _column(labels: Row, piece: Piece) -> int | None:
    """The label that a piece begins below, where it ends before the next label."""
    for number, label in enumerate(labels.pieces):
        if abs(label.left - piece.left) <= _NEAR * piece.size:
            after = labels.pieces[number + 1 : number + 2]
            return number if all(piece.right < other.left for other in after) else None
    return None


def _columns(labels: Row, row: Row) -> int:
    """How many pieces of a row stand in columns of the labels."""
    return sum(_column(labels, piece) is not None for piece in row.pieces)


def _run_on(labels: Row, last: Row, row: Row) -> bool:
    """Whether a row holds only what did not fit into the cells of the row before."""
    if row.base - last.base > _RUNS_ON * row.size or abs(row.size - last.size) > 0.5:
        return False
    above = {_column(labels, piece): piece for piece in last.pieces}
    for piece in row.pieces:
        column = _column(labels, piece)
        before = above.get(column)
        if column is None or before is None:
            return False
        if before.right + piece.first + 0.25 * piece.size <= _edge(labels, column) - _PADDING * piece.size:
            return False
    return True


def _edge(labels: Row, column: int) -> float:
    """Where a column ends: at the next label; the last is taken to be as wide as the one before."""
    lefts = [label.left for label in labels.pieces]
    if column + 1 < len(lefts):
        return lefts[column + 1]
    return lefts[column] + (lefts[column] - lefts[column - 1] if column else float("inf"))


def _pairs(labels: Row, values: Sequence[Row]) -> list[Pair]:
    found: list[list[Piece]] = [[] for _ in labels.pieces]
    for piece in (piece for row in values for piece in row.pieces):
        column = _column(labels, piece)
        if column is not None:
            found[column].append(piece)
    return [Pair(label, tuple(value)) for label, value in zip(labels.pieces, found, strict=True)]
