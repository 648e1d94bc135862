"""The bytes of a file -> its tables that have a column for the text of notes, each with its titles."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from auditor.errors import NoteError, TableError
from auditor.notes.decode import is_utf16
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.settings import NoteColumns
from auditor.notes.formats.table.columns import NAME_IT, choose
from auditor.notes.formats.table.titled import Judge
from auditor.notes.formats.table.titles import NoteTitles
from auditor.notes.tables import delimited
from auditor.notes.tables.cells import Cell, Row, Trouble
from auditor.notes.tables.head import HEAD_ROWS, Head, HeadFinder
from auditor.notes.tables.mending import Shape
from auditor.notes.tables.table import Table
from auditor.notes.tables.titles import key_of, listed

NAME: Final = "table"
_TRIED_LINES: Final = 400
_TRIED_SIGNS: Final = 20
_NOT_USUAL: Final = str.maketrans("", "", delimited.USUAL)
_FOREIGN: Final = "~^¦§¬¤"  # what parts cells elsewhere, and hardly a word in a note
_USUAL_ONES: Final = "export the table again with commas, semicolons, tabs or vertical strokes between its cells"
_DOUBLE_ONES: Final = "export the table again with double quotation marks round its texts"
_SURE_HEAD: Final = 262_144  # bytes
_LONGEST_HEAD: Final = 2_000
_MANY_TITLES: Final = 4
_TEXT: Final = 100  # letters
_ONE_NOTE: Final = "; where the cells are those of one note, save it as .docx or plain text"


def tables(data: bytes, limits: Limits, columns: NoteColumns) -> list[tuple[Table, Head | None]]:
    """The tables of a file, each with its titles, None where none is known to be the text's. Raises TableError, NoteError."""
    finder = finder_of(columns)
    if data.startswith(b"PAR1"):
        from auditor.notes.tables.parquet import read_parquet

        found: Sequence[Table] = (read_parquet(data, NAME, "\n"),)
    elif data.startswith(b"PK\x03\x04"):
        found = _sheets(data, limits)
    else:
        with _long_cells(limits.file):
            return _delimited(data, finder, limits, columns)
    return [(table, finder.find(table.rows)) for table in found]


def holds_texts(table: Table) -> bool:
    """Whether a cell of the table is longer than a name or a remark, or has several lines."""
    return any(map(is_text, (cell for row in table.rows if not isinstance(row.cells, Trouble) for cell in row.cells)))


def is_text(cell: Cell) -> bool:
    """Whether a cell holds a text rather than a name, a number or a remark."""
    return isinstance(cell, str) and (len(cell) > _TEXT or "\n" in cell.strip())


def begins_as_table(data: bytes, columns: NoteColumns) -> bool:
    """Whether a text is a table of notes whatever its name, such as what a spreadsheet saves as "Unicode text".

    It is where its first line is titles, the text's among them, and the first row below has as many cells.
    """
    head = data[:_SURE_HEAD]
    if len(head) < len(data) and not is_utf16(head):
        head = head.rpartition(b"\n")[0]
    try:
        text, separators = delimited.candidates(delimited.read_text(head, NAME).lstrip("\r\n "))
    except TableError:
        return False
    line = text.partition("\n")[0][:_LONGEST_HEAD]
    signs = [sign for sign in separators if sign in line]
    usual = [sign for sign in signs if sign in delimited.USUAL]
    others = [sign for sign in signs if sign in _FOREIGN]
    return any(_are_titles(delimited.split(line, sign), columns) and _goes_on(text, sign) for sign in (*usual, *others))


def _are_titles(rows: Sequence[Row], columns: NoteColumns) -> bool:
    """Whether a first line is titles for certain: the text's and another that is known, of four at least where it only may be."""
    titles = [cell for cell in rows[0].cells if isinstance(cell, str)] if rows else []
    if columns.text:
        return len(titles) > 1 and key_of(columns.text) in map(key_of, titles)
    known = NoteTitles(columns)
    meant = [meaning for title in titles if (meaning := known.meaning(title))]
    texts = [meaning for meaning in meant if meaning.field == "text"]
    return 0 < len(texts) < len(meant) and (any(meaning.certain for meaning in texts) or len(titles) >= _MANY_TITLES)


