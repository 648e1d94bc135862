"""Tables with a note a row: CSV, XLSX and Parquet, by the titles of their columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from auditor.errors import NoteError, TableError
from auditor.notes.formats.limits import LIMITS, Limits
from auditor.notes.formats.model import Extracted, Format, Item, Known, Place, Unread
from auditor.notes.formats.settings import NoteColumns
from auditor.notes.office import part_names
from auditor.notes.tables import delimited
from auditor.notes.tables.cells import Cell, Cells, Row, Trouble, error_of, text_of, whole
from auditor.notes.tables.dates import Days
from auditor.notes.tables.head import HEAD_ROWS, Head, HeadFinder
from auditor.notes.tables.mending import Shape
from auditor.notes.tables.table import Table
from auditor.notes.tables.titles import Titles, key_of, listed

NAME: Final = "table"
_TEXTS: Final = frozenset({".csv", ".tsv"})
_BOOKS: Final = frozenset({".xlsx", ".xlsm"})
_BOOK: Final = "xl/workbook.xml"
_TRIED_LINES: Final = 400
_LONGEST_TITLE: Final = 100
_FULL_CELL: Final = 32_767  # what a cell of a workbook can hold at most
_NAME_IT: Final = 'name it, such as --note-column "Note text"'
_COLUMNS: Final = NoteColumns()


def recognises(data: bytes, suffix: str) -> bool:
    """Parquet and workbooks by their content; text with separators by its suffix, since its content is text."""
    if data.startswith(b"PAR1"):
        return True
    if data.startswith(b"PK\x03\x04"):
        return _is_workbook(data, suffix)
    return suffix in _TEXTS and b"\0" not in data[:512]


def _is_workbook(data: bytes, suffix: str) -> bool:
    """What is damaged is what its suffix says."""
    names = part_names(data)
    return suffix in _BOOKS if names is None else _BOOK in names


def read(data: bytes, limits: Limits = LIMITS, columns: NoteColumns = _COLUMNS) -> Iterator[Item]:
    """Yield a note for each row with a text, and why not for each row without. Raises NoteError where no column is the text."""
    try:
        with _long_cells(limits.file):
            tables = _tables(data, limits, columns)
    except TableError as problem:
        raise NoteError(problem.what, problem.remedy) from None
    if not tables:
        raise _headless(columns)
    for table, head in tables:
        yield from _notes(table, head, columns)


@contextmanager
def _long_cells(most: int) -> Iterator[None]:
    """The library for CSV refuses cells as long as notes unless it is told, and can be told only as a whole."""
    former = csv.field_size_limit(most + 1)
    try:
        yield
    finally:
        csv.field_size_limit(former)


def _tables(data: bytes, limits: Limits, columns: NoteColumns) -> list[tuple[Table, Head]]:
    """The tables with a column for the text, and their heads. Raises TableError, NoteError."""
    named = {"text": (columns.text,)} if columns.text else {}
    finder = HeadFinder(Titles(columns), named, needed="text")
    if data.startswith(b"PAR1"):
        from auditor.notes.tables.parquet import read_parquet

        found: Sequence[Table] = (read_parquet(data, NAME),)
    elif data.startswith(b"PK\x03\x04"):
        found = _sheets(data, limits)
    else:
        return _delimited(data, finder, limits, columns)
    return [(table, head) for table in found if (head := finder.find(table.rows)) is not None]


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
    shape = Shape(len(head.titles), _choose(head, columns).places["text"], head.at + 1)
    return [(Table(delimited.split_texts(text, sign, shape), ragged=True), head)]


def _headless(columns: NoteColumns) -> NoteError:
    if columns.text:
        return NoteError(f"no column of the table is called “{columns.text}”", f"see how it is called, and {_NAME_IT}")
    known = listed(title for column in columns.field if column.id == "text" for title in column.titles[:3])
    return NoteError(f"no column of the first {HEAD_ROWS} rows is known to hold the text of notes ({known} and such)", _NAME_IT)


@dataclass(frozen=True, slots=True)
class _Columns:
    """The place of each field's column, counted from 0; `remarks` say what of the table is not used."""

    places: Mapping[str, int]
    width: int
    remarks: tuple[str, ...] = ()

    def without(self, field: str, why: str) -> _Columns:
        """The same with a field left unread."""
        return _Columns({name: at for name, at in self.places.items() if name != field}, self.width, (*self.remarks, why))

    def cell(self, cells: Cells, field: str) -> Cell:
        """The cell of the field, None where there is none."""
        place = self.places.get(field)
        return cells[place] if place is not None and place < len(cells) else None


