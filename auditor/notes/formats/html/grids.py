"""The tables of a page as rows of texts, each cell in its own column, whatever spans others."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from lxml import etree

from auditor.notes.formats.blocks import Paragraph
from auditor.notes.formats.html.reader import Context, Reader
from auditor.notes.formats.lines import flow

_PARTS: Final = frozenset({"thead", "tbody", "tfoot"})
_MOST_SPAN: Final = 20
_MOST_COLUMNS: Final = 200  # in which cells reach down
_BLANK_LINES: Final = re.compile("\n{3,}")


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """One table of a page."""

    element: etree._Element
    context: Context

    def beginning(self, rows: int, length: int) -> list[list[str]]:
        """So many rows, and of each cell little more than `length`: a look that costs little."""
        return list(islice(_placed(self._rows(), lambda cell: _start(cell, length)), rows))

    def rows(self) -> list[list[str]]:
        """All rows, and of each cell its text as the page shows it."""
        return list(_placed(self._rows(), self._text))

    @property
    def is_seen(self) -> bool:
        """Whether neither the table nor what it stands in is hidden."""
        look = self.context.styles.of
        return not any(look(one, str(one.tag)).hidden for one in (self.element, *self.element.iterancestors()))

    def is_within(self, tables: Collection[etree._Element]) -> bool:
        """Whether the table stands in a cell of another of these."""
        return any(one in tables for one in self.element.iterancestors())

    def _rows(self) -> Iterator[list[etree._Element]]:
        reader = Reader(self.context)
        for row in _trs(self.element):
            if not reader.is_left_out(row, "tr"):
                cells = [(cell, str(cell.tag)) for cell in row if cell.tag in ("td", "th")]
                yield [cell for cell, tag in cells if not reader.is_left_out(cell, tag)]

    def _text(self, cell: etree._Element) -> str:
        lines = (line for line, _ in flow(Reader(self.context).read(cell)))
        return _BLANK_LINES.sub("\n\n", "\n".join(lines).strip("\n"))


def grids(root: etree._Element, context: Context) -> Iterator[Grid]:
    """The tables of a page, those within others too."""
    for element in root.iter("table"):
        yield Grid(element, context)


def outside(root: etree._Element, context: Context, inside: Iterable[Grid]) -> str:
    """What stands on the page beside these tables, which are taken out of it."""
    for grid in inside:
        grid.element.text = None
        for part in list(grid.element):
            grid.element.remove(part)
    blocks = Reader(context).read(root)
    return "\n".join(block.text for block in blocks if isinstance(block, Paragraph) and block.text.strip())


def _trs(element: etree._Element) -> Iterator[etree._Element]:
    for inner in element:
        if inner.tag == "tr":
            yield inner
        elif inner.tag in _PARTS:
            yield from _trs(inner)


def _start(cell: etree._Element, length: int) -> str:
    """The beginning of the text of a cell in one line."""
    text = ""
    for piece in cell.itertext():
        text += str(piece)[: length + 1]
        if len(text) > length:
            break
    return " ".join(text.split())


def _placed(rows: Iterable[list[etree._Element]], text: Callable[[etree._Element], str]) -> Iterator[list[str]]:
    """Each row with empty cells where a cell above or to the left spans them."""
    spanned: dict[int, int] = {}
    for row in rows:
        cells: list[str] = []
        now, spanned = spanned, {place: left - 1 for place, left in spanned.items() if left > 1}
        for element in row:
            while len(cells) in now:
                cells.append("")
            wide, high = _span(element, "colspan"), _span(element, "rowspan")
            if high > 1:
                spanned |= dict.fromkeys(range(len(cells), min(len(cells) + wide, _MOST_COLUMNS)), high - 1)
            cells += [text(element), *[""] * (wide - 1)]
        yield cells


def _span(cell: etree._Element, name: str) -> int:
    said = (cell.get(name) or "").strip()
    most = _MOST_SPAN if name == "colspan" else 65_534
    return max(1, min(int(said), most)) if said.isdecimal() and len(said) < 6 else 1
