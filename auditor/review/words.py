"""What a reviewer's word on a row comes to: the answer that it gives, and whether it can be counted."""

from __future__ import annotations

from typing import Final

from auditor.model import Status
from auditor.report.review_entry import Opinion
from auditor.report.workbook.review_columns import NO_CODE
from auditor.review.rows import AuditedRow

QUERY: Final = "query"
JOINT: Final = " + "


def answer_of(row: AuditedRow) -> str:
    """What the tool says of the row: a code, "none", or "query" where the surgeon must be asked first."""
    if row.status is Status.QUERY:
        return QUERY
    return JOINT.join(codes_of(row))


def codes_of(row: AuditedRow) -> tuple[str, ...]:
    """The codes that the row shows, or "none" alone."""
    return (*row.best_fit, *row.other_codes) or (NO_CODE,)


def answer_by(opinion: Opinion, row: AuditedRow) -> str | None:
    """What the reviewer says of it; None where that cannot be told yet."""
    if opinion.decision == "agree":
        return answer_of(row)
    return opinion.final_code if opinion.decision == "disagree" else None


def finished(opinion: Opinion) -> bool:
    """True where the word can be counted: it agrees, or disagrees and names the code that should stand there."""
    return opinion.decision == "agree" or (opinion.decision == "disagree" and opinion.final_code is not None)
