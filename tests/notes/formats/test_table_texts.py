"""Tables under other names and in other encodings, and cells that hold a document or write their line ends in signs."""

from __future__ import annotations

import pytest

from auditor.model import Known, Place
from auditor.notes.formats.model import Extracted, Item
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
