"""Which column holds which field: what somebody named, then what the titles mean, and never a choice between two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from auditor.claims.codes import read_diagnoses, read_modifiers
from auditor.claims.mapping import FIELDS
from auditor.claims.model import ChosenColumn
from auditor.errors import ClaimsError
from auditor.notes.tables.cells import Cell, Cells, Trouble, is_blank, text_of
from auditor.notes.tables.head import Head
from auditor.notes.tables.titles import Meaning, Titles, key_of, listed

_SPANNING: Final[tuple[tuple[str, Callable[[Cell], tuple[object, Trouble | None]]], ...]] = (
    ("modifiers", read_modifiers),
    ("diagnoses", read_diagnoses),
)


class Column(NamedTuple):
    """A column by its place, counted from 0, and its title."""

    place: int
    title: str
    guessed: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of each field, and the titles of those that are not read."""

    of: Mapping[str, tuple[Column, ...]]
    unused: tuple[str, ...]
    width: int

    @property
    def chosen(self) -> tuple[ChosenColumn, ...]:
        """All that are read, in the order of the fields."""
        return tuple(
            ChosenColumn(field=field, column=column.title, guessed=column.guessed)
            for field in FIELDS
            for column in self.of.get(field, ())
        )


def choose(head: Head, rows: Sequence[Cells], known: Titles, named: Mapping[str, Sequence[str]], where: str) -> Columns:
    """Choose the columns. `rows` are those below the head.

    Raises ClaimsError where a named column is not there, two could be the same field, or a needed field has none.
    """
    found = {field: _named(field, titles, head.titles, where) for field, titles in named.items()}
    found |= _guessed(head.titles, known, found, where)
    for field, read_cell in _SPANNING:
        if found.get(field):
            taken = {column.place for columns in found.values() for column in columns}
            found[field] += tuple(_untitled(found[field][-1].place, taken, head, rows, read_cell))
    _refuse_unmatchable(found, head.titles, where)
    taken = {column.place for columns in found.values() for column in columns}
    return Columns(found, tuple(_unused(head.titles, taken, rows)), len(head.titles))


def untitled(place: int) -> str:
    """How a column is called that has no title."""
    return f"(no title, column {place + 1})"


def _named(field: str, wanted: Sequence[str], titles: Sequence[str], where: str) -> tuple[Column, ...]:
    places = (_place(field, title, titles, where) for title in wanted)
    return tuple(Column(place, titles[place], guessed=False) for place in places)


def _place(field: str, wanted: str, titles: Sequence[str], where: str) -> int:
    """The one column of that title, as it is printed or else without regard to capitals, spaces and signs."""
    plain = " ".join(wanted.split())
    places = [place for place, title in enumerate(titles) if title == plain]
    places = places or [place for place, title in enumerate(titles) if title and key_of(title) == key_of(wanted)]
    if not places:
        raise ClaimsError(where, f"there is no column “{wanted}” for {field}", f"name one of {listed(titles)}")
    if len(places) > 1:
        raise ClaimsError(where, f"{len(places)} columns are called “{wanted}”", "give one of them another title in the file")
    return places[0]


def _guessed(
    titles: Sequence[str], known: Titles, named: Mapping[str, Sequence[Column]], where: str
) -> Mapping[str, tuple[Column, ...]]:
    taken = {column.place for columns in named.values() for column in columns}
    meant: dict[str, list[tuple[Meaning, Column]]] = {}
    for place, title in enumerate(titles):
        meaning = known.meaning(title) if title and place not in taken else None
        if meaning is not None and meaning.field not in named:
            meant.setdefault(meaning.field, []).append((meaning, Column(place, title, guessed=True)))
    return {field: _settled(field, found, known, where) for field, found in meant.items()}


def _settled(field: str, found: Sequence[tuple[Meaning, Column]], known: Titles, where: str) -> tuple[Column, ...]:
    """Those that mean the field for certain, else the others; more than one only where the field takes several."""
    best = [one for one in found if one[0].certain] or list(found)
    columns = tuple(column for _, column in sorted(best, key=lambda one: (one[0].number, one[1].place)))
    if len(columns) > 1 and field not in known.several:
        raise _two(field, [column.title for column in columns], where)
    return columns


def _two(field: str, titles: Sequence[str], where: str) -> ClaimsError:
    what = f"the columns {' and '.join(f'“{title}”' for title in titles)} could each be {field}"
    if len(set(titles)) == 1:
        return ClaimsError(
            where, what, f"give one of them another title in the file, or leave {field} out with --column {field}="
        )
    return ClaimsError(where, what, f'say which, such as --column {field}="{titles[0]}"')


def _untitled(
    last: int, taken: set[int], head: Head, rows: Sequence[Cells], read: Callable[[Cell], tuple[object, Trouble | None]]
) -> Iterable[Column]:
    """Columns without a title, right after one of the field, as a title that spans several leaves them."""
    place = last + 1
    while place < len(head.titles) and not head.titles[place] and place not in taken:
        cells = [row[place] for row in rows if place < len(row) and not is_blank(row[place])]
        if not cells or any(read(cell)[1] for cell in cells):
            return
        yield Column(place, untitled(place), guessed=True)
        place += 1


def _unused(titles: Sequence[str], taken: set[int], rows: Sequence[Cells]) -> Iterable[str]:
    """Titles that are not read, and columns without one in which something stands."""
    width = max((len(row) for row in rows), default=0)
    filled = {
        place
        for place in range(width)
        if (place >= len(titles) or not titles[place]) and any(place < len(row) and not is_blank(row[place]) for row in rows)
    }
    for place in range(max(width, len(titles))):
        title = titles[place] if place < len(titles) else ""
        if place not in taken and (title or place in filled):
            yield title or untitled(place)


def _refuse_unmatchable(found: Mapping[str, Sequence[Column]], titles: Sequence[str], where: str) -> None:
    if found.get("case") or (found.get("date_of_service") and (found.get("surgeon") or found.get("npi"))):
        return
    what = "no column tells the case, nor do any tell the surgeon and the date of service"
    raise ClaimsError(where, what, f'name them, such as --column case="TITLE"; the file has {listed(titles)}')


def title_in(cells: Cells, place: int, title: str) -> bool:
    """True where the cell repeats the title of its column."""
    text = text_of(cells[place]) if place < len(cells) else None
    return not isinstance(text, Trouble) and text is not None and key_of(text) == key_of(title)
