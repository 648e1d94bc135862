"""One run over a folder of hostile files: each ends as a row with a clear sentence, and nothing of them is ever run."""

from __future__ import annotations

import base64
import json
import os
import sys
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser
from pypdf import PdfWriter

from auditor.notes.outputs import is_page
from tests.cli.test_run import TRANSFER, auditor
from tests.notes.formats import messages
from tests.notes.formats.parts import paragraph, rich, word, zipped
from tests.notes.formats.pdf_maker import by_hand, drawn, lines
from tests.report.pages.open import opened, shown_text

pytestmark = pytest.mark.xdist_group("hostile")  # such tests go to one process, which makes the run once

SCRIPT = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\"></textarea></style>"
SIGNS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", '=HYPERLINK("http://example.invalid","x")')
BIDI = "\u202egpj.eton\u2066"
LONG = "n" * 251
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><ClinicalDocument xmlns="urn:hl7-org:v3">&b;'


def layers(depth: int) -> bytes:
    data = zipped({"a.txt": TRANSFER})
    for _ in range(depth):
        data = zipped({"in.zip": data})
    return data


def locked() -> bytes:
    writer, file = PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(file)
    return file.getvalue()


def pdf() -> bytes:
    return drawn(lambda canvas: lines(canvas, TRANSFER.splitlines()))


def oversized(kind: str) -> bytes:
    line = "a" * 50_000_000
    return {"docx": lambda: word(paragraph(line)), "rtf": lambda: rich(line)}.get(kind, line.encode)()


REFUSED: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "zero.txt": (lambda: b"", "the file is empty"),
    "zero.pdf": (lambda: b"", "the file is empty"),
    "blank.txt": (lambda: b" \n\t", "the file holds only white space"),
    "cut.pdf": (lambda: pdf()[: len(pdf()) // 4], "the PDF is damaged and cannot be repaired"),
    "cut.docx": (lambda: word(paragraph("x" * 900))[:700], "the document is damaged or cut off"),
    "cut.rtf": (lambda: rich("The fibula")[:-3], "the document breaks off before its end"),
    "locked.pdf": (locked, "the PDF is encrypted with a password"),
    "old.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an older Word or Excel file"),
    "mislabelled.txt": (lambda: bytes(range(256)) * 9, "the file holds binary data, not text"),
    "mislabelled.pdf": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(90), "the file is a picture, not plain text"),
    "line.txt": (lambda: oversized("txt"), "the file is larger than 1 MB"),
    "line.csv": (lambda: b"note text\n" + oversized("txt"), "a line of the table is longer than 2,000,000 characters"),
    "line.docx": (lambda: oversized("docx"), "unpacks to more than 40 MB"),
    "line.rtf": (lambda: oversized("rtf"), "more than 1,000,000 characters"),
    "line.html": (lambda: b"<html><p>" + oversized("txt"), "larger than 40 MB"),
    "line.pdf": (lambda: b"%PDF-1.4\n" + oversized("txt"), "the PDF is damaged and cannot be repaired"),
    "line.json": (lambda: b'{"resourceType":"Binary","data":"' + oversized("txt") + b'"}', "the file is larger than 1 MB"),
    "line.hl7": (lambda: b"MSH|^~\\&|A|B|||1||ORU^R01|1|P|2.5\rOBX|1|TX|A||" + oversized("txt"), "longer than any note can be"),
    "bomb.zip": (lambda: zipped({"a.txt": bytes(300_000_000)}), "unpacks to more than"),
    "deep.zip": (lambda: layers(5), "the archive lies more than 3 archives deep"),
    "bomb.docx": (lambda: word("", main=" " * 60_000_000), "unpacks to more than 40 MB"),
    "entities.xml": (lambda: ENTITIES, "the C-CDA document declares a document type or entities of its own"),
    "nested.json": (lambda: b'{"resourceType":"Bundle","x":' + b"[" * 100_000, "damaged, cut off or nested too deep"),
    "nested.html": (lambda: b"<html>" + b"<div>" * 100_000 + b"x", "nested deeper"),
    "nested.rtf": (lambda: rich("{" * 100_000 + "x" + "}" * 100_000), "nested deeper"),
    "fuzzed.pdf": (lambda: by_hand(b"q " * 5_000_000 + b"BT ET"), "the reader of the file crashed"),
}  # fmt: skip


def table(*cells: str) -> bytes:
    return ("note text,surgeon,case\n" + "".join(f'"{cell}","{cell}","{cell}"\n' for cell in cells)).encode()


def doubled(text: str) -> str:
    return text.replace('"', '""')


