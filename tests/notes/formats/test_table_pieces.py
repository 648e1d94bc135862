"""Tables with a piece of a note a row: ids on first rows alone, sections with headings, and numbers of every kind."""

from __future__ import annotations

import pytest

from auditor.model import Place
from auditor.notes.formats.model import Extracted, Unread
from auditor.notes.formats.settings import Settings
from auditor.rules.load import load
from tests.notes.formats.parts import workbook
from tests.notes.formats.tables import csv, read, texts

FIRST = ["TITLE: Free fibula.", "", "The fibula, left, was raised.", "It was joined, end to end."]
SECOND = ["Iliac crest.", "No vessel was joined.", "Closed."]
HEAD = ["NOTE_ID", "LINE", "NOTE_TEXT"]
AGAIN = "export the table again with all lines of each note, each with its own number"
NAMELESS = "Row {} names no note; if it belongs to the one above it, fill the cell of its id."


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load().reading


def once(lines: list[str], name: str, first: int = 1) -> list[list[str]]:
    """Rows of which only the first bears the name."""
    return [[name if number == first else "", str(number), line] for number, line in enumerate(lines, first)]


# Ids on first rows alone


@pytest.mark.parametrize("kind", [".csv", ".xlsx"])
@pytest.mark.parametrize("number", ["LINE", "SEQ"])
def test_lines_below_an_id_belong_to_it(settings: Settings, kind: str, number: str) -> None:
    rows = [["NOTE_ID", number, "NOTE_TEXT"], *once(FIRST, "7"), *once(SECOND, "8")]
    items = read(csv(*rows) if kind == ".csv" else workbook(*rows), settings, kind)
    assert texts(items) == ["\n".join(FIRST), "\n".join(SECOND)]
    assert isinstance(items[0], Extracted)
    assert "The note was put together from 4 rows of the table." in items[0].remarks


def test_one_note_with_its_id_on_the_first_line(settings: Settings) -> None:
    assert texts(read(csv(HEAD, *once(FIRST, "7")), settings)) == ["\n".join(FIRST)]


def test_a_line_that_is_missing_is_seen_where_ids_are_left_out(settings: Settings) -> None:
    rows = once(FIRST, "7")
    wrong, right = read(csv(HEAD, *rows[:2], *rows[3:], *once(SECOND, "8")), settings)
    assert wrong == Unread("rows 2 to 4: line 3 of the note is missing", AGAIN)
    assert texts([right]) == ["\n".join(SECOND)]


def test_lines_without_an_id_in_no_order_are_not_guessed(settings: Settings) -> None:
    rows = [["7", "1", "a"], ["", "3", "c"], ["8", "1", "d"], ["", "2", "b"], ["", "2", "e"]]
    items = read(csv(HEAD, *rows), settings)
    assert not texts(items)
    assert Unread("row 3: it does not tell of which note it is a line", "fill the cell, or take the row out") in items


def test_paragraphs_below_an_id_belong_to_it(settings: Settings) -> None:
    rows = [["7", "TITLE: Free fibula."], ["", "The fibula was raised.\nNo skin."], ["", "It was joined."], ["8", "Rib."]]
    assert texts(read(csv(["NOTE_ID", "NOTE_TEXT"], *rows), settings)) == [
        "TITLE: Free fibula.\n\nThe fibula was raised.\nNo skin.\n\nIt was joined.", "Rib."
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        [["7", "Bo Lind", "one"], ["", "Ann Re", "two"], ["", "Bo Lind", "three"]],  # each has its own surgeon
        [["", "", "one"], ["7", "Bo Lind", "two"], ["", "", "three"]],  # the first has none above it
        [["7", "", "one"], ["8", "", "two"], ["", "", "three"]],  # an exception
        [["7", "", "one"], ["", "", "two"], ["", "", "three"], ["7", "", "four"]],  # ids come again
    ],
)
def test_where_ids_are_not_regular_each_row_is_a_note(settings: Settings, rows: list[list[str]]) -> None:
    assert texts(read(csv(["CASE_ID", "SURGEON", "NOTE_TEXT"], *rows), settings)) == [row[-1] for row in rows]


def test_a_row_without_an_id_is_told_beside_the_one_above_it(settings: Settings) -> None:
    one, two, three = read(csv(["NOTE_ID", "NOTE_TEXT"], ["7", "one"], ["8", "two"], ["", "three"]), settings)
    assert [NAMELESS.format(4) in item.remarks for item in (one, two, three) if isinstance(item, Extracted)] == [
        False,
        True,
        True,
    ]


# Sections

SECTIONS = [["Past surgical history", "Free rib, 2010."], ["Operation", "Hardware was removed."], ["", "It was sent in."]]


@pytest.mark.parametrize("title", ["SECTION", "Heading", "section_name"])
def test_a_heading_stands_before_its_text(settings: Settings, title: str) -> None:
    rows = [["7", str(number), *section] for number, section in enumerate(SECTIONS, 1)]
    (note,) = read(csv(["NOTE_ID", "SEQ", title, "NOTE_TEXT"], *rows), settings)
    assert isinstance(note, Extracted)
    assert note.text == "Past surgical history: Free rib, 2010.\n\nOperation: Hardware was removed.\nIt was sent in."
    assert note.places == (Place(0, "row 2"), Place(40, "row 3"), Place(73, "row 4"))
    assert [note.text[place.start :][:5] for place in note.places] == ["Past ", "Opera", "It wa"]


