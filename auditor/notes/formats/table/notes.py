"""The rows of a table -> its notes, or why a row gives none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from auditor.notes.formats.model import Inner, Item
from auditor.notes.formats.settings import NoteColumns
from auditor.notes.formats.table.columns import choose
from auditor.notes.formats.table.lines import names_of, put_together
from auditor.notes.formats.table.sheet import Sheet, has_text
from auditor.notes.formats.table.tables import headless
from auditor.notes.tables.cells import Row, Trouble
from auditor.notes.tables.dates import Days
from auditor.notes.tables.head import Head
from auditor.notes.tables.table import Table
from auditor.notes.tables.titles import key_of

_LONGEST_TITLE: Final = 100


def notes(table: Table, head: Head, columns: NoteColumns, inner: Inner) -> Iterator[Item]:
    """Yield a note for each row below the head; where rows are lines of notes, for each note, in the order of their first rows.

    Raises NoteError where the title that should be the text's is a word of the table.
    """
    sheet = Sheet(table, choose(head, columns), Days(table.start, None), inner)
    below = table.rows[head.at + 1 :]
    if _repeats(head.titles[sheet.columns.places["text"]], sheet, below):
        raise headless(columns)
    dated = below if "date" in sheet.columns.places else ()
    if sheet.days.judge((row.number, sheet.cell(row, "date")) for row in dated):
        why = "The dates of the table can mean two things and are not used."
        sheet = replace(sheet, columns=sheet.columns.without("date", why))
    rows = [row for row in below if isinstance(row.cells, Trouble) or any(map(has_text, row.cells))]
    names = names_of(rows, sheet)
    yield from map(sheet.note, rows) if names is None else put_together(rows, sheet, names)


def _repeats(title: str, sheet: Sheet, below: Sequence[Row]) -> bool:
    """Whether the title of the text comes again below: then it is a word of the table, such as the type of each note."""
    cells = (sheet.cell(row, "text") for row in below)
    key = key_of(title)
    return any(isinstance(cell, str) and len(cell) < _LONGEST_TITLE and key_of(cell) == key for cell in cells)
