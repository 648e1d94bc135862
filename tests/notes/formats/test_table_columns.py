"""Texts that stand in several columns: one that runs on, addenda, and columns that are not read."""

from __future__ import annotations

import pytest

from auditor.model import Place
from auditor.notes.formats.model import Extracted, Unread
from auditor.notes.formats.settings import NoteColumns, Settings
from auditor.rules.load import load
from tests.notes.formats.parts import workbook
from tests.notes.formats.tables import csv, read, texts

FIRST = "TITLE: Free fibula.\n\nThe fibula, left, was raised."
REST = "It was joined, end to end.\n\nComplications: none."
LONG = "\n".join(f"{number} The fibula was raised with its vessels, and the crest left where it is." for number in range(40))


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load().reading


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("NOTE_TEXT", "NOTE_TEXT_CONT"), ("Note Text", "Note Text 2"), ("NOTE_TEXT_1", "NOTE_TEXT_2"), ("Text", "Text (cont.)"),
        ("Operative report", "Operative report (continued)"), ("NoteText1", "NoteText2"), ("Note text", "Note text part 2"),
    ],
)  # fmt: skip
def test_a_text_runs_on_in_a_second_column(settings: Settings, first: str, second: str) -> None:
    note, short = read(csv(["Case ID", second, first], ["7", REST, FIRST], ["8", "", "Rib."]), settings)
    assert isinstance(note, Extracted)
    assert note.text == f"{FIRST}\n{REST}"
    assert note.remarks[0] == "The text was put together from 2 columns of the table."
    assert texts([short]) == ["Rib."]
    assert isinstance(short, Extracted)
    assert short.remarks == ("The table names the note or its case 8.",)


@pytest.mark.parametrize("kind", [".csv", ".xlsx"])
def test_pieces_of_a_fixed_length_are_joined_as_they_are(settings: Settings, kind: str) -> None:
    """The columns stand in the order of their numbers, not of the table, and 10 comes behind 9."""
    pieces = [LONG[at : at + 300] for at in range(0, len(LONG), 300)]
    order = sorted(range(len(pieces)), key=str)
    rows = [["Note ID", *(f"Note text {number + 1}" for number in order)], ["7", *(pieces[number] for number in order)]]
    (note,) = read(csv(*rows) if kind == ".csv" else workbook(*rows), settings, kind)
    assert isinstance(note, Extracted)
    assert note.text == LONG
    assert (
        note.remarks[0]
        == f"The text was put together from {len(pieces)} columns of the table, whose texts were cut at a fixed length."
    )


def test_a_sentence_goes_on_in_the_next_column(settings: Settings) -> None:
    row = [
        "7",
        "The fibula of the left leg was raised with a paddle of skin and its vessels,",
        "and joined to the facial artery.",
    ]
    (note,) = read(csv(["Case ID", "Note text", "Note text cont"], row), settings)
    assert texts([note]) == [f"{row[1]} {row[2]}"]


def test_a_text_that_somebody_named_runs_on_too(settings: Settings) -> None:
    named = Settings(columns=NoteColumns(settings.columns.field, settings.columns.words, "inhalt"))
    assert texts(read(csv(["Inhalt", "Inhalt (cont.)", "Note text"], [FIRST, REST, "other"]), named)) == [f"{FIRST}\n{REST}"]


def test_notes_that_are_numbered_are_no_pieces(settings: Settings) -> None:
    """ "Report 2" may be another report: it is not joined, and not left out in silence."""
    (note,) = read(csv(["Case ID", "Report", "Report 2"], ["7", FIRST, REST * 3]), settings)
    assert isinstance(note, Extracted)
    assert note.text == FIRST
    assert note.remarks[0] == "The column “Report 2” holds texts and was not read."


def test_two_texts_are_refused(settings: Settings) -> None:
    (item,) = read(csv(["Case ID", "Note text", "Report text", "Note text 2"], ["7", "a", "b", "c"]), settings)
    assert isinstance(item, Unread)
    assert item.reason.startswith("several columns could hold the text of the notes (“Note text”, “Report text”")


def test_a_piece_that_cannot_be_read_costs_the_note(settings: Settings) -> None:
    (row,) = read(csv(["Case ID", "Note text", "Note text 2"], ["7", FIRST, "#REF!"]), settings)
    assert isinstance(row, Unread)
    assert row.reason == "row 2: the cell holds an error of the spreadsheet"


@pytest.mark.parametrize("added", ["The graft was lost.", "<p>The graft was lost.</p>", "ADDENDUM: The graft was lost."])
def test_an_addendum_belongs_to_the_note(settings: Settings, added: str) -> None:
    with_one, without = read(csv(["Case ID", "Note text", "Addendum"], ["7", FIRST, added], ["8", REST, ""]), settings)
    assert isinstance(with_one, Extracted)
    assert with_one.text.rstrip() == f"{FIRST}\n\nADDENDUM: The graft was lost."
    assert with_one.places == (Place(0, "row 2"), Place(len(FIRST) + 2, "row 2, addendum"))
    assert "What stands in the column for addenda was read as the addendum of the note." in with_one.remarks
    assert texts([without]) == [REST]


def test_an_addendum_that_cannot_be_read_costs_the_note(settings: Settings) -> None:
    (row,) = read(csv(["Case ID", "Note text", "Addendum"], ["7", FIRST, "#REF!"]), settings)
    assert isinstance(row, Unread)


def test_escaped_markup_in_a_cell_is_a_page(settings: Settings) -> None:
    text = "&lt;p&gt;TITLE: Free fibula.&lt;/p&gt;&lt;p&gt;The gap was &amp;lt; 5 cm.&lt;/p&gt;"
    (note,) = read(csv(["Note text"], [text]), settings)
    assert isinstance(note, Extracted)
    assert note.text == "TITLE: Free fibula.\n\nThe gap was < 5 cm.\n"
