"""Headings, tables and wrapped text of the reports that are printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

WIDTH = 120


def heading(text: str) -> Iterator[str]:
    """An empty line, then the text with a rule behind it."""
    yield ""
    yield f"{text} {'-' * (WIDTH - len(text) - 1)}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as they need to be: the first to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        first, *others = (
            cell.rjust(width) if place else cell.ljust(width) for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join((f"  {first}", *others))


def wrapped(said: str, text: str) -> list[str]:
    """The text beside its label, broken between words where the line grows long; ids are never broken."""
    lines = wrap(
        text, WIDTH, initial_indent=said, subsequent_indent=" " * len(said), break_long_words=False, break_on_hyphens=False
    )
    return lines or [said]
