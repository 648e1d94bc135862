"""Pages that hold a table of notes, as reports save them, also under the name of a workbook (.xls) -> the tables.

A table of a page is one of notes where its titles say so and tell notes apart: "Case ID" beside "Note text". A page that shows
one note in a table of labels and values, or its addenda in a table, is a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from auditor.errors import NoteError
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.remarks import in_order
from auditor.notes.formats.settings import NoteColumns
from auditor.notes.formats.table.tables import finder_of
from auditor.notes.formats.table.titles import LONGEST_TITLE, NoteTitles
from auditor.notes.tables.cells import Row, Trouble
from auditor.notes.tables.head import HEAD_ROWS, Head, HeadFinder
from auditor.notes.tables.table import Table

if TYPE_CHECKING:
    from lxml.etree import _Element

    from auditor.notes.formats.html.grids import Grid

_LOOKED_AT: Final = 2 * HEAD_ROWS
_TELLING: Final = frozenset({"id", "case", "surgeon", "date"})
_MANY_TITLES: Final = 4
_SHORT: Final = 100  # letters; a column without a longer text lists documents and holds none
_MARGIN: Final = 300  # letters beside a table that are no note: when and by whom a report was run
_OUTSIDE: Final = "What stands on the page beside the table of notes was not read."
_MARK: Final = b"<table"


class _Likely(NamedTuple):
    """A table that may be one of notes, by its titles for certain or not, and how many of its rows have a text."""

    table: Table
    head: Head
    certain: bool
    notes: int


def is_table_of_notes(data: bytes, limits: Limits, columns: NoteColumns) -> bool:
    """Whether a page is to be read as a table of notes."""
    if _MARK not in data.lower().replace(b"\0", b""):
        return False
    try:
        return bool(page_tables(data, limits, columns))
    except NoteError:
        return False  # the reader of pages says what is wrong


def page_tables(data: bytes, limits: Limits, columns: NoteColumns) -> list[tuple[Table, Head]]:
    """The tables of notes on a page, with their titles. Raises NoteError where the page cannot be read.

    Words that only may be titles, or one row, make a table of notes only where hardly anything stands beside it.
    """
    from auditor.notes.formats.html.document import page
    from auditor.notes.formats.html.grids import grids, outside

    root, context = page(data, limits)
    if root is None:
        return []
    read = _read(grids(root, context), columns)
    if not read:
        return []
    beside = outside(root, context, read)
    found = list(read.values())
    several = sum(one.notes for one in found) > 1
    if not (several and any(one.certain for one in found)) and len(beside) > (_MARGIN if several else 0):
        return []
    remarks = (*((_OUTSIDE,) if beside else ()), *in_order(context.remarks))
    names = [str(number) if len(found) > 1 else None for number in range(1, len(found) + 1)]
    return [(replace(one.table, name=name, remarks=remarks), one.head) for one, name in zip(found, names, strict=True)]


def _read(grids: Iterable[Grid], columns: NoteColumns) -> dict[Grid, _Likely]:
    """The tables that may be of notes; the first rows are a look that costs little."""
    finder, titles = finder_of(columns), NoteTitles(columns)
    read: dict[Grid, _Likely] = {}
    taken: set[_Element] = set()
    for grid in grids:
        begins = finder.find(_numbered(grid.beginning(_LOOKED_AT, LONGEST_TITLE))) is not None
        if begins and grid.is_seen and not grid.is_within(taken) and (one := _likely(grid, finder, titles)):
            read[grid] = one
            taken.add(grid.element)
    return read


def _likely(grid: Grid, finder: HeadFinder, titles: NoteTitles) -> _Likely | None:
    """A table whose titles mean the text and what tells notes apart, and whose texts are no mere names of documents."""
    rows = _numbered(grid.rows())
    head = finder.find(rows)
    if head is None:
        return None
    meant = {place: meaning for place, title in enumerate(head.titles) if title and (meaning := titles.meaning(title))}
    places = [place for place, title in enumerate(head.titles) if titles.names(title)]
    places = places or [place for place, meaning in meant.items() if meaning.field == "text"]
    certain = titles.is_named(head.titles) or any(meant[place].certain for place in places)
    texts = [cell for row in rows[head.at + 1 :] for place in places if (cell := _at(row, place))]
    if _TELLING.isdisjoint(meaning.field for meaning in meant.values()) or max(map(len, texts), default=0) < _SHORT:
        return None
    enough = certain or sum(map(bool, head.titles)) >= _MANY_TITLES
    return _Likely(Table(rows, kind="table"), head, certain, len(texts)) if enough else None


def _at(row: Row, place: int) -> str:
    cell = row.cells[place] if not isinstance(row.cells, Trouble) and place < len(row.cells) else None
    return cell.strip() if isinstance(cell, str) else ""


def _numbered(rows: Sequence[Sequence[str]]) -> tuple[Row, ...]:
    return tuple(Row(number, cells) for number, cells in enumerate(rows, 1))
