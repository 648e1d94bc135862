"""The only place where a value becomes a spreadsheet cell.

A cell never holds a formula, a character that a spreadsheet cannot hold, or more text than it can hold. Cells are written as
XML at once: a run of a hundred thousand notes has ten million of them.

Whoever audits a note makes its rows too, and knows neither where they will stand nor which numbers their styles will have in the
file. What is open is marked with control characters, which no cell can hold, until the row is bound to its sheet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final, cast
from xml.sax.saxutils import escape

from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

from auditor.report.text import visible
from auditor.report.workbook.style import FORMATS, Look

Value = str | int | float | datetime | date | None
Cell = tuple[Value, Look]
Line = Sequence[Cell]

MAX_UNITS = 32_767
LATER: Final = "\x03"  # a cell that is filled when its row is bound
_NUMBER: Final = "\x02"  # of the row
_STYLE: Final = "\x01"  # stands on both sides of the place that a style has in `_STYLES`
_QUOTED: Final = "quoted"  # text that must stay text when edited
_KINDS: Final = ("", _QUOTED, FORMATS[Look.DAY], FORMATS[Look.MOMENT])
_STYLES: Final = tuple((look, kind) for look in Look for kind in _KINDS)
_MARKS: Final = {style: f"{_STYLE}{place}{_STYLE}" for place, style in enumerate(_STYLES)}
_FORMULA_STARTS = tuple("=+-@\t\n＝＋－＠")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_STARTS = tuple(f'<c r="{get_column_letter(number)}{_NUMBER}" s="' for number in range(1, 101))


def cells(line: Sequence[Cell | None]) -> str:
    """The cells of one row as XML, with open places; None stands for one that is filled later."""
    return "".join([start + (_cell(*cell) if cell else LATER) for start, cell in zip(_STARTS, line, strict=False)])


def filled(row: str, later: Line) -> str:
    """The same row with the cells that were left for later."""
    first, *others = row.split(LATER)
    return first + "".join(_cell(*cell) + rest for cell, rest in zip(later, others, strict=True))


@lru_cache(maxsize=16_384, typed=True)  # the same words come again and again in a run
def _cell(value: Value, look: Look) -> str:
    """A cell from its style on. Text stays text whatever it begins with."""
    if value is None or value == "":  # an empty text would be written as a kind of text without its text
        return f'{_MARKS[look, ""]}"/>'
    if isinstance(value, str):
        text = safe_text(value)
        space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
        kind = _QUOTED if value.startswith(_FORMULA_STARTS) else ""
        return f'{_MARKS[look, kind]}" t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>'
    if isinstance(value, date):  # a time is a date too
        kind = FORMATS[Look.MOMENT if isinstance(value, datetime) else Look.DAY]
        return f'{_MARKS[look, kind]}"><v>{_serial(value)}</v></c>'
    return f'{_MARKS[look, ""]}"><v>{value}</v></c>'


class Binder:
    """Binds rows to one sheet. A style gets its number in the file when it is first met there."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._numbers: dict[str, str] = {}  # by the mark of the style

    def bound(self, row: str, number: int) -> str:
        """The cells of a row at its place; rows count from 1."""
        for mark, style in self._numbers.items():
            row = row.replace(mark, style)
        while _STYLE in row:
            place = row.split(_STYLE, 2)[1]
            mark = f"{_STYLE}{place}{_STYLE}"
            self._numbers[mark] = str(self._style(*_STYLES[int(place)]))
            row = row.replace(mark, self._numbers[mark])
        return row.replace(_NUMBER, str(number))

    def _style(self, look: Look, kind: str) -> int:
        model: Any = WriteOnlyCell(self._sheet)
        model.style = look.value
        if kind == _QUOTED:
            model.quotePrefix = True
        elif kind:
            model.number_format = kind
        number: int = model.style_id
        return number


def _serial(moment: date) -> float:
    """A date or time as a spreadsheet counts it, in days."""
    count: float = cast(Any, to_excel)(moment)
    return count


def safe_text(text: str) -> str:
    """The text as a cell can hold it: unseen characters made visible, and cut with a mark after 32,767 units.

    A spreadsheet counts in UTF-16 units and reads `_x0041_` as the letter A, so such a sequence is escaped.
    """
    if text.isascii() and text.isprintable() and "_x" not in text and len(text) <= MAX_UNITS:
        return text
    shown = _ESCAPE.sub("_x005F_", visible(text))
    if _units(shown) <= MAX_UNITS:
        return shown
    mark = f" … [cut: {len(text):,} characters in all]"
    room = (MAX_UNITS - _units(mark)) * 2
    return shown.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + mark


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
