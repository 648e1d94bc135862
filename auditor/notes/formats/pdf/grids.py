"""The head of a form as a grid: a row of labels, and in the same columns below it their values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.notes.formats.pdf.pieces import Piece

Cells = list[list[Piece]]

_NEAR = 0.6  # of the size: so near do a label and its value begin to each other
_BELOW = 2.6  # of the size: so far below the labels their values stand at most
_TIGHT = 1.4  # of the size: the lines of one value
_MOST_LINES = 3
_LONGEST = 4  # words of a label
# One of these stands in the head of a form; a table of vessels or of steps has other heads.
_OF_HEADS = re.compile(
    r"\b(?:surgeons?|date|dos|dob|mrn|patient|assistants?|an(?:a?es|a?esth)\w*|attending|facility|location|service|hospital|unit)\b",
    re.IGNORECASE,
)


def with_grids(table: Sequence[Cells]) -> Iterator[Cells]:
    """The rows of a column; a row of labels and the values below it become a row for each label and its value."""
    number = 0
    while number < len(table):
        below = _values(table, number)
        if below:
            yield from _pairs(table[number], table[number + 1 : number + 1 + below])
        else:
            yield table[number]
        number += 1 + below


def _values(table: Sequence[Cells], number: int) -> int:
    """How many rows below a row of labels hold their values; 0 where it is none, or where a table with more rows follows."""
    labels = table[number]
    closed = {cell[-1].text.endswith(":") for cell in labels}
    if (
        len(labels) < 2
        or len(closed) > 1
        or not all(map(_is_label, labels))
        or not any(_OF_HEADS.search(cell[0].text) for cell in labels)
    ):
        return 0
    count, foot, reach = 0, labels[0][-1].base, _BELOW
    for row in table[number + 1 : number + 2 + _MOST_LINES]:
        if not (0 < row[0][0].base - foot <= reach * row[0][0].size and all(_column(labels, cell) is not None for cell in row)):
            break
        count, foot, reach = count + 1, max(cell[-1].base for cell in row), _TIGHT
    first = table[number + 1] if count else []
    return count if count <= _MOST_LINES and len(first) == len(labels) else 0


def _is_label(cell: Sequence[Piece]) -> bool:
    text = " ".join(piece.text for piece in cell)
    return len(text.split()) <= _LONGEST and text[0].isupper() and text[-1] not in ".;," and not any(map(str.isdigit, text))


def _column(labels: Cells, cell: Sequence[Piece]) -> int | None:
    """The label that a cell stands below."""
    left, size = cell[0].left, cell[0].size
    return next((number for number, label in enumerate(labels) if abs(label[0].left - left) <= _NEAR * size), None)


def _pairs(labels: Cells, rows: Sequence[Cells]) -> Iterator[Cells]:
    for number, label in enumerate(labels):
        value = [piece for row in rows for cell in row if _column(labels, cell) == number for piece in cell]
        yield [_closed(label), value] if value else [label]


def _closed(label: Sequence[Piece]) -> list[Piece]:
    """A label with its colon."""
    *before, last = label
    return [*before, Piece(f"{last.text.rstrip(':')}:", last.left, last.right, last.base, last.size, last.first)]