@pytest.mark.parametrize(
    "rows",
    [
        [["7", "History", "Rib."], ["7", "Operation", "Plate."], ["8", "Operation", "Crest."]],
        [["7", "History", "Rib."], ["", "Operation", "Plate."], ["8", "Operation", "Crest."]],
    ],
)
def test_sections_need_no_numbers(settings: Settings, rows: list[list[str]]) -> None:
    assert texts(read(csv(["NOTE_ID", "SECTION", "NOTE_TEXT"], *rows), settings)) == [
        "History: Rib.\n\nOperation: Plate.",
        "Operation: Crest.",
    ]


def test_all_sections_of_a_table_that_names_no_note(settings: Settings) -> None:
    rows = [["History", "Rib."], ["Operation", "Plate."]]
    assert texts(read(csv(["Section", "Text"], *rows), settings)) == ["History: Rib.\n\nOperation: Plate."]


def test_a_section_of_a_hospital_is_no_heading(settings: Settings) -> None:
    rows = [["7", "Hand", "one"], ["7", "Plastics", "two"], ["8", "Hand", "three"]]
    assert texts(read(csv(["CASE_ID", "SECTION", "NOTE_TEXT"], *rows), settings)) == ["one", "two", "three"]


def test_a_heading_is_not_said_twice_and_stands_above_another_label(settings: Settings) -> None:
    rows = [["7", "Operation", "OPERATION: Plate."], ["7", "Planned", "Procedure: Rib."], ["7", "Course", "<p>a</p><p>b</p>"]]
    (text,) = texts(read(csv(["NOTE_ID", "SECTION", "NOTE_TEXT"], *rows), settings))
    assert text == "OPERATION: Plate.\n\nPlanned:\nProcedure: Rib.\n\nCourse: a\n\nb"


def test_a_section_that_cannot_be_read_costs_the_note(settings: Settings) -> None:
    rows = [["7", "History", "Rib."], ["7", "Course", "{\\rtf1 open"]]
    (item,) = read(csv(["NOTE_ID", "SECTION", "NOTE_TEXT"], *rows), settings)
    assert isinstance(item, Unread)
    assert item.reason.startswith("rows 2 to 3: ")


# Numbers


def numbered(numbers: list[int], name: str, lines: list[str]) -> list[list[str]]:
    return [[name, str(number), line] for number, line in zip(numbers, lines, strict=True)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([10, 20, 30, 40], [10, 20, 30]),
        ([0, 100, 200, 300], [0, 100, 200]),
        ([1, 2, 3, 4], [5, 6, 7]),  # on over all notes
        ([4, 5, 6, 7], [1, 2, 3]),
    ],
)
def test_numbers_that_leave_nothing_out(settings: Settings, first: list[int], second: list[int]) -> None:
    rows = [*numbered(first, "7", FIRST), *numbered(second, "8", SECOND)]
    assert texts(read(csv(HEAD, *rows), settings)) == ["\n".join(FIRST), "\n".join(SECOND)]


@pytest.mark.parametrize(
    ("first", "second", "missing"),
    [
        ([10, 20, 40, 50], [10, 20, 30], "line 30"),
        ([1, 2, 4, 5], [6, 7, 8], "line 3"),
        ([2, 4, 6, 8], [2, 4, 6], "line 1"),
    ],
)
def test_numbers_that_leave_one_out(settings: Settings, first: list[int], second: list[int], missing: str) -> None:
    wrong, *_ = read(csv(HEAD, *numbered(first, "7", FIRST), *numbered(second, "8", SECOND)), settings)
    assert wrong == Unread(f"rows 2 to 5: {missing} of the note is missing", AGAIN)


def test_numbers_that_begin_anew_on_each_page(settings: Settings) -> None:
    head = ["NOTE_ID", "PAGE", "LINE", "NOTE_TEXT"]
    rows = [["7", str(page), str(line), f"{page}.{line}"] for page in (1, 2, 3) for line in (1, 2)]
    assert texts(read(csv(head, *reversed(rows)), settings)) == ["1.1\n1.2\n2.1\n2.2\n3.1\n3.2"]
    assert read(csv(head, *rows[:2], *rows[4:]), settings) == [Unread("rows 2 to 5: page 2 of the note is missing", AGAIN)]
    assert read(csv(head, *rows[:2], *rows[3:]), settings) == [Unread("rows 2 to 6: line 1 of the note is missing", AGAIN)]


def test_lines_that_nothing_numbers_are_no_notes(settings: Settings) -> None:
    rows = [["7", line] for line in FIRST] + [["8", line] for line in SECOND]
    items = read(csv(["NOTE_ID", "NOTE_TEXT"], *rows), settings)
    reason = "rows {}: the lines of the note are rows, and no column numbers them"
    assert items == [Unread(reason.format("2 to 5"), AGAIN), Unread(reason.format("6 to 8"), AGAIN)]


def test_an_id_that_comes_again_is_told(settings: Settings) -> None:
    one, two, three = read(csv(["NOTE_ID", "NOTE_TEXT"], ["7", "one"], ["7", "two"], ["8", "three"]), settings)
    assert [len(item.remarks) for item in (one, two, three) if isinstance(item, Extracted)] == [2, 2, 1]


def test_paragraphs_with_numbers_are_parted_by_blank_lines(settings: Settings) -> None:
    rows = [["7", "1", "Dx: gap.\nOp: fibula."], ["7", "2", "The fibula was raised."], ["7", "3", "It was joined."]]
    assert texts(read(csv(HEAD, *rows), settings)) == ["Dx: gap.\nOp: fibula.\n\nThe fibula was raised.\n\nIt was joined."]


def test_a_list_of_lines_in_a_cell(settings: Settings) -> None:
    from io import BytesIO

    arrow = pytest.importorskip("pyarrow", reason="the library pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet")
    file = BytesIO()
    parquet.write_table(arrow.table({"note_id": [7], "note_text": [FIRST]}), file)
    assert texts(read(file.getvalue(), settings, ".parquet")) == ["\n".join(FIRST)]
