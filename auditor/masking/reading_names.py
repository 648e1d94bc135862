"""A name as it is printed: its words, read from a place on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.rules.masking_schema import MaskingRules

TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019\-\u2010][^\W\d_]+)*\.?")
_MOST = 6  # words of a name
_POSSESSIVE = re.compile(r"['\u2019][sS]\.?$")


@dataclass(frozen=True, slots=True)
class Name:
    """`words` are in small letters, without stops and initials; `initials` where nothing else is printed."""

    start: int
    end: int
    words: tuple[str, ...]
    initials: str = ""

    @property
    def key(self) -> str:
        """The same for "Soto, Ramiro" and "Ramiro Soto"."""
        return " ".join(sorted(self.words)) or self.initials


def bare(token: str) -> str:
    """A word of a text as words of names are compared."""
    return _POSSESSIVE.sub("", token).strip(".").replace("\u2019", "'").replace("\u2010", "-").casefold()


class NameReader:
    """Reads names with the words of one rule set. `common` are words of the trade, which open no name unless a field says so."""

    def __init__(self, rules: MaskingRules, common: frozenset[str]) -> None:
        self._titles = {each.replace(" ", "") for each in (*rules.titles, *rules.provider_titles)}
        self._particles = frozenset(rules.particles)
        self._degrees = frozenset(rules.degrees)
        self._stop = frozenset(rules.not_names)
        self.common = common

    def read(self, text: str, start: int, end: int, *, sure: bool, small: bool = False) -> Name | None:
        """The name that begins at `start`, behind its titles. `sure` where a field or a title says that it is one, `small` where
        the whole note is without capitals.
        """
        place, first, last, titled = start, -1, -1, False
        found: list[str] = []
        initials, comma = "", False
        while len(found) + len(initials) < _MOST and (match := TOKEN.match(text, place, end)):
            token, word = match[0], bare(match[0])
            if first < 0 and word in self._titles and not (token.isupper() and len(word) > 3):
                place, titled = self._gap(text, match.end(), end), True
                continue
            kind = self._kind(text, match, end, small=small, first=not found)
            if kind == "stop":
                break
            first = match.start() if first < 0 else first
            last = match.end()
            if kind == "initial":
                initials += word
            else:
                found.append(word)
            if _POSSESSIVE.search(token):
                last -= len(token) - len(_POSSESSIVE.sub("", token))
                break
            place, comma = self._next(text, match, end, comma=comma, small=small)
            if place < 0:
                break
        return self._made(text, (first, last), found, initials, sure=sure, titled=titled)

    def _made(
        self, text: str, place: tuple[int, int], found: list[str], initials: str, *, sure: bool, titled: bool
    ) -> Name | None:
        words = tuple(dict.fromkeys(word for word in found if word not in self._particles and len(word) > 1))
        start, end = place
        if words and text[end - 1] == "." and len(words[-1]) > 2:
            end -= 1
        if words and (not self.common.issuperset(words) or (sure and len(found) + len(initials) > 1)):
            return Name(start, end, words)
        if words and sure:
            return Name(start, end, words)
        return Name(start, end, (), initials) if not words and sure and (2 - titled) <= len(initials) <= 3 else None

    def _kind(self, text: str, match: re.Match[str], end: int, *, small: bool, first: bool) -> str:
        token, word = match[0], bare(match[0])
        lettered = len(word) == 1 and token.endswith(".")
        if (word in self._stop and not lettered) or (word in self._degrees and not first):
            return "stop"
        if len(word) == 1 and text[match.end() : match.end() + 1] == "/":
            return "stop"  # S/o
        if len(word) == 1:
            return "initial" if token[0].isupper() or small else "stop"
        if token[0].isupper():
            return "stop" if first and word in self._degrees and word not in {"do"} else "word"
        behind = TOKEN.match(text, self._gap(text, match.end(), end), end)
        if word in self._particles and behind and (behind[0][0].isupper() or behind[0] in self._particles):
            return "word"
        return "word" if small and word not in self.common and word not in self._degrees else "stop"

    def _next(self, text: str, match: re.Match[str], end: int, *, comma: bool, small: bool) -> tuple[int, bool]:
        """Where the name goes on, -1 where it ends; one comma may part surname and first name."""
        place = match.end()
        if text[place : place + 1] == "," and not comma and not small:
            behind = self._gap(text, place + 1, end)
            other = TOKEN.match(text, behind, end)
            if other and behind > place + 1 and other[0][0].isupper():
                word = bare(other[0])
                if word not in self._stop and word not in self._degrees:
                    return behind, True
            return -1, comma
        if match[0].endswith(".") and len(bare(match[0])) > 2:
            return -1, comma
        gap = self._gap(text, place, end)
        closed = gap == place and not match[0].endswith(".")
        return (-1 if closed or gap - place > 1 else gap), comma

    @staticmethod
    def _gap(text: str, place: int, end: int) -> int:
        while place < end and text[place] in " \u00a0":
            place += 1
        return place
