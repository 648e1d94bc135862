"""Letters as the programs of their readers show them: Word documents in LibreOffice, web pages printed by Chromium."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from auditor.letters.cases import Letter
from auditor.letters.word import WordTemplate, shipped
from auditor.letters.write import Dress, write_letters
from tests.annotated import SAMPLES
from tests.letters.kit import letters_of, rules

STEM = "letter-horatio-lindenmuth"
TO_TEXT, WRITER = shutil.which("pdftotext"), shutil.which("lowriter")
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_writer = pytest.mark.skipif(not (WRITER and TO_TEXT), reason="LibreOffice Writer or poppler-utils is not installed")
needs_browser = pytest.mark.skipif(not (BROWSER and TO_TEXT), reason="Chromium or poppler-utils is not installed")


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Letter]:
    """The sample letter with the most questions, written into a folder."""
    out = tmp_path_factory.mktemp("letters")
    found = next(letter for letter in letters_of(SAMPLES) if letter.stem == STEM)
    write_letters([found], rules(), out, Dress(WordTemplate(shipped("letter"), "the template")))
    return out, found


def printed(pdf: Path) -> tuple[str, int]:
    """The words of a PDF in one line, and its number of pages."""
    assert TO_TEXT is not None
    text = subprocess.run([TO_TEXT, "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    return " ".join(text.split()), text.count("\f")


def assert_whole(pdf: Path, letter: Letter) -> None:
    text, pages = printed(pdf)
    assert pages == 2
    for case in letter.cases:
        assert f"{case.id} · {case.when}" in text
        assert [topic.question for topic in case.topics if topic.question not in text] == []
        assert text.count("Unable to determine") == len(case.all)


@needs_writer
def test_the_word_document_opens_and_fills_two_pages(letter: tuple[Path, Letter]) -> None:
    out, found = letter
    assert WRITER is not None
    profile = f"-env:UserInstallation={(out / 'profile').as_uri()}"
    command = [WRITER, profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), str(out / f"{STEM}.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert_whole(out / f"{STEM}.pdf", found)


@needs_browser
def test_the_web_page_prints_on_two_pages(letter: tuple[Path, Letter]) -> None:
    out, found = letter
    assert BROWSER is not None
    pdf = out / "page.pdf"
    command = [
        BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={out / 'browser'}",
        f"--print-to-pdf={pdf}", (out / f"{STEM}.html").as_uri(),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert_whole(pdf, found)
