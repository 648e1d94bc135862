"""Paragraphs and tables of rich text, as its marks of cells and rows end them."""

from __future__ import annotations

from dataclasses import dataclass, field

from auditor.notes.formats.blocks import Block, Cell, Paragraph, Table
from auditor.notes.formats.lines import flow

_SPACE = 80  # twentieths of a point: below this nobody sees a gap


@dataclass(slots=True)
class _Level:
    """A table that is open at one depth."""

    blocks: list[Block] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    bold: bool = True


@dataclass(slots=True)
class Layout:
    """What holds for the paragraph that is being read. Spaces are twentieths of a point; `depth` is that of its table."""

    before: int = 0
    after: int = 0
    heading: bool = False
    depth: int = 0


@dataclass(slots=True)
class Story:
    """The body, a header, a note or a text box. `of_margin`: a header or footer, where page numbers are left out."""

    place: str | None = None
    of_margin: bool = False
    blocks: list[Block] = field(default_factory=list)
    boxes: list[Story] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _levels: list[_Level] = field(default_factory=list)
    _bold: bool = True
    _after: int = 0

    def add(self, text: str, *, bold: bool) -> None:
        """Text of the paragraph that is open."""
        self._pieces.append(text)
        self._bold = self._bold and (bold or not text.strip())

    def end_paragraph(self, layout: Layout) -> None:
        """The end of a paragraph, in a cell or outside all tables."""
        spaced = max(self._after, layout.before) >= _SPACE
        self._after = layout.after
        self._close(layout.depth)
        target = self._levels[layout.depth - 1].blocks if layout.depth else self.blocks
        if layout.depth:
            self._levels[layout.depth - 1].bold &= self._bold
        text = _whole("".join(self._pieces))
        target.append(Paragraph(text, spaced=spaced, heading=layout.heading, place=self.place))
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            target.extend(box.finish())
        self._pieces = []
        self._bold = True

    def end_cell(self, layout: Layout) -> None:
        """The end of a cell; some programs leave out that its paragraph is in a table."""
        depth = max(layout.depth, 1)
        self.end_paragraph(Layout(depth=depth))
        level = self._levels[depth - 1]
        lines = tuple(line for line, _ in flow(level.blocks))
        level.cells.append(Cell(lines, label=level.bold and any(line.strip() for line in lines)))
        level.blocks = []
        level.bold = True

    def end_row(self, depth: int) -> None:
        """The end of a row of the table at this depth."""
        if self.has_text():
            self.end_cell(Layout(depth=depth))
        if depth <= len(self._levels):
            self._close(depth)
            level = self._levels[depth - 1]
            if level.cells:
                level.rows.append(tuple(level.cells))
                level.cells = []

    def finish(self) -> list[Block]:
        """All blocks, with what is still open ended."""
        if self.has_text() or self.boxes:
            self.end_paragraph(Layout())
        self._close(0)
        return self.blocks

    def has_text(self) -> bool:
        """Whether the paragraph that is open holds any."""
        return any(piece.strip() for piece in self._pieces)

    def _close(self, depth: int) -> None:
        """End the tables deeper than `depth`, and open those down to it."""
        while len(self._levels) > depth:
            level = self._levels.pop()
            if level.cells or level.blocks:
                lines = tuple(line for line, _ in flow(level.blocks))
                level.rows.append((*level.cells, Cell(lines)) if lines else tuple(level.cells))
            if level.rows:
                target = self._levels[-1].blocks if self._levels else self.blocks
                target.append(Table(tuple(level.rows)))
        while len(self._levels) < depth:
            self._levels.append(_Level())


def _whole(text: str) -> str:
    """Text in which the two halves of a character beyond the first plane are one."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
