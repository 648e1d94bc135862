"""Which column of a table of notes is which field, by the titles that are known or that somebody named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from auditor.errors import NoteError
from auditor.notes.formats.settings import NoteColumns
from auditor.notes.formats.table.titles import NoteTitles
from auditor.notes.tables.head import Head
from auditor.notes.tables.titles import listed

NAME_IT: Final = 'name it, such as --note-column "Note text"'


@dataclass(frozen=True, slots=True)
class Columns:
    """The place of each field's column, counted from 0; `remarks` say what of the table is not used.

    `texts` are the places of the text and of what it runs on in. `names` are the columns that together could name the note of a
    row, the likeliest first. `counts` says that the title of the column "line" means the lines of a text, such as "LINE", and not
    any numbering, such as "SEQ". `owner` is what names the note of a row where nothing numbers its pieces: the ids, else the
    case; it is `surely_named` where its title means an id for certain. `titles` are those of all columns.
    """

    places: Mapping[str, int]
    titles: tuple[str, ...]
    texts: tuple[int, ...]
    names: tuple[tuple[int, ...], ...] = ()
    owner: tuple[int, ...] = ()
    counts: bool = False
    surely_named: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """How many columns have a place among the titles."""
        return len(self.titles)

    @property
    def used(self) -> frozenset[int]:
        """The places of all columns of which something is read."""
        return frozenset((*self.places.values(), *self.texts, *self.owner))

    def without(self, field: str, why: str) -> Columns:
        """The same with a field left unread."""
        rest = {name: at for name, at in self.places.items() if name != field}
        return replace(self, places=rest, remarks=(*self.remarks, why))


def choose(head: Head, columns: NoteColumns) -> Columns:
    """The column of each field: the one that is named, else the only one that surely means it, else the only one that may.

    Raises NoteError where two could be the text; any other field of which there are two is left unread.
    """
    titles = NoteTitles(columns)
    sure, lesser = _meant(head, titles, named=bool(columns.text))
    found = {field: sure.get(field) or lesser[field] for field in sure | lesser}
    texts = _texts(found["text"], head, titles)
    single = {field: places[0] for field, places in found.items() if len(places) == 1} | {"text": texts[0]}
    counts = "line" in sure
    owner = tuple(found.get("id", ()) or found.get("case", ()))
    return Columns(single, head.titles, texts, tuple(_names(sure, found, counts=counts)), owner, counts, "id" in sure)


def _meant(head: Head, known: NoteTitles, *, named: bool) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """The places whose titles surely mean a field, and those whose titles may, by field."""
    sure: dict[str, list[int]] = {}
    lesser: dict[str, list[int]] = {}
    for place, title in enumerate(head.titles):
        meaning = known.meaning(title) if title else None
        if title and (known.names(title) or known.continues(title)):
            sure.setdefault("text", []).append(place)
        elif meaning is not None and not (meaning.field == "text" and named):
            (sure if meaning.certain else lesser).setdefault(meaning.field, []).append(place)
    return sure, lesser


def _texts(places: Sequence[int], head: Head, known: NoteTitles) -> tuple[int, ...]:
    """The columns of the text in their order: one, or all pieces of one. Raises NoteError where they could be several texts."""
    pieces = [known.piece(head.titles[place]) for place in places]
    if len({piece.whole for piece in pieces}) > 1 or len(set(pieces)) < len(pieces):
        two = listed(head.titles[place] for place in places)
        raise NoteError(f"several columns could hold the text of the notes ({two})", NAME_IT)
    return tuple(place for _, place in sorted(zip(pieces, places, strict=True)))


def _names(sure: Mapping[str, Sequence[int]], found: Mapping[str, Sequence[int]], *, counts: bool) -> Iterator[tuple[int, ...]]:
    """What could name the note of a row: all ids together; where no title surely is one and lines are counted, the case too."""
    if "id" in found:
        yield tuple(found["id"])
    if "id" not in sure and counts and "case" in found:
        yield tuple(found["case"])
