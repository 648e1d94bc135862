"""Tables with a line of a note a row, as Epic's Clarity keeps them: the rows of one note id are one note.

A column numbers the lines. Where a number of a note is missing or stands twice the note is not read: half a note would be judged
as a whole one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from auditor.notes.formats.model import Item, Place, Unread
from auditor.notes.formats.table.pieces import Joint
from auditor.notes.formats.table.sheet import Name, Sheet
from auditor.notes.tables.cells import Row, Trouble, text_of

_MOST_DIGITS: Final = 9
_ALL_LINES: Final = "export the table again with all lines of each note, each with its own number"


class _Line(NamedTuple):
    """A row with its number, None where it cannot be read, and its text."""

    number: int | None
    row: Row
    text: str


@dataclass(slots=True)
class _Lines:
    """The lines of one note as they stand in the table; `doubt` is an unread row that may be one of them."""

    lines: list[_Line] = field(default_factory=list)
    doubt: int | None = None
    fault: str | None = None

    def ordered(self) -> list[_Line]:
        """The lines in the order of their numbers."""
        return sorted(self.lines, key=lambda line: line.number or 0)

    def judge(self, start: int) -> None:
        """Find the `fault` for which the lines are no whole note whose numbers begin with `start`."""
        if self.doubt is not None:
            self.fault = f"row {self.doubt}, which could not be read, may be a line of the note"
            return
        for expected, line in enumerate(self.ordered(), start):
            if line.number != expected:
                self.fault = _misnumbered(line, expected)
                return


def _misnumbered(line: _Line, expected: int) -> str:
    """What is wrong with the first line in order that has not the number that it should have."""
    if line.number is None:
        return f"the number of the line in row {line.row.number} could not be read"
    if line.number < expected:
        return f"line {line.number} of the note stands there twice, the second time in row {line.row.number}"
    return f"line {expected} of the note is missing"


def names_of(rows: Sequence[Row], sheet: Sheet) -> list[Name | None] | None:
    """The name of the note of each row where rows are lines of notes, None where each row is a note.

    They are lines where a column numbers them and a note is named more than once.
    """
    if "line" not in sheet.columns.places:
        return None
    for places in sheet.columns.names:
        names = [None if sheet.broken(row) else sheet.name(row, places) for row in rows]
        known = [name for name in names if name]
        distinct = len(set(known))
        if distinct < len(known):
            return names if sheet.columns.counts or _begins_anew(rows, sheet, distinct) else None
    return None


def _begins_anew(rows: Sequence[Row], sheet: Sheet, notes: int) -> bool:
    """Whether a column such as "SEQ" numbers the lines of each of so many notes, and not the rows of the table."""
    numbers = [number for row in rows if (number := _number(row, sheet)) is not None]
    return len(set(numbers)) < len(numbers) or (notes == 1 and bool(numbers))


def put_together(rows: Sequence[Row], sheet: Sheet, names: Sequence[Name | None]) -> Iterator[Item]:
    """Yield the notes in the order of their first rows, and among them the rows that could not be read."""
    gathered = _gathered(rows, sheet, names)
    notes = [each for each in gathered if isinstance(each, _Lines)]
    start = 0 if any(line.number == 0 for note in notes for line in note.lines) else 1
    for note in notes:
        note.judge(start)
    joint = Joint.of([[line.text for line in note.ordered()] for note in notes if note.fault is None])
    for each in gathered:
        yield each if isinstance(each, Unread) else _note(each, sheet, joint)


def _note(note: _Lines, sheet: Sheet, joint: Joint) -> Item:
    rows = [line.row for line in note.lines]
    if note.fault:
        return Unread(f"{sheet.where(rows)}: {note.fault}", _ALL_LINES)
    lines = note.ordered()
    text, starts = joint.joined([line.text for line in lines])
    places = tuple(Place(at, sheet.where([line.row])) for at, line in zip(starts, lines, strict=True))
    remarks = [f"The note was put together from {len(rows):,} rows of the table{joint.how}."] if len(rows) > 1 else []
    return sheet.made(rows, text, places, remarks)


def _gathered(rows: Sequence[Row], sheet: Sheet, names: Sequence[Name | None]) -> list[_Lines | Unread]:
    """The rows by note, and those that could not be read.

    Where such a row does not name its note, it may be the last line of the note before it, and of any where the rows of notes
    stand apart.
    """
    found: list[_Lines | Unread] = []
    notes: dict[Name | None, _Lines] = {}
    doubts: dict[Name | None, int] = {}
    last: Name | None = None
    apart = False
    for row, name in zip(rows, names, strict=True):
        text = sheet.broken(row) or _text(row, name, sheet)
        if isinstance(text, Unread):
            found.append(text)
            doubts.setdefault(name or last, row.number)
            doubts.setdefault(name, row.number)
            continue
        if name not in notes:
            found.append(notes.setdefault(name, _Lines()))
        elif name != last:
            apart = True
        notes[name].lines.append(_Line(_number(row, sheet), row, text))
        last = name
    for name, note in notes.items():
        note.doubt = doubts.get(name, doubts.get(None) if apart else None)
    return found


def _number(row: Row, sheet: Sheet) -> int | None:
    said = sheet.said(row, "line") or ""
    return int(said) if said.isdecimal() and len(said) <= _MOST_DIGITS else None


def _text(row: Row, name: Name | None, sheet: Sheet) -> str | Unread:
    """The text of a line, which may be a figure and nothing else; what a spreadsheet has made a day of is lost."""
    text = sheet.text(row)
    if not text:
        figure = text_of(sheet.cell(row, "text"))
        text = Unread(f"{sheet.where([row])}: {figure.what}", figure.remedy) if isinstance(figure, Trouble) else figure or ""
    if name is None and isinstance(text, str):
        return Unread(f"{sheet.where([row])}: it does not tell of which note it is a line", "fill the cell, or take the row out")
    return text
