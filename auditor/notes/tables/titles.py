"""Titles of columns -> fields, by a book of titles such as `patterns/claims.toml`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, Protocol

_LISTED: Final = 60

_JOINT = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")  # DateOfService, NPINumber
_ASIDE = re.compile(
    r"\(\s*(?:e?s|r|tm|c|us\$?|usd|eur|gbp|[$€£]|[mdy]{1,4}(?:[-/.]?[mdy]{1,4}){1,2})\s*\)|®|™", re.IGNORECASE
)  # "Modifier(s)", "CPT(R)", "Charge ($)", "DOS (MM/DD/YYYY)"
_WORD = re.compile(r"#|[^\W_]+")
_NUMBER_AT_END = re.compile(r"(?:number|num|nbr)$")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")


class Meaning(NamedTuple):
    """The field that a title means, whether for certain, and its number among several columns."""

    field: str
    certain: bool
    number: int = 0


class TitledField(Protocol):
    """A field and its titles: `titles` mean it for certain, `lesser` ones where no column has one of these."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def titles(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def lesser(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def several(self) -> bool: ...  # noqa: D102


class TitleBook(Protocol):
    """The fields of a table; `words` are the short forms of words in titles, and the words that they mean."""

    @property
    def words(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def field(self) -> Iterable[TitledField]: ...  # noqa: D102


class Titles:
    """Knows which field a title means."""

    def __init__(self, fields: TitleBook) -> None:
        self._words = fields.words
        self.several = frozenset(field.id for field in fields.field if field.several)
        self._known: dict[str, Meaning] = {}
        for field in fields.field:
            for titles, certain in ((field.titles, True), (field.lesser, False)):
                for title in titles:
                    self._known.setdefault(self._key(self._parts(title)), Meaning(field.id, certain))

    def meaning(self, title: str) -> Meaning | None:
        """What the title means, None where the table does not know it."""
        parts = self._parts(title)
        found = self._known.get(self._key(parts))
        if found is not None:
            return found
        numbered = self._numbered(parts)
        return numbered if numbered and numbered.field in self.several else None

    def is_numbered_code(self, title: str) -> bool:
        """True for "CPT 2": codes that stand side by side."""
        numbered = self._numbered(self._parts(title))
        return numbered is not None and numbered.field == "code"

    def _numbered(self, parts: Sequence[str]) -> Meaning | None:
        """What "Mod 1", "modifier2", "2nd modifier" and "DX_1_CD" mean."""
        for base, number in self._bases(parts):
            found = self._known.get(base)
            if found is not None:
                return found._replace(number=int(number))
        return None

    def _bases(self, parts: Sequence[str]) -> Iterator[tuple[str, str]]:
        """The title without a number that stands alone, or at its end."""
        for place, part in enumerate(parts):
            if match := _ORDINAL.fullmatch(part):
                yield self._key((*parts[:place], *parts[place + 1 :])), match[1]
        key = self._key(parts)
        for digits in (1, 2):
            if key[-digits:].isdecimal() and key[:-digits]:
                yield key[:-digits], key[-digits:]

    def _parts(self, title: str) -> tuple[str, ...]:
        words = _words(title)
        return tuple(self._words.get(word, word) for word in words)

    def _key(self, parts: Sequence[str]) -> str:
        return _NUMBER_AT_END.sub("no", "".join(parts))


def listed(titles: Iterable[str]) -> str:
    """Titles for a message."""
    names = [f"“{title}”" for title in titles if title]
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more


def key_of(title: str) -> str:
    """What tells a title from others: its letters and figures."""
    return "".join(_words(title))


def _words(title: str) -> tuple[str, ...]:
    plain = _ASIDE.sub(" ", unicodedata.normalize("NFKC", title))
    return tuple(_WORD.findall(_JOINT.sub(" ", plain).casefold()))
