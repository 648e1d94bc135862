"""A cell shows what it was given, and never does anything."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.packaging.core import DocumentProperties

from auditor.report.workbook.cells import MAX_UNITS, Value, safe_text
from auditor.report.workbook.rows import Sheets
from auditor.report.workbook.style import Look


def through(*values: Value) -> list[Cell]:
    """The cells as they come back from a file."""
    sheets = Sheets()
    rows = sheets.open("Sheet", [20])
    for value in values:
        rows.append([(value, Look.TEXT)])
    file = BytesIO()
    sheets.save(file, DocumentProperties())
    return [cast(Cell, row[0]) for row in load_workbook(file)["Sheet"].iter_rows()]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "=HYPERLINK(\"http://x\",\"y\")", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", "＝1", "-", "=", "#REF!", "#N/A", "TRUE",
     "007", "1e5", "2024-01-02", "20956", "{=1}"],
)  # fmt: skip
def test_text_stays_text(text: str) -> None:
    (cell,) = through(text)
    assert (cell.value, cell.data_type) == (text, "s")


def test_text_that_could_start_a_formula_stays_text_when_edited() -> None:
    risky, harmless, after = through("=1+1", "crest", "rib")
    assert (risky.quotePrefix, harmless.quotePrefix, after.quotePrefix) == (True, False, False)


def test_numbers_and_times_keep_their_kind() -> None:
    number, share, moment, day, nothing = through(7, 0.25, datetime(2025, 3, 4, 10, 22), date(2025, 3, 4), None)
    assert (number.value, number.data_type, share.value) == (7, "n", 0.25)
    assert (moment.value, moment.number_format) == (datetime(2025, 3, 4, 10, 22), "yyyy-mm-dd hh:mm")
    assert (day.value, day.number_format) == (datetime(2025, 3, 4), "yyyy-mm-dd")
    assert nothing.value is None


def test_control_characters_are_replaced_by_signs() -> None:
    (cell,) = through("a\x00b\x07c\x1bd\x7fe\x9ff\ufffeg\ud800h")
    assert cell.value == "a␀b␇c␛d␡e�f�g�h"


def test_an_escape_of_the_file_format_is_shown_as_written() -> None:
    """A spreadsheet reads `_x0007_` as a bell; `_x005F_` is its own way to write the line before it."""
    assert safe_text("_x0007_ and _x00_ and __x0041_") == "_x005F_x0007_ and _x00_ and __x005F_x0041_"


@pytest.mark.parametrize("sign", ["x", "½", "🦴"])
def test_a_long_text_is_cut_with_a_mark(sign: str) -> None:
    (cell,) = through(sign * 40_000)
    assert isinstance(cell.value, str)
    assert cell.value.endswith(f"{sign} … [cut: 40,000 characters in all]")
    assert len(cell.value.encode("utf-16-le")) // 2 in {MAX_UNITS, MAX_UNITS - 1}


def test_a_text_that_just_fits_is_whole() -> None:
    (cell,) = through("x" * MAX_UNITS)
    assert cell.value == "x" * MAX_UNITS


@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_written_and_comes_back_as_a_spreadsheet_shows_it(text: str) -> None:
    (cell,) = through(f"x{text}")
    assert (cell.value, cell.data_type) == (safe_text(f"x{text}"), "s")
