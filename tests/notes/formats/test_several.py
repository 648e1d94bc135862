"""A file that may hold several notes says so, whatever its format, and is read as one."""

from __future__ import annotations

import io

import docx
import pytest

from auditor.notes.formats import docx as word
from auditor.notes.formats import html, rtf, text
from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.model import Extracted, Format

SAID = "The file names different dates of operation or record numbers; split it if it holds several notes."
NOTE = "OPERATIVE REPORT\n{}\nThe rib was raised, and the vein was joined with a coupler.\n"


def in_word(notes: str) -> bytes:
    document, data = docx.Document(), io.BytesIO()
    for line in notes.split("\n"):
        document.add_paragraph(line)
    document.save(data)
    return data.getvalue()


def in_rich_text(notes: str) -> bytes:
    return ("{\\rtf1\\ansi " + notes.replace("\n", "\\par\n") + "}").encode()


def in_page(notes: str) -> bytes:
    return f"<html><body><p>{notes.replace(chr(10), '</p><p>')}</p></body></html>".encode()


WAYS = [(text.FORMAT, str.encode), (word.FORMAT, in_word), (rtf.FORMAT, in_rich_text), (html.FORMAT, in_page)]


def remarks(way: tuple[Format, object], *heads: str) -> tuple[str, ...]:
    reader, made = way
    assert callable(made)
    (note,) = reader.read(made("\f".join(NOTE.format(head) for head in heads).replace("\f", "\n")), LIMITS)
    assert isinstance(note, Extracted)
    return note.remarks


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way[0].name)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DATE OF OPERATION: 01/02/2023", "Date of surgery: 2 March 2023"),
        ("Name: A. Example   MRN: 900018", "Name: B. Sample   MRN: 900019"),
    ],
)
def test_heads_that_differ(way: tuple[Format, object], one: str, other: str) -> None:
    assert remarks(way, one, other) == (SAID,)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way[0].name)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DATE OF OPERATION: 01/02/2023", "Date of surgery: Feb 1, 2023"),
        ("MRN: 90-0018", "MRN 900018"),
        ("Date of surgery: 01/02/2023", "Earlier the plate came out (date of surgery 05/06/2019)."),
        ("Date of surgery: 01/02/2023", "Date of procedure: see above"),
    ],
)
def test_heads_of_one_note(way: tuple[Format, object], one: str, other: str) -> None:
    assert remarks(way, one, other) == ()
