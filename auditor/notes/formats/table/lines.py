"""Tables with a line of a note a row, as Epic's Clarity keeps them: the rows of one note id are one note.

A column numbers the lines. Where a number of a note is missing or stands twice the note is not read: half a note would be judged
as a whole one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from auditor.notes.formats.model import Item, Place, Unread
from auditor.notes.formats.table.pieces import Joint
from auditor.notes.formats.table.sheet import Name, Sheet
from auditor.notes.tables.cells import Row, Trouble, text_of

_MOST_DIGITS: Final = 9
_ALL_LINES: Final = "export the table again with all lines of each note, each with its own number"


@dataclass(slots=True)
class _Lines:
    """The rows of one note as they stand in the table, with their numbers; `doubt` is an unread row that may be one of them."""

    rows: list[Row] = field(default_factory=list)
    numbers: list[int | None] = field(default_factory=list)
    doubt: int | None = None

    def add(self, row: Row, number: int | None) -> None:
        """One more row of the note."""
        self.rows.append(row)
        self.numbers.append(number)

    def ordered(self) -> list[tuple[int, Row]]:
        """The rows with their numbers, by these; without those that have none."""
        numbered = [(number, row) for number, row in zip(self.numbers, self.rows, strict=True) if number is not None]
        return sorted(numbered, key=lambda each: each[0])

    def fault(self, start: int) -> str | None:
        """Why the rows are no whole note whose numbers begin with `start`; None where they are."""
        if self.doubt is not None:
            return f"row {self.doubt}, which could not be read, may be a line of the note"
        if None in self.numbers:
            return f"the number of the line in row {self.rows[self.numbers.index(None)].number} could not be read"
        before = start - 1
        for number, row in self.ordered():
            if number == before:
                return f"line {number} of the note stands there twice, the second time in row {row.number}"
            if number != before + 1:
                return f"line {before + 1} of the note is missing"
            before = number
        return None


def names_of(rows: Sequence[Row], sheet: Sheet) -> tuple[int, ...] | None:
    """The places of the columns that name the note of a row where rows are lines of notes, None where each row is a note.

    They are lines where a column numbers them and a note is named more than once.
    """
    if "line" not in sheet.columns.places:
        return None
    for places in sheet.columns.names:
        names = [name for row in rows if (name := sheet.name(row, places))]
        if len(set(names)) < len(names):
            return places if sheet.columns.counts or _begins_anew(rows, sheet, len(set(names))) else None
    return None


def _begins_anew(rows: Sequence[Row], sheet: Sheet, notes: int) -> bool:
    """Whether a column such as "SEQ" numbers the lines of each of so many notes, and not the rows of the table."""
    numbers = [number for row in rows if (number := _number(row, sheet)) is not None]
    return len(set(numbers)) < len(numbers) or (notes == 1 and bool(numbers))


def put_together(rows: Sequence[Row], sheet: Sheet, places: tuple[int, ...]) -> Iterator[Item]:
    """Yield the notes in the order of their first rows, and among them the rows that could not be read."""
    gathered = _gathered(rows, sheet, places)
    notes = [each for each in gathered if isinstance(each, _Lines)]
    start = 0 if any(0 in each.numbers for each in notes) else 1
    joint = Joint.of([_texts(each, sheet) for each in notes if each.fault(start) is None])
    for each in gathered:
        yield each if isinstance(each, Unread) else _note(each, sheet, start, joint)


def _note(lines: _Lines, sheet: Sheet, start: int, joint: Joint) -> Item:
    if fault := lines.fault(start):
        return Unread(f"{sheet.where(lines.rows)}: {fault}", _ALL_LINES)
    text, starts = joint.joined(_texts(lines, sheet))
    rows = [row for _, row in lines.ordered()]
    places = tuple(Place(at, sheet.where([row])) for at, row in zip(starts, rows, strict=True))
    remarks = [f"The note was put together from {len(rows):,} rows of the table{joint.how}."] if len(rows) > 1 else []
    return sheet.made(lines.rows, text, places, remarks)


def _gathered(rows: Sequence[Row], sheet: Sheet, places: tuple[int, ...]) -> list[_Lines | Unread]:
    """The rows by note, and those that could not be read.

    Where such a row does not name its note, it may be the last line of the note before it, and of any where the rows of notes
    stand apart.
    """
    found: list[_Lines | Unread] = []
    notes: dict[Name | None, _Lines] = {}
    doubts: dict[Name | None, int] = {}
    last: Name | None = None
    apart = False
    for row in rows:
        broken = sheet.broken(row)
        name = None if broken else sheet.name(row, places)
        if problem := broken or _unread(row, name, sheet):
            found.append(problem)
            doubts.setdefault(name or last, row.number)
            doubts.setdefault(name, row.number)
            continue
        if name not in notes:
            found.append(notes.setdefault(name, _Lines()))
        elif name != last:
            apart = True
        notes[name].add(row, _number(row, sheet))
        last = name
    for name, note in notes.items():
        note.doubt = doubts.get(name, doubts.get(None) if apart else None)
    return found


def _unread(row: Row, name: Name | None, sheet: Sheet) -> Unread | None:
    """Why a row whose cells are told apart is no line of a note."""
    text = _text(row, sheet)
    if isinstance(text, Unread):
        return text
    if name is None:
        return Unread(f"{sheet.where([row])}: it does not tell of which note it is a line", "fill the cell, or take the row out")
    return None


def _number(row: Row, sheet: Sheet) -> int | None:
    said = sheet.said(row, "line") or ""
    return int(said) if said.isdecimal() and len(said) <= _MOST_DIGITS else None


def _text(row: Row, sheet: Sheet) -> str | Unread:
    """The text of a line, which may be a figure and nothing else; what a spreadsheet has made a day of is lost."""
    text = sheet.text(row)
    if text:
        return text
    figure = text_of(sheet.cell(row, "text"))
    if isinstance(figure, Trouble):
        return Unread(f"{sheet.where([row])}: {figure.what}", figure.remedy)
    return figure or ""


def _texts(lines: _Lines, sheet: Sheet) -> list[str]:
    """The texts of the rows in the order of their numbers."""
    read = (_text(row, sheet) for _, row in lines.ordered())
    return [text for text in read if isinstance(text, str)]
