"""Letters that are told of one drawn sign, such as the "fi" of many fonts, as the one sign that they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from auditor.notes.formats.pdf.letters import Letter

_SAME = 0.01  # points
_LONGEST = 40  # letters: some files tell the letters of whole words as those of one sign
_BEARING = 0.12  # of the size: the library ends a sign that it parts with its ink, and the next letter begins so far behind


def whole_signs(letters: Iterable[Letter]) -> Iterator[Letter]:
    """The letters, those that begin at one place and fill one box put together: "f" and "i" are the sign "fi"."""
    sign: Letter | None = None
    last: Letter | None = None  # the one that the sign ends with as yet
    for letter in letters:
        if sign is not None and last is not None and len(sign.text) < _LONGEST and _of_one_sign(last, letter):
            sign = replace(sign, text=sign.text + letter.text, right=letter.right)
        else:
            if sign is not None:
                yield _up_to(letter, sign) if last is not None and last.left > sign.left else sign
            sign = letter
        last = letter
    if sign is not None:
        yield sign


def _of_one_sign(last: Letter, letter: Letter) -> bool:
    """Whether two letters share a box, or the halves (thirds) of one."""
    if last.origin != letter.origin or last.base != letter.base or " " in {last.text, letter.text}:
        return False
    if last.left == letter.left and last.right == letter.right:
        return True
    beside = abs(letter.left - last.right) <= _SAME
    return beside and abs((letter.right - letter.left) - (last.right - last.left)) <= _SAME


def _up_to(letter: Letter, sign: Letter) -> Letter:
    """A sign whose box was parted, up to the next letter of its word: its box lacks what is free of ink behind it."""
    near = letter.base == sign.base and 0 < letter.left - sign.right <= _BEARING * sign.size
    return replace(sign, right=letter.left) if near and letter.text != " " else sign
