"""How high a row must be for its wrapped text.

Some spreadsheets do not fit rows when they open a file, so the height is worked out here from the widths of Calibri.
"""

from __future__ import annotations

LINE_HEIGHT = 13.0
PADDING = 5.0
MAX_HEIGHT = 409.0

# Width in digits of the default type, which is what a column's width counts; body type is 10 points to its 11.
_SCALE = 10 / 11
_INDENT = 2.0
_NARROW = dict.fromkeys(" iIjl.,;:'|!()[]-’‘", 0.5) | dict.fromkeys('frts“”"/', 0.72)
_WIDE = dict.fromkeys("mMwW@%–—…", 1.6)
_WIDTHS = _NARROW | _WIDE


def row_height(lines: int) -> float:
    """Height in points of a row with so many lines."""
    return min(MAX_HEIGHT, LINE_HEIGHT * lines + PADDING)


def count_lines(text: str, width: float) -> int:
    """The number of lines that `text` takes in a column of `width`, broken between words."""
    room = (width - _INDENT) / _SCALE
    return sum(_paragraph(part, room) for part in text.split("\n"))


def _paragraph(text: str, room: float) -> int:
    if 1.2 * len(text) <= room:
        return 1
    lines, used = 1, 0.0
    for word in text.split(" "):
        length = sum(_WIDTHS.get(character, 1.15 if character.isupper() else 1.02) for character in word)
        if used and used + length > room:
            lines, used = lines + 1, 0.0
        lines += int(length // room) if length > room else 0
        used += length % room + _WIDTHS[" "]
    return lines
