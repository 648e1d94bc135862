"""Base64 as systems hand it on: without its last signs, in the alphabet of addresses, in lines, with blanks, as an address."""

from __future__ import annotations

import base64
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.model import Note
from auditor.notes.read import FileReader
from auditor.notes.seen import NotAudited, ToRead
from tests.notes.formats.messages import as_json, cda, mdm, obx

NOTE = "TITLE: Free fibula.\n\nThe fibula, left, was raised without a skin paddle; its artery was joined end-to-side. > ~?"
UNFILLED = "The base64 of the attachment lacks its last signs: compare the end of the note with the original."
USUAL = base64.b64encode(NOTE.encode()).decode()

WAYS: dict[str, Callable[[str], str]] = {
    "as it should be": lambda packed: packed,
    "without its last signs": lambda packed: packed.rstrip("="),
    "in the alphabet of addresses": lambda packed: packed.replace("+", "-").replace("/", "_"),
    "in that alphabet, without its last signs": lambda packed: packed.replace("+", "-").replace("/", "_").rstrip("="),
    "in lines": lambda packed: "\n".join(textwrap.wrap(packed, 76)),
    "in lines with blanks": lambda packed: " \n ".join(textwrap.wrap(packed, 76)) + " ",
    "with a blank in each line": lambda packed: "\n".join(line[:30] + " " + line[30:] for line in textwrap.wrap(packed, 76)),
    "as an address": lambda packed: f"data:text/plain;charset=utf-8;base64,{packed}",
}
PLACES: dict[str, Callable[[str], bytes]] = {
    ".csv": lambda packed: f'Note ID,Note text\n7,"{packed}"\n'.encode(),
    ".hl7": lambda packed: mdm(obx(1, "^TEXT^plain^Base64^" + packed.replace("\n", "\\.br\\"), "ED")),
    ".mdm": lambda packed: mdm(obx(1, packed.replace("\n", "\\.br\\"))),
    ".xml": lambda packed: cda(
        f'<nonXMLBody><text mediaType="text/plain" representation="B64">{packed}</text></nonXMLBody>'
    ),
    ".json": lambda packed: as_json(
        {"resourceType": "DocumentReference", "content": [{"attachment": {"contentType": "text/plain", "data": packed}}]}
    ),
}  # fmt: skip


def only(folder: Path, data: bytes, suffix: str) -> Note | NotAudited:
    file = folder / f"note{suffix}"
    file.write_bytes(data)
    with FileReader() as reader:
        (found,) = reader.notes(ToRead(file, "note", file.name))
    return found


@pytest.mark.parametrize("suffix", PLACES)
@pytest.mark.parametrize("way", WAYS)
def test_a_note_in_base64(tmp_path: Path, way: str, suffix: str) -> None:
    packed = WAYS[way](USUAL)
    note = only(tmp_path, PLACES[suffix](packed), suffix)
    assert isinstance(note, Note)
    assert note.text == NOTE
    assert (UNFILLED in note.remarks) is (way == "without its last signs")


@pytest.mark.parametrize("suffix", PLACES)
def test_base64_that_cannot_be_whole_is_a_row(tmp_path: Path, suffix: str) -> None:
    found = only(tmp_path, PLACES[suffix](USUAL.rstrip("=")[:-1]), suffix)
    assert isinstance(found, NotAudited)
    assert found.reason.endswith("the attachment is damaged: its base64 is cut off or not valid")


def test_words_in_the_letters_of_base64_stay_words(tmp_path: Path) -> None:
    words = "Free fibula flap to the left mandible with skin paddle and two veins 2024 " * 3
    note = only(tmp_path, PLACES[".csv"](words), ".csv")
    assert isinstance(note, Note)
    assert note.text == words
