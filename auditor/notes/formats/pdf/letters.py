"""The letters that a page draws, with their places, in the order in which they are drawn."""

from __future__ import annotations

import math
from collections.abc import Iterator
from ctypes import byref, c_double
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_SKEW = 12  # degrees: a page that lay slightly askew on the scanner is upright still
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
# Signs of the symbol fonts that word processors draw bullets and boxes with; they have no code of their own.
_SYMBOLS = {
    0xF0B7: "•", 0xF0A7: "•", 0xF06C: "•", 0xF06E: "•", 0xF0D8: "•", 0xF0FC: "•", 0xF02D: "-",
    0xF0FE: "[x]", 0xF0FD: "[x]", 0xF078: "[x]", 0xF0A8: "[ ]", 0xF06F: "[ ]", 0xF071: "[ ]",
}  # fmt: skip
_HYPHENS = frozenset({0x02, 0xAD, 0x2010, 0x2011})
_SPACES = frozenset({0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x202F, 0x3000, *range(0x2002, 0x200B)})
_UNSEEN = frozenset({0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF})
UNKNOWN = "\ufffd"


@dataclass(frozen=True, slots=True)
class Box:
    """The part of a page that is shown, in the page's own points."""

    left: float
    bottom: float
    right: float
    top: float

    def turned(self, x: float, y: float, turn: int) -> tuple[float, float]:
        """Where a point lies, from the left and the top, once the page is turned clockwise by `turn` degrees."""
        if turn == 90:
            return y - self.bottom, x - self.left
        if turn == 180:
            return self.right - x, y - self.bottom
        if turn == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def holds(self, x: float, y: float) -> bool:
        """Whether people can see a point."""
        return self.left - 1 <= x <= self.right + 1 and self.bottom - 1 <= y <= self.top + 1


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as printed: points from the left and the top of the page; `turn` is None where it is slanted.

    `origin` is where the pen was set down: letters of one drawn sign share it.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    turn: int | None
    origin: float


def letters_of(textpage: Any, box: Box, start: int = 0) -> Iterator[Letter]:
    """The letters within the shown part of a page, spaces too, from number `start` on; what the library adds is left out."""
    import pypdfium2.raw as pdfium

    x, y, rect, matrix = c_double(), c_double(), pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    into_x, into_y, into_rect, into_matrix = byref(x), byref(y), byref(rect), byref(matrix)
    for index in range(start, pdfium.FPDFText_CountChars(textpage)):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if code in _SPACES and pdfium.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        pdfium.FPDFText_GetCharOrigin(textpage, index, into_x, into_y)
        if code in _UNSEEN or not box.holds(x.value, y.value):
            continue
        pdfium.FPDFText_GetLooseCharBox(textpage, index, into_rect)
        pdfium.FPDFText_GetMatrix(textpage, index, into_matrix)
        size, turn = _look(pdfium.FPDFText_GetFontSize(textpage, index), matrix.a, matrix.b, matrix.c, matrix.d)
        if turn:
            one, other = box.turned(rect.left, rect.bottom, turn), box.turned(rect.right, rect.top, turn)
            left, right = one[0], other[0]
            origin, base = box.turned(x.value, y.value, turn)
        else:  # the same, for what nearly all letters are
            left, right, origin, base = rect.left - box.left, rect.right - box.left, x.value, box.top - y.value
        if size > 0 and math.isfinite(size + left + right):
            yield Letter(_text(code), min(left, right), max(left, right), base, size, turn, origin)


@lru_cache(maxsize=16)  # letters that look alike follow each other
def _look(size: float, a: float, b: float, c: float, d: float) -> tuple[float, int | None]:
    """The size in points and the turn, from a matrix; a size below 0 turns letters upside down."""
    degrees = math.degrees(math.atan2(b, a) if size >= 0 else math.atan2(-b, -a))
    nearest = round(degrees / 90) * 90
    return abs(size) * math.hypot(c, d), nearest % 360 if abs(degrees - nearest) <= _SKEW else None


def _text(code: int) -> str:
    if code in _SPACES:
        return " "
    if code in _HYPHENS:
        return "-"
    known = _LIGATURES.get(code) or _SYMBOLS.get(code)
    if known:
        return known
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xE000 <= code <= 0xF8FF or code in {0xFFFD, 0xFFFE, 0xFFFF} or code > 0x10FFFF:
        return UNKNOWN
    return chr(code)
