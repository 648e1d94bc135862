"""Letters -> words with their places, turned so that the page's own text reads upright."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Any

from auditor.notes.formats.pdf.doubles import without_doubles
from auditor.notes.formats.pdf.gaps import GAP, widest_within_words
from auditor.notes.formats.pdf.letters import UNKNOWN, Box, Letter, letters_of
from auditor.notes.formats.pdf.signs import whole_signs

_RUN, _SPACE = 1.0, 0.6  # of the size: letters of one line stand no farther apart, and so much farther for each space


# Three such letters in a row are no word of any language: the font names other letters than those that it draws.
_MISLED = re.compile("[\u0180-\u024f]{3,}")


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
    return _without_doubles(list(_join(without_doubles(whole_signs(letters_of(textpage, box, start))))))


def main_turn(words: Iterable[Word]) -> int:
    """The angle that most letters of a page are printed at."""
    counts = Counter[int]()
    for word in words:
        if word.turn is not None:
            counts[word.turn] += len(word.text)
    return max(counts, key=lambda turn: (counts[turn], -turn), default=0)


def _join(letters: Iterable[Letter]) -> Iterator[Word]:
    for run, spaces in _runs(letters):
        gaps = [0.0, *((letter.left - last.right) / max(last.size, letter.size) for last, letter in pairwise(run))]
        limit = _limit(run, spaces, gaps)
        start, before = 0, spaces[0]
        for number in range(1, len(run)):
            narrow = gaps[number] < GAP
            if spaces[number] or (gaps[number] >= limit and not (narrow and _figures(run[number - 1].text, run[number].text))):
                yield _word(run[start:number], before)
                start, before = number, spaces[number] or int(narrow)
        yield _word(run[start:], before)


def _limit(run: Sequence[Letter], spaces: Sequence[int], gaps: Sequence[float]) -> float:
    if run[0].turn is None:
        return inf
    unwritten = [gap for gap, written in zip(gaps, spaces, strict=True) if not written]
    return widest_within_words(unwritten[not spaces[0] :], sum(spaces[1:]))


def _figures(last: str, text: str) -> bool:
    """Whether two signs belong together though a narrow gap parts them: figures, which may be set apart, and rows of dots."""
    return (last.isdigit() and text.isdigit()) or (last == text and not text.isalnum())


def _runs(letters: Iterable[Letter]) -> Iterator[tuple[list[Letter], list[int]]]:
    """Letters that are drawn one beside the other, and how many spaces are written before each."""
    run: list[Letter] = []
    spaces: list[int] = []
    count, space = 0, None
    for letter in letters:
        if letter.text == " ":
            count, space = count + 1, letter
            continue
        if run and not _goes_on(run[-1], letter, _RUN + _SPACE * count):
            yield run, spaces
            run, spaces = [], []
            if space is not None and not _before(space, letter):
                count = 0
        run.append(letter)
        spaces.append(count)
        count, space = 0, None
    if run:
        yield run, spaces


def _goes_on(last: Letter, letter: Letter, reach: float) -> bool:
    size = max(last.size, letter.size)
    gap = letter.left - last.right
    level = abs(letter.base - last.base) <= 0.1 * size and abs(letter.size - last.size) <= 0.2 * size
    return last.turn == letter.turn and (last.turn is None or (level and -0.6 * size < gap < reach * size))


def _before(space: Letter, letter: Letter) -> bool:
    """Whether a space that is drawn before a letter stands beside it too, and not where another part of the text ended."""
    return abs(space.base - letter.base) <= 0.5 * letter.size and space.left - letter.right <= letter.size


def _word(letters: list[Letter], spaces: int) -> Word:
    text = "".join(letter.text for letter in letters)
    if any("\ud800" <= character <= "\udfff" for character in text):  # halves of one character, where wide ones are drawn
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if not text.isascii():
        text = _MISLED.sub(lambda found: UNKNOWN * len(found.group()), text)
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
