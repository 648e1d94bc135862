"""Scans are read by OCR where it is asked for, and by nothing else; what comes of them is told as such."""

from __future__ import annotations

import json
import shutil
import subprocess
import zlib
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from struct import pack
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest
from click.testing import CliRunner
from reportlab.pdfgen import canvas

from auditor.cli.main import main
from auditor.errors import OcrError
from auditor.model import Note
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.ocr.setup import ocr_for
from auditor.notes.formats.settings import Settings
from auditor.notes.read import FileReader
from auditor.notes.seen import ToRead
from auditor.notes.walk import walk
from tests.notes.formats.conversions import NAMES, SAMPLES, answer, sample

Image = pytest.importorskip("PIL.Image", reason="Pillow was not found; install the extra auditor[ocr] to run these tests")
pytest.importorskip("tesserocr", reason="tesserocr was not found; install the extra auditor[ocr] to run these tests")
try:
    OCR = ocr_for("eng")
except OcrError:
    pytest.skip("the data of Tesseract were not found; install tesseract-ocr to run these tests", allow_module_level=True)

LINES = ("OPERATIVE REPORT", "Surgeon: Ada Stone, MD", "The left fibula was raised with its peroneal vessels.")
TOLD = "read by OCR (Tesseract 5.5.4, eng), which can mistake words; compare with the original."


def page(*lines: str) -> Any:
    """A page of paper with lines of print, at 300 points to the inch."""
    file = BytesIO()
    paper = canvas.Canvas(file, pagesize=(595, 300))
    for number, line in enumerate(lines):
        paper.drawString(60, 240 - 24 * number, line)
    paper.save()
    return pypdfium2.PdfDocument(file.getvalue())[0].render(scale=300 / 72).to_pil().convert("L")


@cache
def scan(kind: str = "PDF", pages: int = 1) -> bytes:
    file = BytesIO()
    first, *others = [page(*LINES, f"This is sheet {number}.") for number in range(1, pages + 1)]
    more = {"save_all": True, "append_images": others} if others else {}
    first.save(file, kind, **({"resolution": 300} if kind == "PDF" else {"dpi": (300, 300)}), **more)
    return file.getvalue()


def half_scanned() -> bytes:
    """A page of text, and behind it one that is a picture."""
    file = BytesIO()
    paper = canvas.Canvas(file, pagesize=(595, 300))
    paper.drawString(60, 200, "Cover sheet of Quarry Lake Medical Center: one operative report follows.")
    paper.showPage()
    from reportlab.lib.utils import ImageReader

    paper.drawImage(ImageReader(page(*LINES)), 0, 0, 595, 300)
    paper.save()
    return file.getvalue()


def found(tmp_path: Path, name: str, data: bytes, *, ocr: bool = True, **limits: Any) -> list[Any]:
    (tmp_path / name).write_bytes(data)
    reading = Settings(limits=replace(Limits(), **limits), ocr=OCR if ocr else None)
    with FileReader(reading) as reader:
        return list(reader.notes(ToRead(tmp_path / name, "scan", name)))


def words(note: object) -> str:
    assert isinstance(note, Note)
    return " ".join(note.text.split())


@pytest.mark.parametrize(
    ("name", "kind"), [("a.pdf", "PDF"), ("a.tif", "TIFF"), ("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.txt", "PNG")]
)
def test_a_scan_of_each_kind(tmp_path: Path, name: str, kind: str) -> None:
    (note,) = found(tmp_path, name, scan(kind))
    assert words(note) == " ".join([*LINES, "This is sheet 1."])
    assert note.remarks == (f"Page 1: {TOLD}",)
    assert [place.name for place in note.places] == ["page 1"]


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_several_pages_are_one_note_with_the_page_of_each_line(tmp_path: Path, kind: str) -> None:
    (note,) = found(tmp_path, "a", scan(kind, 3))
    assert note.remarks == (f"Pages 1, 2 and 3: {TOLD}",)
    for number in (1, 2, 3):
        at = note.text.index(f"This is sheet {number}")
        assert [place.name for place in note.places if place.start <= at][-1] == f"page {number}"


def test_only_the_pages_without_text_are_read_so(tmp_path: Path) -> None:
    (note,) = found(tmp_path, "a.pdf", half_scanned())
    assert words(note).startswith("Cover sheet of Quarry Lake Medical Center: one operative report follows. OPERATIVE REPORT")
    assert note.remarks == (f"Page 2: {TOLD}",)
    (without,) = found(tmp_path, "a.pdf", half_scanned(), ocr=False)
    assert without.remarks == ("Page 2: no text layer, not read; run the audit with --ocr, or run OCR first.",)


def test_members_of_archives_are_read_by_ocr_and_others_as_ever(tmp_path: Path) -> None:
    inner, outer = BytesIO(), BytesIO()
    with ZipFile(inner, "w") as file:
        file.writestr("deep.pdf", scan())
        file.writestr("note.txt", "Plain.")
    with ZipFile(outer, "w") as file:
        file.writestr("a.tif", scan("TIFF"))
        file.writestr("in.zip", inner.getvalue())
    notes = found(tmp_path, "z.zip", outer.getvalue())
    assert [(note.source, words(note)[:16]) for note in notes] == [
        ("z.zip/a.tif", "OPERATIVE REPORT"), ("z.zip/in.zip/note.txt", "Plain."), ("z.zip/in.zip/deep.pdf", "OPERATIVE REPORT"),
    ]  # fmt: skip


