"""Letters -> words with their places, turned so that the page's own text reads upright."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from auditor.notes.formats.pdf.letters import Box, Letter, letters_of

_GAP = 0.17  # of the size of the letters: more than this between two letters is a space that nobody wrote


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


def words_of(textpage: Any, box: Box, start: int = 0) -> list[Word]:
    """The words of a page, from letter `start` on, in the order in which they are drawn; what is not shown is left out."""
    return _without_doubles(list(_join(letters_of(textpage, box, start))))


def main_turn(words: Iterable[Word]) -> int:
    """The angle that most letters of a page are printed at."""
    counts = Counter[int]()
    for word in words:
        if word.turn is not None:
            counts[word.turn] += len(word.text)
    return max(counts, key=lambda turn: (counts[turn], -turn), default=0)


def _join(letters: Iterable[Letter]) -> Iterator[Word]:
    held: list[Letter] = []
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


def _goes_on(last: Letter, letter: Letter) -> bool:
    size = max(last.size, letter.size)
    gap = letter.left - last.right
    level = abs(letter.base - last.base) <= 0.1 * size and abs(letter.size - last.size) <= 0.2 * size
    return last.turn == letter.turn and (last.turn is None or (level and -0.6 * size < gap < _GAP * size))


def _word(letters: list[Letter], spaces: int) -> Word:
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
