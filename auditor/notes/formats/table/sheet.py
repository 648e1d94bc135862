"""What the rows of one table say: their text, what is wrong with them, and what they know of their note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from auditor.errors import NoteError
from auditor.notes.formats.attachments import plain_text
from auditor.notes.formats.enclosed import note_in, with_line_ends
from auditor.notes.formats.model import Extracted, Inner, Item, Known, Place, Unread
from auditor.notes.formats.table.columns import Columns
from auditor.notes.formats.table.pieces import Joint, plain
from auditor.notes.tables.cells import Cell, Row, Trouble, error_of, text_of, whole
from auditor.notes.tables.dates import Days
from auditor.notes.tables.table import Table
from auditor.notes.tables.titles import key_of

Name = tuple[str | None, ...]
_NO_DATE: Final = "was not understood and is not used."
_FULL_CELL: Final = 32_767  # what a cell of a workbook can hold at most
_LINES: Final = Joint(None)
_LABEL: Final = re.compile(r"[^\n:]{1,60}:")  # a text that begins with a label of its own stands below its heading
_ADDENDUM: Final = "ADDENDUM"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table, its columns, the reader of its dates, and the one of documents that its cells may hold.

    `across` joins the columns in which the text of a row stands.
    """

    table: Table
    columns: Columns
    days: Days
    inner: Inner = plain_text
    across: Joint = _LINES

    def note(self, row: Row, doubt: str | None = None) -> Item:
        """The note of a row that is one, with its addendum; `doubt` is what is to be said of it."""
        text = self.broken(row) or self.text(row)
        if isinstance(text, Unread):
            return text
        found = self.made([row], plain(text), (Place(0, self.where([row])),), [] if doubt is None else [doubt])
        return self._with_addendum(found, row) if isinstance(found, Extracted) else found

    def _with_addendum(self, note: Extracted, row: Row) -> Item:
        """The note and what its row has in a column for addenda, under a heading: "ADDENDUM: The flap was lost."."""
        added = self._text_at(row, self.columns.places.get("addendum"))
        if isinstance(added, Unread) or not added.strip():
            return note if isinstance(added, str) else added
        where = f"{self.where([row])}, addendum"
        try:
            found = self._taken_out(plain(added), (), where)
        except NoteError as problem:
            return Unread(f"{where}: {problem.reason}", problem.remedy)
        before = note.text.rstrip("\n") + "\n\n"
        return replace(
            note,
            text=before + headed(_ADDENDUM, found.text),
            places=(*note.places, Place(len(before), where)),
            remarks=(
                *note.remarks,
                "What stands in the column for addenda was read as the addendum of the note.",
                *found.remarks,
            ),
        )

    def made(self, rows: Sequence[Row], text: str, places: tuple[Place, ...], remarks: Sequence[str] = ()) -> Item:
        """The note that stands in these rows of the table with this text, or why there is none."""
        where = self.where(rows)
        try:
            found = self._taken_out(text, places, where)
        except NoteError as problem:
            return Unread(f"{where}: {problem.reason}", problem.remedy)
        if not found.text.strip():
            return Unread(f"{where}: there is no text of a note", "fill the cell, or take the row out")
        known, told = self._known(rows)
        return Extracted(
            found.text, found.places, known, (*self.table.remarks, *self.columns.remarks, *remarks, *told, *found.remarks)
        )

    def _taken_out(self, text: str, places: tuple[Place, ...], where: str) -> Extracted:
        """The text itself, or that of the document of another kind that it is. Raises NoteError where this cannot be read."""
        found = note_in(text, self.inner)
        if found is None:
            lines = with_line_ends(text)
            return Extracted(lines, places if lines == text else (Place(0, where),))
        inside = tuple(Place(place.start, f"{where}, {place.name}") for place in found.places)
        return Extracted(found.text, inside or (Place(0, where),), remarks=found.remarks)

    def read_out(self, text: str) -> Extracted | None:
        """What a section holds that is a document or writes its line ends in signs, None where it stands for itself."""
        found = note_in(text, self.inner) or Extracted(with_line_ends(text))
        return None if found.text == text else found

    def where(self, rows: Sequence[Row]) -> str:
        """The place of a note that stands in these rows: "row 4", "sheet Notes, rows 4 to 9", "row 4 and 5 others"."""
        first, last, count = rows[0].number, rows[-1].number, len(rows)
        several = f"rows {first} to {last}" if last - first + 1 == count else f"row {first} and {count - 1} others"
        place = several if count > 1 else f"row {first}"
        return f"{self.table.kind} {self.table.name}, {place}" if self.table.name else place

    def broken(self, row: Row) -> Unread | None:
        """What is wrong with a row of which it is not sure which cell is which."""
        if isinstance(row.cells, Trouble):
            return Unread(f"{self.where([row])}: {row.cells.what}", row.cells.remedy)
        width = self.columns.width
        if self.table.ragged and len(row.cells) > width and any(map(has_text, row.cells[width:])):
            reason = f"{self.where([row])}: it has more cells than there are titles"
            return Unread(reason, "put texts that hold the separator into quotation marks")
        return None

    def text(self, row: Row) -> str | Unread:
        """The text in the row as it stands, "" where there is none, or what is wrong with its cell."""
        if len(self.columns.texts) == 1:
            return self._text_at(row, self.columns.texts[0])
        said = [self._text_at(row, place) for place in self.columns.texts]
        wrong = next((one for one in said if isinstance(one, Unread)), None)
        return wrong or self.across.joined([one for one in said if isinstance(one, str) and one])[0]

    def pieces(self, row: Row) -> list[str]:
        """What stands in the columns of the text, each that is filled."""
        return [cell for place in self.columns.texts if isinstance(cell := self._at(row, place), str) and cell]

    def _text_at(self, row: Row, place: int | None) -> str | Unread:
        cell = None if place is None else self._at(row, place)
        if isinstance(cell, str):
            cell = error_of(cell) or cell
        if isinstance(cell, Trouble):
            return Unread(f"{self.where([row])}: {cell.what}", cell.remedy)
        return cell if isinstance(cell, str) else ""

    def said(self, row: Row, field: str) -> str | None:
        """What the row says in the column of the field, in one line; a whole number without decimals."""
        return _in_one_line(self.cell(row, field))

    def name(self, row: Row, places: Iterable[int]) -> Name | None:
        """What the row says in these columns, which name its note; None where it says nothing in any of them."""
        said = tuple(_in_one_line(self._at(row, place)) for place in places)
        return said if any(said) else None

    def cell(self, row: Row, field: str) -> Cell:
        """The cell of the field in the row, None where there is none."""
        place = self.columns.places.get(field)
        return None if place is None else self._at(row, place)

    def _known(self, rows: Sequence[Row]) -> tuple[Known, tuple[str, ...]]:
        """What the rows of a note know of it where they agree, and what is to be said of them."""
        remarks = [*self._joined(rows), *self._full(rows)]
        author = _agreed((self.said(row, "surgeon") for row in rows), "surgeons", remarks)
        date = _agreed([self._day(row, remarks) for row in rows], "dates", remarks)
        case = _agreed((self.said(row, "case") or self.said(row, "id") for row in rows), "cases", remarks)
        if case:
            remarks.append(f"The table names the note or its case {case}.")
        return Known(author=author, date=date, case=case), tuple(remarks)

    def _at(self, row: Row, place: int) -> Cell:
        return row.cells[place] if not isinstance(row.cells, Trouble) and place < len(row.cells) else None

    def _joined(self, rows: Iterable[Row]) -> Iterable[str]:
        most = max((len(self.pieces(row)) for row in rows), default=0) if len(self.columns.texts) > 1 else 0
        if most > 1:
            yield f"The text was put together from {most} columns of the table{self.across.how}."

    def _full(self, rows: Iterable[Row]) -> Iterable[str]:
        for row in rows if self.table.kind == "sheet" and self.table.name else ():
            if any(len(piece) >= _FULL_CELL for piece in self.pieces(row)[-1:]):
                yield f"The cell in {self.where([row])} is full, so that the note may be cut off."

    def _day(self, row: Row, remarks: list[str]) -> str | None:
        """The day in the row; of the first that cannot be read a remark says so."""
        day, trouble = self.days.read(self.cell(row, "date"))
        if trouble and not any(remark.endswith(_NO_DATE) for remark in remarks):
            remarks.append(f"The date in {self.where([row])} {_NO_DATE}")
        return None if trouble else day


def headed(heading: str, text: str) -> str:
    """A text behind its heading, which is not said twice: "Indications: The gap was 6 cm."."""
    key = key_of(heading)
    if not key or key_of(text[: 2 * len(heading) + 2]).startswith(key):
        return text
    label = heading if heading.endswith((":", "?")) else f"{heading}:"
    return label + ("\n" if _LABEL.match(text) else " " if text else "") + text


def has_text(cell: Cell) -> bool:
    """True where anything stands in the cell."""
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _in_one_line(cell: Cell) -> str | None:
    if isinstance(cell, str) and cell.isdecimal():  # most ids and numbers of lines, of which a table may hold a million
        return cell
    text = text_of(cell)
    return whole(text) if isinstance(text, str) else None


def _agreed(values: Iterable[str | None], what: str, remarks: list[str]) -> str | None:
    """The one value that there is; where there are several, none of them and a remark."""
    found = list(dict.fromkeys(value for value in values if value))
    if len(found) > 1:
        remarks.append(f"The rows of the note tell different {what}, which are not used.")
    return found[0] if len(found) == 1 else None
