"""Letters as people read them: the text of the Word document and of the web page, made from annotated notes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from auditor.letters.cases import Letter, letters
from auditor.letters.page import Pages
from auditor.letters.word import WordTemplate
from auditor.letters.word import shipped as template
from auditor.record.read import Recorded
from auditor.record.write import line
from auditor.rules.load import RuleSet
from tests.annotated import answer, names, shipped

HEAD = {"sender": "Documentation office", "date": "4 March 2025"}


def rules() -> RuleSet:
    """The rules that ship."""
    return shipped().rules


def recorded(audit: Any) -> Recorded:
    """An audit as it comes back from the record."""
    return Recorded.model_validate_json(line(audit))


@cache
def records(folder: Path) -> tuple[Recorded, ...]:
    """The records of all notes in a folder."""
    return tuple(recorded(answer(folder, name)) for name in names(folder))


@cache
def letters_of(folder: Path) -> tuple[Letter, ...]:
    """The letters about the notes of a folder."""
    return letters(records(folder), rules())


def fields(letter: Letter) -> dict[str, Any]:
    """What a template is filled in with."""
    said = rules().letters.letter
    return {"said": said, "letter": letter, "to": letter.surgeon or said.nobody, **HEAD}


def word_text(letter: Letter) -> str:
    """What the Word document of a letter says."""
    return _kept("word", letter, lambda: docx_text(WordTemplate(template("letter"), "the template").filled(fields(letter))))


def page_text(letter: Letter) -> str:
    """What the web page of a letter says."""
    return _kept("page", letter, lambda: html_text(Pages().filled("letter", fields(letter))))


_TEXTS: dict[tuple[str, str, str], str] = {}


def _kept(form: str, letter: Letter, make: Callable[[], str]) -> str:
    """Each letter is made once, however many rules are held over it."""
    key = form, letter.stem, letter.cases[0].origin.note_digest
    if key not in _TEXTS:
        _TEXTS[key] = make()
    return _TEXTS[key]


def docx_text(content: bytes) -> str:
    """Body and foot of a Word document, a line a paragraph."""
    document = docx.Document(BytesIO(content))
    return "\n".join([*_lines(document), *(p.text for s in document.sections for p in s.footer.paragraphs)])


def _lines(part: Document | Any) -> list[str]:
    found: list[str] = []
    for item in part.iter_inner_content():
        if isinstance(item, Paragraph):
            found.append(item.text)
        elif isinstance(item, Table):
            found += [text for row in item.rows for cell in row.cells for text in _lines(cell)]
    return found


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002
        self._hidden += tag == "style"
        if tag in {"p", "h1", "h2", "h3", "li", "td", "th", "dt", "dd", "div", "small", "footer"}:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.said.append(data)


def html_text(content: bytes) -> str:
    """What a web page says, its title included."""
    parser = _Text()
    parser.feed(content.decode("utf-8"))
    return "\n".join(" ".join(part.split()) for part in "".join(parser.said).split("\n") if part.strip())


def without(text: str, parts: list[str]) -> str:
    """The text without the quotations, which speak for the report and not for us."""
    for part in sorted(parts, key=len, reverse=True):
        text = text.replace(part, "")
    return re.sub(r"[ \t]+", " ", text)
