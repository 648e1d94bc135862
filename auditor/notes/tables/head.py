"""Where the titles of a table stand: below what was written above it, in one row or in two."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from auditor.notes.tables.cells import Cells, Row, Trouble, text_of
from auditor.notes.tables.titles import Titles, key_of

HEAD_ROWS: Final = 50
_SURELY: Final = 2  # that many known titles make a head of a row


@dataclass(frozen=True, slots=True)
class Head:
    """The titles, the place of their last row among the rows, and how many of them are known.

    `whole` says that lines below it can belong to a note: they tell the case, or surgeon and day.
    """

    at: int
    titles: tuple[str, ...]
    known: int
    whole: bool


class HeadFinder:
    """Finds the row whose titles are known best; without a column for the `needed` field there is none.

    `named` are the titles that somebody named, by field; `coded` False asks for several known titles of whatever fields.
    `accepts` judges by the rows around it whether what looks like titles may be.
    """

    def __init__(
        self,
        titles: Titles,
        named: Mapping[str, Sequence[str]],
        *,
        needed: str = "code",
        coded: bool = True,
        accepts: Callable[[Head, Sequence[Row]], bool] | None = None,
    ) -> None:
        self._titles = titles
        self._named = named
        self._fields = {key_of(title): field for field, titles in named.items() for title in titles}
        self._needed = needed
        self._coded = coded
        self._accepts = accepts

    def without_code(self) -> HeadFinder:
        """One that finds the titles of a table in which no column is known for the code."""
        return HeadFinder(self._titles, self._named, coded=False)

    def find(self, rows: Sequence[Row]) -> Head | None:
        """The best head among the first rows, the first of equals; None where there is none."""
        best: Head | None = None
        for head in self._heads(rows[: HEAD_ROWS + 1]):
            if (best is None or head.known > best.known) and (self._accepts is None or self._accepts(head, rows)):
                best = head
        return best

    def _heads(self, rows: Sequence[Row]) -> Iterator[Head]:
        """Each row alone, then each with the one below it, which counts only where it is known better."""
        printed = [printed_cells(row.cells) for row in rows]
        for at, titles in enumerate(printed[:HEAD_ROWS]):
            yield from self._head(at, titles)
        for at, (upper, lower) in enumerate(pairwise(printed)):
            if any(upper) and any(lower):
                yield from self._head(at + 1, self._joined(upper, lower))

    def _head(self, at: int, titles: tuple[str, ...]) -> Iterator[Head]:
        known = sum(map(self._is_known, titles))
        fields = {self._field(title) for title in titles if title}
        if self._needed in fields if self._coded else known >= _SURELY:
            whole = "case" in fields or ("date_of_service" in fields and not fields.isdisjoint(("surgeon", "npi")))
            yield Head(at, titles, known, whole)

    def _is_known(self, title: str) -> bool:
        named = bool(self._fields) and key_of(title) in self._fields
        return bool(title) and (named or self._titles.meaning(title) is not None)

    def _field(self, title: str) -> str | None:
        """The field of the title: what somebody named it for, else what it means where nobody named that field."""
        if self._fields and (key := key_of(title)) in self._fields:
            return self._fields[key]
        meaning = self._titles.meaning(title)
        return meaning.field if meaning and meaning.field not in self._named else None

    def _joined(self, upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
        """A title that spans several columns belongs to each title below it, where the two together are known."""
        titles: list[str] = []
        spanning = ""
        for place in range(max(len(upper), len(lower))):
            above = upper[place] if place < len(upper) else ""
            below = lower[place] if place < len(lower) else ""
            spanning = above or spanning
            both = f"{spanning} {below}".strip()
            alone = not self._is_known(both) and not (above and self._is_known(above)) and self._is_known(below)
            titles.append(above if not below else below if alone else both)
        return tuple(titles)


def printed_cells(cells: Cells | Trouble) -> tuple[str, ...]:
    """What stands in the cells of a row, "" where that is nothing."""
    if isinstance(cells, Trouble):
        return ()
    texts = (text_of(cell) for cell in cells)
    return tuple(text if isinstance(text, str) else "" for text in texts)
