"""Tables with a note a row, or with a line of a note a row: CSV, XLSX and Parquet, by the titles of their columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from auditor.errors import NoteError, TableError
from auditor.notes.decode import is_utf16
from auditor.notes.formats.attachments import plain_text
from auditor.notes.formats.limits import LIMITS, Limits
from auditor.notes.formats.model import Format, Inner, Item, Unread
from auditor.notes.formats.settings import NoteColumns
from auditor.notes.formats.table.columns import NAME_IT
from auditor.notes.formats.table.notes import notes
from auditor.notes.formats.table.page import is_table_of_notes, page_tables
from auditor.notes.formats.table.tables import NAME, begins_as_table, headless, holds_texts, tables
from auditor.notes.office import part_names

__all__ = ["FORMAT", "PAGE", "begins_as_table", "is_table_of_notes", "read", "read_page", "recognises"]
_TEXTS: Final = frozenset({".csv", ".tsv", ".tab", ".psv"})
_BOOKS: Final = frozenset({".xlsx", ".xlsm"})
_BOOK: Final = "xl/workbook.xml"
_HEAD: Final = 512
_COLUMNS: Final = NoteColumns()


def recognises(data: bytes, suffix: str) -> bool:
    """Parquet and workbooks by their content; text with separators by its suffix, since its content is text."""
    if data.startswith(b"PAR1"):
        return True
    if data.startswith(b"PK\x03\x04"):
        return _is_workbook(data, suffix)
    head = data[:_HEAD]
    return suffix in _TEXTS and (b"\0" not in head or is_utf16(head))


def _is_workbook(data: bytes, suffix: str) -> bool:
    """What is damaged is what its suffix says."""
    names = part_names(data)
    return suffix in _BOOKS if names is None else _BOOK in names


def read(data: bytes, limits: Limits = LIMITS, columns: NoteColumns = _COLUMNS, inner: Inner = plain_text) -> Iterator[Item]:
    """Yield a note for each row with a text, and why not for each row without; where rows are lines of notes, for each note.

    `inner` reads documents that cells hold. Raises NoteError where no column is the text.
    """
    try:
        found = tables(data, limits, columns)
    except TableError as problem:
        raise NoteError(problem.what, problem.remedy) from None
    read = [(table, head) for table, head in found if head is not None]
    if not read:
        raise headless(columns, sheets=any(table.name for table, _ in found))
    for table, head in read:
        yield from notes(table, head, columns, inner)
    for table, titles in found:
        if titles is None and holds_texts(table):
            yield Unread(f"{table.kind} {table.name}: no column of it is known to hold the text of notes", NAME_IT)


def read_page(data: bytes, limits: Limits = LIMITS, columns: NoteColumns = _COLUMNS, inner: Inner = plain_text) -> Iterator[Item]:
    """The same for a page that is a table of notes."""
    for table, head in page_tables(data, limits, columns):
        yield from notes(table, head, columns, inner)


FORMAT: Final = Format(NAME, _TEXTS | _BOOKS | {".parquet"}, recognises, read)
PAGE: Final = Format(NAME, frozenset(), lambda _data, _suffix: False, read_page)
