"""What somebody left in a workbook beside the reviewers' columns is never gone without a word."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from auditor.model import Audit
from auditor.notes.outputs import is_output
from auditor.report.workbook.review_columns import STATE
from auditor.review.intake import told
from tests.review.filled import NOTES, TYPED
from tests.review.kit import AGREE, Desk, column, note, opened

KEPT = "audit (as saved).xlsx"


def a_column_of_their_own(book: Workbook) -> None:
    book["Audit"].insert_cols(8)
    book["Audit"]["H1"], book["Audit"]["H2"] = "Follow-up", "call on Monday"


def a_column_without_title(book: Workbook) -> None:
    book["Audit"].cell(2, book["Audit"].max_column + 2).value = "call on Monday"


def a_note_on_a_cell(book: Workbook) -> None:
    book["Audit"]["A2"].comment = Comment("call on Monday", "R. One")


def a_note_on_another_sheet(book: Workbook) -> None:
    book["Rules"]["A2"].comment = Comment("call on Monday", "R. One")


def a_remark_beside_another_table(book: Workbook) -> None:
    book["Missing documentation"]["M2"] = "call on Monday"


def a_cell_of_another_table(book: Workbook) -> None:
    book["Missing documentation"]["B2"] = "call on Monday"


def a_remark_on_the_summary(book: Workbook) -> None:
    book["Summary"]["H3"] = "call on Monday"


def a_sheet(book: Workbook) -> None:
    book.create_sheet("Mine")["A1"] = "call on Monday"


def a_line_above(book: Workbook) -> None:
    for table in list(book["Audit"].tables):
        del book["Audit"].tables[table]
    book["Audit"].insert_rows(1)
    book["Audit"]["A1"] = "March"


def a_line_below(book: Workbook) -> None:
    book["Audit"].cell(book["Audit"].max_row + 2, 1).value = "4 rows in all"


def a_guarded_cell(book: Workbook) -> None:
    book["Audit"].cell(5, column(book["Audit"], "Reason")).value = "call on Monday"


def a_state(book: Workbook) -> None:
    book["Audit"].cell(5, column(book["Audit"], STATE)).value = "call on Monday"


LEFT = [
    a_column_of_their_own, a_column_without_title, a_note_on_a_cell, a_note_on_another_sheet, a_remark_beside_another_table,
    a_cell_of_another_table, a_remark_on_the_summary, a_sheet, a_line_above, a_line_below, a_guarded_cell, a_state,
]  # fmt: skip


@pytest.mark.parametrize("leave", LEFT, ids=lambda f: f.__name__)
def test_a_workbook_that_holds_more_is_kept_as_it_was_saved(desk: Desk, leave: Callable[[Workbook], None]) -> None:
    desk.type({"case-1": AGREE})
    with opened(desk.workbook) as book:
        leave(book)
    held = desk.workbook.read_bytes()
    assert desk.run(NOTES).complete
    assert (desk.folder / KEPT).read_bytes() == held
    assert desk.said[1] == (
        "The older workbook held, beside reviews, what is not in the new one: cells of other sheets, columns of somebody's own "
        f"or notes on cells. It is kept as {(desk.folder / KEPT).as_posix()}."
    )
    desk.type({"case-1": AGREE | {"Review date": date(2025, 5, 6)}})
    desk.run(NOTES)
    assert [path.name for path in desk.folder.glob("audit (*")] == [KEPT]  # one copy, not one a run


def test_copies_are_never_replaced(desk: Desk) -> None:
    held = []
    for number in range(2):
        with opened(desk.workbook) as book:
            a_sheet(book)
            book.create_sheet(f"Mine {number}")["A1"] = "another"  # however little time passes, no copy is like the other
        held.append(desk.workbook.read_bytes())
        desk.run(NOTES)
    names = (KEPT, "audit (as saved 2).xlsx")
    assert [(desk.folder / name).read_bytes() for name in names] == held
    assert all(map(is_output, (*names, "audit (not imported).xlsx", "audit (not imported 12).xlsx", "audit.xlsx")))
    assert not is_output("audit (mine).xlsx")


@pytest.mark.parametrize("more", [[], [note("case-9")]], ids=["the same notes", "another note"])
def test_no_copy_where_only_reviews_were_typed(desk: Desk, more: list[Audit]) -> None:
    desk.type(TYPED)
    desk.run([*more, *NOTES])
    assert not list(desk.folder.glob("audit (*"))


def test_no_copy_of_what_libreoffice_saved(desk: Desk, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    desk.type(TYPED)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path), str(desk.workbook)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    shutil.copy(tmp_path / "audit.xlsx", desk.workbook)
    desk.run(NOTES)
    assert not list(desk.folder.glob("audit (*"))


def test_an_import_names_the_columns_that_it_does_not_read(desk: Desk) -> None:
    desk.type({"case-1": AGREE})
    with opened(desk.workbook) as book:
        a_column_of_their_own(book)
        a_column_without_title(book)
    last = desk.take()
    assert told(last)[-1].startswith("Not read, since the tool has no such column: “Follow-up”, A")
