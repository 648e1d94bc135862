"""The samples as other programs write them, each program started once for all samples."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import docx
import pytest

from auditor.engine.one import Auditor
from auditor.model import Note
from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.model import Extracted, Format
from tests.notes.formats.structured import page

SAMPLES = tuple(sorted((Path(__file__).parents[3] / "samples").glob("*.txt")))
NAMES = tuple(sample.stem for sample in SAMPLES)
_FILTERS = {"docx": "docx:MS Word 2007 XML", "rtf": "rtf:Rich Text Format", "html": "html:HTML (StarWriter)"}


@cache
def auditor() -> Auditor:
    return Auditor()


@cache
def answer(text: str) -> tuple[object, ...]:
    """What an audit says of a text: status, codes and elements."""
    audit = auditor().audit(Note(id="note", text=text, source="note", encoding="utf-8"))
    return audit.status, audit.best_fit, audit.other_codes, dict(audit.elements)


def sample(name: str) -> str:
    return next(path for path in SAMPLES if path.stem == name).read_text(encoding="utf-8")


def only(reader: Format, data: bytes) -> Extracted:
    """The one note of a file that the reader takes for its own."""
    assert reader.recognises(data, sorted(reader.suffixes)[0])
    (found,) = reader.read(data, LIMITS)
    assert isinstance(found, Extracted)
    return found


def by_office(folder: Path, kind: str, *, structured: bool = False) -> Mapping[str, bytes]:
    """All samples through LibreOffice in one call."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) was not found; install libreoffice-writer to run this test")
    source = folder / "source"
    source.mkdir()
    for path in SAMPLES:
        if structured:
            (source / f"{path.stem}.html").write_text(page(path.read_text(encoding="utf-8")), encoding="utf-8")
        else:
            shutil.copy(path, source)
    infilter = "HTML (StarWriter)" if structured else "Text (encoded):UTF8,LF,,,"
    command = [office, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", f"--infilter={infilter}"]
    command += ["--convert-to", _FILTERS[kind], "--outdir", str(folder / "out"), *map(str, sorted(source.iterdir()))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    found = {path.stem: path.read_bytes() for path in (folder / "out").glob(f"*.{kind}")}
    assert len(found) == len(SAMPLES), done.stderr
    return found


def by_pandoc(name: str, kind: str) -> bytes:
    """One sample, as a page with headings and tables, through pandoc."""
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        pytest.skip("pandoc was not found; install it to run this test")
    command = [pandoc, "-f", "html", "-t", kind, "-s", "--metadata", "pagetitle=note", "-o", "-"]
    return subprocess.run(command, input=page(sample(name)).encode("utf-8"), capture_output=True, timeout=60, check=True).stdout


def by_python_docx(name: str) -> bytes:
    """One sample, a paragraph a line, through python-docx."""
    document = docx.Document()
    for line in sample(name).splitlines():
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
