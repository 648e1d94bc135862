"""A sheet that is a table: columns declared as data, header frozen and filtered, ready to print.

When the rows of one sheet are used up, the table goes on in another sheet; nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from auditor.report.workbook.cells import Line, Value, filled
from auditor.report.workbook.entry import Entry, guard, validation
from auditor.report.workbook.rows import OpenRow, Rows, Sheets, lines_of, open_row
from auditor.report.workbook.style import Look

Row = TypeVar("Row")
MAX_ROWS = 1_048_576
MAX_LINKED_ROWS = 65_000  # a sheet of Excel holds at most 65,530 links


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its title, its width in characters, how its value is got from a row, and its look.

    Without a `value` it is filled when a row is bound. `signals` are conditional formats of its cells; `entry` says what may be
    typed into it; `hidden` keeps it out of sight.
    """

    title: str
    width: float
    value: Callable[[Row], Value] | None
    look: Look = Look.TEXT
    signals: tuple[Rule, ...] = ()
    entry: Entry | None = None
    hidden: bool = False
    head: Look | None = None

    @property
    def head_look(self) -> Look:
        """A title stands where its column's values stand."""
        places = dict.fromkeys((Look.NUMBER, Look.UNITS, Look.SHARE), Look.HEAD_NUMBER) | {Look.COUNT: Look.HEAD_COUNT}
        return self.head or places.get(self.look, Look.HEAD)


class Form(Generic[Row]):
    """What the columns of a table make of a row, wherever that is done. The digest of a row covers the columns `counted`."""

    def __init__(self, columns: Sequence[Column[Row]], counted: Sequence[str] | None = None) -> None:
        self.columns = tuple(columns)
        titles = [column.title for column in columns]
        self.widths = tuple(column.width for column in columns)
        self.counted = None if counted is None else tuple(map(titles.index, counted))

    def opened(self, row: Row) -> OpenRow:
        """The row, ready but for its place, and for the columns without a value."""
        line = [(column.value(row), column.look) if column.value else None for column in self.columns]
        return open_row(line, self.widths, self.counted)


class Table(Generic[Row]):
    """A table in one sheet, or in as many as its rows need.

    `link` gives the page to which the first cell of a row leads; rows of a `linked` table are bound with theirs. The digest of a
    row covers the columns `counted`, or all. In a `guarded` table, columns without an entry refuse typing. Printed over several
    pages, each shows the first `freeze` columns.
    """

    def __init__(
        self,
        sheets: Sheets,
        title: str,
        columns: Sequence[Column[Row]],
        *,
        freeze: int = 1,
        max_rows: int = MAX_ROWS,
        link: Callable[[Row], str] | None = None,
        linked: bool = False,
        counted: Sequence[str] | None = None,
        guarded: bool = False,
        pages_wide: int = 1,
    ) -> None:
        self._sheets = sheets
        self._title = title
        self._form = Form(columns, counted)
        self._columns = self._form.columns
        self._freeze = freeze
        self._link = link
        self._guarded = guarded
        self._pages_wide = pages_wide
        self._max_rows = min(max_rows, MAX_LINKED_ROWS) if link or linked else max_rows
        self._parts: list[Rows] = []
        self._open()

    @property
    def count(self) -> int:
        """Rows in the part that is open, the header among them."""
        return self._parts[-1].count

    def add(self, row: Row) -> None:
        """Append one row."""
        self.bind(self._form.opened(row), self._link(row) if self._link else None)

    def bind(self, row: OpenRow, link: str | None = None, later: Line = ()) -> None:
        """Append a row that is ready; its first cell leads to `link`, `later` are the cells of the columns without a value."""
        if self.count == self._max_rows:
            self.close()
            self._open()
        if later:
            widths = [column.width for column in self._columns if column.value is None]
            row = row._replace(cells=filled(row.cells, later), lines=max(row.lines, lines_of(later, widths)))
        self._parts[-1].bind(row, link=link)

    def close(self) -> None:
        """End the table, which spans what was written; a table of Excel has one row at least, so it may be an empty one."""
        part = self._parts[-1]
        last = max(part.count, 2)
        name = part.sheet.title.replace(" ", "_")
        whole = f"A1:{get_column_letter(len(self._columns))}{last}"
        table = ExcelTable(displayName=name, name=name, ref=whole, autoFilter=AutoFilter(ref=whole))
        table.tableColumns = [TableColumn(id=number, name=column.title) for number, column in enumerate(self._columns, 1)]
        part.sheet.tables.add(table)
        for number, column in enumerate(self._columns, 1):
            area = f"{get_column_letter(number)}2:{get_column_letter(number)}{last}"
            for signal in column.signals:
                part.sheet.conditional_formatting.add(area, signal)
            if column.entry:
                part.sheet.data_validations.append(validation(column.entry, column.title, area))
        if self._guarded:
            part.sheet.data_validations.append(guard(" ".join(self._guarded_areas(last))))

    def remark(self, *texts: str) -> None:
        """Write lines below a table that was closed; filters and sorting leave them alone.

        Where columns are printed on every page, the lines begin behind them, or each page would show their beginnings.
        """
        indent = self._freeze if self._pages_wide > 1 else 0
        self._parts[-1].append([])
        for text in texts:
            self._parts[-1].append([*[(None, Look.CAPTION)] * indent, (text, Look.CAPTION)])

    @property
    def sheet(self) -> Worksheet:
        """The sheet of the part that is open."""
        return self._parts[-1].sheet

    def _guarded_areas(self, last: int) -> Iterator[str]:
        """The titles, and each run of columns without an entry."""
        yield f"A1:{get_column_letter(len(self._columns))}1"
        numbered = enumerate(self._columns, 1)
        for open_to_entry, run in groupby(numbered, key=lambda item: item[1].entry is not None):
            letters = [get_column_letter(number) for number, _ in run]
            if not open_to_entry:
                yield f"{letters[0]}2:{letters[-1]}{last}"

    def _open(self) -> None:
        after = self._parts[-1].sheet.title if self._parts else None
        title = f"{self._title} {len(self._parts) + 1}" if self._parts else self._title
        part = self._sheets.open(title, [column.width for column in self._columns], after=after)
        part.sheet.freeze_panes = f"{get_column_letter(self._freeze + 1)}2"
        part.sheet.print_title_rows = "1:1"
        part.sheet.page_setup.fitToWidth = self._pages_wide
        if self._pages_wide > 1:
            part.sheet.page_setup.pageOrder = "overThenDown"
            part.sheet.print_title_cols = f"A:{get_column_letter(self._freeze)}"
        for number, column in enumerate(self._columns, 1):
            part.sheet.column_dimensions[get_column_letter(number)].hidden = column.hidden
        part.append([(column.title, column.head_look) for column in self._columns], told=self._form.counted is None)
        self._parts.append(part)