READ: Mapping[str, bytes] = {
    "good.txt": TRANSFER.encode(),
    "script.txt": f"{SCRIPT}\n{TRANSFER}\n{SCRIPT}\n=1+1\n@SUM(1)\n".encode(),
    "signs.csv": table(*(doubled(f"{sign} {TRANSFER}") for sign in SIGNS)),
    f"{SCRIPT.replace('/', '')[:60]}.txt": TRANSFER.encode(),
    "=1+1.txt": TRANSFER.encode(),
    "@SUM(1).txt": TRANSFER.encode(),
    "+1.txt": TRANSFER.encode(),
    "-1.txt": TRANSFER.encode(),
    "\t=1.txt": TRANSFER.encode(),
    "line\nend.txt": TRANSFER.encode(),
    f"{BIDI}.txt": TRANSFER.encode(),
    f"{LONG}.txt": TRANSFER.encode(),
    "slow.txt": (TRANSFER + "\n" + "(" * 50_000 + "no not without " * 2_000).encode(),
    "script.html": f"<html><script>document.title='run'</script><p>{TRANSFER}</p><iframe src=http://example.invalid>".encode(),
    "script.hl7": messages.mdm(*messages.lines_of(SCRIPT + TRANSFER)),
    "inside.json": messages.as_json(messages.reference(base64.b64encode(b"x").decode() + SCRIPT + TRANSFER)),
}  # fmt: skip


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if sys.platform != "linux":
        pytest.skip("this system refuses some of the names")
    folder = tmp_path_factory.mktemp("hostile")
    notes = folder / "notes"
    notes.mkdir()
    for name, (make, _) in REFUSED.items():
        (notes / name).write_bytes(make())
    for name, data in READ.items():
        (notes / name).write_bytes(data)
    (notes / "loop").symlink_to(notes)
    (notes / "passwd.txt").symlink_to("/etc/passwd")
    os.mkfifo(notes / "pipe.txt")
    result = auditor("run", notes, "--out", folder / "out")
    assert result.exit_code == 1, result.stderr
    assert "Traceback" not in result.output
    return folder / "out"


def rows_of(out: Path, sheet: str) -> list[dict[str, str]]:
    head, *rest = load_workbook(out / "audit.xlsx")[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), map(str, row), strict=True)) for row in rest]


def file_of(source: str) -> str:
    """The file of the folder that a row is about, whatever is in it."""
    return source.partition("/notes/")[2].partition("/")[0].partition("#")[0]


def test_each_refused_file_is_one_row_with_a_clear_sentence(out: Path) -> None:
    found: dict[str, list[str]] = {}
    for row in rows_of(out, "Not audited"):
        source, *rest = row.values()
        found.setdefault(file_of(source), []).append(" ".join(rest))
    for name, (_, said) in REFUSED.items():
        assert len(found[name]) == 1, name
        assert said in found[name][0], name
    assert set(found) - set(REFUSED) == {"loop", "passwd.txt", "pipe.txt"}
    assert "the link leads out of the folder" in found["passwd.txt"][0]
    assert "this is not a regular file" in found["pipe.txt"][0]


def test_every_other_file_is_audited_once_and_alike(out: Path) -> None:
    records = [json.loads(line) for line in (out / "audit.jsonl").read_text("utf-8").splitlines()]
    files = [
        each["source"].partition("/notes/")[2].partition("#")[0] for each in records if not each["source"].endswith("#2.txt")
    ]
    assert sorted(set(files)) == sorted(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for name in READ)
    assert len(records) == len(READ) - 1 + len(SIGNS)  # one of them is the table with a note a row
    assert len({each["id"] for each in records}) == len(records)
    assert {tuple(each["best_fit"]) for each in records} == {tuple(records[0]["best_fit"])} != {()}


def test_no_cell_of_the_workbook_is_a_formula_or_a_link_to_elsewhere(out: Path) -> None:
    book = load_workbook(out / "audit.xlsx")
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                held = str(cell.value or "")
                formula = cell.data_type == "f"  # the workbook has its own on the sheet of the summary
                assert not (formula and any(each in held for each in ("1+1", "SUM(1)", "example.invalid"))), cell.coordinate
                target = cell.hyperlink.target if cell.hyperlink else None
                assert target is None or target.startswith("evidence/"), (sheet.title, cell.coordinate)
    with ZipFile(out / "audit.xlsx") as file:
        parts = [name for name in file.namelist() if "externalLink" in name or "vbaProject" in name or "/connections" in name]
    assert parts == []


def test_nothing_runs_in_a_browser(out: Path, browser: Browser) -> None:
    folder = out / "evidence"
    pages = sorted(path for path in folder.iterdir() if is_page(path.name))
    assert len(pages) == len(READ) - 1 + len(SIGNS) + 1
    scripts = 0
    for path in pages:
        with opened(browser, path) as page:  # which fails at a request, a dialogue or a word to the console
            assert page.title() != "run"
            scripts += path.name != "index.html" and "document.title='run'" in shown_text(page)
    assert scripts == 3  # as text; the page of HTML has none, since a script is no text of it
