"""Sheet "Trend": a row for each month of service over all stored runs, and two line charts beside them."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.report.workbook.cells import Value
from auditor.report.workbook.charts import AMBER, BLUE, GREEN, Box, Lines, add_lines
from auditor.report.workbook.rows import Sheets
from auditor.report.workbook.scorecard_sheets import FEW
from auditor.report.workbook.sheet import Column, Table
from auditor.report.workbook.style import Look
from auditor.report.workbook.trend import Month, Trend
from auditor.shares import Interval, Share, exact

TITLE = "Trend"
NO_MONTH = "no date of service"
_SHOWN = 36  # months in the charts, the latest
_WIDE = 9  # columns that a chart covers; these have the width that a sheet gives by itself
_HIGH = 14


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month with the interval of its agreement, where there are cases."""

    month: Month
    interval: Interval | None

    @property
    def few(self) -> str:
        """What is said of small numbers."""
        found = [word for word, count in (("notes", self.month.notes), ("cases", self.month.cases)) if 0 < count < FEW]
        return f"fewer than {FEW} {' and '.join(found)}" if found else ""


def write_trend(sheets: Sheets, trend: Trend) -> None:
    """Write the sheet."""
    months = list(trend.months())
    table = Table(sheets, TITLE, COLUMNS)
    for month in months:
        table.add(_row(month))
    table.close()
    table.remark(
        "Each note counts once, as the latest run that saw it has it; its case as the latest run with claims has it.",
        f"Months with fewer than {FEW} notes or cases are marked, and crosses in the charts: one note moves their rates far.",
    )
    if dated := sum(bool(month.name) for month in months):
        _charts(table, months[:dated])


def _row(month: Month) -> MonthRow:
    return MonthRow(month, exact(Share(month.agree, month.cases)) if month.cases else None)


def _charts(table: Table[MonthRow], months: list[Month]) -> None:
    last = len(months) + 1
    first = max(2, last - _SHOWN + 1)
    shown = months[first - 2 :]
    left = len(COLUMNS)
    few_notes = [place for place, month in enumerate(shown) if month.notes < FEW]
    few_cases = [place for place, month in enumerate(shown) if month.cases < FEW]
    titles = [column.title for column in COLUMNS]
    supported, agreement, missing = (titles.index(title) + 1 for title in (_SUPPORTED, _AGREEMENT, _MISSING))
    shares = [(supported, BLUE, few_notes)]
    if any(month.cases for month in shown):
        shares.append((agreement, GREEN, few_cases))
    add_lines(table.sheet, Lines("Supported notes and agreement by month", first, last, shares, "0%", 1), _box(left, 1))
    add_lines(
        table.sheet, Lines("Missing elements a note by month", first, last, [(missing, AMBER, few_notes)], "0.0"),
        _box(left, 2 + _HIGH),
    )  # fmt: skip


def _box(left: int, top: int) -> Box:
    return Box(left, top, left + _WIDE, top + _HIGH)


def _share(part: int, whole: int) -> Value:
    return part / whole if whole else None


_SUPPORTED, _AGREEMENT, _MISSING = "Supported, of the notes", "Agreement", "Missing elements a note"

COLUMNS: tuple[Column[MonthRow], ...] = (
    Column("Month of service", 18, lambda row: row.month.name or NO_MONTH, Look.STRONG),
    Column("Notes", 8, lambda row: row.month.notes, Look.COUNT),
    Column(_SUPPORTED, 11, lambda row: _share(row.month.supported, row.month.notes), Look.SHARE),
    Column(_MISSING, 11, lambda row: _share(row.month.missing, row.month.notes), Look.UNITS),
    Column("Cases", 8, lambda row: row.month.cases, Look.COUNT),
    Column("Agree", 8, lambda row: row.month.agree, Look.COUNT),
    Column(_AGREEMENT, 11, lambda row: _share(row.month.agree, row.month.cases), Look.SHARE),
    Column("95 % interval, from", 10, lambda row: row.interval[0] if row.interval else None, Look.SHARE),
    Column("95 % interval, to", 10, lambda row: row.interval[1] if row.interval else None, Look.SHARE),
    Column("Small numbers", 32, lambda row: row.few, Look.MUTED),
)
