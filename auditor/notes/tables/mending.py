"""Where a table of texts goes on behind a row whose quotation marks do not pair.

The lines that follow may be rows, or more of the text whose mark is missing; a piece of a text must never pass for a row. So
they are rows where each of them has as many cells as the table, if texts stood without marks before or these lines are many.
Else the next row is one that hardly stands in a text: all cells of a row, and the text among them between quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice, takewhile
from typing import Final

from auditor.notes.tables.cells import Cells

_LINES: Final = 20  # that are looked at
_MANY: Final = 8
_QUOTED: Final = r' *+"[^"]*+(?:""[^"]*+)*+"'
_END: Final = r"(?:\r\n?|\n|\Z)"


@dataclass(frozen=True, slots=True)
class Shape:
    """How a row looks: how many cells it has, and the place of the text among them. `above` it are so many."""

    width: int
    text: int
    above: int


class Mender:
    """Knows the lines of one table. It is told of each row, and asked where a broken one ends."""

    def __init__(self, lines: Sequence[str], delimiter: str, shape: Shape) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._shape = shape
        self._rows = 0
        self._plain = False  # whether the text of a row stood without quotation marks

    def met(self, cells: Cells, first: int, end: int) -> None:
        """A row of the lines from `first` to before `end`."""
        self._rows += 1
        if not self._plain and self._rows > self._shape.above and end == first + 1:
            self._plain = self._is_plain(self._lines[first]) and bool(str(cells[self._shape.text] or "").strip())

    def end(self, broken: int) -> int:
        """The line behind a broken row that begins in this one."""
        self._rows += 1
        if self._rows <= self._shape.above or self._goes_on_plainly(broken + 1):
            return broken + 1
        behind = range(broken + 1, len(self._lines))
        return next((line for line in behind if self._row.match(self._text, self._starts[line])), self._last + 1)

    def _goes_on_plainly(self, line: int) -> bool:
        """Whether what follows, up to the next quotation mark, are rows; of one cell any line could be."""
        near = takewhile(lambda each: '"' not in each, islice(self._lines, line, line + _LINES))
        plain = [self._is_plain(each) for each in near if each.strip()]
        return self._shape.width > 1 and all(plain) and len(plain) >= (1 if self._plain else _MANY)

    def _is_plain(self, line: str) -> bool:
        return bool(line.strip()) and '"' not in line and line.count(self._delimiter) == self._shape.width - 1

    @cached_property
    def _row(self) -> re.Pattern[str]:
        sign = re.escape(self._delimiter)
        cell = rf'(?:{_QUOTED}(?=[{sign}\r\n]|\Z)|[^"{sign}\r\n]*+)'
        behind = self._shape.width - 1 - self._shape.text
        return re.compile(rf"(?:{cell}{sign}){{{self._shape.text}}}{_QUOTED}(?:{sign}{cell}){{{behind}}}{_END}")

    @cached_property
    def _last(self) -> int:
        """The last line that is not blank."""
        return next(line for line in reversed(range(len(self._lines))) if self._lines[line].strip())

    @cached_property
    def _text(self) -> str:
        return "".join(self._lines)

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate(map(len, self._lines), initial=0))
