"""Where the titles of a table stand: below what was written above it, in one row or in two."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from auditor.claims.cells import Cells, Row, Trouble, text_of
from auditor.claims.titles import Titles, key_of

HEAD_ROWS: Final = 50
_SURELY: Final = 2  # that many known titles make a head of a row


@dataclass(frozen=True, slots=True)
class Head:
    """The titles, the place of their last row among the rows, and how many of them are known."""

    at: int
    titles: tuple[str, ...]
    known: int


class HeadFinder:
    """Finds the row whose titles are known best; without a column for the code there is none.

    `named` are titles that somebody named, `codes` those among them that are named for the code.
    """

    def __init__(self, titles: Titles, named: Collection[str] = (), codes: Collection[str] = (), *, coded: bool = True) -> None:
        self._titles = titles
        self._coded = coded
        self._named = {key_of(title) for title in named}
        self._codes = {key_of(title) for title in codes}

    def without_code(self) -> HeadFinder:
        """One that asks for several known titles, of whatever fields."""
        return HeadFinder(self._titles, self._named, coded=False)

    def find(self, rows: Sequence[Row]) -> Head | None:
        """The best head among the first rows, the first of equals; None where no row has a title for the code."""
        best: Head | None = None
        for head in self._heads(rows[: HEAD_ROWS + 1]):
            if best is None or head.known > best.known:
                best = head
        return best

    def _heads(self, rows: Sequence[Row]) -> Iterator[Head]:
        """Each row alone, then each with the one below it, which counts only where it is known better."""
        printed = [_printed(row.cells) for row in rows]
        for at, titles in enumerate(printed[:HEAD_ROWS]):
            yield from self._head(at, titles)
        for at, (upper, lower) in enumerate(pairwise(printed)):
            if any(upper) and any(lower):
                yield from self._head(at + 1, self._joined(upper, lower))

    def _head(self, at: int, titles: tuple[str, ...]) -> Iterator[Head]:
        known = sum(map(self._is_known, titles))
        if any(map(self._is_code, titles)) if self._coded else known >= _SURELY:
            yield Head(at, titles, known)

    def _is_known(self, title: str) -> bool:
        return bool(title) and (key_of(title) in self._named or self._titles.meaning(title) is not None)

    def _is_code(self, title: str) -> bool:
        if self._codes:
            return key_of(title) in self._codes
        meaning = self._titles.meaning(title)
        return meaning is not None and meaning.field == "code" and key_of(title) not in self._named

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


def _printed(cells: Cells | Trouble) -> tuple[str, ...]:
    if isinstance(cells, Trouble):
        return ()
    texts = (text_of(cell) for cell in cells)
    return tuple(text if isinstance(text, str) else "" for text in texts)
