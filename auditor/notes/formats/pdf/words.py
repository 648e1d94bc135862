"""The letters that a page draws -> words with their places, turned so that the page's own text reads upright."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from ctypes import byref, c_double
from dataclasses import dataclass
from typing import Any

_GAP = 0.17  # of the size of the letters: more than this between two letters is a space that nobody wrote
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
class Word:
    """A word as printed: points from the left and the top of the page, `base` is the line it stands on.

    `spaces` counts the spaces that are written before it; `turn` is the angle it is printed at, or None where it is slanted.
    `typed` marks a line that somebody typed into a field of a form.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    spaces: int = 0
    turn: int | None = 0
    typed: bool = False


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
class _Letter:
    text: str
    left: float
    right: float
    base: float
    size: float
    turn: int | None


def words_of(textpage: Any, box: Box) -> list[Word]:
    """The words of a page in the order in which they are drawn; letters outside of the shown part are left out."""
    return _without_doubles(list(_join(_letters(textpage, box))))


def main_turn(words: Iterable[Word]) -> int:
    """The angle that most letters of a page are printed at."""
    counts = Counter[int]()
    for word in words:
        if word.turn is not None:
            counts[word.turn] += len(word.text)
    return max(counts, key=lambda turn: (counts[turn], -turn), default=0)


def _letters(textpage: Any, box: Box) -> Iterator[_Letter]:
    import pypdfium2.raw as pdfium

    x, y, rect, matrix = c_double(), c_double(), pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    for index in range(pdfium.FPDFText_CountChars(textpage)):
        if pdfium.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        pdfium.FPDFText_GetCharOrigin(textpage, index, byref(x), byref(y))
        if code in _UNSEEN or not box.holds(x.value, y.value):
            continue
        pdfium.FPDFText_GetLooseCharBox(textpage, index, byref(rect))
        pdfium.FPDFText_GetMatrix(textpage, index, byref(matrix))
        size = pdfium.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
        turn = _turn(matrix.a, matrix.b)
        upright = turn or 0
        one, other = box.turned(rect.left, rect.bottom, upright), box.turned(rect.right, rect.top, upright)
        base = box.turned(x.value, y.value, upright)[1]
        if math.isfinite(size) and size > 0:
            yield _Letter(_text(code), min(one[0], other[0]), max(one[0], other[0]), base, size, turn)


def _turn(a: float, b: float) -> int | None:
    degrees = math.degrees(math.atan2(b, a))
    nearest = round(degrees / 90) * 90
    return nearest % 360 if abs(degrees - nearest) <= _SKEW else None


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


def _join(letters: Iterable[_Letter]) -> Iterator[Word]:
    held: list[_Letter] = []
    spaces = before = 0
    for letter in letters:
        if letter.text == " ":
            if held:
                yield _word(held, before)
                held = []
                spaces = 0
            spaces += 1
            continue
        if held and not _goes_on(held[-1], letter):
            yield _word(held, before)
            held, spaces = [], 0
        if not held:
            before, spaces = spaces, 0
        held.append(letter)
    if held:
        yield _word(held, before)


def _goes_on(last: _Letter, letter: _Letter) -> bool:
    size = max(last.size, letter.size)
    gap = letter.left - last.right
    level = abs(letter.base - last.base) <= 0.1 * size and abs(letter.size - last.size) <= 0.2 * size
    return last.turn == letter.turn and (last.turn is None or (level and -0.6 * size < gap < _GAP * size))


def _word(letters: list[_Letter], spaces: int) -> Word:
    text = "".join(letter.text for letter in letters)
    if any("\ud800" <= character <= "\udfff" for character in text):  # halves of one character, where wide ones are drawn
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    first, last = letters[0], letters[-1]
    size = max(letter.size for letter in letters)
    return Word(text, first.left, max(last.right, first.left), first.base, size, spaces, first.turn)


def _without_doubles(words: list[Word]) -> list[Word]:
    """A word that is drawn twice, a hair apart, is how some printers make bold."""
    kept: list[Word] = []
    near: dict[tuple[str, int, int], Word] = {}
    for word in words:
        cell = (word.text, int(word.left // 4), int(word.base // 4))
        around = (near.get((word.text, cell[1] + dx, cell[2] + dy)) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        if not any(other and _same_place(other, word) for other in around):
            near[cell] = word
            kept.append(word)
    return kept


def _same_place(one: Word, other: Word) -> bool:
    reach = 0.15 * one.size
    return one.turn == other.turn and abs(one.left - other.left) <= reach and abs(one.base - other.base) <= reach
