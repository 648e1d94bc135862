"""Titles of tables of notes: which of them mean the text, also where it runs on in further columns.

"Note text" and "Note text (cont.)" are pieces of one text, and so are "NOTE_TEXT_1" to "NOTE_TEXT_8". "Note 1" and "Note 2" may
as well be two notes: a number makes a piece only of a title that speaks of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from auditor.notes.formats.settings import NoteColumns
from auditor.notes.tables.titles import Meaning, Titles, key_of

LONGEST_TITLE: Final = 200
_MORE: Final = frozenset({"cont", "contd", "continued", "continuation", "overflow"})
_PARTS: Final = frozenset({"part", "pt", "piece", "chunk"})
_SPOKEN: Final = re.compile("text|body|contents?$|narrative|transcript|blob|clob")
_NUMBERED: Final = re.compile(r"(.*?)(\d{1,2})")


class Piece(NamedTuple):
    """What a title calls the whole text, and which piece of it the column holds: "Note text 2" is piece 2 of the note text."""

    whole: str
    order: tuple[bool, int]


class NoteTitles(Titles):
    """Knows which field a title of a table of notes means, and which titles are pieces of one text."""

    def __init__(self, columns: NoteColumns) -> None:
        super().__init__(columns)
        self._named = self.piece(columns.text) if columns.text else None
        self._name = key_of(columns.text) if columns.text else ""
        self._met: dict[str, Meaning | None] = {}

    def is_named(self, titles: Iterable[str]) -> bool:
        """Whether somebody named one of these titles as the text's."""
        return any(self.names(title) for title in titles)

    def names(self, title: str) -> bool:
        """Whether this is the title that somebody named."""
        return bool(self._name) and key_of(title) == self._name

    def continues(self, title: str) -> bool:
        """Whether a column with this title holds more of the text that somebody named: "Inhalt (cont.)" of "Inhalt"."""
        piece = self.piece(title)
        return self._named is not None and piece.whole == self._named.whole and piece.order > self._named.order

    def meaning(self, title: str) -> Meaning | None:
        """What the title means; a piece of a text means what the whole text does. What is long is no title."""
        if len(title) > LONGEST_TITLE:
            return None
        if title not in self._met:
            self._met[title] = self._meaning(title)
        return self._met[title]

    def _meaning(self, title: str) -> Meaning | None:
        found = super().meaning(title)
        if found is None:
            whole, order = self.piece(title)
            found = self._known.get(whole) if order > (False, 0) else None
            return found if found is not None and found.field == "text" else None
        return found

    def speaks_of_text(self, title: str) -> bool:
        """Whether a title says that texts stand below it, as "Note text" does and "Operative report" does not."""
        return _SPOKEN.search(self._key(self._parts(title))) is not None

    def piece(self, title: str) -> Piece:
        """The title without what says that it is a piece, such as a number at its end."""
        words = list(self._parts(title))
        match = _NUMBERED.fullmatch(words[-1]) if words else None
        number = int(match[2]) if match else 0
        bare = [*words[:-1], match[1]] if match else words
        bare = [word for word in bare if word]
        if number and len(bare) > 1 and bare[-1] in _PARTS:
            bare.pop()
        if len(bare) > 1 and bare[-1] in _MORE:
            return Piece(self._key(bare[:-1]), (True, number))
        whole = self._key(bare)
        return Piece(whole, (False, number)) if number and _SPOKEN.search(whole) else Piece(self._key(words), (False, 0))
