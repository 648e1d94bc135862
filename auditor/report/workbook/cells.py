"""The only place where a value becomes a spreadsheet cell.

A cell never holds a formula, a character that a spreadsheet cannot hold, or more text than it can hold.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import TYPE_STRING, Cell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet

from auditor.report.text import visible
from auditor.report.workbook.style import FORMATS, Look

Value = str | int | float | datetime | None

MAX_UNITS = 32_767
_FORMULA_STARTS = tuple("=+-@\t\n＝＋－＠")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Cells:
    """Makes the cells of one sheet."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._styles: dict[Look, StyleArray] = {}  # finding a named style anew for each cell takes half the time of a run

    def cell(self, value: Value, look: Look) -> Cell:
        """Make one cell. Text stays text whatever it begins with; numbers and times keep their kind."""
        made = Cell(self._sheet, 1, 1, style_array=self._style(look))
        if not isinstance(value, str):
            made.value = value
        elif value:  # an empty text would be written as a kind of text without its text
            made.value = safe_text(value)
            made.data_type = TYPE_STRING
            if value.startswith(_FORMULA_STARTS):
                made.quotePrefix = True  # keeps it text when a person edits the cell and presses Enter
        if isinstance(value, datetime):
            made.number_format = FORMATS[Look.MOMENT]  # a time would otherwise be shown in a form of its own
        return made

    def _style(self, look: Look) -> StyleArray:
        if look not in self._styles:
            model: Any = WriteOnlyCell(self._sheet)
            model.style = look.value
            self._styles[look] = model._style
        return self._styles[look]


def safe_text(text: str) -> str:
    """The text as a cell can hold it: unseen characters made visible, and cut with a mark after 32,767 units.

    A spreadsheet counts in UTF-16 units and reads `_x0041_` as the letter A, so such a sequence is escaped.
    """
    shown = _ESCAPE.sub("_x005F_", visible(text))
    if _units(shown) <= MAX_UNITS:
        return shown
    mark = f" … [cut: {len(text):,} characters in all]"
    room = (MAX_UNITS - _units(mark)) * 2
    return shown.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + mark


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
