"""What reviewers typed reaches the store, whatever they did to the workbook around it."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from auditor.report.review_entry import Opinion
from auditor.review.intake import told
from auditor.review.opinions import Fate
from tests.review.filled import AGREED, DISAGREED, EXPECTED, TYPED, words
from tests.review.kit import (
    AGREE,
    DISAGREE,
    Desk,
    audit_sheets,
    opened,
)


def test_what_was_typed_is_taken_in(desk: Desk) -> None:
    desk.type(TYPED)
    intake = desk.take()
    assert words(desk) == EXPECTED
    assert told(intake) == [
        "Reviews: 4 new, 0 changed, 0 unchanged.",
        "  new: case-1, case-2, case-3 (graft 2 of 2), case-3 (graft 2 of 2) (2nd review)",
    ]


def test_a_second_import_changes_nothing(desk: Desk) -> None:
    desk.type(TYPED)
    desk.take()
    assert told(desk.take()) == ["Reviews: 0 new, 0 changed, 4 unchanged."]
    assert words(desk) == EXPECTED


def sort_rows(sheet: Worksheet) -> None:
    """Sort whole rows in another order, as Excel does for a whole table."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    rows = [*rows[1::2], *rows[::2]]
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            sheet.cell(number, place).value = value


def filter_rows(sheet: Worksheet) -> None:
    for number in (2, 3):
        sheet.row_dimensions[number].hidden = True


def insert_columns(sheet: Worksheet) -> None:
    sheet.insert_cols(1, 2)
    sheet.cell(1, 1).value = "My remarks"
    sheet.cell(2, 1).value = "ask Monday"
    sheet.insert_cols(9)


def move_columns(sheet: Worksheet) -> None:
    """All columns in the reverse order."""
    for row in list(sheet.iter_rows()):
        held = [(cell.value, cell.number_format) for cell in row][::-1]
        for cell, (value, form) in zip(row, held, strict=True):
            cell.value, cell.number_format = value, form


def put_a_title_above(sheet: Worksheet) -> None:
    sheet.insert_rows(1, 3)
    sheet.cell(1, 1).value = "March"


def rename(sheet: Worksheet) -> None:
    sheet.title = "Reviewed by R. One"


def add_rows_below(sheet: Worksheet) -> None:
    sheet.cell(sheet.max_row + 2, 1).value = "4 rows in all"


@pytest.mark.parametrize(
    "change",
    [sort_rows, filter_rows, insert_columns, move_columns, put_a_title_above, rename, add_rows_below],
    ids=lambda f: f.__name__,
)
def test_the_sheet_may_be_arranged_otherwise(desk: Desk, change: object) -> None:
    desk.type(TYPED)
    with opened(desk.workbook) as book:
        for table in list(book["Audit"].tables):
            del book["Audit"].tables[table]
        change(book["Audit"])  # type: ignore[operator]
    desk.take()
    assert words(desk) == EXPECTED


def test_two_sheets_of_audits_are_read(desk: Desk) -> None:
    """A table that is too long for one sheet goes on in another."""
    desk.type(TYPED)
    with opened(desk.workbook) as book:
        first = book["Audit"]
        other = book.create_sheet("Audit 2")
        for place, cell in enumerate(first[1], 1):
            other.cell(1, place).value = cell.value
        for row in (3, 4, 5):
            for place, cell in enumerate(first[row], 1):
                other.cell(row - 1, place).value = cell.value
        first.delete_rows(3, 3)
    desk.take()
    assert words(desk) == EXPECTED


def test_libreoffice_saves_what_can_be_read(desk: Desk, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    desk.type(TYPED)
    (tmp_path / "saved").mkdir()
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), str(desk.workbook)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    desk.take(tmp_path / "saved" / "audit.xlsx")
    assert words(desk) == EXPECTED


def test_codes_and_words_are_read_however_they_were_typed(desk: Desk) -> None:
    desk.type({
        "case-1": {"Decision": " AGREE "}, "case-2": DISAGREE | {"Final code": 20962, "Review date": "2025-03-04"},
        "case-3, 2 of 2": DISAGREE | {"Final code": 20962.0, "Review date": datetime(2025, 3, 4, 0, 0)},
        "case-3, 1 of 2": DISAGREE | {"Final code": "None", "Decision": "Disagree"},
    })  # fmt: skip
    desk.take()
    found = words(desk)
    assert found["case-1"][0] == Opinion(decision="agree")
    assert found["case-2"][0] == found["case-3 (graft 2 of 2)"][0] == DISAGREED
    assert found["case-3 (graft 1 of 2)"][0].final_code == "none"


def test_an_empty_copy_of_a_colleague_takes_nothing_away(desk: Desk, tmp_path: Path) -> None:
    shutil.copy(desk.workbook, tmp_path / "other.xlsx")
    desk.type(TYPED)
    desk.take()
    desk.type({"case-4": AGREE}, tmp_path / "other.xlsx")
    intake = desk.take(tmp_path / "other.xlsx")
    assert words(desk) == EXPECTED | {"case-4": (AGREED, Opinion())}
    assert intake.changes.count(Fate.EMPTY) == 4


def test_emptied_cells_withdraw_a_review_when_that_is_asked_for(desk: Desk) -> None:
    desk.type(TYPED)
    desk.take()
    desk.type({"case-1": dict.fromkeys(AGREE)})
    assert told(desk.take())[1:] == [
        "  empty in this workbook and left as they stand in the store; --withdraw-empty withdraws them: case-1"
    ]
    assert told(desk.take(withdraw_empty=True))[1:] == ["  withdrawn; the former ones are kept: case-1"]
    assert words(desk) == {name: said for name, said in EXPECTED.items() if name != "case-1"}


def test_an_older_copy_never_replaces_a_later_word(desk: Desk, tmp_path: Path) -> None:
    desk.type(TYPED)
    shutil.copy(desk.workbook, tmp_path / "older.xlsx")
    desk.take()
    desk.type({"case-1": DISAGREE | {"Review date": date(2025, 4, 1)}})
    assert told(desk.take())[1:] == ["  changed; the former ones are kept: case-1"]
    assert told(desk.take(tmp_path / "older.xlsx"))[1:] == [
        "  of an older date than those in the store, which were left as they stand: case-1"
    ]
    assert words(desk)["case-1"][0].decision == "disagree"


def test_a_comment_of_several_lines_and_odd_signs(desk: Desk) -> None:
    comment = "First line\nsecond: <b>&amp;</b> _x0041_ = \u200b“ü”"
    desk.type({"case-1": AGREE | {"Comment": comment}})
    desk.take()
    assert words(desk)["case-1"][0].comment == comment


def test_the_workbook_is_not_touched(desk: Desk) -> None:
    desk.type(TYPED)
    before = desk.workbook.read_bytes()
    desk.take()
    assert desk.workbook.read_bytes() == before
    assert [sheet.title for sheet in audit_sheets(load_workbook(desk.workbook))] == ["Audit"]
