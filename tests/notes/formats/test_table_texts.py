"""Tables under other names and in other encodings, and cells that hold a document or write their line ends in signs."""

from __future__ import annotations

import base64

import pytest

from auditor.model import Known, Place
from auditor.notes.formats.model import Extracted, Item, Unread
from auditor.notes.formats.parts import parts
from auditor.notes.formats.settings import NoteColumns, Settings
from auditor.rules.load import load

NOTE = "TITLE: Free fibula.\n\nThe fibula, left, was raised."


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load().reading


def read(data: bytes, suffix: str, settings: Settings) -> list[tuple[str, Item]]:
    return [(part.format, part.item) for part in parts(data, suffix, settings)]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("suffix", [".txt", "", ".csv", ".psv", ".tab"])
def test_a_table_in_any_encoding_under_the_name_of_a_text(settings: Settings, sign: str, codec: str, suffix: str) -> None:
    data = f'\r\nSurgeon{sign}Note Text\r\nBo Lind{sign}"{NOTE}"\r\n'.encode(codec)
    assert read(data, suffix, settings) == [("table", Extracted(NOTE, (Place(0, "row 3"),), Known(author="Bo Lind")))]


@pytest.mark.parametrize(
    "text",
    [
        "Operative Report, Surgeon\nThe fibula was raised.\n",  # the next line has other cells
        "Operative Report, Mercy Hospital\nSurgeon, Bo Lind\n",  # one known title
        "Note | Date\nFree fibula | 2024-03-14\n",  # words that may be titles, and hardly any
        "Operative Report\nThe fibula was raised.\n",
        "Patient: X | Operative Report | Surgeon\n\n",
        '"Operative Report", "Surgeon\n' + "The fibula was raised.\n" * 500,
    ],
)
def test_a_note_that_begins_like_a_table_is_a_note(settings: Settings, text: str) -> None:
    ((form, note),) = read(text.encode(), ".txt", settings)
    assert form == "plain text"
    assert isinstance(note, Extracted)
    assert note.text == text


def test_a_text_is_a_table_where_its_column_is_named(settings: Settings) -> None:
    named = Settings(columns=NoteColumns(settings.columns.field, settings.columns.words, "inhalt"))
    data = b"Zeile|Inhalt\n4|The crest was raised.\n"
    assert read(data, ".txt", named) == [("table", Extracted("The crest was raised.", (Place(0, "row 2"),)))]
    assert [form for form, _ in read(data, ".txt", settings)] == ["plain text"]


def test_a_long_table_under_the_name_of_a_text(settings: Settings) -> None:
    data = "NOTE_ID|NOTE_TEXT\n" + "".join(f'{number}|"é {NOTE}"\n' for number in range(30_000))
    assert len(read(data.encode(), ".txt", settings)) == 30_000
    assert len(read(data.encode("utf-16"), ".txt", settings)) == 30_000


def cell(text: str, settings: Settings) -> Item:
    quoted = text.replace('"', '""')
    ((_, item),) = read(f'note text\n"{quoted}"\n'.encode(), ".csv", settings)
    return item


def packed(data: bytes, line: int = 10_000) -> str:
    letters = base64.b64encode(data).decode()
    return "\n".join(letters[at : at + line] for at in range(0, len(letters), line))


RICH = r"{\rtf1\ansi TITLE: Free fibula.\par\par The fibula, {\b left}, was raised.}"
PAGE = "<p>TITLE: Free fibula.</p><p>The fibula, <b>left</b>, was raised. &Auml;Ä</p>"


@pytest.mark.parametrize(
    "text",
    [
        RICH, packed(RICH.encode()), packed(NOTE.encode()), packed(NOTE.encode(), 60), packed(NOTE.encode("utf-16")),
        r"TITLE: Free fibula.\n\nThe fibula, left, was raised.", r"TITLE: Free fibula.\r\n\r\nThe fibula, left, was raised.",
        "TITLE: Free fibula.<br><BR />The fibula, left, was raised.",
        r"TITLE: Free fibula.\.br\\.br\The fibula, left, was raised.",
        "TITLE: Free fibula.¶¶The fibula, left, was raised.",
        "<div><b>TITLE:</b> Free fibula.<br><br>The fibula, left, was raised.</div>",
        "<b>TITLE:</b> Free fibula.<br><br>The fibula, left, was raised.",
    ],
)  # fmt: skip
def test_a_cell_that_holds_a_document_or_signs_for_line_ends(settings: Settings, text: str) -> None:
    item = cell(text, settings)
    assert isinstance(item, Extracted), item
    assert item.text.strip() == NOTE
    assert item.places[0].name.startswith("row 2")


def test_a_page_in_a_cell_keeps_its_letters(settings: Settings) -> None:
    item = cell(PAGE.replace("<p>", '<meta charset="iso-8859-1"><p>', 1).replace("<meta", "<div><meta"), settings)
    assert isinstance(item, Extracted)
    assert "ÄÄ" in item.text


@pytest.mark.parametrize(
    "text",
    [
        "TITLE: Free fibula.\nSaved under C:\\new, and <b>closed</b>.",  # line ends are there
        "The gap was <5 cm, the cuff at > 200.",
        "Freefibulaflapwithskin" * 10,
        "Free fibula flap to mandible with skin and 2 vessels " * 3,
    ],
)
def test_a_cell_with_a_plain_text_is_left_as_it_is(settings: Settings, text: str) -> None:
    item = cell(text, settings)
    assert isinstance(item, Extracted)
    assert item.text == text


def test_a_document_in_a_cell_that_cannot_be_read_is_a_row(settings: Settings) -> None:
    damaged = "row 2: the attachment is damaged: its base64 is cut off or not valid"
    assert cell(packed(NOTE.encode())[:-3], settings) == Unread(damaged, "export the document again, or audit the original")
    item = cell(r"{\rtf1\ansi TITLE: Free fibula.\par", settings)
    assert isinstance(item, Unread)
    assert item.reason.startswith("row 2: ")


def test_rich_text_whose_lines_are_rows(settings: Settings) -> None:
    pieces = RICH.replace(r"\par ", "\\par\n").replace(", was", "\n, was").split("\n")
    data = "note id\tline\tnote text\n" + "".join(f"7\t{number}\t{piece}\n" for number, piece in enumerate(pieces, start=1))
    ((_, item),) = read(data.encode(), ".csv", settings)
    assert isinstance(item, Extracted)
    assert item.text.strip() == NOTE
    assert item.places[0].name.startswith("rows 2 to 4, paragraph 1")
