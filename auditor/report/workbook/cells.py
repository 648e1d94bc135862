"""The only place where a value becomes a spreadsheet cell.

A cell never holds a formula, a character that a spreadsheet cannot hold, or more text than it can hold. Cells are written as
XML at once: a run of a hundred thousand notes has ten million of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, cast
from xml.sax.saxutils import escape

from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

from auditor.report.text import visible
from auditor.report.workbook.style import FORMATS, Look

Value = str | int | float | datetime | date | None
Line = Sequence[tuple[Value, Look]]

MAX_UNITS = 32_767
_FORMULA_STARTS = tuple("=+-@\t\n＝＋－＠")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LETTERS = tuple(get_column_letter(number) for number in range(1, 101))


class Cells:
    """Makes the cells of one sheet."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._styles: dict[tuple[Look, str], int] = {}
        self._content = lru_cache(maxsize=8192, typed=True)(self._made)  # the same words come again and again in a run

    def row(self, number: int, line: Line) -> str:
        """The cells of one row as XML; rows count from 1. Text stays text whatever it begins with."""
        content = self._content
        cells = [f'<c r="{letter}{number}" s="{content(*cell)}' for letter, cell in zip(_LETTERS, line, strict=False)]
        return "".join(cells)

    def _made(self, value: Value, look: Look) -> str:
        """The cell from the number of its style on."""
        if value is None or value == "":  # an empty text would be written as a kind of text without its text
            return f'{self._style(look)}"/>'
        if isinstance(value, str):
            text = safe_text(value)
            space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
            kind = "quoted" if value.startswith(_FORMULA_STARTS) else ""
            return f'{self._style(look, kind)}" t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>'
        if isinstance(value, date):  # a time is a date too
            kind = FORMATS[Look.MOMENT if isinstance(value, datetime) else Look.DAY]
            return f'{self._style(look, kind)}"><v>{_serial(value)}</v></c>'
        return f'{self._style(look)}"><v>{value}</v></c>'

    def _style(self, look: Look, kind: str = "") -> int:
        """The number of a style in the file; `kind` is "quoted" for text that must stay text when edited, or a format."""
        if (look, kind) not in self._styles:
            model: Any = WriteOnlyCell(self._sheet)
            model.style = look.value
            if kind == "quoted":
                model.quotePrefix = True
            elif kind:
                model.number_format = kind
            self._styles[look, kind] = model.style_id
        return self._styles[look, kind]


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
