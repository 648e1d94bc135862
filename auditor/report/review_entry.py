"""What reviewers type beside a row of the sheet "Audit": the one shape that the workbook, the store and the reports share."""

from __future__ import annotations

from datetime import date
from typing import Literal

from auditor.model import Frozen

Decision = Literal["agree", "disagree", "needs second review"]


class Opinion(Frozen):
    """One reviewer's word on a row; every cell may still be empty.

    `final_code` is a code, "none" where no code fits, or None where nothing was chosen yet.
    """

    decision: Decision | None = None
    final_code: str | None = None
    reason: str | None = None
    comment: str | None = None
    reviewer: str | None = None
    reviewed_on: date | None = None

    @property
    def empty(self) -> bool:
        """True where the reviewer has typed nothing."""
        return self == Opinion()


class ReviewEntry(Frozen):
    """Both reviewers' words on one row.

    `key` names the row for good (the note and the graft); `seen` is the fingerprint of note text and suggestion that the
    reviewers had before them, so that a later run can tell whether their word still speaks of the same thing.
    """

    key: str
    seen: str
    first: Opinion = Opinion()
    second: Opinion = Opinion()
