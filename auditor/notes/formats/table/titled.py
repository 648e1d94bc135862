"""Whether a row is the titles of a table of notes, or a row of it that holds such a word: the type "Operative report"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from auditor.notes.formats.table.titles import LONGEST_TITLE, NoteTitles
from auditor.notes.tables.cells import Cell, Row, Trouble
from auditor.notes.tables.head import HEAD_ROWS, Head, printed_cells

_LINES: Final = 5  # so many rows in one column, none of them longer than a line, are rather the lines of one note


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges what may be titles by the rows around them."""

    titles: NoteTitles

    def accepts(self, head: Head, rows: Sequence[Row]) -> bool:
        """Whether the row is titles: rows above it are not as full ("Run by: HIM"), and no cell is a text, a number or a day.

        A row below another of as many cells is titles only where more of it is known than of any such row, and two at least.
        """
        own = printed_cells(rows[head.at].cells)
        if self.titles.is_named(head.titles):
            return True
        if any(len(cell) > LONGEST_TITLE or not _is_word(cell) for cell in (*head.titles, *own) if cell):
            return False
        others = (printed_cells(row.cells) for row in _above(head, rows))
        full = [self._known(cells) for cells in others if _filled(cells) >= _filled(own)]
        if full and not (head.known > 1 and head.known > max(full)):
            return False
        return _filled(head.titles) > 1 or any(map(self.titles.speaks_of_text, head.titles)) or not _is_form(head, rows)

    def _known(self, cells: Sequence[str]) -> int:
        return sum(self.titles.meaning(cell) is not None for cell in cells if cell)


def above(head: Head, rows: Sequence[Row]) -> Iterator[tuple[Row, bool]]:
    """The rows above the titles that may be more than words about the table, and whether they look like rows of it.

    These are as full as the titles; others hold a text, such as who may read the report.
    """
    titles = _filled(head.titles)
    for row in _above(head, rows):
        cells = printed_cells(row.cells)
        full = titles > 1 and _filled(cells) >= titles
        if full or any(len(cell) > LONGEST_TITLE for cell in cells):
            yield row, full


def _above(head: Head, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows above the titles; where these are two rows of which both give words, above both."""
    own = printed_cells(rows[head.at].cells)
    joined = any(title not in ("", *own) for title in head.titles)
    return rows[: max(head.at - joined, 0)]


def _is_form(head: Head, rows: Sequence[Row]) -> bool:
    """Whether what stands below one title is one note typed into cells: labels and values side by side, or a line a row."""
    place = next(at for at, title in enumerate(head.titles) if title)
    near = rows[head.at + 1 : head.at + 1 + HEAD_ROWS]
    below = [row.cells for row in near if not isinstance(row.cells, Trouble)]
    if any(_is_text(cell) for cells in below for at, cell in enumerate(cells) if at != place):
        return True
    texts = [cells[place] for cells in below if place < len(cells)]
    filled = [cell for cell in texts if isinstance(cell, str) and cell.strip()]
    return len(filled) >= _LINES and not any(len(cell) > LONGEST_TITLE or "\n" in cell for cell in filled)


def _is_text(cell: Cell) -> bool:
    return isinstance(cell, str) and any(map(str.isalpha, cell))


def _is_word(cell: str) -> bool:
    """Whether a cell could be a title: "#" and "DX 1" could, "7" and "2024-03-14" could not."""
    return any(map(str.isalpha, cell)) or not any(map(str.isdigit, cell))


def _filled(cells: Sequence[str]) -> int:
    return sum(map(bool, cells))
