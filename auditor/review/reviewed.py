"""One row with its reviews: each word beside what its reviewer had before him or her."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.report.review_entry import Opinion
from auditor.review.opinions import FIRST, SECOND, Words
from auditor.review.rows import AuditedRow
from auditor.review.runs import Known
from auditor.review.words import answer_by, finished


@dataclass(frozen=True, slots=True)
class Said:
    """One reviewer's word. `row` is None where the store does not know the run that it was said of."""

    opinion: Opinion
    seen: str
    row: AuditedRow | None

    @property
    def answer(self) -> str | None:
        """The code, "none" or "query" that the reviewer stands for; None where that cannot be told."""
        return answer_by(self.opinion, self.row) if self.row else None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The words on one row, and the row as the newest run gave it."""

    key: str
    first: Said | None
    second: Said | None
    latest: AuditedRow | None

    @property
    def last(self) -> Said | None:
        """The second reviewer's word where it says something, else the first's."""
        return self.second if self.second and self.second.opinion.decision is not None else self.first

    @property
    def governing(self) -> Said | None:
        """The word that counts; None where the row is open."""
        return self.last if self.last and finished(self.last.opinion) else None

    @property
    def changed(self) -> bool:
        """True where the newest run gives the row otherwise than the last reviewer saw it."""
        return bool(self.last and self.latest and self.latest.seen != self.last.seen)

    @property
    def name(self) -> str:
        """The row as people know it."""
        return self.latest.name if self.latest else self.key


def reviewed_rows(words: Words, known: Known) -> Iterator[Reviewed]:
    """Every row that has a review, in the order in which the first words came."""
    for key in dict.fromkeys(key for key, _ in words):
        first, second = (
            Said(word.opinion, word.seen, known.seen.get((key, word.seen))) if (word := words.get((key, place))) else None
            for place in (FIRST, SECOND)
        )
        yield Reviewed(key, first, second, known.latest.get(key))
