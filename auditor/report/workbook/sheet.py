"""A sheet that is a table: columns declared as data, header frozen and filtered, ready to print.

When the rows of one sheet are used up, the table goes on in another sheet; nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from auditor.report.workbook.archive import begin, create_sheet
from auditor.report.workbook.cells import Cells, Value
from auditor.report.workbook.fit import count_lines, row_height
from auditor.report.workbook.style import MUTED, Look

Row = TypeVar("Row")
MAX_ROWS = 1_048_576
WRAPPED = frozenset({Look.WRAP, Look.STRONG, Look.QUOTE, Look.MUTED, Look.HEAD, Look.HEAD_NUMBER, Look.HEAD_COUNT})


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its title, its width in characters, how its value is got from a row, and its look."""

    title: str
    width: float
    value: Callable[[Row], Value]
    look: Look | Callable[[Row], Look] = Look.TEXT

    def look_of(self, row: Row) -> Look:
        """The look of this column's cell in `row`."""
        return self.look if isinstance(self.look, Look) else self.look(row)

    @property
    def head(self) -> Look:
        """A title stands where its column's values stand."""
        return Look.HEAD_NUMBER if self.look is Look.NUMBER else Look.HEAD_COUNT if self.look is Look.COUNT else Look.HEAD


class Table(Generic[Row]):
    """A table in one sheet, or in as many as its rows need."""

    def __init__(
        self, book: Workbook, title: str, columns: Sequence[Column[Row]], *, freeze: int = 1, max_rows: int = MAX_ROWS
    ) -> None:
        self._book = book
        self._title = title
        self._columns = tuple(columns)
        self._widths = tuple(column.width for column in columns)
        self._freeze = freeze
        self._max_rows = max_rows
        self._parts: list[Rows] = []
        self._open()

    def add(self, row: Row) -> None:
        """Append one row."""
        if self._parts[-1].count == self._max_rows:
            self.close()
            self._open()
        self._parts[-1].append([(column.value(row), column.look_of(row)) for column in self._columns])

    def close(self) -> None:
        """End the table: the filter spans what was written."""
        part = self._parts[-1]
        part.sheet.auto_filter.ref = f"A1:{get_column_letter(len(self._columns))}{part.count}"

    def _open(self) -> None:
        after = self._book.index(self._parts[-1].sheet) + 1 if self._parts else None
        title = f"{self._title} {len(self._parts) + 1}" if self._parts else self._title
        sheet = create_sheet(self._book, title, after)
        sheet.freeze_panes = f"{get_column_letter(self._freeze + 1)}2"
        sheet.print_title_rows = "1:1"
        lay_out(sheet, self._widths, landscape=True)
        part = Rows(sheet, self._widths)
        part.append([(column.title, column.head) for column in self._columns])
        self._parts.append(part)


class Rows:
    """Writes rows to one sheet, each high enough for its longest cell; the set-up of the sheet ends here."""

    def __init__(self, sheet: Worksheet, widths: Sequence[float]) -> None:
        begin(sheet)
        self.sheet = sheet
        self.count = 0
        self._widths = tuple(widths)
        self._cells = Cells(sheet)

    def append(self, line: Sequence[tuple[Value, Look]]) -> None:
        """Write one row; a row may be shorter than the sheet is wide."""
        self.count += 1
        wrapped = zip(line, self._widths, strict=False)
        texts = ((value, width) for (value, look), width in wrapped if look in WRAPPED and isinstance(value, str))
        lines = max((count_lines(value, width) for value, width in texts), default=1)
        if lines > 1:
            self.sheet.row_dimensions[self.count] = _Fitted(self.sheet, index=self.count, ht=row_height(lines))
        self.sheet.append([self._cells.cell(value, look) for value, look in line])
        self.sheet.row_dimensions.pop(self.count, None)


class _Fitted(RowDimension):
    """A height that spreadsheets may fit anew when a column is widened; the common kind would be fixed for good."""

    @property
    def customHeight(self) -> Literal[False]:  # noqa: N802 - the name in the file format
        return False


def lay_out(sheet: Worksheet, widths: Sequence[float], *, landscape: bool) -> None:
    """Set widths, view and print set-up: fit to the width of a page, numbered, marked as confidential."""
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.sheet_format.defaultRowHeight = row_height(1)
    sheet.sheet_format.customHeight = True
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_TABLOID if landscape else Worksheet.PAPERSIZE_LETTER
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.7, header=0.3, footer=0.35)
    foot = HeaderFooterItem()
    for part, text in ((foot.left, "Confidential: holds patients' data"), (foot.center, "&A"), (foot.right, "Page &P of &N")):
        part.text, part.size, part.color = text, 8, MUTED
    sheet.HeaderFooter = HeaderFooter(oddFooter=foot)
