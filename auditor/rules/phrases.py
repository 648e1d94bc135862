"""Phrase notation: `(a|b)` offers alternatives, `(a|)` makes words optional, groups may nest, hyphens count as spaces.

`<year>` stands for any year in four figures from 1950 to 2049.
"""

from __future__ import annotations

import re
from functools import cache

_LIMIT = 8192
_YEAR = f"({'|'.join(map(str, range(1950, 2050)))})"
# Suture sizes stay one word: "9-0" and "9/0" are the same.
_SUTURE = re.compile(r"(?<=\d)-0\b")
_SIGNS = re.compile(r"[()|]")
_GLUED = re.compile(r"[^\s(|]\(|\)[^\s)|]")  # alternatives within a word, as in "toe(s|)"


@cache
def expand(phrase: str) -> tuple[str, ...]:
    """Return every plain phrase that `phrase` stands for, in order and without repeats.

    Raises ValueError for an unbalanced bracket or for more than 8,192 expansions.
    """
    phrase = phrase.replace("<year>", _YEAR)
    choices, end = _alternatives(phrase, 0)
    if end != len(phrase):
        raise ValueError("a bracket closes that was never opened")
    if "-" in phrase:
        choices = [_plain(choice) for choice in choices]
    plain = (" ".join(choice.split()) for choice in choices)
    return tuple(dict.fromkeys(words for words in plain if words))


def words_of(phrase: str) -> frozenset[str]:
    """Every word of the plain phrases that `phrase` stands for; its brackets must be balanced."""
    if _GLUED.search(phrase):
        return frozenset(word for plain in expand(phrase) for word in plain.split())
    return frozenset(_plain(_SIGNS.sub(" ", phrase.replace("<year>", _YEAR))).split())


def readable(phrase: str) -> bool:
    """Whether the brackets of `phrase` can be read."""
    try:
        expand(phrase)
    except ValueError:
        return False
    return True


def _plain(written: str) -> str:
    """Words parted by spaces alone: a suture's size stays whole, other hyphens part."""
    return _SUTURE.sub("/0", written).replace("-", " ")


def _alternatives(phrase: str, at: int) -> tuple[list[str], int]:
    """All readings of `a|b|c` from `at` up to a closing bracket or the end."""
    found: list[str] = []
    while True:
        choices, at = _sequence(phrase, at)
        found.extend(choices)
        if at >= len(phrase) or phrase[at] == ")":
            return found, at
        at += 1


def _sequence(phrase: str, at: int) -> tuple[list[str], int]:
    """All readings of plain text and groups in a row."""
    found = [""]
    while at < len(phrase) and phrase[at] not in "|)":
        if phrase[at] == "(":
            choices, at = _alternatives(phrase, at + 1)
            if at >= len(phrase):
                raise ValueError("a bracket is opened and never closed")
            at += 1
        else:
            stop = min((i for i in (phrase.find(sign, at) for sign in "(|)") if i >= 0), default=len(phrase))
            choices, at = [phrase[at:stop]], stop
        if len(found) * len(choices) > _LIMIT:
            raise ValueError(f"it stands for more than {_LIMIT} phrases")
        found = [before + after for before in found for after in choices]
    return found, at
