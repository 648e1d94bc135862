"""A note says the same in Word, in rich text and on a page as it says in plain text. No sample differs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from auditor.notes.formats.docx import FORMAT as WORD
from auditor.notes.formats.html import FORMAT as PAGE
from auditor.notes.formats.model import Format
from auditor.notes.formats.rtf import FORMAT as RICH
from tests.notes.formats.conversions import NAMES, answer, by_office, by_pandoc, by_python_docx, only, sample
from tests.notes.formats.structured import page

READERS = {"docx": WORD, "rtf": RICH, "html": PAGE}


@pytest.fixture(scope="module", params=["docx", "rtf", "html"])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Format, Mapping[str, bytes]]:
    folder: Path = tmp_path_factory.mktemp("office")
    return READERS[request.param], by_office(folder, request.param)


@pytest.fixture(scope="module", params=["docx", "rtf"])
def templates(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Format, Mapping[str, bytes]]:
    folder: Path = tmp_path_factory.mktemp("templates")
    return READERS[request.param], by_office(folder, request.param, structured=True)


@pytest.mark.parametrize("name", NAMES)
def test_a_note_that_libreoffice_converted(office: tuple[Format, Mapping[str, bytes]], name: str) -> None:
    reader, files = office
    assert answer(only(reader, files[name]).text) == answer(sample(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_template_that_libreoffice_converted(templates: tuple[Format, Mapping[str, bytes]], name: str) -> None:
    reader, files = templates
    assert answer(only(reader, files[name]).text) == answer(sample(name))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["docx", "rtf", "html"])
def test_a_template_that_pandoc_converted(kind: str, name: str) -> None:
    assert answer(only(READERS[kind], by_pandoc(name, kind)).text) == answer(sample(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_note_that_python_docx_wrote(name: str) -> None:
    assert answer(only(WORD, by_python_docx(name)).text) == answer(sample(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_with_headings_and_tables(name: str) -> None:
    assert answer(only(PAGE, page(sample(name)).encode("utf-8")).text) == answer(sample(name))
