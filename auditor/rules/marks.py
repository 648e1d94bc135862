"""`[[words]]` in an example: the words that a rule must find, and nothing around them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"\[\[|\]\]")


@dataclass(frozen=True, slots=True)
class Marked:
    """An example without its marks, and the spans that they enclosed."""

    text: str
    spans: tuple[tuple[int, int], ...]


def parse(example: str) -> Marked:
    """Take the marks out of `example`.

    Raises ValueError for a mark that is not closed, not opened, nested, empty, or padded with white space.
    """
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    last = length = 0
    opened: int | None = None
    for mark in _MARK.finditer(example):
        piece = example[last : mark.start()]
        pieces.append(piece)
        length += len(piece)
        last = mark.end()
        opened = _turn(mark.group(), piece, opened, length, spans)
    if opened is not None:
        raise ValueError("a mark is opened and not closed")
    return Marked("".join([*pieces, example[last:]]), tuple(spans))


def _turn(mark: str, piece: str, opened: int | None, place: int, spans: list[tuple[int, int]]) -> int | None:
    """Open or close a mark at `place`; return where the open one began."""
    if mark == "[[":
        if opened is not None:
            raise ValueError("a mark is opened inside another")
        return place
    if opened is None:
        raise ValueError("a mark is closed that was not opened")
    if not piece.strip():
        raise ValueError("a mark encloses no words")
    if piece != piece.strip():
        raise ValueError("a mark begins or ends with white space")
    spans.append((opened, place))
    return None


def has_marks(example: str) -> bool:
    """Whether `example` holds any mark, whole or broken."""
    return _MARK.search(example) is not None
