"""Tables with a note a row: which column is what, and a row of the report for each row of the table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest

from auditor.errors import NoteError
from auditor.model import Known, Place
from auditor.notes.formats import registry
from auditor.notes.formats.limits import LIMITS, Limits
from auditor.notes.formats.model import Extracted, Item, Unread
from auditor.notes.formats.settings import NoteColumns
from auditor.notes.formats.table import read as read_table
from auditor.notes.formats.table import recognises
from auditor.rules.load import load
from tests.notes.formats.parts import changed, renamed, workbook

NOTE = 'TITLE: Free fibula.\n\nThe "fibula", left, was raised; it was joined, end to end.'
NAME_IT = 'name it, such as --note-column "Note text"'


@pytest.fixture(scope="module")
def columns() -> NoteColumns:
    return load().reading.columns


def read(data: bytes | str, columns: NoteColumns, limits: Limits = LIMITS) -> list[Item]:
    return list(read_table(data.encode() if isinstance(data, str) else data, limits, columns))


def refusal(data: bytes | str, columns: NoteColumns, limits: Limits = LIMITS) -> tuple[str, str]:
    with pytest.raises(NoteError) as error:
        read(data, columns, limits)
    return error.value.reason, error.value.remedy


def quoted(*cells: str) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\r\n"


def test_a_note_a_row_with_what_the_table_knows(columns: NoteColumns) -> None:
    data = (
        quoted("Note ID", "Case ID", "Primary Surgeon", "Date of Service", "Note Text")
        + quoted("N1", "C9", "Anna Smith, MD", "2024-03-14", NOTE)
        + quoted("N2", "", "", "03/15/2024", "Second.")
    )
    assert read(data, columns) == [
        Extracted(
            NOTE, (Place(0, "row 2"),), Known(author="Anna Smith, MD", date="2024-03-14", case="C9"),
            ("The table names the note or its case C9.",),
        ),
        Extracted(
            "Second.", (Place(0, "row 3"),), Known(date="2024-03-15", case="N2"), ("The table names the note or its case N2.",)
        ),
    ]  # fmt: skip


@pytest.mark.parametrize("sign", [";", "\t", "|"])
def test_any_separator(columns: NoteColumns, sign: str) -> None:
    (note,) = read(f'Surgeon{sign}Operative Note\nA. Smith{sign}"one\ntwo, three"\n', columns)
    assert note == Extracted("one\ntwo, three", (Place(0, "row 2"),), Known(author="A. Smith"))


def test_a_long_note_with_many_lines_is_one_cell(columns: NoteColumns) -> None:
    text = "\n".join(f"Line {number}: the fibula was raised." for number in range(20_000))
    (note,) = read(f'note text\n"{text}"\n', columns)
    assert isinstance(note, Extracted)
    assert note.text == text


def test_rows_that_are_no_notes_are_rows_of_the_report(columns: NoteColumns) -> None:
    data = 'id,note text\n1,one\n2,\n,\n3,three,four\n4,"open\n5,five\n'
    wrong = "row {}: {}"
    assert read(data, columns)[1:] == [
        Unread(wrong.format(3, "there is no text of a note"), "fill the cell, or take the row out"),
        Unread(
            wrong.format(5, "it has more cells than there are titles"), "put texts that hold the separator into quotation marks"
        ),
        Unread(
            wrong.format(6, "the quotation marks of the row do not pair"),
            "double a quotation mark that belongs to a text, and put the whole text into others",
        ),
        Extracted("five", (Place(0, "row 7"),), Known(case="5"), ("The table names the note or its case 5.",)),
    ]


BROKEN = "the quotation marks of the row do not pair"
DOUBLE = "double a quotation mark that belongs to a text, and put the whole text into others"
PIECES = "TITLE: Free fibula.\nThe fibula, left, was raised.\n\nIt was joined, end to end.\n"


@pytest.mark.parametrize(
    ("head", "broken", "lines"),
    [
        ("note text,surgeon", f'"{PIECES}\n', 5),  # never closed
        ("note text,surgeon", f'"{PIECES}He said "all is well", and left.",B\n', 5),  # marks that were not doubled
        ("note text", f'"{PIECES}', 4),  # any line could be a row
        ("case,note text,surgeon", f'1,"{PIECES}"x\n', 5),  # more behind the mark
    ],
)
def test_pieces_of_a_text_whose_marks_do_not_pair_are_no_notes(columns: NoteColumns, head: str, broken: str, lines: int) -> None:
    cells = ["N1"] * head.count(",")
    place = head.split(",").index("note text")
    good = quoted(*cells[:place], NOTE, *cells[place:])
    data = f"{head}\r\n{good}{broken}{good}"
    first, row, last = read(data, columns)
    assert row == Unread(f"row 3: {BROKEN}, and none of its {lines} lines is read", DOUBLE)
    assert isinstance(first, Extracted)
    assert isinstance(last, Extracted)
    assert (first.text, last.text, last.places) == (NOTE, NOTE, (Place(0, "row 4"),))


def test_rows_without_marks_go_on_behind_a_stray_one(columns: NoteColumns) -> None:
    rows = [f"{number},text {number}" for number in range(10)]
    for at in (0, 3, 9):
        broken = [*rows[:at], f'{at},"Fine" was said', *rows[at + 1 :]]
        found = read("id,note text\n" + "\n".join(broken) + "\n\n", columns)
        assert [item.text for item in found if isinstance(item, Extracted)] == [
            f"text {number}" for number in range(10) if number != at
        ]  # fmt: skip
        assert found[at] == Unread(f"row {at + 2}: {BROKEN}", DOUBLE)


def test_which_column_is_the_text(columns: NoteColumns) -> None:
    several = "several columns could hold the text of the notes (“Note text”, “Report text”)"
    assert refusal("Note text,Report text\na,b\n", columns) == (several, NAME_IT)
    reason, remedy = refusal("Zeile,Inhalt\na,b\n", columns)
    assert reason.startswith("no column of the first 50 rows is known to hold the text of notes (“note text”, ")
    assert remedy == NAME_IT
    named = NoteColumns(columns.field, columns.words, "inhalt")
    assert read("Zeile,Inhalt,Note text\na,b,c\n", named) == [Extracted("b", (Place(0, "row 2"),))]
    assert refusal("Zeile,Note text\na,b\n", named)[0] == "no column of the table is called “inhalt”"


def test_a_word_that_comes_again_is_no_title(columns: NoteColumns) -> None:
    data = "Type,Inhalt\nOperative note,The crest was raised.\nOperative note,The rib was raised.\n"
    assert refusal(data, columns)[1] == NAME_IT


def test_signs_within_a_text_part_no_columns(columns: NoteColumns) -> None:
    assert refusal("Inhalt\nNote: the crest was raised.\n", columns)[1] == NAME_IT


def test_a_separator_that_is_not_known_is_named(columns: NoteColumns) -> None:
    assert refusal("Note ID^Note text^Surgeon\n7^The crest was raised.^Bo Lind\n", columns) == (
        "the cells of the table are parted by “^”, which is not known as a separator",
        "export the table again with commas, semicolons, tabs or vertical strokes between its cells",
    )


def test_a_line_without_end_is_refused_before_it_is_taken_apart(columns: NoteColumns) -> None:
    assert refusal("note text\n" + "a" * 50_000_000, columns) == (
        "a line of the table is longer than 2,000,000 characters", "export the table again"
    )  # fmt: skip
    (note,) = read("note text\n" + "a" * 900_000, columns)
    assert isinstance(note, Extracted)
    assert len(note.text) == 900_000


def test_dates_that_can_mean_two_things_are_not_used(columns: NoteColumns) -> None:
    (note,) = read("date of service,note text\n03/04/2024,one\n", columns)
    assert note == Extracted(
        "one", (Place(0, "row 2"),), remarks=("The dates of the table can mean two things and are not used.",)
    )


@pytest.mark.parametrize("date", ["2024-02-30", "tomorrow", "14/15/2024"])
def test_a_date_that_is_none_is_told(columns: NoteColumns, date: str) -> None:
    first, second = read(f"date of service,note text\n{date},one\n11-MAR-24 08.30.00.000000 AM,two\n", columns)
    assert first == Extracted("one", (Place(0, "row 2"),), remarks=("The date in row 2 was not understood and is not used.",))
    assert second == Extracted("two", (Place(0, "row 3"),), Known(date="2024-03-11"))


def test_a_workbook(columns: NoteColumns) -> None:
    full = "x" * 32_767
    data = workbook(
        ["Report of the ward"], [], ["Surgeon", "Surgery Date", "Note text"],
        ["Bo Lind", date(2024, 3, 14), "one\r\ntwo"], [None, None, full], ["Bo Lind", None, 7], [None, None, "=1+1"],
        hidden=[["note text"], ["hidden"]],
    )  # fmt: skip
    assert read(data, columns) == [
        Extracted("one\ntwo", (Place(0, "sheet Notes, row 4"),), Known("Bo Lind", "2024-03-14")),
        Extracted(
            full, (Place(0, "sheet Notes, row 5"),),
            remarks=("The cell in sheet Notes, row 5 is full, so that the note may be cut off.",),
        ),
        Unread("sheet Notes, row 6: there is no text of a note", "fill the cell, or take the row out"),
        Unread(
            "sheet Notes, row 7: the formula has no stored result",
            "open the file in a spreadsheet and save it, or type what it shows",
        ),
    ]  # fmt: skip


DATED = workbook(["Surgery Date", "Note text"], [date(2024, 3, 14), "one"])
FORMS = '<m:AlternateContent xmlns:m="urn:m"><m:Choice>{0}</m:Choice><m:Fallback>{0}</m:Fallback></m:AlternateContent>'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<cellStyle name="Normal"', "<cellStyle"),
        ("<font><name", FORMS.format("<font/>") + "<font><name"),
        ("</cellXfs>", FORMS.format("<xf/>") + "</cellXfs>"),
        ("<xf ", "<xf odd='1' "),
    ],
)
def test_styles_that_the_library_refuses_hinder_no_value(columns: NoteColumns, old: str, new: str) -> None:
    """That a number is a day is told by its style all the same."""
    found = read(changed(DATED, "xl/styles.xml", old, new), columns)
    assert found == [Extracted("one", (Place(0, "sheet Notes, row 2"),), Known(date="2024-03-14"))]


@pytest.mark.parametrize("names", [str.lower, str.upper, lambda name: name.replace("/", "\\").lower()])
def test_the_case_of_names_in_a_workbook_does_not_count(columns: NoteColumns, names: Callable[[str], str]) -> None:
    data = renamed(DATED, names)
    assert registry.judge(data, "").name == "table"
    assert read(data, columns) == [Extracted("one", (Place(0, "sheet Notes, row 2"),), Known(date="2024-03-14"))]


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked(columns: NoteColumns) -> None:
    data = workbook(["note text"], *(["x" * 30_000] for _ in range(100)))
    assert len(read(data, columns)) == 100
    assert refusal(data, columns, Limits(unpacked=2_000_000)) == ("the workbook unpacks to more than 2 MB", "split it")


def test_parquet(columns: NoteColumns) -> None:
    arrow = pytest.importorskip("pyarrow", reason="the library pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet")
    file = BytesIO()
    rows = {"note_text": ["one", None], "surgeon": ["Bo Lind", "Anna Smith"], "service_date": [date(2024, 3, 14), None]}
    parquet.write_table(arrow.table(rows), file)
    assert recognises(file.getvalue(), "")
    assert read(file.getvalue(), columns) == [
        Extracted("one", (Place(0, "row 2"),), Known("Bo Lind", "2024-03-14")),
        Unread("row 3: there is no text of a note", "fill the cell, or take the row out"),
    ]


def test_what_python_has_no_value_for_costs_its_own_cell(columns: NoteColumns) -> None:
    arrow = pytest.importorskip("pyarrow", reason="the library pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet")
    file = BytesIO()
    beyond = arrow.array([2**31 - 1, 19_796], arrow.int32()).cast(arrow.date32())
    elsewhere = arrow.array([0, 0], arrow.timestamp("us", "Nowhere/At all"))
    spans = arrow.array([2**62, 0], arrow.duration("s"))
    table = {"note text": ["one", "two"], "date of service": beyond, "signed": elsewhere, "span": spans}
    parquet.write_table(arrow.table(table), file)
    assert read(file.getvalue(), columns) == [
        Extracted("one", (Place(0, "row 2"),), remarks=("The date in row 2 was not understood and is not used.",)),
        Extracted("two", (Place(0, "row 3"),), Known(date="2024-03-14")),
    ]  # fmt: skip


def test_an_error_of_the_spreadsheet_is_no_note(columns: NoteColumns) -> None:
    what, remedy = "row {}: the cell holds an error of the spreadsheet", "type what was meant"
    assert read("note text,surgeon\n#REF!,A\n #N/A ,B\n#REF! in the text,C\n", columns) == [
        Unread(what.format(2), remedy), Unread(what.format(3), remedy),
        Extracted("#REF! in the text", (Place(0, "row 4"),), Known("C")),
    ]  # fmt: skip
    assert read(workbook(["note text"], ["#VALUE!"]), columns) == [
        Unread(what.format(2).replace("row", "sheet Notes, row"), remedy)
    ]


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_workbook_that_is_cut_off(columns: NoteColumns, tenth: int) -> None:
    data = workbook(["note text"], ["one"])
    cut = data[: len(data) * tenth // 10]
    assert recognises(cut, ".xlsx")
    assert not recognises(cut, ".zip")
    assert refusal(cut, columns)[0] == "the workbook is damaged or has a password"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t"])
def test_signs_that_a_spreadsheet_could_run_are_text(columns: NoteColumns, sign: str) -> None:
    assert read(quoted("note text") + quoted(f"{sign}cmd|' /C calc'!A0"), columns) == [
        Extracted(f"{sign}cmd|' /C calc'!A0", (Place(0, "row 2"),))
    ]
