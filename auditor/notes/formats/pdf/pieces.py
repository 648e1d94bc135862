"""A piece of a line, the least that stands together on a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand side by side without a wide gap. `first` is the width of the first word, 0 where none wraps."""

    text: str
    left: float
    right: float
    base: float
    size: float
    first: float
