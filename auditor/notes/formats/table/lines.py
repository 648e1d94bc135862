"""Tables with a piece of a note a row: a line, as Epic's Clarity keeps them, a paragraph or a section. They are put together.

Where a column numbers the pieces, and a number of a note is missing or stands twice, the note is not read: half a note would be
judged as a whole one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from auditor.errors import NoteError
from auditor.notes.formats.model import Item, Place, Unread
from auditor.notes.formats.table.naming import Naming, number_in
from auditor.notes.formats.table.numbering import Line, Numbering
from auditor.notes.formats.table.pieces import Joint
from auditor.notes.formats.table.sheet import Name, Sheet, headed
from auditor.notes.tables.cells import Row, Trouble, text_of

_UNNUMBERED: Final = "the lines of the note are rows, and no column numbers them"
_ALL_LINES: Final = "export the table again with all lines of each note, each with its own number"


@dataclass(slots=True)
class _Lines:
    """The lines of one note as they stand in the table; `doubt` is an unread row that may be one of them."""

    lines: list[Line] = field(default_factory=list)
    doubt: int | None = None
    fault: str | None = None

    def judge(self, numbering: Numbering | None) -> None:
        """Put the lines in order, and find the `fault` for which they are no whole note."""
        if self.doubt is not None:
            self.fault = f"row {self.doubt}, which could not be read, may be a line of the note"
        elif numbering is not None:
            self.lines = numbering.ordered(self.lines)
            self.fault = numbering.fault(self.lines)

    @property
    def rows(self) -> list[Row]:
        """The rows of the note in the order of the table."""
        return sorted((line.row for line in self.lines), key=lambda row: row.number)


def put_together(rows: Sequence[Row], sheet: Sheet, naming: Naming) -> Iterator[Item]:
    """Yield the notes in the order of their first rows, and among them the rows that could not be read."""
    gathered = _gathered(rows, sheet, naming)
    notes = [each for each in gathered if isinstance(each, _Lines)]
    numbering = Numbering.of([note.lines for note in notes]) if naming.numbered else None
    for note in notes:
        note.judge(numbering)
        note.fault = note.fault if naming.ordered else _UNNUMBERED
    joint = Joint.of([[line.text for line in note.lines] for note in notes if note.fault is None])
    for each in gathered:
        yield each if isinstance(each, Unread) else _note(each, sheet, joint)


def _note(note: _Lines, sheet: Sheet, joint: Joint) -> Item:
    rows = note.rows
    if note.fault:
        return Unread(f"{sheet.where(rows)}: {note.fault}", _ALL_LINES)
    try:
        text, starts, said = _joined(note.lines, sheet, joint)
    except NoteError as problem:
        return Unread(f"{sheet.where(rows)}: {problem.reason}", problem.remedy)
    places = tuple(Place(at, sheet.where([line.row])) for at, line in zip(starts, note.lines, strict=True))
    remarks = [f"The note was put together from {len(rows):,} rows of the table{joint.how}."] if len(rows) > 1 else []
    return sheet.made(rows, text, places, [*remarks, *dict.fromkeys(said)])


def _joined(lines: Sequence[Line], sheet: Sheet, joint: Joint) -> tuple[str, list[int], list[str]]:
    """The text of a note, where its lines begin, and what is to be said of documents in it.

    A heading stands before the lines that have it, and blank lines before it.

    Raises NoteError where a section is a document of another kind that cannot be read.
    """
    if not any(line.heading for line in lines):
        return *joint.joined([line.text for line in lines]), []
    whole = ""
    starts: list[int] = []
    said: list[str] = []
    for heading, group in groupby(_carried_on(lines), key=lambda line: line.heading):
        text, inside = joint.joined([line.text for line in group])
        read = sheet.read_out(text)
        said += () if read is None else read.remarks
        section = headed(heading, (text if read is None else read.text).strip("\n"))
        whole = f"{whole}\n\n{section}" if whole else section
        before = len(whole) - len(section)
        ahead = len(section) - len(text.strip("\n")) if read is None else 0
        starts += [before + (at + ahead if at and read is None else 0) for at in inside]
    return whole, starts, said


def _carried_on(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, of which those without a heading have that of the line above."""
    heading = ""
    for line in lines:
        heading = line.heading or heading
        yield line._replace(heading=heading)


def _gathered(rows: Sequence[Row], sheet: Sheet, naming: Naming) -> list[_Lines | Unread]:
    """The rows by note, and those that could not be read.

    Where such a row does not name its note, it may be the last line of the note before it, and of any where the rows of notes
    stand apart.
    """
    found: list[_Lines | Unread] = []
    notes: dict[Name | None, _Lines] = {}
    doubts: dict[Name | None, int] = {}
    last: Name | None = None
    apart = False
    for row, name in zip(rows, naming.names, strict=True):
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
        notes[name].lines.append(_line(row, text, sheet))
        last = name
    for name, note in notes.items():
        note.doubt = doubts.get(name, doubts.get(None) if apart else None)
    return found


def _line(row: Row, text: str, sheet: Sheet) -> Line:
    page = number_in(row, sheet, "page") or 0
    return Line(page, number_in(row, sheet), row, sheet.said(row, "heading") or "", text)


def _text(row: Row, name: Name | None, sheet: Sheet) -> str | Unread:
    """The text of a line, which may be a figure and nothing else; what a spreadsheet has made a day of is lost."""
    text = sheet.text(row)
    if not text:
        figure = text_of(sheet.cell(row, "text"))
        text = Unread(f"{sheet.where([row])}: {figure.what}", figure.remedy) if isinstance(figure, Trouble) else figure or ""
    if name is None and isinstance(text, str):
        return Unread(f"{sheet.where([row])}: it does not tell of which note it is a line", "fill the cell, or take the row out")
    return text