def test_a_poor_scan_says_on_which_page_words_are_uncertain(tmp_path: Path) -> None:
    good, poor = page(*LINES), page(*LINES)
    small = poor.resize((poor.width // 7, poor.height // 7)).resize(poor.size)
    file = BytesIO()
    good.save(file, "PDF", resolution=300, save_all=True, append_images=[small])
    (note,) = found(tmp_path, "a.pdf", file.getvalue())
    assert note.remarks == (f"Pages 1 and 2: {TOLD}", "Page 2: many words were uncertain.")


def test_what_is_no_text_is_a_row(tmp_path: Path) -> None:
    file = BytesIO()
    Image.new("L", (1200, 900), 255).save(file, "PNG")
    (row,) = found(tmp_path, "a.png", file.getvalue())
    assert row.reason == "OCR found no words in the scan"
    (row,) = found(tmp_path, "a.tif", scan("TIFF")[:2000])
    assert row.reason == "the picture is damaged"


def chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))


def test_limits(tmp_path: Path) -> None:
    (row,) = found(tmp_path, "a.pdf", scan("PDF", 3), ocr_pages=2)
    assert row.reason == "OCR is asked for 3 pages, and reads 2 of a file"
    (row,) = found(tmp_path, "a.tif", scan("TIFF", 3), ocr_pages=2)
    assert row.reason == "OCR is asked for 3 pages, and reads 2 of a file"
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0))
    bomb += chunk(b"IDAT", zlib.compress(bytes(60_000 // 8 + 1) * 60_000)) + chunk(b"IEND", b"")
    (row,) = found(tmp_path, "a.png", bomb)
    assert row.reason == "a page of the picture has more than 50 million points"
    (row,) = found(tmp_path, "a.pdf", scan("PDF", 3), ocr_seconds=0.1)
    assert row.reason == "reading took longer than 0.1 seconds"


def test_a_run_with_and_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes, aside = tmp_path / "notes", tmp_path / "aside"
    notes.mkdir()
    aside.mkdir()
    monkeypatch.setenv("TMPDIR", str(aside))
    (notes / "a.pdf").write_bytes(scan())
    (notes / "b.png").write_bytes(scan("PNG"))
    (notes / "b.txt").write_text("The appendix was removed.")
    plain, asked = tmp_path / "plain", tmp_path / "asked"
    done = CliRunner().invoke(main, ["run", str(notes), "--out", str(plain), "--no-pages"])
    assert (done.exit_code, [record(line)[0] for line in records(plain)]) == (1, ["b"])
    done = CliRunner().invoke(main, ["run", str(notes), "--out", str(asked), "--no-pages", "--ocr"])
    assert done.exit_code == 0, done.stderr
    assert [record(line) for line in records(asked)] == [
        ("a", [f"Page 1: {TOLD}"]), ("b~2", [f"Page 1: {TOLD}"]), ("b", []),
    ]  # fmt: skip
    assert list(aside.iterdir()) == []  # nothing was laid down on the way


def records(out: Path) -> list[str]:
    return (out / "audit.jsonl").read_text("utf-8").splitlines()


def record(line: str) -> tuple[str, list[str]]:
    whole = json.loads(line)
    return whole["id"], whole["remarks"]


def test_photographs_are_no_notes_where_nobody_asked(tmp_path: Path) -> None:
    (tmp_path / "b.png").write_bytes(scan("PNG"))
    (row,) = walk([tmp_path])
    assert not isinstance(row, ToRead)
    assert (row.reason, row.remedy) == (
        "the file is a picture, not plain text",
        "if it is a scanned note, run the audit with --ocr, or have its text recognised and audit what comes of it",
    )
    assert isinstance(walk([tmp_path], pictures=True)[0], ToRead)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "eng+xyz",
            "auditor: --ocr: there is no xyz.traineddata, the data of Tesseract for this language; install the package "
            "tesseract-ocr-xyz, or name the folder that has it in TESSDATA_PREFIX.",
        ),
        ("../eng", "auditor: --ocr-language '../eng': this names no language; write eng, or eng+deu for two."),
    ],
)
def test_a_language_that_is_not_there(tmp_path: Path, language: str, said: str) -> None:
    (tmp_path / "a.txt").write_text("x")
    done = CliRunner().invoke(main, ["run", str(tmp_path), "--out", str(tmp_path / "o"), "--ocr", "--ocr-language", language])
    assert (done.exit_code, done.stderr.strip()) == (2, said)


def test_the_same_answer_as_the_plain_text(tmp_path: Path) -> None:
    """Each sample printed, scanned at 300 dpi in grey, and read by OCR."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) was not found; install libreoffice-writer to run this test")
    command = [office, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--infilter=Text (encoded):UTF8,LF,,,", "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, SAMPLES)]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    differing = []
    with FileReader(Settings(ocr=OCR)) as reader:
        for name in NAMES:
            document = pypdfium2.PdfDocument(tmp_path / f"{name}.pdf")
            first, *others = [each.render(scale=300 / 72).to_pil().convert("L") for each in document]
            first.save(tmp_path / "scan.pdf", resolution=300, save_all=True, append_images=others)
            (note,) = reader.notes(ToRead(tmp_path / "scan.pdf", name, name))
            assert isinstance(note, Note)
            if answer(note.text) != answer(sample(name)):
                differing.append(name)
    assert len(NAMES) == 20
    assert differing == []
