"""Which row of a table is its titles: never one of its rows that holds a word such as the type "Operative report"."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.notes.formats.model import Unread
from auditor.notes.formats.settings import NoteColumns, Settings
from auditor.rules.load import load
from tests.notes.formats.parts import workbook
from tests.notes.formats.tables import csv, read, texts

NOTE = "TITLE: Free fibula.\n\nThe fibula, left, was raised with its vessels. " + "The artery was joined, end to end. " * 8
NAME_IT = 'name it, such as --note-column "Note text"'
IN_CELLS = f"{NAME_IT}; where the cells are those of one note, save it as .docx or plain text"


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load().reading


@pytest.mark.parametrize("kind", [".csv", ".xlsx"])
@pytest.mark.parametrize("at", [0, 1, 3])
@pytest.mark.parametrize("text", [NOTE, "The rib was raised."])
def test_a_row_with_the_type_of_a_note_is_no_title(settings: Settings, kind: str, at: int, text: str) -> None:
    """The text's title is not known, and one row alone is of the type "Operative report": no row may be taken for the titles."""
    types = ["Progress note" if number != at else "Operative Report" for number in range(4)]
    rows = [["DOC_ID", "DOC_TYPE", "AUTHOR_ROLE", "CONTENTS_OF_IT"]]
    rows += [[str(number), each, "Attending", text] for number, each in enumerate(types)]
    data = csv(*rows) if kind == ".csv" else workbook(*rows)
    (item,) = read(data, settings, kind)
    assert isinstance(item, Unread)
    assert item.reason.startswith("no column of the first 50 rows is known to hold the text of notes (")
    named = Settings(columns=NoteColumns(settings.columns.field, settings.columns.words, "contents of it"))
    assert texts(read(data, named, kind)) == [text] * 4


def test_the_first_row_of_a_table_without_titles_is_none(settings: Settings) -> None:
    for row in (["7", "Operative Report", NOTE], ["7", "1", "OPERATIVE REPORT"]):
        (item,) = read(csv(row, ["8", "2", "The rib was raised."]), settings)
        assert isinstance(item, Unread)
        assert item.remedy == NAME_IT


def test_titles_below_what_was_written_above_them(settings: Settings) -> None:
    above = [["Operative notes export"], ["Run by: HIM", "03/15/2023"], []]
    rows = [["Case ID", "Surgeon", "Note text"], ["1", "Bo Lind", NOTE], ["2", "Bo Lind", "two"]]
    assert texts(read(csv(*above + rows), settings)) == [NOTE, "two"]


def test_rows_above_the_titles_that_may_be_rows_of_the_table_are_told(settings: Settings) -> None:
    rows = [["4", "Letter", "x"], ["Case ID", "Surgeon", "Note text"], ["1", "Bo Lind", NOTE]]
    note, row = read(csv(*rows), settings)
    assert texts([note]) == [NOTE]
    assert isinstance(row, Unread)
    assert row.failure
    assert row.reason == "row 1: it stands above the titles of the columns and is not read"
    long = [["Confidential. " * 30], *rows[1:]]
    note, row = read(csv(*long), settings)
    assert texts([note]) == [NOTE]
    assert isinstance(row, Unread)
    assert not row.failure


def test_two_rows_of_titles(settings: Settings) -> None:
    book = workbook(["Procedure", None, "Note"], ["Date", "Case ID", "Text"], [None, 5, NOTE], [None, 6, "two"])
    assert texts(read(book, settings, ".xlsx")) == [NOTE, "two"]


@pytest.mark.parametrize(
    "rows",
    [
        [["OPERATIVE REPORT"], ["Surgeon", "Bo Lind"], ["Operation", "Free fibula flap"], ["The fibula was raised."]],
        [["OPERATIVE REPORT"], ["Surgeon: Bo Lind"], ["Operation: Free fibula flap"], ["a"], ["b"], ["c"], ["d"]],
        [["Mercy Hospital"], ["OPERATIVE REPORT"], ["Surgeon", "Bo Lind"], ["The fibula was raised."]],
    ],
)
def test_a_note_that_is_typed_into_cells_is_no_table_of_notes(settings: Settings, rows: list[list[Any]]) -> None:
    (item,) = read(workbook(*rows), settings, ".xlsx")
    assert isinstance(item, Unread)
    assert item.remedy == IN_CELLS


def test_the_row_of_dashes_below_titles_is_no_note(settings: Settings) -> None:
    assert texts(read(csv(["Case ID", "Note Text"], ["-------", "---------"], ["1", NOTE]), settings)) == [NOTE]


def test_a_sheet_without_a_known_column_is_told_where_it_holds_texts(settings: Settings) -> None:
    from io import BytesIO

    from openpyxl import Workbook

    book = Workbook()
    for title, rows in (
        ("Notes", [["Case ID", "Note text"], ["1", NOTE]]),
        ("More", [["Case ID", "What was seen"], ["1", NOTE]]),
        ("Legend", [["Code", "Meaning"], ["1", "done"]]),
    ):
        sheet = book.create_sheet(title)
        for cells in rows:
            sheet.append(cells)
    file = BytesIO()
    book.save(file)
    note, row = read(file.getvalue(), settings, ".xlsx")
    assert texts([note]) == [NOTE]
    assert row == Unread("sheet More: no column of it is known to hold the text of notes", NAME_IT)


@pytest.mark.parametrize("suffix", [".csv", ".txt"])
def test_a_table_parted_by_another_sign_is_named_whatever_its_suffix(settings: Settings, suffix: str) -> None:
    (item,) = read(b"Note ID~Surgeon~Note text\n7~Bo Lind~The crest was raised.\n", settings, suffix)
    assert isinstance(item, Unread)
    assert item.reason == "the cells of the table are parted by “~”, which is not known as a separator"


def test_texts_between_single_quotation_marks_are_not_torn(settings: Settings) -> None:
    data = (
        "Case ID,Surgeon,Note Text\n1,Bo Lind,'TITLE: Free rib.\nThe rib, left, was raised.\nNo skin.'\n2,Bo Lind,'One.\nTwo.'\n"
    )
    assert read(data.encode(), settings) == [
        Unread(
            "texts of the table stand between single quotation marks",
            "export the table again with double quotation marks round its texts",
        )
    ]
    assert texts(read(b"Case ID,Note Text\n1,'Fibula of A. raised.\n2,Of the patients'\n", settings)) == [
        "'Fibula of A. raised.", "Of the patients'"
    ]  # fmt: skip


def test_a_note_whose_first_line_has_strokes_is_a_note(settings: Settings) -> None:
    text = "Operative Report / Surgeon / Date of surgery\nFree fibula / Bo Lind / March\nThe fibula was raised.\n"
    assert texts(read(text.encode(), settings, ".txt")) == [text]
