"""A text that lies in pieces is read whole: cut at a fixed length, continued elsewhere, or cut by its own delimiters."""

from __future__ import annotations

import pytest

from auditor.notes.formats.hl7v2 import read
from auditor.notes.formats.model import Extracted, Place, Unread
from tests.notes.formats.messages import escaped, mdm, obx, only, oru, refused

PROSE = """PROCEDURE: Free rib to the right humerus.
TECHNIQUE: The left sixth rib was raised without skin & on the intercostal vessels. The artery was joined end to side to the \
brachial artery, and the vein to the cephalic vein with a coupler. The rib was held with a plate and eight screws, and bled from \
its marrow.

The wound was closed in layers over a drain.
COMPLICATIONS: None."""


def pieces(text: str, length: int) -> list[str]:
    return [text[at : at + length] for at in range(0, len(text), length)]


@pytest.mark.parametrize("length", [200, 240])
def test_text_that_was_cut_before_it_was_escaped(length: int) -> None:
    cut = [escaped(piece).replace("\n", "\\.br\\") for piece in pieces(PROSE, length)]
    found = only(read(mdm(*(obx(number, piece) for number, piece in enumerate(cut, 1)))))
    assert found.text == PROSE
    assert [found.text[place.start :][:20] for place in found.places] == [piece[:20] for piece in pieces(PROSE, length)]


@pytest.mark.parametrize("length", [200, 201, 202, 203, 204, 205])
def test_text_that_was_cut_through_its_escape_sequences(length: int) -> None:
    whole = escaped(PROSE).replace("\n", "\\.br\\")
    data = mdm(*(obx(number, piece) for number, piece in enumerate(pieces(whole, length), 1)))
    assert only(read(data)).text == PROSE


def test_lines_of_equal_length_that_people_write_stay_lines() -> None:
    lines = [f"{line:<80}" for line in ("Prone.", "Band on the arm.", "The rib was raised.")]
    assert only(read(mdm(*(obx(number, line) for number, line in enumerate(lines, 1))))).text == "\n".join(lines)


def test_a_line_with_its_end_is_one_line() -> None:
    lines = [f"{line}\\.br\\" for line in ("Prone.", "", "Band on the arm.", "The rib was raised.")]
    found = only(read(mdm(*(obx(number, line) for number, line in enumerate(lines, 1)))))
    assert found.text.rstrip("\n") == "Prone.\n\nBand on the arm.\nThe rib was raised."


@pytest.mark.parametrize("at", [30, 60, 110])
def test_a_segment_that_continues_another(at: int) -> None:
    whole = escaped(PROSE).replace("\n", "\\.br\\")
    one, two, three = whole[:at], whole[at : at + 50], whole[at + 50 :]
    data = mdm(f"OBX|1|FT|OPR^Op||{one}", f"ADD|{two}", f"ADD|{three}||||||F")
    assert (only(read(data)).text, only(read(data)).places) == (PROSE, (Place(0, "OBX 1"),))


def fragments(pointer: str) -> bytes:
    """A report in two messages, of which the first names the place where the second goes on."""
    one = oru(obx(1, "The rib was raised.")).decode() + "DSC|7|F\r"
    two = oru(obx(2, "The artery was joined.")).decode()
    head, rest = two.split("\r", 1)
    fields = head.split("|")
    fields += [""] * (14 - len(fields))
    fields[13] = pointer
    return f"{one}{'|'.join(fields)}\r{rest}".encode()


def test_a_message_that_goes_on_in_the_next() -> None:
    found = only(read(fragments("7")))
    assert (found.text, found.remarks) == ("The rib was raised.\nThe artery was joined.", ())


def test_a_message_in_three_fragments() -> None:
    middle = fragments("7").decode().split("MSH", 2)[2]
    data = fragments("7") + b"DSC|9|F\r" + f"MSH{middle}".replace("||7", "||9").replace("artery", "vein").encode()
    assert only(read(data)).text == "The rib was raised.\nThe artery was joined.\nThe vein was joined."


def test_a_message_whose_end_is_not_there_says_so() -> None:
    notes = [each for each in read(fragments("8")) if isinstance(each, Extracted)]
    assert [note.text for note in notes] == ["The rib was raised.", "The artery was joined."]
    assert "goes on in another" in notes[0].remarks[0]


def test_delimiters_that_stand_in_the_text() -> None:
    data = mdm("OBX|1|TX|OPR^Op||Side | right | and the free rib was raised with it | closed.||||||F|||20240312")
    found = only(read(data))
    assert found.text == "Side | right | and the free rib was raised with it | closed."
    assert found.remarks == ("OBX 1: its text holds field delimiters that the sender did not escape; it was put together again.",)


def test_what_stands_in_its_own_field_stays_there() -> None:
    data = mdm(
        "OBX|1|TX|OPR^Op||The rib was raised.||||||F|||20240312||HOUSE^GREGORY^THE^SURGEON||||||||12 Hill Road at the Old Mill"
    )
    assert (only(read(data)).text, only(read(data)).remarks) == ("The rib was raised.", ())


def test_prose_that_is_typed_as_codes() -> None:
    lines = ("OPERATIVE REPORT", "The left sixth rib was raised without skin on its vessels.")
    data = oru(*(f"OBX|{number}|CE|OPR^Op||{line}||||||F" for number, line in enumerate(lines, 1)))
    assert only(read(data)).text == "\n".join(lines)


def test_codes_alone_are_no_note() -> None:
    found = refused(read(oru("OBX|1|CE|LAB^Blood group||AP^A positive^L||||||F")))
    assert found == Unread("the message holds results, but no text", found.remedy, failure=False)


@pytest.mark.parametrize("end", ["\\.br\\", "\\.BR\\", "\\.br"])
def test_line_ends_that_are_written_otherwise(end: str) -> None:
    assert (
        only(read(mdm(obx(1, f"Prone.{end}The rib was raised.{end}{end}Closed.")))).text
        == "Prone.\nThe rib was raised.\n\nClosed."
    )
