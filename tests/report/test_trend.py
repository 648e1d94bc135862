"""The trend by month: rows, gaps, and the line charts over them."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from auditor.report.workbook.book import Book
from auditor.report.workbook.summary_tables import RunFacts
from auditor.report.workbook.trend import Month, Trend
from tests.billing.kit import rules
from tests.report.kit import reopened, table


def workbook(trend: Trend | None) -> Workbook:
    file = BytesIO()
    with Book(rules()) as book:
        book.save(file, RunFacts("0.1.0", datetime(2025, 3, 4)), trend)
    return reopened(file.getvalue())


def trend_of(*months: str | None, cases: bool = True) -> Trend:
    """A dozen notes in each month: nine supported, three elements missing, and twelve cases of which three agree."""
    trend = Trend()
    for month in months:
        for number in range(12):
            trend.add_note(month, int(number < 3), supported=number < 9)
            if cases:
                trend.add_case(month, "agree" if number < 3 else "error" if number < 8 else "query")
    return trend


def charts(book: Workbook) -> list[Any]:
    return list(book["Trend"]._charts)  # type: ignore[attr-defined]


def test_a_month_with_its_numbers() -> None:
    (row,) = table(workbook(trend_of("2024-05")), "Trend")
    assert row == {
        "Month of service": "2024-05", "Notes": 12, "Supported, of the notes": 0.75, "Missing elements a note": 0.25, "Cases": 12,
        "Agree": 3, "Agreement": 0.25, "95 % interval, from": pytest.approx(0.0549, abs=5e-5),
        "95 % interval, to": pytest.approx(0.5719, abs=5e-5), "Small numbers": None,
    }  # fmt: skip


def test_months_are_in_order_and_gaps_are_shown() -> None:
    trend = trend_of("2025-02", None, "2024-01", "2024-03", "2023-01", cases=False)
    assert [month.name for month in trend.months()] == [
        "2023-01", "2023-02 to 2023-12", "2024-01", "2024-02", "2024-03", "2024-04 to 2025-01", "2025-02", None,
    ]  # fmt: skip
    assert list(trend_of("2024-12", "2025-04", cases=False).months())[1:4] == [
        Month("2025-01"),
        Month("2025-02"),
        Month("2025-03"),
    ]


def test_nothing_to_compare_is_no_case() -> None:
    trend = Trend()
    trend.add_note("2024-05", 0, supported=True)
    trend.add_case("2024-05", "nothing to compare")
    assert list(trend.months()) == [Month("2024-05", notes=1, supported=1)]


def test_small_months_are_marked() -> None:
    trend = trend_of("2024-05", cases=False)
    trend.add_case("2024-05", "agree")
    trend.add_note("2024-06", 2, supported=False)
    rows = table(workbook(trend), "Trend")
    assert [row["Small numbers"] for row in rows] == ["fewer than 10 cases", "fewer than 10 notes"]
    assert rows[1]["Missing elements a note"] == 2


def test_the_charts_are_lines_over_the_months_with_a_day() -> None:
    trend = trend_of("2024-05", "2024-06", None)
    trend.add_note("2024-07", 1, supported=True)
    shares, missing = charts(workbook(trend))
    supported, agreement = shares.series
    assert supported.val.numRef.f == "'Trend'!$C$2:$C$4"
    assert agreement.val.numRef.f == "'Trend'!$G$2:$G$4"
    assert supported.tx.strRef.f == "'Trend'!$C$1"
    assert supported.cat.numRef.f == "'Trend'!$A$2:$A$4"
    assert missing.series[0].val.numRef.f == "'Trend'!$D$2:$D$4"
    assert [(point.idx, point.marker.symbol) for point in supported.dPt] == [(2, "x")]
    assert (shares.y_axis.scaling.min, shares.y_axis.scaling.max) == (0, 1)


def test_the_charts_show_the_latest_three_years() -> None:
    months = [f"{year}-{month:02}" for year in range(2021, 2025) for month in range(1, 13)]
    shares, _ = charts(workbook(trend_of(*months, cases=False)))
    assert [series.val.numRef.f for series in shares.series] == ["'Trend'!$C$14:$C$49"]


@pytest.mark.parametrize("trend", [None, trend_of(None)])
def test_without_a_month_there_is_no_chart(trend: Trend | None) -> None:
    assert charts(workbook(trend)) == []
