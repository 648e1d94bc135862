"""The rows of a table -> its notes, or why a row gives none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from auditor.notes.formats.model import Inner, Item, Unread
from auditor.notes.formats.settings import NoteColumns
from auditor.notes.formats.table.columns import Columns, choose
from auditor.notes.formats.table.lines import put_together
from auditor.notes.formats.table.naming import doubts, naming, owners
from auditor.notes.formats.table.pieces import Joint
from auditor.notes.formats.table.sheet import Sheet, has_text
from auditor.notes.formats.table.tables import headless, is_text
from auditor.notes.formats.table.titled import above
from auditor.notes.tables.cells import Row, Trouble
from auditor.notes.tables.dates import Days
from auditor.notes.tables.head import Head
from auditor.notes.tables.table import Table
from auditor.notes.tables.titles import key_of

_LONGEST_TITLE: Final = 100
_RULER: Final = re.compile(r"\s*[-=_]{2,}\s*")
_ABOVE: Final = 'if it is a row of the table, name the column with the text by its title, such as --note-column "Note text"'


def notes(table: Table, head: Head, columns: NoteColumns, inner: Inner) -> Iterator[Item]:
    """Yield a note for each row below the head; where rows are pieces of notes, for each note, in the order of their first rows.

    Raises NoteError where the title that should be the text's is a word of the table.
    """
    sheet = Sheet(table, choose(head, columns), Days(table.start, None), inner)
    below = table.rows[head.at + 1 :]
    if _repeats(head.titles[sheet.columns.places["text"]], sheet, below):
        raise headless(columns)
    rows = [row for row in below if isinstance(row.cells, Trouble) or any(map(has_text, row.cells))]
    if rows and _is_ruler(rows[0]):
        del rows[0]
    sheet = _looked_at(sheet, rows)
    names = owners(rows, sheet)
    pieces = naming(rows, names, sheet)
    if pieces is not None:
        yield from put_together(rows, sheet, pieces)
    else:
        doubted = doubts(rows, names, sheet)
        yield from (sheet.note(row, doubted.get(row.number)) for row in rows)
    for row, full in above(head, table.rows):
        yield Unread(f"{sheet.where([row])}: it stands above the titles of the columns and is not read", _ABOVE, failure=full)


def _looked_at(sheet: Sheet, rows: Sequence[Row]) -> Sheet:
    """The table with what only a look at all of its rows tells: the order of its dates, how columns join, what is not read."""
    if "date" in sheet.columns.places and sheet.days.judge((row.number, sheet.cell(row, "date")) for row in rows):
        why = "The dates of the table can mean two things and are not used."
        sheet = replace(sheet, columns=sheet.columns.without("date", why))
    remarks = tuple(_unread(sheet.columns, rows))
    across = Joint.of(map(sheet.pieces, rows)).across() if len(sheet.columns.texts) > 1 else sheet.across
    return replace(sheet, columns=replace(sheet.columns, remarks=(*sheet.columns.remarks, *remarks)), across=across)


def _unread(columns: Columns, rows: Iterable[Row]) -> Iterator[str]:
    """Which columns hold texts and are not read, such as "Addendum 2"."""
    others = [place for place in range(columns.width) if place not in columns.used]
    found: set[int] = set()
    for row in rows:
        if not isinstance(row.cells, Trouble):
            found.update(place for place in others if place < len(row.cells) and is_text(row.cells[place]))
    for place in sorted(found):
        named = f"The column “{columns.titles[place]}”" if columns.titles[place] else "A column without a title"
        yield f"{named} holds texts and was not read."


def _is_ruler(row: Row) -> bool:
    """Whether a row only parts the titles from what is below them: "------- ---------"."""
    return not isinstance(row.cells, Trouble) and all(isinstance(cell, str) and _RULER.fullmatch(cell) for cell in row.cells)


def _repeats(title: str, sheet: Sheet, below: Sequence[Row]) -> bool:
    """Whether the title of the text comes again below: then it is a word of the table, such as the type of each note."""
    cells = (sheet.cell(row, "text") for row in below)
    key = key_of(title)
    return any(isinstance(cell, str) and len(cell) < _LONGEST_TITLE and key_of(cell) == key for cell in cells)
