"""A note and its audit -> the pieces of all outputs, made by whoever audits, so that the run itself only binds them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from auditor.engine.outcome import Made
from auditor.model import Audit, Note, Status
from auditor.record.write import line
from auditor.report.pages.former import former_page, page_digest
from auditor.report.pages.index import Entry
from auditor.report.pages.page import OpenPage, PageMaker
from auditor.report.workbook.note_rows import NoteRows, RowMaker
from auditor.review.carried import Carried
from auditor.rules.load import RuleSet

_EVIDENCE: Final = "evidence"  # rows of the sheet, which holds the first notes of a run alone


@dataclass(frozen=True, slots=True)
class Pieces:
    """What one note puts into the record, the workbook, the store of reviews, and the evidence pages with their index.

    `page` is None in a run without pages. It holds the whole note, so that it is not kept with the rest: its digest is, and a
    later run takes the page from where it lies.
    """

    status: Status
    line: bytes
    rows: NoteRows
    carried: Carried
    entry: Entry
    page: OpenPage | None

    @property
    def name(self) -> str:
        """What the note is called."""
        return self.entry.id

    @property
    def source(self) -> str:
        """Where the note lies."""
        return str(self.carried.answer["source"])


_KEPT: Final = TypeAdapter(Pieces)
_DIGITS: Final = 64  # of a page's digest
_NO_PAGE: Final = "-" * _DIGITS


class PieceMaker:
    """Makes the pieces of one run; it goes to other processes as the rules and choices that it was made with.

    `former` is where pages of an earlier run may lie.
    """

    def __init__(self, rules: RuleSet, *, with_pages: bool, former: Path) -> None:
        self._rules = rules
        self._former = former
        self._rows = RowMaker(rules, linked=with_pages)
        self._pages = PageMaker(rules) if with_pages else None
        self.full = False  # whether the sheet of the evidence has no room any more

    def __reduce__(self) -> tuple[Any, ...]:
        return _maker, (self._rules, self._pages is not None, self._former)

    def wanted(self) -> str:
        """Rows of the evidence, as long as there is room for them."""
        return "" if self.full else _EVIDENCE

    def made(self, note: Note, audit: Audit, wanted: str) -> Pieces:
        """All pieces of one note."""
        return Pieces(
            status=audit.status,
            line=line(audit),
            rows=self._rows.rows(audit, evidence=wanted == _EVIDENCE),
            carried=Carried.of(audit, self._rules),
            entry=Entry.of(audit),
            page=self._pages.page(note, audit) if self._pages else None,
        )

    def packed(self, made: Made) -> bytes:
        """As a later run can take them."""
        assert isinstance(made, Pieces)
        digest = page_digest(made.page) if made.page else _NO_PAGE
        return digest.encode() + _KEPT.dump_json(replace(made, page=None))

    def unpacked(self, content: bytes, wanted: str) -> Pieces | None:
        """The pieces, unless they are those of a run with other choices, or the page is not there."""
        digest = content[:_DIGITS].decode("ascii", "replace")
        if (digest == _NO_PAGE) != (self._pages is None):
            return None
        try:
            pieces = _KEPT.validate_json(content[_DIGITS:])
        except ValidationError:
            return None
        if wanted == _EVIDENCE and pieces.rows.evidence is None:
            return None
        if self._pages is None:
            return pieces
        page = former_page(self._former / pieces.entry.page, digest)
        return replace(pieces, page=page) if page else None


def _maker(rules: RuleSet, with_pages: bool, former: Path) -> PieceMaker:
    return PieceMaker(rules, with_pages=with_pages, former=former)
