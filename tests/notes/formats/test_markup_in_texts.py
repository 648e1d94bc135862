"""A text that is a piece of a page is read as one, and so is markup that was escaped on its way into a cell."""

from __future__ import annotations

import html

import pytest

from auditor.model import Place
from auditor.notes.formats.model import Extracted
from auditor.notes.formats.parts import parts
from auditor.notes.formats.settings import Settings
from auditor.rules.load import load

PIECE = "<div><b>PROCEDURE:</b> Free rib &amp; vein</div><div>The left sixth rib was raised.</div>"
SAID = "PROCEDURE: Free rib & vein\nThe left sixth rib was raised."


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load().reading


def only(data: bytes, suffix: str, settings: Settings) -> tuple[str, Extracted]:
    (part,) = parts(data, suffix, settings)
    assert isinstance(part.item, Extracted)
    return part.format, part.item


@pytest.mark.parametrize("suffix", [".txt", ""])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig"])
def test_a_text_that_is_a_piece_of_a_page(settings: Settings, suffix: str, codec: str) -> None:
    form, note = only(f"\n{PIECE}".encode(codec), suffix, settings)
    assert (form, note.text.strip()) == ("HTML page", SAID)


@pytest.mark.parametrize("text", ["<no title>\nThe rib was raised.", "Op: rib <5 cm, vein> 2 mm.", "Seen at <p 4>."])
def test_a_note_with_signs_of_that_kind_is_a_text(settings: Settings, text: str) -> None:
    assert only(text.encode(), ".txt", settings) == ("plain text", Extracted(text))


def test_markup_that_was_escaped_in_a_cell(settings: Settings) -> None:
    form, note = only(f'Case ID,Note Text\n7,"{html.escape(PIECE, quote=False)}"\n'.encode(), ".csv", settings)
    assert (form, note.text.strip(), note.places[0]) == ("table", SAID, Place(0, "row 2, paragraph 1"))
