"""Letters that are drawn twice, a hair apart: how some printers make bold, and how others join the parts of a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from auditor.notes.formats.pdf.letters import Letter

_NEAR = 0.1  # of the size
_NARROW = 0.4  # of the width: the letters of "ill" stand nearer to each other than wide ones
_CELL = 16.0  # points: few letters stand so near to an edge that another cell must be looked into

_Cell = tuple[str, int, int]


def without_doubles(letters: Iterable[Letter]) -> Iterator[Letter]:
    """Each letter once, where it is drawn first; spaces are left as they are."""
    seen: dict[_Cell, list[Letter]] = {}
    last: Letter | None = None
    double = False
    for letter in letters:
        if letter.text == " ":
            yield letter
            continue
        if last is None or not _one_sign(last, letter):
            double = _is_double(letter, seen)
        last = letter
        if not double:
            seen.setdefault((letter.text, int(letter.left / _CELL), int(letter.base / _CELL)), []).append(letter)
            yield letter


def _one_sign(last: Letter, letter: Letter) -> bool:
    """Whether both letters are told of one drawn sign, such as the "ff" of some fonts."""
    return last.left == letter.left and last.right == letter.right and last.base == letter.base


def _is_double(letter: Letter, seen: Mapping[_Cell, Sequence[Letter]]) -> bool:
    text, left, base = letter.text, letter.left, letter.base
    reach = min(_NEAR * letter.size, _NARROW * (letter.right - left))
    near, far = int((left - reach) / _CELL), int((left + reach) / _CELL)
    high, low = int((base - reach) / _CELL), int((base + reach) / _CELL)
    cells: tuple[_Cell, ...] = ((text, near, high),)
    if near != far or high != low:
        cells = tuple({(text, column, row) for column in (near, far) for row in (high, low)})
    for cell in cells:
        for other in seen.get(cell, ()):
            if abs(left - other.left) <= reach and abs(base - other.base) <= reach and letter.turn == other.turn:
                return True
    return False
