"""Notes whose identifiers are marked, and what is left of them when they are masked."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from click.testing import CliRunner, Result

from auditor.cli.main import main
from auditor.engine.one import Auditor
from auditor.masking.find import Finder
from auditor.masking.spans import Span
from auditor.model import Note
from auditor.rules.load import load

HERE = Path(__file__).parent
_MARK = re.compile(r"\[\[([^|\]]+)\|([^\]]*)\]\]")
_WORD = re.compile(r"[^\W\d_][^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_NO_NAME = frozenset("mr mrs ms miss frau herr sra mme baby girl del der van de".split())  # noqa: SIM905 - as it is read
KEPT = "surgeon"


@dataclass(frozen=True, slots=True)
class Mark:
    """An identifier that the note's writer marked."""

    start: int
    end: int
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A note without its marks, and the marks."""

    id: str
    text: str
    marks: tuple[Mark, ...]

    @property
    def surgeon(self) -> str | None:
        return next((mark.words for mark in self.marks if mark.kind == KEPT), None)


@cache
def marked(name: str) -> tuple[Marked, ...]:
    """The notes of a file."""
    return tuple(map(_parsed, (HERE / name).read_text("utf-8").split("=== ")[1:]))


def _parsed(part: str) -> Marked:
    name, _, body = part.partition("\n")
    text, marks, place = "", list[Mark](), 0
    for match in _MARK.finditer(body):
        text += body[place : match.start()]
        marks.append(Mark(len(text), len(text) + len(match[2]), match[1], match[2]))
        text += match[2]
        place = match.end()
    return Marked(name, text + body[place:], tuple(marks))


@cache
def auditor() -> Auditor:
    return Auditor(load())


@cache
def finder() -> Finder:
    return Finder(load())


def spans(note: Marked, *, everybody: bool = False) -> tuple[Span, ...]:
    """What the tool masks in a note, told by its own reading who operated and when."""
    plain = Note(id=note.id, text=note.text)
    audit = auditor().audit(plain)
    year = int(audit.date_of_service[:4]) if audit.date_of_service else None
    return finder().find(plain, audit.surgeon, year, everybody=everybody)


def left(mark: Mark, note: Marked, found: Iterable[Span]) -> list[str]:
    """The parts of an identifier that stay: words of a name without its title, else anything with a letter or a figure."""
    covered = {place for span in found for place in range(span.start, span.end)}
    if mark.kind == "age":
        parts = [match.span() for match in re.finditer(r"\d+", mark.words)]
    elif mark.kind == KEPT:
        parts = [match.span() for match in _WORD.finditer(mark.words) if len(match[0]) > 3]
    elif mark.kind == "name" and any(word.lower() not in _NO_NAME for word in _WORD.findall(mark.words)):
        parts = [match.span() for match in _WORD.finditer(mark.words) if match[0].lower() not in _NO_NAME]
    elif mark.kind == "date":  # a weekday or a town before it is not the date itself
        parts = [match.span() for match in re.finditer(r"\d+|[^\W\d_]{3,}", mark.words) if not _beside_date(match[0])]
    else:
        parts = [match.span() for match in re.finditer(r"\w+", mark.words)]
    return [mark.words[start:end] for start, end in parts if not covered.issuperset(range(mark.start + start, mark.start + end))]


def _beside_date(word: str) -> bool:
    return word.lower() in {"tues", "thursday", "freiburg", "den", "the", "twenty", "one"}


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, words)])


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below the folder, and every part of those that are archives, with their names."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            yield path.relative_to(folder).as_posix(), data
            if data.startswith(b"PK"):
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    yield from ((f"{path.name}/{name}", archive.read(name)) for name in archive.namelist())
