"""A row of a table -> lines, so that a label and its value stand on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.notes.formats.blocks import Cell, Table
from auditor.notes.formats.field_names import FIELD

_LONGEST_LABEL = 60  # characters
_MOST_WORDS = 7
_FEW, _SHORT = 5, 80  # lines, characters
_ITEM = re.compile(r"\(?\w{1,3}[.)]|[-*\u2022\u00b7]")
_BOX = re.compile(r"[\u2610-\u2612]|\[.?\]")


def table_lines(table: Table) -> Iterator[tuple[int, str]]:
    """The lines of a table, each with the number of its row (from 1)."""
    stacked = _is_stacked(table)
    for number, row in enumerate(table.rows, 1):
        if stacked:
            yield from ((number, line) for cell in row for line in _unstacked(cell))
            continue
        head = number == 1 and len(table.rows) > 1 and len(row) > 2
        for line in row_lines(row, head=head):
            yield number, line


def _is_stacked(table: Table) -> bool:
    """Whether every cell of a grid holds a label over its value, as a form's head does: "Surgeon", and below it "A. Bell".

    Labels below labels, with the values in the next cell, are no such grid.
    """
    filled = [_trimmed(cell.lines) for row in table.rows for cell in row if any(map(str.strip, cell.lines))]
    over = [lines for lines in filled if len(lines) > 1 and _may_be_label(Cell(lines[:1])) and not lines[0].endswith(":")]
    below = [line for lines in over for line in lines[1:] if len(line.split()) <= _FEW and FIELD.search(line)]
    told = any(FIELD.search(lines[0]) for lines in over)
    return len(filled) > 1 and len(over) == len(filled) and told and not below


def _unstacked(cell: Cell) -> list[str]:
    """A label and its value on one line, and the lines that follow."""
    label, value, *rest = _trimmed(cell.lines) or ("", "")
    return [f"{label}: {value}", *rest] if label else []


def row_lines(row: Sequence[Cell], *, head: bool = False) -> list[str]:
    """The lines of one row; `head`: it may be the row that names the columns."""
    cells = [Cell(_trimmed(cell.lines), cell.label) for cell in row]
    filled = [cell for cell in cells if cell.lines]
    if len(filled) == 1 and len(cells) > 1 and filled[0] is cells[0] and _may_be_label(filled[0]):
        return [_with_colon(filled[0].lines[0])]
    if pairs := _side_by_side(filled):
        return pairs
    return _joined(filled, head)


def _joined(cells: Sequence[Cell], head: bool) -> list[str]:
    """Cells one after another; a cell of several lines ends the line, so that each of its lines stays one."""
    lines: list[str] = []
    current = ""
    for number, cell in enumerate(cells):
        first, *rest = cell.lines
        current = f"{current}{_link(cells, number, head)}{first}" if current else first
        if rest:
            lines += [current, *rest]
            current = ""
    return [*lines, current] if current else lines


def _link(cells: Sequence[Cell], number: int, head: bool) -> str:
    """What stands between the cell before `number` and this one."""
    before = cells[number - 1]
    text = before.lines[-1]
    if text.endswith(":") or _ITEM.fullmatch(text) or _BOX.fullmatch(text):
        return " "
    return ": " if _is_label(cells, number - 1, head) else " | "


def _is_label(cells: Sequence[Cell], number: int, head: bool) -> bool:
    cell = cells[number]
    if not _may_be_label(cell):
        return False
    marked = [other.label for other in cells]
    if any(marked):
        return cell.label and not all(marked)
    return number == 0 and not head and not any(other.lines[0].endswith(":") for other in cells)


def _may_be_label(cell: Cell) -> bool:
    text = cell.lines[0]
    short = len(text) <= _LONGEST_LABEL and len(text.split()) <= _MOST_WORDS
    return len(cell.lines) == 1 and short and text[0].isalpha() and text[-1] not in ".!?;,"


def _with_colon(text: str) -> str:
    return text if text.endswith(":") else f"{text}:"


def _side_by_side(cells: Sequence[Cell]) -> list[str]:
    """Two cells where labels stand under each other in the one and their values in the other."""
    if len(cells) != 2 or len(cells[0].lines) < 2 or len(cells[0].lines) != len(cells[1].lines):
        return []
    labels, values = cells[0].lines, cells[1].lines
    if not all(label.endswith(":") or not label for label in labels):
        return []
    return [f"{label} {value}".strip() for label, value in zip(labels, values, strict=True)]


def _trimmed(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines without blank ones before and after; between a few short lines blank ones say nothing."""
    filled = [line.strip() for line in lines if line.strip()]
    if len(filled) <= _FEW and all(len(line) <= _SHORT for line in filled):
        return tuple(filled)
    numbers = [number for number, line in enumerate(lines) if line.strip()]
    return tuple(line.strip() for line in lines[numbers[0] : numbers[-1] + 1])
