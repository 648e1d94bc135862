"""Letters that are drawn twice, a hair apart: how some printers make bold, and how others join the parts of a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.notes.formats.pdf.letters import Letter

_NEAR = 0.1  # of the size
_NARROW = 0.4  # of the width: the letters of "ill" stand nearer to each other than wide ones
_CELL = 16.0  # points: few letters stand so near to an edge that another cell must be looked into
_MOST = 32  # places of one letter in a cell; what a page draws more of it there is no writing
_COLUMN = 100_000

# Places as numbers in dictionaries, `_MOST` numbers a cell: a page has many thousands of them, and objects would be slow.
_Places = dict[int, complex]


def without_doubles(letters: Iterable[Letter]) -> Iterator[Letter]:
    """Each letter once, where it is drawn first; spaces are left as they are."""
    seen: dict[tuple[str, int | None], _Places] = {}
    for letter in letters:
        if letter.text == " ":
            yield letter
            continue
        places = seen.setdefault((letter.text, letter.turn), {})
        if not _is_double(letter, places):
            _put(letter, places)
            yield letter


def _is_double(letter: Letter, places: _Places) -> bool:
    left, base = letter.left, letter.base
    reach = min(_NEAR * letter.size, _NARROW * (letter.right - left))
    near, far = int((left - reach) / _CELL), int((left + reach) / _CELL)
    high, low = int((base - reach) / _CELL), int((base + reach) / _CELL)
    if near == far and high == low:
        return _is_near(left, base, reach, places, (near * _COLUMN + high) * _MOST)
    cells = {(column * _COLUMN + row) * _MOST for column in (near, far) for row in (high, low)}
    return any(_is_near(left, base, reach, places, cell) for cell in cells)


def _is_near(left: float, base: float, reach: float, places: _Places, number: int) -> bool:
    """Whether a place of the cell that begins with `number` is within reach; its last number is never taken."""
    while (place := places.get(number)) is not None:
        if abs(left - place.real) <= reach and abs(base - place.imag) <= reach:
            return True
        number += 1
    return False


def _put(letter: Letter, places: _Places) -> None:
    number = cell = (int(letter.left / _CELL) * _COLUMN + int(letter.base / _CELL)) * _MOST
    while number in places:
        number += 1
    if number < cell + _MOST - 1:
        places[number] = complex(letter.left, letter.base)
