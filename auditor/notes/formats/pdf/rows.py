"""Words -> pieces of lines, and pieces that stand on one line -> rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from auditor.notes.formats.pdf.spread import without_false_cells
from auditor.notes.formats.pdf.words import Word

_LEVEL = 0.3  # of the size: how far two words of one line may stand apart in height
_CELL = 1.1  # of the size: a wider gap without a written space parts two cells or two columns
_TYPED = 1.4  # of the size: two spaces of a typewriter
_STRETCHED = 2.5  # of the size: the widest space in a line that is spread over its width
_SPREAD = 3  # spaces in a line, before it can be told to be spread
_WIDE = 3  # written spaces: so many are a gap
_RAISED = str.maketrans("23", "²³")
_UNITS = ("cm", "mm", "m")
_MARK = re.compile(r"\d{1,2}|[*†‡§]")  # points to a footnote; glued to a word it would hide the word


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand side by side without a wide gap. `first` is the width of the first word, 0 where none wraps."""

    text: str
    left: float
    right: float
    base: float
    size: float
    first: float


@dataclass(frozen=True, slots=True)
class Row:
    """The pieces that stand on one line, from left to right."""

    pieces: tuple[Piece, ...]

    @property
    def base(self) -> float:
        """The height that the row stands at, from the top of the page."""
        return max(self.pieces, key=lambda piece: piece.right - piece.left).base

    @property
    def left(self) -> float:
        """Where the row begins."""
        return self.pieces[0].left

    @property
    def size(self) -> float:
        """The size of its letters."""
        return max(piece.size for piece in self.pieces)

    @property
    def text(self) -> str:
        """The row as it is printed, with wide gaps as three spaces."""
        return "   ".join(piece.text for piece in self.pieces)


def rows_of(words: Iterable[Word]) -> list[Row]:
    """Rows from the top of the page to its foot."""
    lines = without_false_cells([_groups(line) for line in lines_of_words(words)])
    return rows_of_pieces(_piece(group) for groups in lines for group in groups)


def rows_of_pieces(pieces: Iterable[Piece]) -> list[Row]:
    """Pieces of the same height as rows."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.base, piece.left)):
        if rows and abs(piece.base - rows[-1][0].base) <= _LEVEL * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [Row(tuple(sorted(row, key=lambda piece: piece.left))) for row in rows]


def lines_of_words(words: Iterable[Word]) -> list[list[Word]]:
    """Words of one height; raised and lowered ones go with the line that they lean on."""
    everything = sorted(words, key=lambda word: (word.base, word.left))
    lines: list[list[Word]] = []
    for word in everything:
        line = lines[-1] if lines else None
        if line is not None and abs(word.base - line[-1].base) <= _LEVEL * min(word.size, line[-1].size):
            line.append(word)
        else:
            lines.append([word])
    return _with_raised(lines)


def _with_raised(lines: list[list[Word]]) -> list[list[Word]]:
    """Small words that begin where a word of the next line up or down ends are moved to that line."""
    kept: list[list[Word]] = []
    moved: list[tuple[int, Word]] = []
    for number, line in enumerate(lines):
        stay = []
        for word in line:
            host = next((other for other in (number + 1, number - 1) if _leans(word, lines, other)), None)
            if host is None:
                stay.append(word)
            else:
                moved.append((host, word))
        kept.append(stay)
    for host, word in moved:
        kept[host].append(word)
    return [line for line in kept if line]


def _leans(word: Word, lines: list[list[Word]], number: int) -> bool:
    if not 0 <= number < len(lines) or len(word.text) > 3:
        return False
    return any(_leans_on(word, other) for other in lines[number])


def _leans_on(word: Word, other: Word) -> bool:
    beside = abs(word.left - other.right) < 0.2 * other.size and abs(word.base - other.base) < 0.6 * other.size
    return beside and word.size < 0.85 * other.size


def _groups(line: list[Word]) -> list[list[Word]]:
    line = sorted(line, key=lambda word: word.left)
    widest = _widest_space(line)
    groups = [[line[0]]]
    for word in line[1:]:
        last = groups[-1][-1]
        gap = word.left - last.right
        if word.spaces < _WIDE and (gap <= _cell(last, word) or (word.spaces and gap <= widest)):
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _cell(last: Word, word: Word) -> float:
    """The gap that parts two cells; the two spaces of a typewriter between two sentences do not."""
    sentence = word.spaces > 0 and last.text.endswith((".", "?", "!", ":"))
    return (_TYPED if sentence else _CELL) * max(word.size, last.size)


def _widest_space(line: list[Word]) -> float:
    """How wide a written space may be in a line that is spread over its width: not much wider than the others in it."""
    gaps = sorted(word.left - last.right for last, word in pairwise(line) if 0 < word.spaces < _WIDE)
    if len(gaps) < _SPREAD:
        return 0.0
    return min(1.6 * gaps[len(gaps) // 2], _STRETCHED * line[0].size)


def _piece(words: list[Word]) -> Piece:
    text = words[0].text
    for last, word in pairwise(words):
        size = max(word.size, last.size)
        other_line = abs(word.base - last.base) > 0.6 * size  # where lines stand askew beside each other
        apart = word.spaces > 0 or word.left - last.right > 0.15 * size or other_line
        raised = word.size < 0.85 * last.size and last.base - word.base > 0.15 * last.size
        if raised and word.text in {"2", "3"} and last.text.endswith(_UNITS):
            text += word.text.translate(_RAISED)
        elif raised and _MARK.fullmatch(word.text) and not last.text[-1].isdigit():
            text += f" [{word.text}]"
        else:
            text += " " * apart + word.text
    base = max(words, key=lambda word: (word.size, len(word.text))).base
    first = 0.0 if words[0].typed else words[0].right - words[0].left
    return Piece(text, words[0].left, max(word.right for word in words), base, max(word.size for word in words), first)
