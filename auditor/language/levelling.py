"""Signs that mean the same in the one form in which they are read: every character keeps its place."""

from __future__ import annotations

import re

_STROKES = (0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x2551)
# Spaces and hyphens of every kind, signs as wide as those of Chinese, and the lines of frames.
_LEVEL = (
    dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
    | {0x2010: "-", 0x2011: "-"}
    | {sign: chr(sign - 0xFEE0) for sign in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(range(0x2500, 0x2580), "-")
    | dict.fromkeys(_STROKES, "|")
)
_LINE_END = re.compile(r"\r(?!\n)|[\v\f\x85\u2028\u2029]")
_RARE_ENDS = "\r\v\f"
_TIMES = re.compile(r"(?<=\d)( ?)[\u0445\u0425](?= ?\d)")  # a letter of another alphabet that looks like an "x"
_SUTURE = re.compile(r"(?<=\d)[\u2012-\u2014\u2212](?=0\b)")


def level(text: str) -> str:
    """`text` with plain spaces, hyphens, colons and ends of lines, character for character: those of a program say nothing."""
    text = text.replace("::", ": ")
    plain = text.isascii()
    if not plain or any(end in text for end in _RARE_ENDS):
        text = _LINE_END.sub("\n", text)
    return text if plain else _TIMES.sub(r"\1x", _SUTURE.sub("-", text.translate(_LEVEL)))
