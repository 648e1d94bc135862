"""What each reader is fuzzed from: small whole files, and how bytes become a file where these lie within a ZIP."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from openpyxl import Workbook

from tests.notes.formats import messages, parts, pdf_maker

TEXT = "OPERATIVE REPORT\nSurgeon: A. Stone\nThe left fibula was raised with its peroneal vessels.\n"
_SHEET = "xl/worksheets/sheet1.xml"


def _same(data: bytes) -> bytes:
    return data


def _as_word(data: bytes) -> bytes:
    return _with(parts.word(parts.paragraph(parts.run(TEXT))), "word/document.xml", data)


def _as_workbook(data: bytes) -> bytes:
    return _with(_workbook(), _SHEET, data)


def _with(package: bytes, name: str, data: bytes) -> bytes:
    """The package with other bytes for one of its parts."""
    file = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(file, "w", ZIP_STORED) as out:
        for each in source.namelist():
            out.writestr(each, data if each == name else source.read(each))
    return file.getvalue()


def _part(package: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(package)) as source:
        return source.read(name)


def _workbook() -> bytes:
    book = Workbook()
    for row in (["Surgeon", "note text", "Date"], ["Zed", TEXT, "2024-05-01"], ["Zed", "=1+1", None]):
        book.worksheets[0].append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _archive() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_STORED) as out:
        out.writestr("a.txt", TEXT)
        out.writestr("in/b.csv", "note text\none\ntwo\n")
        out.writestr("c.rtf", parts.rich(r"\b Surgeon:\b0  A. Stone\par The fibula was raised."))
    return file.getvalue()


def _word_part() -> bytes:
    rows = parts.table(("Surgeon", "A. Stone"), ("Donor", "fibula"))
    return _part(parts.word(parts.paragraph(parts.run(TEXT)) + rows), "word/document.xml")


_PDF = (
    pdf_maker.drawn(lambda canvas: pdf_maker.lines(canvas, TEXT.splitlines())),
    pdf_maker.by_hand(b"BT /F1 12 Tf 72 700 Td (The fibula was raised.) Tj ET"),
)
_CDA = messages.cda(messages.structured(messages.section("Findings", "<paragraph>The fibula</paragraph>")))
# Name of the target: the suffix, how bytes become a file, and what it begins with.
TARGETS: Mapping[str, tuple[str, Callable[[bytes], bytes], tuple[bytes, ...]]] = {
    "text": (".txt", _same, (TEXT.encode(), "caf\u00e9 °".encode("utf-16"))),
    "csv": (".csv", _same, (b'Surgeon;note text\nZed;"The crest\nwas raised."\n', b"case,note text,date\nC1,one,03/04/2024\n")),
    "xlsx": (".xlsx", _as_workbook, (_part(_workbook(), _SHEET),)),
    "zip": (".zip", _same, (_archive(),)),
    "docx": (".docx", _as_word, (_word_part(),)),
    "rtf": (".rtf", _same, (parts.rich(r"\b Surgeon:\b0  A. Stone\par\trowd\cellx1 a\cell\row {\*\x \bin3 abc}\u8217?"),)),
    "html": (".html", _same, (b"<html><style>.x{display:none}</style><p>Surgeon: A<table><tr><td>a<td>b</table><ul><li>x",)),
    "pdf": (".pdf", _same, _PDF),
    "hl7v2": (
        ".hl7", _same,
        (
            messages.mdm(*messages.lines_of(TEXT)), messages.mdm(messages.enclosed(TEXT)),
            messages.oru("OBR|1|||OPR", messages.obx(1, r"a\.br\b\T\c")),
        ),
    ),
    "cda": (".xml", _same, (_CDA,)),
    "fhir": (
        ".json", _same,
        (
            messages.as_json(messages.reference(TEXT)), messages.as_json(messages.composition(TEXT)),
            messages.ndjson(messages.bundle(messages.reference(TEXT))),
        ),
    ),
}  # fmt: skip
