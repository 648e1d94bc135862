"""A note and its audit -> the pieces of all outputs, made by whoever audits, so that the run itself only binds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from auditor.engine.outcome import Made
from auditor.model import Audit, Note, Status
from auditor.record.write import line
from auditor.report.pages.index import Entry
from auditor.report.pages.page import OpenPage, PageMaker
from auditor.report.workbook.note_rows import NoteRows, RowMaker
from auditor.review.carried import Carried
from auditor.rules.load import RuleSet

_EVIDENCE: Final = "evidence"  # rows of the sheet, which holds the first notes of a run alone


@dataclass(frozen=True, slots=True)
class Pieces:
    """What one note puts into the record, the workbook, the store of reviews, and the evidence pages with their index.

    `page` is None in a run without pages.
    """

    status: Status
    line: bytes
    rows: NoteRows
    carried: Carried
    entry: Entry
    page: OpenPage | None


_KEPT: Final = TypeAdapter(Pieces)


class PieceMaker:
    """Makes the pieces of one run; it goes to other processes as the rules and choices that it was made with."""

    def __init__(self, rules: RuleSet, *, with_pages: bool) -> None:
        self._rules = rules
        self._rows = RowMaker(rules, linked=with_pages)
        self._pages = PageMaker(rules) if with_pages else None
        self.full = False  # whether the sheet of the evidence has no room any more

    def __reduce__(self) -> tuple[Any, ...]:
        return _maker, (self._rules, self._pages is not None)

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
        return _KEPT.dump_json(made) if isinstance(made, Pieces) else b""

    def unpacked(self, content: bytes, wanted: str) -> Pieces | None:
        """The pieces, unless they are those of a run with other choices."""
        try:
            pieces = _KEPT.validate_json(content)
        except ValidationError:
            return None
        lacking = wanted == _EVIDENCE and pieces.rows.evidence is None
        return None if lacking or (pieces.page is None) != (self._pages is None) else pieces


def _maker(rules: RuleSet, with_pages: bool) -> PieceMaker:
    return PieceMaker(rules, with_pages=with_pages)
