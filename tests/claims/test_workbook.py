"""Workbooks: the sheet with the claims, numbers and dates as spreadsheets keep them, formulas by their stored results."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from auditor.claims.model import ClaimLine
from auditor.claims.read import read_claims
from auditor.errors import ClaimsError
from tests.claims.kit import HEAD, ROW, codes, told, workbook


def test_numbers_and_dates(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        {
            "Claims": [
                ("Account", "DOS", "NPI", "CPT", "Mod 1", "Mod 2", "Units", "Charge"),
                (100234, datetime(2024, 3, 4, 7, 30), 1234567893, 20956, 59, "rt", 1, 1234.5),
                (100235.0, date(2024, 3, 5), 1234567893.0, 20957.0, None, 25.0, 2.0, "$1,234.50"),
                ("0100236", 45357, None, "G0463", None, None, None, None),
            ]
        },
    )
    assert read_claims(path).lines == (
        ClaimLine(
            row=2, case="100234", date_of_service="2024-03-04", npi="1234567893", code="20956", modifiers=("59", "RT"),
            charge=Decimal("1234.5"),
        ),
        ClaimLine(
            row=3, case="100235", date_of_service="2024-03-05", npi="1234567893", code="20957", modifiers=("25",), units=2,
            charge=Decimal("1234.50"),
        ),
        ClaimLine(row=4, case="0100236", date_of_service="2024-03-06", code="G0463"),
    )  # fmt: skip


def test_the_days_of_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet.append(["Account", "DOS", "CPT"])
    sheet.append(["A1", 43894, "20956"])
    sheet.append(["A2", date(2024, 3, 5), "20956"])
    path = tmp_path / "claims.xlsx"
    book.save(path)
    assert [line.date_of_service for line in read_claims(path).lines] == ["2024-03-05", "2024-03-05"]


def test_the_sheet_is_the_one_with_a_code_column_whatever_stands_above_it(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        {
            "Read me": [("Claims of the month",), ("Account", "what it is")],
            "Export": [("June",), (), (None, *HEAD), (None, *ROW)],
        },
    )
    claims = read_claims(path)
    assert codes(claims) == [(4, "20956")]
    assert claims.unused == ()


def test_a_sheet_of_fees_or_counts_is_no_sheet_of_claims(tmp_path: Path) -> None:
    fees, counts = [("CPT", "Amount"), (20956, 79.03)], [("Surgeon", "CPT", "Units"), ("Smith", 20956, 12)]
    claims = read_claims(workbook(tmp_path, {"Fees": fees, "Export": [HEAD, ROW], "Counts": counts}))
    assert (codes(claims), claims.lines[0].case) == ([(2, "20956")], "A1")


def test_two_sheets_are_not_chosen_between(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"June": [HEAD, ROW], "July": [HEAD, (*ROW[:3], "20957")]})
    with pytest.raises(ClaimsError) as caught:
        read_claims(path)
    assert str(caught.value) == (
        f"{path.as_posix()}: the sheets “June”, “July” could each hold the claims; "
        'name one: sheet = "NAME" in the file of --columns.'
    )
    assert codes(read_claims(path, sheet="July")) == [(2, "20957")]
    with pytest.raises(ClaimsError, match="there is no sheet “May”; name one of “June”, “July”"):
        read_claims(path, sheet="May")


def test_a_hidden_sheet_is_named_and_not_read(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Old": [HEAD, ROW], "New": [HEAD, (*ROW[:3], "20957")]})
    book = load_workbook(path)
    book["Old"].sheet_state = "hidden"
    book.active = 1
    book.save(path)
    claims = read_claims(path)
    assert (codes(claims), claims.unused) == ([(2, "20957")], ("hidden sheet Old",))
    book.remove(book["New"])
    book.create_sheet("Empty")
    book.save(path)
    with pytest.raises(ClaimsError, match=r"only a hidden sheet holds claims \(“Old”\); show it, or name it"):
        read_claims(path)
    assert codes(read_claims(path, sheet="Old")) == [(2, "20956")]


def test_rows_that_a_filter_hides_are_read(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Claims": [HEAD, ROW, ROW]})
    book = load_workbook(path)
    book["Claims"].row_dimensions[3].hidden = True
    book.save(path)
    assert codes(read_claims(path)) == [(2, "20956"), (3, "20956")]


def test_titles_of_two_rows_with_merged_cells(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        {
            "Claims": [
                ("Account", "Date of", "Surgeon", None, "CPT", "Modifiers", None, "Diagnosis", None),
                (None, "service", "Name", "NPI", None, 1, 2, "Code 1", "Text"),
                ("A1", "2024-03-14", "Smith", 1234567893, 20956, 59, "RT", "M87.051", "bone"),
            ]
        },
    )
    book = load_workbook(path)
    for cells in ("A1:A2", "C1:D1", "E1:E2", "F1:G1", "H1:I1"):
        book["Claims"].merge_cells(cells)
    book.save(path)
    claims = read_claims(path)
    assert claims.lines == (
        ClaimLine(
            row=3, case="A1", date_of_service="2024-03-14", surgeon="Smith", npi="1234567893", code="20956",
            modifiers=("59", "RT"), diagnoses=("M87.051",),
        ),
    )  # fmt: skip
    assert claims.unused == ("Diagnosis Text",)


def test_a_title_that_spans_columns_covers_those_that_hold_the_like(tmp_path: Path) -> None:
    rows = [("Account", "CPT", "Modifiers", None, None, "Dx", None), ("A1", 20956, 59, "RT", None, "M87.051", "a remark")]
    claims = read_claims(workbook(tmp_path, {"Claims": rows}))
    assert claims.lines[0].modifiers == ("59", "RT")
    assert [(one.field, one.column) for one in claims.columns][2:] == [
        ("modifiers", "Modifiers"), ("modifiers", "(no title, column 4)"), ("diagnoses", "Dx"),
    ]  # fmt: skip
    assert claims.unused == ("(no title, column 7)",)


def stored(path: Path, formula: str, result: str) -> None:
    """Put a stored result beside a formula, as a spreadsheet does when it saves."""
    with ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    old = rf"<f>{re.escape(formula)}</f><v ?(/>|></v>)".encode()
    parts[sheet], changed = re.subn(old, f"<f>{formula}</f><v>{result}</v>".encode(), parts[sheet])
    assert changed == 1
    with ZipFile(path, "w") as packed:
        for name, data in parts.items():
            packed.writestr(name, data)


def test_a_formula_counts_by_its_stored_result_and_is_never_evaluated(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Claims": [HEAD, (*ROW[:3], "=20000+956"), (*ROW[:3], "=20000+957"), ("=1+1", *ROW[1:])]})
    stored(path, "20000+956", "20956")
    claims = read_claims(path)
    assert codes(claims) == [(2, "20956"), (4, "20956")]
    remedy = "open the file in a spreadsheet and save it, or type what it shows"
    assert told(claims) == [
        f"NOT KEPT row 3, column “CPT”: the formula has no stored result; {remedy}.",
        f"row 4, column “Account”: the formula has no stored result; {remedy}.",
    ]


def test_an_error_of_the_spreadsheet_is_no_value(tmp_path: Path) -> None:
    claims = read_claims(workbook(tmp_path, {"Claims": [(*HEAD, "Mod"), (*ROW, "#N/A"), (*ROW[:3], "#REF!", None)]}))
    assert told(claims) == [
        "NOT KEPT row 2, column “Mod”: the cell holds an error of the spreadsheet; type what was meant.",
        "NOT KEPT row 3, column “CPT”: the cell holds an error of the spreadsheet; type what was meant.",
    ]


def test_what_the_spreadsheet_made_a_date_of_is_no_case(tmp_path: Path) -> None:
    claims = read_claims(workbook(tmp_path, {"Claims": [HEAD, (date(2024, 3, 1), *ROW[1:])]}))
    assert claims.lines[0].case is None
    assert told(claims) == ["row 2, column “Account”: the spreadsheet has made a date or a time of it; type it as text."]


def test_a_note_beside_the_table_moves_nothing(tmp_path: Path) -> None:
    claims = read_claims(workbook(tmp_path, {"Claims": [HEAD, (*ROW, None, "seen by Zed")]}))
    assert (codes(claims), claims.faults, claims.unused) == ([(2, "20956")], (), ("(no title, column 6)",))


def test_the_name_of_the_file_does_not_matter(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Claims": [HEAD, ROW]}).rename(tmp_path / "claims.csv")
    assert codes(read_claims(path)) == [(2, "20956")]


@pytest.mark.parametrize(
    ("member", "what"),
    [
        ("word/document.xml", "it is a Word document"),
        ("content.xml", "it is an OpenDocument file"),
        ("a.txt", "it is a ZIP file that is no workbook"),
    ],
)
def test_packed_files_of_other_kinds(tmp_path: Path, member: str, what: str) -> None:
    path = tmp_path / "claims.xlsx"
    with ZipFile(path, "w") as packed:
        packed.writestr(member, "x")
    with pytest.raises(ClaimsError) as caught:
        read_claims(path)
    assert caught.value.what == what


def test_a_damaged_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Claims": [HEAD, ROW]})
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(ClaimsError) as caught:
        read_claims(path)
    assert caught.value.what == "the workbook is damaged or has a password"
