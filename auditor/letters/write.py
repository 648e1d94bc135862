"""Letters and education documents -> files in a folder, each beside its web page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from auditor.letters.cases import Letter, day
from auditor.letters.education import Education
from auditor.letters.log import line, rows
from auditor.letters.page import Pages
from auditor.letters.word import WordTemplate
from auditor.report.files import make_folder, replacing
from auditor.rules.load import RuleSet

LOG: Final = "letters.jsonl"
_BLANK: Final = "_" * 24


@dataclass(frozen=True, slots=True)
class Dress:
    """How documents are made: with which Word template (None for web pages alone), of which date and by whom."""

    word: WordTemplate | None
    dated: date | None = None
    sender: str | None = None

    @property
    def head(self) -> dict[str, str]:
        """Date and sender as they are printed: a line to fill in where nothing was given."""
        return {"date": day(self.dated) if self.dated else _BLANK, "sender": self.sender or _BLANK}


def write_letters(letters: Iterable[Letter], rules: RuleSet, out: Path, dress: Dress) -> None:
    """Write every letter, and the log of all their questions when they are whole. Raises OutputError, LetterError."""
    make_folder(out)
    dated = dress.dated.isoformat() if dress.dated else None
    said, pages = rules.letters.letter, Pages()
    with replacing(out / LOG) as log:
        for letter in letters:
            fields = {"said": said, "letter": letter, "to": letter.surgeon or said.nobody, **dress.head}
            files = dict(_files(letter.stem, "letter", fields, pages, dress))
            _write(out, files)
            log.writelines(line(row) for row in rows(letter, files, dated=dated, sender=dress.sender))


def write_educations(educations: Iterable[Education], rules: RuleSet, out: Path, dress: Dress) -> None:
    """Write every education document. Raises OutputError, LetterError."""
    make_folder(out)
    said, pages = rules.letters.education, Pages()
    for education in educations:
        fields = {"said": said, "education": education, "to": education.surgeon, **dress.head}
        _write(out, dict(_files(education.stem, "education", fields, pages, dress)))


def left_over(out: Path, kinds: Iterable[str], stems: Iterable[str]) -> tuple[Path, ...]:
    """Documents of these kinds that lie in the folder and were not written now: nothing is taken away unasked."""
    known = set(stems)
    found = (path for kind in kinds for path in out.glob(f"{kind}*"))
    return tuple(sorted(path for path in found if path.suffix in {".docx", ".html"} and path.stem not in known))


def _files(stem: str, name: str, fields: Mapping[str, Any], pages: Pages, dress: Dress) -> Iterator[tuple[str, bytes]]:
    if dress.word is not None:
        yield f"{stem}.docx", dress.word.filled(fields)
    yield f"{stem}.html", pages.filled(name, fields)


def _write(out: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        with replacing(out / name) as file:
            file.write(content)
