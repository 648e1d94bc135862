"""What cannot be read is named cell by cell, and then nothing of the workbook reaches the store."""

from __future__ import annotations

from copy import copy
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from auditor.errors import WorkbookError
from auditor.model import Status
from auditor.report.review_entry import Opinion
from auditor.review.intake import told
from auditor.review.reading import Strictness
from tests.review.filled import AGREED, EXPECTED, TYPED, words
from tests.review.kit import (
    AGREE,
    DISAGREE,
    Desk,
    cell_of,
    column,
    named,
    note,
    opened,
    second,
)


def refused(desk: Desk, workbook: Path | None = None) -> tuple[str, ...]:
    """The faults; nothing may have reached the store."""
    before = desk.entries()
    with pytest.raises(WorkbookError) as caught:
        desk.take(workbook)
    assert desk.entries() == before
    count = "1 place" if len(caught.value.faults) == 1 else f"{len(caught.value.faults)} places"
    assert str(caught.value) == f"{(workbook or desk.workbook).as_posix()}: nothing was taken in, because {count} cannot be read."
    return caught.value.faults


@pytest.mark.parametrize(
    ("title", "value", "what"),
    [
        ("Decision", "yes", "this is no decision; choose agree, disagree, needs second review."),
        ("Decision", '=IF(1,"agree","")', "it holds a formula; type what it shows."),
        ("Decision", "#REF!", "it holds an error of the spreadsheet; type what was meant."),
        ("Final code", "20963", "this is no code that can be given here; choose "),
        ("Final code", "2025-03-04", "this is no code that can be given here; choose "),
        ("Final code", datetime(2025, 3, 4), "it holds a date; type what was meant as text."),
        ("Final code", None, "“disagree” needs a final code; choose one, or clear the decision until then."),
        ("Reason for disagreement", None, "“disagree” needs a reason; choose one, or clear the decision until then."),
        ("Review date", "04/03/2025", "this is no date, or one that can be read in two ways; write it as YYYY-MM-DD."),
        ("Review date", "yesterday", "this is no date, or one that can be read in two ways; write it as YYYY-MM-DD."),
        ("Review date", "2025-03-04 or so", "more than a date stands here; write it as YYYY-MM-DD."),
        ("Review date", 45_720, "this is a number and no date; write it as YYYY-MM-DD."),
        ("Review date", date(2999, 1, 1), "this day is yet to come; type the day of the review."),
    ],
)
@pytest.mark.parametrize("prefix", ["", "2nd: "])
def test_a_cell_that_cannot_be_read_is_named(desk: Desk, prefix: str, title: str, value: object, what: str) -> None:
    typed = DISAGREE if not prefix else second(DISAGREE)
    desk.type({"case-1": AGREE, "case-2": typed | {f"{prefix}{title}": value}})
    if isinstance(value, int):  # a date format would turn the number into a day
        with opened(desk.workbook) as book:
            book["Audit"][cell_of(desk.workbook, "case-2", f"{prefix}{title}")].number_format = "General"
    place = cell_of(desk.workbook, "case-2", f"{prefix}{title}")
    (fault,) = refused(desk)
    assert fault.startswith(f"Audit, {place} ({prefix}{title}): {what}")


def test_agreeing_with_another_code_is_a_contradiction(desk: Desk) -> None:
    desk.type({"case-1": AGREE | {"Final code": "20962"}, "case-2": AGREE | {"Final code": "20956"}})
    place = cell_of(desk.workbook, "case-1", "Final code")
    assert refused(desk) == (
        f"Audit, {place} (Final code): “agree” stands beside a code that is not the tool's; say “disagree”, or clear the code.",
    )


def test_disagreeing_with_the_tools_own_code_is_a_contradiction(desk: Desk) -> None:
    desk.run([note("case-1"), note("case-2", other_codes=("20955",)), note("case-4", status=Status.QUERY)])
    desk.type(dict.fromkeys(("case-1", "case-2", "case-4"), DISAGREE | {"Final code": "20956"}))
    place = cell_of(desk.workbook, "case-1", "Final code")
    assert refused(desk) == (
        f"Audit, {place} (Final code): “disagree” stands beside the tool's own code; say “agree”, or choose the code that "
        "should stand there.",
    )  # one code of two, or a code where the surgeon is to be asked, is another answer


def test_all_faults_are_told_at_once_and_many_are_counted(desk: Desk) -> None:
    desk.type({"case-1": {"Decision": "yes", "Final code": "x"}, "case-4": {"Review date": "soon"}})
    assert len(refused(desk)) == 3
    many = Desk(desk.folder.parent / "many")
    many.run([note(f"n-{number}") for number in range(60)])
    many.type({f"n-{number}": {"Decision": "yes"} for number in range(60)})
    with pytest.raises(WorkbookError, match="because 60 places cannot be read") as caught:
        many.take()
    assert (len(caught.value.faults), caught.value.faults[-1]) == (51, "… and 10 more.")


def test_no_message_repeats_what_a_cell_holds(desk: Desk) -> None:
    desk.type({"case-1": {"Decision": "Jane Roe", "Final code": "Jane Roe", "Review date": "Jane Roe", "Status": "Jane Roe"}})
    faults = refused(desk)
    assert len(faults) == 4
    assert "Roe" not in " ".join(faults)


