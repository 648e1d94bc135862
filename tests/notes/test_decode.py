"""Bytes become text by their own marks and habits, and the encoding that is named gives the same text again."""

from __future__ import annotations

import pytest

from auditor.errors import NoteError
from auditor.notes.decode import decode

PLAIN = "The iliac crest was raised.\r\nDefect 6 x 4 cm.\n"
TYPED = "The patient’s crest – 4½ cm, 37°C – was raised.\r\nDr. Müller assisted.\n"


@pytest.mark.parametrize(
    ("text", "codec", "mark", "name"),
    [
        (PLAIN, "utf-8", b"", "utf-8"),
        (TYPED, "utf-8", b"", "utf-8"),
        (TYPED, "utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        (TYPED, "utf-16-le", b"\xff\xfe", "utf-16"),
        (TYPED, "utf-16-be", b"\xfe\xff", "utf-16"),
        (TYPED, "utf-16-le", b"", "utf-16-le"),
        (TYPED, "utf-16-be", b"", "utf-16-be"),
        (PLAIN, "utf-16-le", b"", "utf-16-le"),
        (TYPED, "cp1252", b"", "cp1252"),
        (TYPED, "mac_roman", b"", "mac_roman"),
    ],
)
def test_text_and_encoding(text: str, codec: str, mark: bytes, name: str) -> None:
    if codec == "mac_roman":
        text = text.replace("½", ".5")  # that code page has no such sign
    data = mark + text.encode(codec)
    assert decode(data) == (text, name)
    assert data.decode(name) == text


def test_degrees_of_an_old_code_page_do_not_become_a_letter() -> None:
    text = "Temp 37°C, then 36°C. The crest was raised."
    found, name = decode(text.encode("cp437"))
    assert found == text
    assert name in {"cp437", "cp850"}  # both hold the sign at that place


def test_cp1252_of_any_length_is_told_by_what_stands_beside_the_signs() -> None:
    assert decode("37°C".encode("cp1252")) == ("37°C", "cp1252")
    assert decode("the patient’s rib".encode("cp1252")) == ("the patient’s rib", "cp1252")


def test_line_ends_and_form_feeds_are_kept() -> None:
    text = "one\r\ntwo\rthree\n\x0cfour\tfive\x1a"
    assert decode(text.encode())[0] == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "the file is a PDF document, not plain text"),
        (b"PK\x03\x04\x14\x00\x06\x00", "the file is a Word, Excel or ZIP file, not plain text"),
        (b"{\\rtf1\\ansi crest}", "the file is a rich-text document, not plain text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "the file is a picture, not plain text"),
        (b"The crest\x00was raised.", "the file holds binary data, not text"),
        (bytes(range(256)) * 40, "the file holds binary data, not text"),
        (b"crest \x01\x02\x03 raised", "the file holds binary data, not text"),
        ("\ufeffcrest\x01\x02\x03".encode("utf-16-le"), "the file holds binary data, not text"),
        (b"\xff\xfeA\x00\x00\xd8B\x00", "the file is marked as utf-16 but is damaged at byte 4"),
        (b"\xef\xbb\xbfcrest \xff", "the file is marked as utf-8-sig but is damaged at byte 6"),
        ("4–5 cm – crest – ".encode() + b"\xe9t\xe9", "the file is UTF-8 with damaged characters, or mixes two encodings"),
        ("骨移植手術を行った。腸骨".encode("shift_jis"), "the encoding of the file cannot be told with certainty"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(NoteError) as refusal:
        decode(data)
    assert refusal.value.reason == reason
    assert refusal.value.remedy
