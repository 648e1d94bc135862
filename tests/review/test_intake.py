"""What reviewers typed reaches the store, whatever they did to the workbook around it; and all of it or nothing."""

from __future__ import annotations

import shutil
import subprocess
from copy import copy
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from auditor.errors import WorkbookError
from auditor.report.review_entry import Opinion
from auditor.review.intake import told
from auditor.review.opinions import Fate
from auditor.review.reading import Strictness
from tests.review.kit import (
    AGREE,
    DAY,
    DISAGREE,
    Desk,
    audit_sheets,
    bare,
    cell_of,
    column,
    named,
    note,
    opened,
    second,
    two_grafts,
)

AGREED = Opinion(decision="agree", reviewer="R. One", reviewed_on=DAY)
DISAGREED = Opinion(
    decision="disagree", final_code="20962", reason="donor bone misread", comment="It is the rib.", reviewer="R. One",
    reviewed_on=DAY,
)  # fmt: skip
NOTES = [note("case-1"), note("case-2"), two_grafts("case-3"), bare("case-4")]
TYPED = {"case-1": AGREE, "case-2": DISAGREE, "case-3, 2 of 2": DISAGREE | second(AGREE)}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one run; each test works on a copy."""
    desk = Desk(tmp_path_factory.mktemp("written") / "out")
    desk.run(NOTES)
    return desk.folder


@pytest.fixture
def desk(written: Path, tmp_path: Path) -> Desk:
    return Desk(Path(shutil.copytree(written, tmp_path / "out")))


def words(desk: Desk) -> dict[str, tuple[Opinion, Opinion]]:
    return {name: (entry.first, entry.second) for name, entry in desk.entries().items()}


EXPECTED = {
    "case-1": (AGREED, Opinion()),
    "case-2": (DISAGREED, Opinion()),
    "case-3 (graft 2 of 2)": (DISAGREED, AGREED.model_copy(update={"reviewer": "R. Two"})),
}


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
        "case-4": DISAGREE | {"Final code": "None", "Decision": "Disagree"},
    })  # fmt: skip
    desk.take()
    found = words(desk)
    assert found["case-1"][0] == Opinion(decision="agree")
    assert found["case-2"][0] == found["case-3 (graft 2 of 2)"][0] == DISAGREED
    assert found["case-4"][0].final_code == "none"


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
