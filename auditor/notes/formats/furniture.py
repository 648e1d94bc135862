"""Page numbers in headers and footers: they differ from page to page, and a header is read once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from auditor.notes.formats.blocks import Block, Paragraph

PAGE_NUMBER = "\ue0f0"  # a character of the private area stands for the number of a page until it is taken out

# Bounded: a header of nothing but blanks must not be looked through again from each of them.
_BEFORE = r"[ \t]{0,20}[-\u2013|]?[ \t]{0,20}(?:\b(?:page|pg\.?|p\.|seite)[ \t]{0,20})?"
_COUNT = rf"(?:[ \t]{{0,20}}(?:of|/|von|-)[ \t]{{0,20}}{PAGE_NUMBER}+)?[ \t]{{0,20}}-?"
_NUMBERED = re.compile(f"{_BEFORE}{PAGE_NUMBER}+{_COUNT}", re.IGNORECASE)


def without_page_numbers(blocks: Iterable[Block]) -> list[Block]:
    """The blocks of a header or footer without the numbers of pages and the words that belong to them."""
    return [_cleaned(block) for block in blocks]


def _cleaned(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=_without(block.text))
    rows = tuple(tuple(replace(cell, lines=tuple(map(_without, cell.lines))) for cell in row) for row in block.rows)
    return replace(block, rows=rows)


def _without(text: str) -> str:
    return _NUMBERED.sub("", text) if PAGE_NUMBER in text else text
