"""The sheets of one workbook, and the rows that are written into them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from auditor.report.workbook.archive import Spool, create_sheet, save
from auditor.report.workbook.cells import Binder, Cell, Line, cells
from auditor.report.workbook.fit import count_lines, row_height
from auditor.report.workbook.said import row_digest, said
from auditor.report.workbook.style import MUTED, WRAPPED, named_styles

Told = Callable[[str, str], None]
_lines = lru_cache(maxsize=4096)(count_lines)  # surgeons, questions and authorities come again and again


class OpenRow(NamedTuple):
    """A row that is ready but for its place in a sheet: its cells, how many lines it takes, and the digest of what it says."""

    cells: str
    lines: int
    digest: str


def open_row(line: Sequence[Cell | None], widths: Sequence[float], counted: Sequence[int] | None = None) -> OpenRow:
    """A row for a sheet with columns so wide; None stands for a cell that is filled later.

    Its digest covers all columns, or those at the places `counted`.
    """
    texts = [said(cell[0]) if cell else "" for cell in line]
    digest = row_digest(texts if counted is None else [texts[place] for place in counted])
    return OpenRow(cells(line), lines_of(line, widths), digest)


def lines_of(line: Sequence[Cell | None], widths: Sequence[float]) -> int:
    """The lines that the longest cell takes."""
    lines = 1
    for cell, width in zip(line, widths, strict=False):
        if cell and cell[1] in WRAPPED and isinstance(cell[0], str):
            lines = max(lines, _lines(cell[0], width))
    return lines


class Rows:
    """Writes rows to one sheet, each high enough for its longest cell."""

    def __init__(self, sheet: Worksheet, spool: Spool, widths: Sequence[float], told: Told | None = None) -> None:
        self.sheet = sheet
        self._told = told
        self.count = 0
        self._spool = spool
        self._widths = tuple(widths)
        self._binder = Binder(sheet)

    def append(self, line: Line, *, height: float | None = None, told: bool = True) -> None:
        """Write one row, which may be shorter than the sheet is wide; what is not `told` has no digest."""
        row = open_row(line, self._widths)
        self.bind(row if told else row._replace(digest=""), height=height)

    def bind(self, row: OpenRow, *, link: str | None = None, height: float | None = None) -> None:
        """Write a row that is ready; its first cell leads to `link`."""
        self.count += 1
        if self._told is not None:
            self._told(self.sheet.title, row.digest)
        cells = self._binder.bound(row.cells, self.count)
        self._spool.add(f'<row r="{self.count}"{_height(row.lines, height)}>{cells}</row>')
        if link:
            self._spool.link(f"A{self.count}", link)


def _height(lines: int, height: float | None) -> str:
    """A height that is not marked as chosen, so that spreadsheets may fit it anew when a column is widened."""
    if height is not None:
        return f' ht="{height:g}" customHeight="1"'
    return f' ht="{row_height(lines):g}"' if lines > 1 else ""


class Sheets:
    """A workbook in the making. `told` gets the title of the sheet and the digest of each row that is written.

    Rows wait in memory, or in nameless files in `folder`.
    """

    def __init__(self, told: Told | None = None, folder: Path | None = None) -> None:
        self._told = told
        self._folder = folder
        self.book = Workbook(write_only=True)
        self._spools: dict[str, Spool] = {}
        for style in named_styles():
            self.book.add_named_style(style)

    def open(self, title: str, widths: Sequence[float], *, after: str | None = None) -> Rows:
        """Create a sheet, at the end or behind the sheet that `after` names."""
        sheet = create_sheet(self.book, title, self.book.sheetnames.index(after) + 1 if after else None)
        self._spools[title] = Spool(self._folder)
        for number, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        lay_out(sheet)
        return Rows(sheet, self._spools[title], widths, self._told)

    def save(self, file: BinaryIO, properties: DocumentProperties) -> int:
        """Write the workbook to an open file; the number of rows in all sheets comes back."""
        self.book.properties = properties
        save(self.book, file, self._spools)
        return sum(spool.count for spool in self._spools.values())

    def discard(self) -> None:
        """Let go of all rows."""
        for spool in self._spools.values():
            spool.close()
        self._spools.clear()


def lay_out(sheet: Worksheet) -> None:
    """Set view and print set-up: fit to the width of a page, numbered, marked as confidential."""
    sheet.sheet_format.defaultRowHeight = row_height(1)
    sheet.sheet_format.customHeight = True
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_TABLOID
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.7, header=0.3, footer=0.35)
    foot = HeaderFooterItem()
    for part, text in ((foot.left, "Confidential: holds patients' data"), (foot.center, "&A"), (foot.right, "Page &P of &N")):
        part.text, part.size, part.color = text, 8, MUTED
    sheet.HeaderFooter = HeaderFooter(oddFooter=foot)