def _notes(table: Table, head: Head, columns: NoteColumns) -> Iterator[Item]:
    chosen = _choose(head, columns)
    below = table.rows[head.at + 1 :]
    if _repeats(head, below, chosen):
        raise _headless(columns)
    days = Days(table.start, None)
    place = chosen.places.get("date")
    if place is not None:
        dates = [(row.number, row.cells[place]) for row in below if not isinstance(row.cells, Trouble) and place < len(row.cells)]
        if days.judge(dates):
            chosen = chosen.without("date", "The dates of the table can mean two things and are not used.")
    for row in below:
        if isinstance(row.cells, Trouble) or any(_has_text(cell) for cell in row.cells):
            yield _note(row, table, chosen, days)


def _repeats(head: Head, below: Sequence[Row], columns: _Columns) -> bool:
    """Whether the title of the text comes again below: then it is a word of the table, such as the type of each note."""
    title = key_of(head.titles[columns.places["text"]])
    cells = (columns.cell(row.cells, "text") for row in below if not isinstance(row.cells, Trouble))
    return any(isinstance(cell, str) and len(cell) < _LONGEST_TITLE and key_of(cell) == title for cell in cells)


def _has_text(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _choose(head: Head, columns: NoteColumns) -> _Columns:
    """The column of each field: the one that is named, else the only one that surely means it, else the only that may.

    Raises NoteError where two could be the text; any other field of which there are two is left unread.
    """
    known = Titles(columns)
    wanted = key_of(columns.text) if columns.text else None
    sure: dict[str, list[int]] = {}
    lesser: dict[str, list[int]] = {}
    for place, title in enumerate(head.titles):
        meaning = known.meaning(title) if title else None
        if wanted is not None and title and key_of(title) == wanted:
            sure.setdefault("text", []).append(place)
        elif meaning is not None and not (meaning.field == "text" and wanted):
            (sure if meaning.certain else lesser).setdefault(meaning.field, []).append(place)
    found = {field: sure.get(field) or lesser[field] for field in sure | lesser}
    if len(found["text"]) > 1:
        two = listed(head.titles[place] for place in found["text"])
        raise NoteError(f"several columns could hold the text of the notes ({two})", _NAME_IT)
    return _Columns({field: places[0] for field, places in found.items() if len(places) == 1}, len(head.titles))


def _note(row: Row, table: Table, columns: _Columns, days: Days) -> Item:
    where = f"sheet {table.name}, row {row.number}" if table.name else f"row {row.number}"
    cells = row.cells
    if isinstance(cells, Trouble):
        return Unread(f"{where}: {cells.what}", cells.remedy)
    if table.ragged and any(_has_text(cell) for cell in cells[columns.width :]):
        return Unread(
            f"{where}: it has more cells than there are titles", "put texts that hold the separator into quotation marks"
        )
    cell = columns.cell(cells, "text")
    if isinstance(cell, str):
        cell = error_of(cell) or cell
    if isinstance(cell, Trouble):
        return Unread(f"{where}: {cell.what}", cell.remedy)
    if not isinstance(cell, str) or not cell.strip():
        return Unread(f"{where}: there is no text of a note", "fill the cell, or take the row out")
    text = cell.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    remarks = list(columns.remarks)
    if table.name and len(cell) >= _FULL_CELL:
        remarks.append(f"The cell in {where} is full, so that the note may be cut off.")
    known = Known(
        author=_said(cells, columns, "surgeon"), date=_day(columns.cell(cells, "date"), days), case=_case(cells, columns)
    )
    if known.case:
        remarks.append(f"The table names the note or its case {known.case}.")
    return Extracted(text, (Place(0, where),), known, tuple(remarks))


def _said(cells: Cells, columns: _Columns, field: str) -> str | None:
    text = text_of(columns.cell(cells, field))
    return whole(text) if isinstance(text, str) else None


def _case(cells: Cells, columns: _Columns) -> str | None:
    return _said(cells, columns, "case") or _said(cells, columns, "id")


def _day(cell: Cell, days: Days) -> str | None:
    day, trouble = days.read(cell)
    return None if trouble else day


FORMAT: Final = Format(NAME, _TEXTS | _BOOKS | {".parquet"}, recognises, read)