def _goes_on(text: str, sign: str) -> bool:
    """Whether the first row below the titles has as many cells."""
    rows = [row.cells for row in delimited.split(text, sign, _TRIED_LINES, _TRIED_LINES) if row.cells]
    return len(rows) > 1 and not isinstance(rows[1], Trouble) and len(rows[0]) == len(rows[1])


def finder_of(columns: NoteColumns) -> HeadFinder:
    """Finds the titles of a table of notes: the text's must be among them."""
    titles = NoteTitles(columns)
    named = {"text": (columns.text,)} if columns.text else {}
    return HeadFinder(titles, named, needed="text", accepts=Judge(titles).accepts)


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


def _delimited(data: bytes, finder: HeadFinder, limits: Limits, columns: NoteColumns) -> list[tuple[Table, Head | None]]:
    """The text, cut by the separator with which most titles are known."""
    whole = delimited.read_text(data, NAME)
    if max(map(len, whole.splitlines()), default=0) > 2 * limits.text:  # beside the longest note others may stand
        raise NoteError(f"a line of the table is longer than {2 * limits.text:,} characters", "export the table again")
    text, separators = delimited.candidates(whole)
    usual = "".join(sign for sign in separators if sign in delimited.USUAL) or separators  # any other may part a text
    head, sign = _best(text, usual, finder)
    if head is None:
        other, sign = _best(text, separators.translate(_NOT_USUAL)[:_TRIED_SIGNS], finder)
        if other is not None and other.known > 1:
            raise NoteError(f"the cells of the table are parted by “{sign}”, which is not known as a separator", _USUAL_ONES)
        return []
    shape = Shape(len(head.titles), choose(head, columns).places["text"], head.at + 1)
    table = Table(delimited.split_texts(text, sign, shape), ragged=True)
    if _single_quoted(table.rows, shape):
        raise NoteError("texts of the table stand between single quotation marks", _DOUBLE_ONES)
    return [(table, head)]


def _single_quoted(rows: Sequence[Row], shape: Shape) -> bool:
    """Whether the first text opens with a single quotation mark that closes in a later row, with torn rows between them."""
    below = [row.cells for row in rows[shape.above :] if row.cells]
    first = below[0] if below else ()
    if isinstance(first, Trouble) or len(first) <= shape.text or not _opens(first[shape.text]):
        return False
    rest = [cells for cells in below[1:] if not isinstance(cells, Trouble)]
    torn = any(len(cells) != shape.width for cells in rest)
    return torn and any(isinstance(cells[-1], str) and cells[-1].rstrip().endswith("'") for cells in rest)


def _opens(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.lstrip().startswith("'") and not cell.rstrip().endswith("'")


def _best(text: str, signs: str, finder: HeadFinder) -> tuple[Head | None, str]:
    """The head with most known titles, and the separator that gives it."""
    heads = [(finder.find(delimited.split(text, sign, _TRIED_LINES, _TRIED_LINES)), sign) for sign in signs]
    return max(heads, key=lambda one: one[0].known if one[0] else -1, default=(None, ""))


def headless(columns: NoteColumns, *, sheets: bool = False) -> NoteError:
    """The refusal of a table in which no column is known to hold the text of notes; `sheets` may be a note in cells."""
    if columns.text:
        return NoteError(f"no column of the table is called “{columns.text}”", f"see how it is called, and {NAME_IT}")
    known = listed(title for column in columns.field if column.id == "text" for title in column.titles[:3])
    reason = f"no column of the first {HEAD_ROWS} rows is known to hold the text of notes ({known} and such)"
    return NoteError(reason, NAME_IT + _ONE_NOTE if sheets else NAME_IT)
