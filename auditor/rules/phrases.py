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
_FIRST = re.compile(r"\s*([^\s()|<-]+)(?:\s|$)")  # a word that nothing touches which has a meaning of its own
_SPACES_AND_SIGNS = re.compile(r"\s+|[()|]")


@cache
def expand(phrase: str) -> tuple[str, ...]:
    """Return every plain phrase that `phrase` stands for, in order and without repeats.

    Raises ValueError for an unbalanced bracket or for more than 8,192 expansions.
    """
    plain = (" ".join(choice.split()) for choice in _choices(phrase))
    return tuple(dict.fromkeys(words for words in plain if words))


def openings(phrase: str) -> frozenset[str]:
    """The first word of every plain phrase that `phrase` stands for, of which no more is spelled out than it takes.

    Raises ValueError where what is spelled out cannot be read.
    """
    first = _FIRST.match(phrase)
    if first and ("|" not in phrase or _parts(phrase) != [phrase]):
        return frozenset(first.groups())
    found: set[str] = set()
    for part in _parts(phrase):
        words = [choice.split() for choice in _choices(part)]
        found.update(choice[0] for choice in words if choice)
        if all(words):
            break  # what comes behind never comes first
    return frozenset(found)


def _parts(phrase: str) -> list[str]:
    """`phrase` in parts that spaces outside of all brackets divide; whole where it is itself a list of alternatives."""
    depth, start, cuts = 0, 0, list[str]()
    for sign in _SPACES_AND_SIGNS.finditer(phrase):
        if sign.group() == "|" and not depth:
            return [phrase]
        depth += (sign.group() == "(") - (sign.group() == ")")
        if not depth and sign.group().isspace():
            cuts.append(phrase[start : sign.start()])
            start = sign.end()
    return [*cuts, phrase[start:]]


def _choices(phrase: str) -> list[str]:
    """All readings of `phrase`, with the words as they are spelled in notes."""
    phrase = phrase.replace("<year>", _YEAR)
    choices, end = _alternatives(phrase, 0)
    if end != len(phrase):
        raise ValueError("a bracket closes that was never opened")
    return [_plain(choice) for choice in choices] if "-" in phrase else choices


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