def test_a_guarded_cell_that_was_changed(desk: Desk) -> None:
    desk.type({"case-2": AGREE | {"Suggested code": "20962"}})
    assert refused(desk) == (
        "Audit, row 3: a cell that is not for reviewers was changed, or only some columns were sorted; "
        "take the row from the workbook as `auditor run` wrote it, and type the review again.",
    )  # fmt: skip
    desk.take(strict=Strictness(guarded=False))
    assert words(desk) == {"case-2": (AGREED, Opinion())}


def test_columns_that_were_sorted_alone(desk: Desk) -> None:
    desk.type(TYPED)
    with opened(desk.workbook) as book:
        sheet = book["Audit"]
        at = column(sheet, "Note")
        names = [sheet.cell(row, at).value for row in range(2, sheet.max_row + 1)]
        for row, name in enumerate(reversed(names), 2):
            sheet.cell(row, at).value = name
    assert [fault.split(":")[0] for fault in refused(desk)] == ["Audit, row 2", "Audit, row 3", "Audit, row 5", "Audit, row 6"]


def test_an_unknown_key(desk: Desk) -> None:
    desk.type({"case-2": AGREE | {"Key": "n-elsewhere-1"}})
    place = cell_of(desk.workbook, "case-2", "Key")
    assert refused(desk) == (
        f"Audit, {place} (Key): the store knows no such row; name the store that belongs to this workbook with --store, "
        "or put the key back.",
    )  # fmt: skip


def test_a_review_beside_no_note(desk: Desk) -> None:
    with opened(desk.workbook) as book:
        sheet = book["Audit"]
        row = sheet.max_row + 1
        sheet.cell(row, column(sheet, "Decision")).value = "agree"
        place = sheet.cell(row, column(sheet, "Decision")).coordinate
    assert refused(desk) == (
        f"Audit, {place}: a review stands in a row that belongs to no note; move it to the row of its note.",
    )


def copy_row(desk: Desk, name: str, **changed: object) -> None:
    """Copy a row of the sheet to its end, as a person does by mistake."""
    with opened(desk.workbook) as book:
        sheet = book["Audit"]
        row = next(number for number, found in named(sheet) if found == name)
        end = sheet.max_row + 1
        for cell in sheet[row]:
            made = sheet.cell(end, cell.column or 1)
            made.value, made.number_format = cell.value, copy(cell.number_format)
        for title, value in changed.items():
            sheet.cell(end, column(sheet, title)).value = value  # type: ignore[assignment]


def test_a_row_that_stands_twice(desk: Desk) -> None:
    desk.type(TYPED)
    copy_row(desk, "case-1")
    desk.take()
    assert words(desk) == EXPECTED
    copy_row(desk, "case-1", Decision=None, Reviewer=None, **{"Review date": None})
    assert told(desk.take()) == ["Reviews: 0 new, 0 changed, 4 unchanged."]
    copy_row(desk, "case-1", Comment="No!")
    assert refused(desk) == (
        "Audit, row 9: this row stands twice with different reviews, here and at Audit, row 2; keep one of the two.",
    )


@pytest.mark.parametrize("title", ["Decision", "2nd: Final code", "Key", "Seen", "Check", "Status"])
def test_a_column_that_was_deleted(desk: Desk, title: str) -> None:
    desk.type(TYPED)
    with opened(desk.workbook) as book:
        sheet = book["Audit"]
        sheet.tables.clear()
        sheet.delete_cols(column(sheet, title))
    assert refused(desk) == (f"Audit: the column “{title}” is missing; put it back, with the title as it was.",)


def test_a_column_that_was_copied(desk: Desk) -> None:
    with opened(desk.workbook) as book:
        sheet = book["Audit"]
        sheet.cell(1, sheet.max_column + 1).value = "Decision"
    assert refused(desk) == ("Audit: two columns are called “Decision”; remove or rename the one that was added.",)


def test_deleted_columns_that_reviewers_do_not_fill_can_be_let_pass(desk: Desk) -> None:
    desk.type(TYPED)
    with opened(desk.workbook) as book:
        sheet = book["Audit"]
        sheet.tables.clear()
        for title in ("Check", "Status"):
            sheet.delete_cols(column(sheet, title))
    desk.take(strict=Strictness(guarded=False))
    assert words(desk) == EXPECTED


def other_workbook(path: Path) -> None:
    book = Workbook()
    book.active.append(["Note", "Decision"])  # type: ignore[union-attr]
    book.save(path)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda path: path.write_text("Note,Decision\n"), "it is damaged or of another kind"),
        (lambda path: path.write_bytes(b""), "it is damaged or of another kind"),
        (lambda path: path.write_bytes(b"PK\x03\x04 and then nothing"), "it is damaged or of another kind"),
        (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "it has a password or is of an old kind"),
        (other_workbook, "it has no sheet with the reviewers' columns"),
    ],
    ids=["text", "empty", "cut", "password", "other"],
)
def test_what_is_no_workbook_of_the_tool(desk: Desk, tmp_path: Path, make: object, why: str) -> None:
    path = tmp_path / "other.xlsx"
    make(path)  # type: ignore[operator]
    with pytest.raises(WorkbookError) as caught:
        desk.take(path)
    assert str(caught.value).startswith(f"{path.as_posix()}: this is no workbook that can be taken in: {why}; ")
    assert caught.value.faults == ()


def test_a_workbook_that_was_cut_short(desk: Desk, tmp_path: Path) -> None:
    data = desk.workbook.read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(data[: len(data) // 2])
    with pytest.raises(WorkbookError, match="this is no workbook that can be taken in"):
        desk.take(tmp_path / "cut.xlsx")
