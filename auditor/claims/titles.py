"""Titles of columns -> fields, by the table in `patterns/claims.toml`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from auditor.rules.schema import ClaimField

_WORD = re.compile(r"#|[^\W_]+")
_NUMBER: Final = ("no", "number", "num", "nr")
_BEFORE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(\D.*)")


class Meaning(NamedTuple):
    """The field that a title means, whether for certain, and its number among several columns."""

    field: str
    certain: bool
    number: int = 0


class Titles:
    """Knows which field a title means."""

    def __init__(self, fields: Iterable[ClaimField]) -> None:
        self._known: dict[str, Meaning] = {}
        self.several: set[str] = set()
        for field in fields:
            self.several |= {field.id} if field.several else set()
            for titles, certain in ((field.titles, True), (field.lesser, False)):
                for key in (key for title in titles for key in _keys(title)):
                    self._known.setdefault(key, Meaning(field.id, certain))

    def meaning(self, title: str) -> Meaning | None:
        """What the title means, None where the table does not know it."""
        key = key_of(title)
        return self._known.get(key) or self._numbered(key)

    def _numbered(self, key: str) -> Meaning | None:
        """What "Mod 1", "modifier2" and "2nd modifier" mean, for fields that take several columns."""
        parts = [(key[:-digits], key[-digits:]) for digits in (1, 2)]
        if before := _BEFORE.fullmatch(key):
            parts.append((before[2], before[1]))
        for base, number in parts:
            found = self._known.get(base)
            if found and found.field in self.several and number.isdecimal():
                return found._replace(number=int(number))
        return None


def key_of(title: str) -> str:
    """What tells a title from others: its letters and figures."""
    words = _WORD.findall(unicodedata.normalize("NFKC", title).replace("®", " ").casefold())
    return "".join("no" if word == "#" else word for word in words)


def _keys(title: str) -> Iterator[str]:
    words = title.split()
    if "no" not in words:
        yield key_of(title)
        return
    for other in _NUMBER:
        yield key_of(" ".join(other if word == "no" else word for word in words))
