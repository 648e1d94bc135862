"""The bytes of a file -> its tables that have a column for the text of notes, each with its titles."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from auditor.errors import NoteError
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.settings import NoteColumns
from auditor.notes.formats.table.columns import NAME_IT, choose
from auditor.notes.tables import delimited
from auditor.notes.tables.head import HEAD_ROWS, Head, HeadFinder
from auditor.notes.tables.mending import Shape
from auditor.notes.tables.table import Table
from auditor.notes.tables.titles import Titles, listed

NAME: Final = "table"
_TRIED_LINES: Final = 400


def tables(data: bytes, limits: Limits, columns: NoteColumns) -> list[tuple[Table, Head]]:
    """The tables with a column for the text, and their heads. Raises TableError, NoteError."""
    finder = _finder(columns)
    if data.startswith(b"PAR1"):
        from auditor.notes.tables.parquet import read_parquet

        found: Sequence[Table] = (read_parquet(data, NAME),)
    elif data.startswith(b"PK\x03\x04"):
        found = _sheets(data, limits)
    else:
        with _long_cells(limits.file):
            return _delimited(data, finder, limits, columns)
    return [(table, head) for table in found if (head := finder.find(table.rows)) is not None]


def _finder(columns: NoteColumns) -> HeadFinder:
    return HeadFinder(Titles(columns), {"text": (columns.text,)} if columns.text else {}, needed="text")


@contextmanager
def _long_cells(most: int) -> Iterator[None]:
    """The library for CSV refuses cells as long as notes unless it is told, and can be told only as a whole."""
    former = csv.field_size_limit(most + 1)
    try:
        yield
    finally:
        csv.field_size_limit(former)


def _sheets(data: bytes, limits: Limits) -> Sequence[Table]:
    from auditor.notes.tables.spreadsheet import read_sheets

    return [table for table in read_sheets(data, NAME, unpacked=limits.unpacked) if not table.hidden]


def _delimited(data: bytes, finder: HeadFinder, limits: Limits, columns: NoteColumns) -> list[tuple[Table, Head]]:
    """The text, cut by the separator with which most titles are known."""
    whole = delimited.read_text(data, NAME)
    if max(map(len, whole.splitlines()), default=0) > 2 * limits.text:  # beside the longest note others may stand
        raise NoteError(f"a line of the table is longer than {2 * limits.text:,} characters", "export the table again")
    text, separators = delimited.candidates(whole)
    separators = "".join(sign for sign in separators if sign in delimited.USUAL) or separators  # any other may part a text
    heads = [(finder.find(delimited.split(text, sign, _TRIED_LINES, _TRIED_LINES)), sign) for sign in separators]
    head, sign = max(heads, key=lambda one: one[0].known if one[0] else -1, default=(None, ""))
    if head is None:
        return []
    shape = Shape(len(head.titles), choose(head, columns).places["text"], head.at + 1)
    return [(Table(delimited.split_texts(text, sign, shape), ragged=True), head)]


def headless(columns: NoteColumns) -> NoteError:
    """The refusal of a table in which no column is known to hold the text of notes."""
    if columns.text:
        return NoteError(f"no column of the table is called “{columns.text}”", f"see how it is called, and {NAME_IT}")
    known = listed(title for column in columns.field if column.id == "text" for title in column.titles[:3])
    return NoteError(f"no column of the first {HEAD_ROWS} rows is known to hold the text of notes ({known} and such)", NAME_IT)
