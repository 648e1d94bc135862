"""Paragraphs and tables as readers of word processors find them, before they become lines of a note."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; its text may hold line breaks. `place` is given where it stands outside the run of paragraphs.

    `spaced`: white space is printed above it. `heading`: its style is that of a heading. `page`: the page it starts on, where
    the document tells.
    """

    text: str
    spaced: bool = False
    heading: bool = False
    place: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of one cell; `label`: it is printed as one (a head, or wholly bold)."""

    lines: tuple[str, ...]
    label: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; a cell that goes on from the row above is left out of its row."""

    rows: tuple[tuple[Cell, ...], ...]


Block = Paragraph | Table
