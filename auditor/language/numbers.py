"""Numbers in figures and in words, read from canonical tokens."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

_UNITS = {
    word: float(value)
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {"oh": 0.0}
_TENS = {
    word: 10.0 * value
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
_SIGNS = {"\u00bd": 0.5, "\u00bc": 0.25, "\u00be": 0.75, "\u2153": 1 / 3, "\u2154": 2 / 3}
_PARTS = {
    "half": 1 / 2, "halves": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4,
    "eighth": 1 / 8, "eighths": 1 / 8, "tenth": 1 / 10, "tenths": 1 / 10,
}  # fmt: skip


_FEW = 4  # figures

_FRACTION_STARTS = frozenset({*_SIGNS, "point", "and", "/"})
_STARTING = frozenset({*_UNITS, *_TENS, *_SIGNS, "half", "an"})


def number_starts(words: Sequence[str]) -> list[int]:
    """The tokens with which a number may begin."""
    return [token for token, word in enumerate(words) if word in _STARTING or word[0].isdigit()]


def starts_number(word: str) -> bool:
    """Whether a number may begin with this token."""
    return word[0].isdigit() or word in _STARTING


def read_number(words: Sequence[str], at: int) -> tuple[float, int] | None:
    """The number that begins at token `at` and the token after it, or None."""
    whole = _figures(words, at) or _spelled(words, at)
    if whole is None:
        return None
    value, after = whole
    return with_fraction(words, value, after)


def _figures(words: Sequence[str], at: int) -> tuple[float, int] | None:
    word = words[at]
    if word in _SIGNS:
        return _SIGNS[word], at + 1
    if not word[0].isdigit():
        # ".5" is written without its nought
        return None
    plain = word.replace(",", "") if "," in word and len(word.rsplit(",", 1)[1]) == 3 else word.replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        return None
    return (value, at + 1) if isfinite(value) else None  # hundreds of figures are no number that anybody means


def _spelled(words: Sequence[str], at: int) -> tuple[float, int] | None:
    word = words[at]
    if word == "half":
        return 0.5, at + 1
    if word == "an":
        return (1.0, at + 1) if words[at + 1 : at + 2] == ["inch"] else None
    if word in _TENS:
        value, at = _TENS[word], at + 1
        if at < len(words) and 0 < _UNITS.get(words[at], 0) < 10:
            value, at = value + _UNITS[words[at]], at + 1
    elif word in _UNITS:
        value, at = _UNITS[word], at + 1
    else:
        return None
    if at < len(words) and words[at] == "hundred":
        value, at = value * 100, at + 1
    return value, at


def with_fraction(words: Sequence[str], value: float, at: int) -> tuple[float, int]:
    """Add "and a half", "and three quarters", "1/2", "point five"."""
    if at >= len(words) or not (words[at] in _FRACTION_STARTS or words[at].isdigit()):
        return value, at
    rest = list(words[at : at + 4])
    if rest[:1] == ["point"] and len(rest) > 1 and rest[1] in _UNITS:
        return value + _UNITS[rest[1]] / 10, at + 2
    if rest[:2] == ["and", "a"] and len(rest) > 2 and rest[2] in _PARTS:
        return value + _PARTS[rest[2]], at + 3
    if rest[:1] == ["and"] and len(rest) > 2 and rest[1] in _UNITS and rest[2] in _PARTS:
        return value + _UNITS[rest[1]] * _PARTS[rest[2]], at + 3
    if rest[:1] == ["and"] and len(rest) > 1 and rest[1] == "half":
        return value + 0.5, at + 2
    if rest and rest[0] in _SIGNS:
        return value + _SIGNS[rest[0]], at + 1
    if len(rest) > 2 and rest[1] == "/" and 0 < _small(rest[0]) < _small(rest[2]) <= 16:
        return value + _small(rest[0]) / _small(rest[2]), at + 3
    if len(rest) > 1 and rest[0] == "/" and 0 < value < _small(rest[1]) <= 16 and value.is_integer():
        return value / _small(rest[1]), at + 2
    return value, at


def is_small(word: str) -> bool:
    """Whether a word is a few figures and nothing else: Python makes no number of thousands of them, or of a raised one."""
    return word.isdecimal() and len(word) <= _FEW


def _small(word: str) -> int:
    """The number that a few figures make, 0 for any other word."""
    return int(word) if is_small(word) else 0
