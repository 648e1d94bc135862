"""Mails, pages saved as one file, and files of base64: the note is the same as in its plain text."""

from __future__ import annotations

import base64
import quopri
from email.message import EmailMessage
from pathlib import Path

import pytest

from auditor.model import Note
from auditor.notes.read import FileReader
from auditor.notes.seen import ToRead
from tests.notes.formats.messages import as_json, bundle
from tests.notes.formats.pdf_maker import Layout, pdf_of

NOTE = (
    "OPERATIVE REPORT\n\nSURGEON: A. Stone\nPROCEDURE: The fibula, 12 cm = all of it, was raised. It was joined end-to-side. " * 6
)
COVER = "Dear all, the report is attached."


def rows(folder: Path, data: bytes, name: str) -> list[tuple[str, ...]]:
    """Of each note its text, of all else why it is none."""
    file = folder / name
    file.write_bytes(data)
    with FileReader() as reader:
        found = list(reader.notes(ToRead(file, file.stem, file.name)))
    return [(one.text.strip(),) if isinstance(one, Note) else (one.reason, one.remedy) for one in found]


def mail(text: str, *attached: tuple[bytes, str, str], page: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@quarry.invalid", "b@quarry.invalid", "Report"
    message.set_content(text, cte="quoted-printable")
    if page:
        message.add_alternative(page, subtype="html")
    for data, kind, name in attached:
        main, _, sub = kind.partition("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


@pytest.mark.parametrize("name", ["note.eml", "note.txt", "note"])
def test_the_text_of_a_mail_is_a_note_whatever_its_file_is_called(tmp_path: Path, name: str) -> None:
    assert rows(tmp_path, mail(NOTE, page=f"<p>{NOTE}</p>"), name) == [(NOTE.strip(),)]


def test_an_attachment_is_a_note_and_a_short_text_beside_it_is_left_aside(tmp_path: Path) -> None:
    cover, text, printed, picture, card = rows(
        tmp_path,
        mail(
            COVER, (NOTE.encode(), "application/octet-stream", "note.txt"),
            (pdf_of(NOTE, Layout()), "application/pdf", "note.pdf"), (b"\xff\xd8\xff\xe0", "image/jpeg", "scan.jpg"),
            (b"BEGIN:VCARD", "text/vcard", "a.vcf"),
        ),
        "note.eml",
    )  # fmt: skip
    assert cover[0] == "the text of the mail goes with its attachments"
    assert text == (NOTE.strip(),) and "The fibula, 12 cm = all of it, was raised." in printed[0]
    assert picture[0] == "an attachment of the mail is a picture" and "--ocr" in picture[1]
    assert card[1] == "nothing to do"


def test_a_long_text_beside_an_attachment_is_a_note_too(tmp_path: Path) -> None:
    found = rows(tmp_path, mail(NOTE, (b"The crest was raised.", "text/plain", "other.txt")), "note.eml")
    assert found == [(NOTE.strip(),), ("The crest was raised.",)]


@pytest.mark.parametrize("name", ["note.mht", "note.html"])
def test_a_page_saved_as_one_file(tmp_path: Path, name: str) -> None:
    page = quopri.encodestring("<html><body><p>The fibula was raised – with its skin.</p></body></html>".encode())
    head = b"From: <Saved by a browser>\r\nSubject: Report\r\nMIME-Version: 1.0\r\n"
    kind = b'Content-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n--B\r\n'
    part = b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    assert rows(tmp_path, head + kind + part + page + b"\r\n--B--\r\n", name) == [("The fibula was raised – with its skin.",)]


def test_a_note_with_lines_like_headers_stays_a_note(tmp_path: Path) -> None:
    text = "From: A. Stone\nDate: 3 May 2024\nSubject: Operation\n\nThe fibula was raised."
    assert rows(tmp_path, text.encode(), "note.txt") == [(text,)]


def test_a_mail_without_anything_is_a_row(tmp_path: Path) -> None:
    (row,) = rows(
        tmp_path, b"Subject: Report\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n--B--\n", "note.eml"
    )
    assert row[0] == "the mail holds no text and no attachment"


def test_a_mail_of_more_parts_than_any_has_is_a_row(tmp_path: Path) -> None:
    nested = b"MIME-Version: 1.0\n" + b"Content-Type: multipart/mixed; boundary=B\n\n--B\n" * 20_000
    (row,) = rows(tmp_path, nested, "note.eml")
    assert row[0] == "the mail has no end of its head, or more than 200 parts"


@pytest.mark.parametrize("data", [NOTE.encode(), pdf_of(NOTE, Layout())], ids=["text", "PDF"])
@pytest.mark.parametrize("name", ["note.txt", "note.b64", "note"])
def test_a_file_of_base64_is_the_document_in_it(tmp_path: Path, data: bytes, name: str) -> None:
    ((text,),) = rows(tmp_path, base64.encodebytes(data), name)
    assert text.startswith("OPERATIVE REPORT") and "The fibula, 12 cm = all of it, was raised." in text
    (row,) = rows(tmp_path, base64.encodebytes(data).replace(b"\n", b"")[:-1] + b"%", name)
    assert row[0] == "the attachment is damaged: its base64 is cut off or not valid"


def test_a_binary_is_found_by_its_relative_address(tmp_path: Path) -> None:
    document = {"resourceType": "DocumentReference", "content": [{"attachment": {"url": "Binary/7"}}]}
    whole = bundle(document, {"resourceType": "Binary", "data": base64.b64encode(NOTE.encode()).decode()})
    whole["entry"][1]["fullUrl"] = "https://records.invalid/fhir/Binary/7"
    assert rows(tmp_path, as_json(whole), "note.json") == [(NOTE.strip(),)]
