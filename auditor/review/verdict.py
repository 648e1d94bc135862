"""The words on all rows of one note -> status and codes as people see them, or why they are still open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditor.model import Status
from auditor.report.workbook.review_columns import NO_CODE
from auditor.review.reviewed import Reviewed
from auditor.review.rows import AuditedRow
from auditor.review.words import JOINT, QUERY


@dataclass(frozen=True, slots=True)
class Verdict:
    """What people say of a note. `status` is None where the words do not tell it: a code may be wrong for two reasons."""

    status: Status | None
    best_fit: tuple[str, ...]
    other_codes: tuple[str, ...]


def verdict(rows: Sequence[AuditedRow], reviews: Mapping[str, Reviewed], audited: Collection[str]) -> Verdict | str:
    """Put the words on the rows of one note together; `audited` are the codes of the set. A string says what is open.

    Where everybody agrees with the tool, its status and codes are theirs. Else the codes are those of the rows, each as its
    reviewer has it, and the status is what follows from them.
    """
    words = [(row, said, said.row) for row in rows if row.key in reviews and (said := reviews[row.key].governing) and said.row]
    if any(saw.note_digest != row.note_digest for row, _, saw in words):
        return "its text has changed since the review"
    if len(words) < len(rows):
        return (
            "its review is open"
            if len(rows) == 1
            else f"the review of {len(rows) - len(words)} of its {len(rows)} grafts is open"
        )
    if all(said.opinion.decision == "agree" for _, said, _ in words):
        every = [saw for _, _, saw in words]
        return Verdict(every[0].status, _all(saw.best_fit for saw in every), _all(saw.other_codes for saw in every))
    answers = [said.answer or NO_CODE for _, said, _ in words]
    if QUERY in answers:
        return "for one graft the surgeon is to be asked, for another the reviewer names a code"
    codes = {code for answer in answers for code in answer.split(JOINT)} - {NO_CODE}
    fit, others = _all([codes & set(audited)]), _all([codes - set(audited)])
    return Verdict(Status.SUPPORTED if fit else Status.OUTSIDE_SET if others else None, fit, others)


def _all(codes: Iterable[Collection[str]]) -> tuple[str, ...]:
    return tuple(sorted({code for each in codes for code in each}))
