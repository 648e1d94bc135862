"""A note as PDF, laid out by two programs in many ways, gives the answer that its plain text gives."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.engine.one import Auditor
from auditor.model import Audit, Note
from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.model import Extracted
from auditor.notes.formats.pdf import FORMAT
from tests.annotated import SAMPLES
from tests.notes.formats.pdf_maker import Layout, pdf_of

TEXTS = sorted(SAMPLES.glob("*.txt"))
SMALL = Layout(width=300, height=320, margin=30)
LAYOUTS = {
    "ragged": Layout(),
    "justified": Layout(justified=True),
    "two columns": Layout(columns=2, justified=True, size=9),
    "two ragged columns": Layout(columns=2),
    "small pages with heads and feet": replace(
        SMALL,
        justified=True,
        head=("Quarry Hospital   Patient: A. Example   MRN 0012",),
        foot=("Printed from the record system",),
        numbered="Page {page} of {pages}",
    ),
    "small pages with bare numbers and a watermark": replace(SMALL, numbered="{page}", watermark="COPY"),
    "a patient's band on every page": Layout(
        width=420,
        height=420,
        head=("Lakeside General Hospital", "Patient: Example, Avery      MRN: 004711      DOB: 01/02/1970"),
        numbered="Page {page} of {pages}",
        watermark="DRAFT",
    ),
}


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    return Auditor()


def answer(auditor: Auditor, text: str) -> object:
    audit: Audit = auditor.audit(Note(id="note", text=text))
    return audit.status, audit.best_fit, audit.other_codes, dict(audit.elements)


def read(data: bytes) -> str:
    (note,) = FORMAT.read(data, LIMITS)
    assert isinstance(note, Extracted)
    return note.text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_another_layout_changes_nothing(auditor: Auditor, layout: str) -> None:
    assert TEXTS
    for path in TEXTS:
        plain = path.read_text(encoding="utf-8")
        assert answer(auditor, read(pdf_of(plain, LAYOUTS[layout]))) == answer(auditor, plain), path.stem


def test_libreoffice_changes_nothing(auditor: Auditor, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("soffice is not installed")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, TEXTS)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for path in TEXTS:
        plain = path.read_text(encoding="utf-8")
        assert answer(auditor, read((tmp_path / f"{path.stem}.pdf").read_bytes())) == answer(auditor, plain), path.stem
