"""Of which note each row of a table is a piece, where rows are pieces of notes: lines, paragraphs, sections.

They are where an id comes again beside numbers of lines or headings of sections, or stands on the first row of each note alone,
as merged cells and reports that leave out what is repeated have it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from auditor.notes.formats.table.sheet import Name, Sheet, has_text
from auditor.notes.tables.cells import Row, Trouble

_MOST_DIGITS: Final = 9
_SECTIONS: Final = 3  # so many rows of a case are sections of a note rather than notes in sections of a hospital
_AGAIN: Final = (
    "The table names this note in several rows without numbering them; if they are pieces of one note, export the table with a "
    "column LINE that counts them."
)
_LINES: Final = 3  # so many short rows of an id are lines rather than notes
_LINE: Final = 200
_NAMELESS: Final = "Row {} names no note; if it belongs to the one above it, fill the cell of its id."


@dataclass(frozen=True, slots=True)
class Naming:
    """The name of the note of each row, None where it has none; `numbered`: a column numbers the pieces.

    Pieces that are not `ordered` cannot be put together.
    """

    names: Sequence[Name | None]
    numbered: bool
    ordered: bool = True


def owners(rows: Sequence[Row], sheet: Sheet) -> list[Name | None]:
    """The id, else the case, that each row tells, None where it tells none."""
    return _said(rows, sheet, sheet.columns.owner)


def naming(rows: Sequence[Row], names: Sequence[Name | None], sheet: Sheet) -> Naming | None:
    """The note of each row where rows are pieces of notes, None where each row is a note; `names` are the owners of the rows."""
    columns = sheet.columns
    if "line" in columns.places:
        for places in columns.names:
            said = names if places == columns.owner else _said(rows, sheet, places)
            if found := _numbered(rows, said, sheet):
                return found
    if not columns.owner:
        return _of_one(rows, sheet)
    whole = [name for row, name in zip(rows, names, strict=True) if not sheet.broken(row)]
    if None in whole:
        return Naming(_filled(names), numbered=False) if _left_out(rows, names, sheet) else None
    if _are_sections(rows, names, sheet):
        return Naming(names, numbered=False)
    return Naming(names, numbered=False, ordered=False) if _are_lines(rows, names, sheet) else None


def doubts(rows: Sequence[Row], names: Sequence[Name | None], sheet: Sheet) -> Mapping[int, str]:
    """What is to be said of rows that are read as notes and may be pieces of one, by their number."""
    found: dict[int, str] = {}
    by_id = (sheet.columns.owner,) == sheet.columns.names[:1]
    for (row, name), (following, next_name) in pairwise(zip(rows, names, strict=True)):
        if name and next_name == name and by_id:
            found[row.number] = found[following.number] = _AGAIN
        elif name and next_name is None and _says_no_more(following, sheet):
            found[row.number] = found[following.number] = _NAMELESS.format(following.number)
    return found


def number_in(row: Row, sheet: Sheet, field: str = "line") -> int | None:
    """The number that the row has in the column of lines or pages, None where it cannot be read."""
    said = sheet.said(row, field) or ""
    return int(said) if said.isdecimal() and len(said) <= _MOST_DIGITS else None


def _said(rows: Sequence[Row], sheet: Sheet, places: Sequence[int]) -> list[Name | None]:
    return [None if sheet.broken(row) else sheet.name(row, places) for row in rows]


def _filled(names: Sequence[Name | None]) -> list[Name | None]:
    """The names, each carried on to the rows below it that have none."""
    filled: list[Name | None] = []
    for name in names:
        filled.append(name or (filled[-1] if filled else None))
    return filled


def _numbered(rows: Sequence[Row], names: Sequence[Name | None], sheet: Sheet) -> Naming | None:
    """Pieces that a column numbers: where a note is named more than once, or by its first line alone."""
    known = [name for name in names if name]
    distinct = len(set(known))
    if not known or not (sheet.columns.counts or _begins_anew(rows, sheet, distinct)):
        return None
    if distinct < len(known):
        return Naming(names, numbered=True)
    nameless = [at for at, name in enumerate(names) if name is None and not sheet.broken(rows[at])]
    numbers = [number_in(row, sheet) for row in rows]
    later = [at for at in nameless if (numbers[at] or 0) > 1]
    if not later:
        return None
    regular = names[0] is not None and all(_goes_on(numbers[at - 1], numbers[at]) for at in nameless)
    return Naming(_filled(names) if regular else names, numbered=True)


def _goes_on(above: int | None, number: int | None) -> bool:
    """Whether the numbers of two rows can be those of a line and a later one of the same note."""
    return above is None or number is None or number > above


def _begins_anew(rows: Sequence[Row], sheet: Sheet, notes: int) -> bool:
    """Whether a column such as "SEQ" numbers the lines of each of so many notes, and not the rows of the table."""
    numbers = [number for row in rows if (number := number_in(row, sheet)) is not None]
    return len(set(numbers)) < len(numbers) or (notes == 1 and bool(numbers))


def _left_out(rows: Sequence[Row], names: Sequence[Name | None], sheet: Sheet) -> bool:
    """Whether rows without a name belong to the note above: they say nothing but text, and each name stands there once.

    Where no column has headings of sections, they are the rule and no exception.
    """
    known = [name for name in names if name]
    nameless = [row for row, name in zip(rows, names, strict=True) if name is None and not sheet.broken(row)]
    regular = names[0] is not None and len(set(known)) == len(known) and all(_says_no_more(row, sheet) for row in nameless)
    return regular and ("heading" in sheet.columns.places or len(nameless) >= len(known))


def _says_no_more(row: Row, sheet: Sheet) -> bool:
    """Whether nothing stands in a row but text, its heading and its number."""
    if isinstance(row.cells, Trouble):
        return False
    places = sheet.columns.places
    read = {*sheet.columns.texts, *(places[field] for field in ("heading", "line", "page") if field in places)}
    return not any(has_text(cell) for place, cell in enumerate(row.cells) if place not in read)


def _are_sections(rows: Sequence[Row], names: Sequence[Name | None], sheet: Sheet) -> bool:
    """Whether rows of one name are the sections of a note: they stand together, each with a heading of its own."""
    if "heading" not in sheet.columns.places:
        return False
    begun = [name for above, name in pairwise((None, *names)) if name != above]
    is_id = (sheet.columns.owner,) == sheet.columns.names[:1]
    most = len(rows) > len(begun) if is_id else len(rows) >= _SECTIONS * len(begun)
    return most and len(set(begun)) == len(begun) and _have_headings(rows, names, sheet)


def _are_lines(rows: Sequence[Row], names: Sequence[Name | None], sheet: Sheet) -> bool:
    """Whether the rows of an id are the lines of a note, though nothing numbers them: many of one line each."""
    if "line" in sheet.columns.places or (sheet.columns.owner,) != sheet.columns.names[:1]:
        return False
    if not sheet.columns.surely_named or len(rows) < _LINES * len(set(names)):
        return False
    pieces = [piece for row in rows for piece in sheet.pieces(row)]
    return not any("\n" in piece.strip() for piece in pieces) and 2 * sum(len(piece) <= _LINE for piece in pieces) > len(pieces)


def _of_one(rows: Sequence[Row], sheet: Sheet) -> Naming | None:
    """All rows as the sections of one note, where no column could tell notes apart and each row has a heading of its own."""
    told = {"case", "surgeon", "date"} & sheet.columns.places.keys()
    names: list[Name | None] = [("",)] * len(rows)
    sections = not told and len(rows) > 1 and "heading" in sheet.columns.places and _have_headings(rows, names, sheet)
    return Naming(names, numbered=False) if sections else None


def _have_headings(rows: Sequence[Row], names: Sequence[Name | None], sheet: Sheet) -> bool:
    """Whether no heading comes twice within a note; the first row of a note may have none."""
    seen = list(_headings(rows, names, sheet))
    return len(set(seen)) == len(seen) and len(seen) > len(rows) // 2


def _headings(rows: Sequence[Row], names: Sequence[Name | None], sheet: Sheet) -> Iterator[tuple[Name | None, str]]:
    for row, name in zip(rows, names, strict=True):
        if heading := sheet.said(row, "heading"):
            yield name, heading
