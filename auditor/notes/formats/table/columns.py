"""Which column of a table of notes is which field, by the titles that are known or that somebody named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from auditor.errors import NoteError
from auditor.notes.formats.settings import NoteColumns
from auditor.notes.tables.head import Head
from auditor.notes.tables.titles import Titles, key_of, listed

NAME_IT: Final = 'name it, such as --note-column "Note text"'


@dataclass(frozen=True, slots=True)
class Columns:
    """The place of each field's column, counted from 0; `remarks` say what of the table is not used.

    `names` are the columns that together could name the note of a row, the likeliest first. `counts` says that the title of the
    column "line" means the lines of a text, such as "LINE", and not any numbering, such as "SEQ".
    """

    places: Mapping[str, int]
    width: int
    names: tuple[tuple[int, ...], ...] = ()
    counts: bool = False
    remarks: tuple[str, ...] = ()

    def without(self, field: str, why: str) -> Columns:
        """The same with a field left unread."""
        rest = {name: at for name, at in self.places.items() if name != field}
        return replace(self, places=rest, remarks=(*self.remarks, why))


def choose(head: Head, columns: NoteColumns) -> Columns:
    """The column of each field: the one that is named, else the only one that surely means it, else the only one that may.

    Raises NoteError where two could be the text; any other field of which there are two is left unread.
    """
    sure, lesser = _meant(head, columns)
    found = {field: sure.get(field) or lesser[field] for field in sure | lesser}
    if len(found["text"]) > 1:
        two = listed(head.titles[place] for place in found["text"])
        raise NoteError(f"several columns could hold the text of the notes ({two})", NAME_IT)
    single = {field: places[0] for field, places in found.items() if len(places) == 1}
    counts = "line" in sure
    return Columns(single, len(head.titles), tuple(_names(sure, found, counts=counts)), counts)


def _meant(head: Head, columns: NoteColumns) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """The places whose titles surely mean a field, and those whose titles may, by field."""
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
    return sure, lesser


def _names(sure: Mapping[str, Sequence[int]], found: Mapping[str, Sequence[int]], *, counts: bool) -> Iterator[tuple[int, ...]]:
    """What could name the note of a row: all ids together; where no title surely is one and lines are counted, the case too."""
    if "id" in found:
        yield tuple(found["id"])
    if "id" not in sure and counts and "case" in found:
        yield tuple(found["case"])
