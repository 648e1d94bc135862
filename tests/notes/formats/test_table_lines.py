"""Tables with a line or a piece of a note a row: the rows of one note id are one note, in the order of their numbers."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from auditor.model import Known, Place
from auditor.notes.formats.model import Extracted, Item, Unread
from auditor.notes.formats.parts import parts
from auditor.notes.formats.settings import Settings
from auditor.rules.load import load
from tests.notes.formats.parts import workbook

HEAD = ["NOTE_ID", "NOTE_CSN_ID", "LINE", "NOTE_TEXT"]
FIRST = ["TITLE: Free fibula.", "", "  The fibula, left, was raised.", "120", "It was joined, end to end."]
SECOND = ["Iliac crest.", "No vessel was joined."]
AGAIN = "export the table again with all lines of each note, each with its own number"


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load().reading


def rows_of(texts: list[str], name: int, csn: int = 5) -> list[list[str]]:
    return [[str(name), str(csn), str(number), text] for number, text in enumerate(texts, start=1)]


def csv(*rows: list[str]) -> bytes:
    quoted = ([f'"{cell}"' if "," in cell or "\n" in cell else cell for cell in row] for row in rows)
    return "".join(",".join(row) + "\r\n" for row in quoted).encode()


def read(data: bytes, settings: Settings, suffix: str = ".csv") -> list[Item]:
    return [part.item for part in parts(data, suffix, settings)]


def texts(items: list[Item]) -> list[str]:
    return [item.text for item in items if isinstance(item, Extracted)]


def test_the_lines_of_an_id_are_one_note(settings: Settings) -> None:
    first, second = read(csv(HEAD, *rows_of(FIRST, 7), *rows_of(SECOND, 8)), settings)
    assert isinstance(first, Extracted)
    assert first.text == "\n".join(FIRST)
    assert first.places == (
        Place(0, "row 2"), Place(20, "row 3"), Place(21, "row 4"), Place(53, "row 5"), Place(57, "row 6"),
    )  # fmt: skip
    assert first.text[57:] == "It was joined, end to end."
    assert first.remarks == ("The note was put together from 5 rows of the table.",)
    assert texts([second]) == ["\n".join(SECOND)]


def test_the_order_of_the_rows_does_not_count(settings: Settings) -> None:
    rows = sorted([*rows_of(FIRST, 7), *rows_of(SECOND, 8)], key=lambda row: row[3])
    assert [row[2] for row in rows] != sorted(row[2] for row in rows)
    whole = {"7": "\n".join(FIRST), "8": "\n".join(SECOND)}
    assert texts(read(csv(HEAD, *rows), settings)) == [whole[name] for name in dict.fromkeys(row[0] for row in rows)]


@pytest.mark.parametrize("kind", [".xlsx", ".parquet"])
def test_lines_in_other_tables(settings: Settings, kind: str) -> None:
    rows: list[list[Any]] = [[7, 1, FIRST[0]], [7, 2, None], [7, 3, 120], [8, 1, "Rib."]]
    if kind == ".xlsx":
        data = workbook(["Note ID", "Line #", "Note Text"], *rows)
        assert texts(read(data, settings, kind)) == [f"{FIRST[0]}\n\n120", "Rib."]
        return
    arrow = pytest.importorskip("pyarrow", reason="the library pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet")
    file = BytesIO()
    columns = {"note_id": [7, 7, 8], "seq_num": [1.0, 2.0, 1.0], "note_text": [FIRST[0], None, "Rib."]}
    parquet.write_table(arrow.table(columns), file)
    assert texts(read(file.getvalue(), settings, kind)) == [f"{FIRST[0]}\n", "Rib."]


LONG = "\n".join(f"{number} The fibula was raised with its vessels, and the crest left where it is." for number in range(40))


@pytest.mark.parametrize("length", [200, 255, 1000])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_pieces_of_a_fixed_length_are_joined_as_they_are(settings: Settings, length: int, ends: str) -> None:
    """A cut may go through a word, a line end, or stand before a space."""
    notes = [LONG.replace("\n", ends), LONG.replace("\n", ends)[7:]]
    pieces = [[text[at : at + length] for at in range(0, len(text), length)] for text in notes]
    found = read(csv(HEAD, *rows_of(pieces[0], 7), *rows_of(pieces[1], 8)), settings)
    assert texts(found) == [LONG, LONG[7:]]
    assert all("whose texts were cut at a fixed length" in item.remarks[0] for item in found if isinstance(item, Extracted))


def test_pieces_cut_by_bytes(settings: Settings) -> None:
    text = LONG.replace("vessels", "Gefäße")
    data = text.encode()
    pieces = [data[at : at + 400].decode("utf-8", "strict") for at in range(0, len(data), 400)]
    assert texts(read(csv(HEAD, *rows_of(pieces, 7)), settings)) == [text]


def test_long_lines_stay_lines(settings: Settings) -> None:
    lines = ["The fibula was raised " * count for count in (12, 14, 11)]
    assert texts(read(csv(HEAD, *rows_of(lines, 7)), settings)) == ["\n".join(lines)]
    assert texts(read(csv(HEAD, *rows_of(lines[:2], 7)), settings)) == ["\n".join(lines[:2])]


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        (["1", "2", "4"], "line 3 of the note is missing"),
        (["2", "3", "4"], "line 1 of the note is missing"),
        (["1", "2", "2"], "line 2 of the note stands there twice, the second time in row 4"),
        (["1", "", "2"], "the number of the line in row 3 could not be read"),
        (["1", "2b", "3"], "the number of the line in row 3 could not be read"),
    ],
)
def test_a_note_with_numbers_that_do_not_go_on_is_not_read(settings: Settings, numbers: list[str], reason: str) -> None:
    rows = [["7", "5", number, "The fibula was raised."] for number in numbers]
    wrong, right = read(csv(HEAD, *rows, *rows_of(SECOND, 8)), settings)
    assert wrong == Unread(f"rows 2 to 4: {reason}", AGAIN)
    assert texts([right]) == ["\n".join(SECOND)]


def test_numbers_may_begin_with_nought(settings: Settings) -> None:
    rows = [["7", "5", str(number), text] for number, text in enumerate(FIRST)]
    assert texts(read(csv(HEAD, *rows), settings)) == ["\n".join(FIRST)]


def test_an_unread_row_may_be_the_last_line_of_the_note_before_it(settings: Settings) -> None:
    data = csv(HEAD, *rows_of(FIRST, 7)) + b"7,5,6,No skin, no muscle.\r\n" + csv(*rows_of(SECOND, 8))
    note, row, other = read(data, settings)
    assert note == Unread("rows 2 to 6: row 7, which could not be read, may be a line of the note", AGAIN)
    assert isinstance(row, Unread)
    assert row.reason == "row 7: it has more cells than there are titles"
    assert texts([other]) == ["\n".join(SECOND)]


def test_a_row_that_names_no_note(settings: Settings) -> None:
    _, row, other = read(csv(HEAD, *rows_of(FIRST, 7), ["", "", "6", "No skin."], *rows_of(SECOND, 8)), settings)
    assert row == Unread("row 7: it does not tell of which note it is a line", "fill the cell, or take the row out")
    assert texts([other]) == ["\n".join(SECOND)]


def test_what_the_rows_of_a_note_tell(settings: Settings) -> None:
    head = ["Log ID", "Line", "Surgeon", "Date of Service", "Note Text"]
    rows = [["C1", "1", "Bo Lind", "2024-03-14", "one"], ["C1", "2", "Bo Lind", "2024-03-15", "two"]]
    (note,) = read(csv(head, *rows), settings)
    assert note == Extracted(
        "one\ntwo", (Place(0, "row 2"), Place(4, "row 3")), Known(author="Bo Lind", case="C1"),
        ("The note was put together from 2 rows of the table.",
         "The rows of the note tell different dates, which are not used.", "The table names the note or its case C1."),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (["NOTE_ID", "NOTE_TEXT"], [["7", "one"], ["7", "two"]]),  # no numbers
        (["NOTE_ID", "LINE", "NOTE_TEXT"], [["7", "21", "one"], ["8", "3", "two"]]),  # no id comes again
        (["NOTE_ID", "SEQ", "NOTE_TEXT"], [["7", "1", "one"], ["8", "2", "two"], ["7", "3", "three"]]),  # numbers of the rows
        (["CASE_ID", "SEQ", "NOTE_TEXT"], [["7", "1", "one"], ["7", "2", "two"]]),  # notes of a case
    ],
)
def test_where_rows_are_no_lines_each_is_a_note(settings: Settings, head: list[str], rows: list[list[str]]) -> None:
    assert texts(read(csv(head, *rows), settings)) == [row[-1] for row in rows]


def test_ids_and_quotation_marks_may_stand_behind_spaces(settings: Settings) -> None:
    data = b'NOTE_ID, LINE, NOTE_TEXT\n7, 1, "One, two."\n7, 2, Three.\n'
    assert texts(read(data, settings)) == ["One, two.\nThree."]
