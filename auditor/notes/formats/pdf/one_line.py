"""A print of a note that stood in one line: its lines are full, and the blanks in it stand for line ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from auditor.notes.formats.model import Place
from auditor.notes.formats.one_line import may_be_parted, opens
from auditor.notes.formats.pdf.compose import Writer
from auditor.notes.formats.pdf.furniture import Sheet
from auditor.notes.formats.pdf.pages import Page
from auditor.notes.formats.pdf.rows import lines_of_words
from auditor.notes.formats.pdf.words import Word

_FEWEST: Final = 4  # lines
_FULL: Final = 0.75  # of the width of the widest line
_MOSTLY: Final = 0.85  # of the lines
_NEAR: Final = 2.0  # points
_NARROWEST: Final = 0.15  # of the size: a blank
_MOST: Final = 40  # blanks in a row
_END: Final = "  "
_ENDS: Final = 5


def one_line(pages: Sequence[Page], bare: Sequence[Sheet]) -> tuple[str, tuple[Place, ...]] | None:
    """The text in one line with all its written blanks, and its pages; None where it is no such print.

    "SURGEON: A. Stone  ASSISTANT: B. Reed  FINDINGS: ..." is, a page whose labels begin lines of their own is not.
    """
    lines = [(page.number, line) for page, sheet in zip(pages, bare, strict=True) for line in _lines(page, sheet)]
    if len(lines) < _FEWEST or not _full([line for _, line in lines]):
        return None
    writer = Writer()
    for number, line in lines:
        text = _text(line)
        if text is None:
            return None
        if writer.length:
            writer.join(_END if opens(text) else " ")  # what ended a line is not printed where it would begin one
        writer.write(text, number)
    text = "".join(writer.parts)
    return (text, tuple(writer.places)) if text.count(_END) >= _ENDS or may_be_parted(text) else None


def _lines(page: Page, sheet: Sheet) -> Iterator[list[Word]]:
    """The lines of a page that are left of it without its head and foot."""
    kept = {piece.base for row in sheet.rows for piece in row.pieces}
    for line in lines_of_words(page.words):
        if any(word.base in kept for word in line):
            yield sorted(line, key=lambda word: word.left)


def _full(lines: Sequence[Sequence[Word]]) -> bool:
    """Whether all lines begin at one margin and nearly all end near the other; before a long word they do not."""
    left, right = min(line[0].left for line in lines), max(line[-1].right for line in lines)
    begin = all(line[0].left - left <= _NEAR for line in lines)
    full = sum(line[-1].right - left >= _FULL * (right - left) for line in lines[:-1])
    return begin and full >= _MOSTLY * (len(lines) - 1)


def _text(line: Sequence[Word]) -> str | None:
    """The words of a line with as many blanks between them as their gaps are wide, counted in the narrower ones of the line.

    None where a gap is that of two columns: nothing is written in it, or it is as wide as no typist makes it.
    """
    gaps = [word.left - last.right for last, word in pairwise(line)]
    usual = max(sorted(gaps)[len(gaps) // 4], _NARROWEST * line[0].size) if gaps else 1.0
    text = line[0].text
    for gap, word in zip(gaps, line[1:], strict=True):
        blanks = max(round(gap / usual), 1)
        if blanks > _MOST or (blanks > 1 and not word.spaces):
            return None
        text += " " * blanks + word.text
    return text
