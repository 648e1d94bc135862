"""The reviewers' columns of the sheet "Audit": their titles, what may stand in them, and the hidden columns that hold them to
their note.

The sheet is read back by these titles, wherever the columns stand by then. A reader accepts `Final code` as a number too, and
recomputes `CHECK` from the cells of `audit_sheet.GUARDED`, in that order.

A row that says "changed since review" carries the older words beside the new `SEEN`. They speak of the new suggestion only
once a reviewer has altered something, be it the date; a reader that finds them unaltered keeps the older `seen`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, get_args

from auditor.model import Audit
from auditor.report.review_entry import Decision, Opinion, ReviewEntry
from auditor.rules.load import RuleSet

FIELDS: Final = ("decision", "final_code", "reason", "comment", "reviewer", "reviewed_on")  # of an Opinion, in the order of FIRST
FIRST: Final = ("Decision", "Final code", "Reason for disagreement", "Comment", "Reviewer", "Review date")
SECOND: Final = tuple(f"2nd: {title}" for title in FIRST)
STATE: Final = "Review state"
KEY: Final = "Key"
SEEN: Final = "Seen"
CHECK: Final = "Check"

DECISIONS: Final[tuple[Decision, ...]] = get_args(Decision)
NO_CODE: Final = "none"
REVIEWED: Final = "reviewed"
CHANGED: Final = "changed since review"
WANTED: Final = "2nd review wanted"
STATES: Final = (REVIEWED, CHANGED, WANTED)


def final_codes(rules: RuleSet) -> tuple[str, ...]:
    """What may stand under "Final code": the codes of all families, sorted, and "none"."""
    return (*sorted({row.code for family in rules.families for row in family.row if row.code}), NO_CODE)


def reasons(rules: RuleSet) -> tuple[str, ...]:
    """What may be chosen under "Reason for disagreement"; other words may be typed."""
    return tuple(reason.label for reason in rules.reasons)


def row_key(audit_id: str, graft_number: int) -> str:
    """The name of a row for good: of the note's id and the number of its graft, from 1; a note without graft has row 1.

    The id is the stem of the note's file, so the key outlives other notes in the run, another order, and another way to name
    the folder. Notes that share a stem are numbered in the order in which runs met them, and keep their numbers
    as long as the store knows them (`auditor.review.names`).
    """
    return f"n-{_digest(audit_id)}-{graft_number}"


def seen_of(audit: Audit, graft_number: int) -> str:
    """A fingerprint of what a reviewer has before them: the note's text, and the status, codes and facts of the graft."""
    graft = audit.grafts[graft_number - 1].model_dump_json(exclude={"quote"}) if audit.grafts else ""
    codes = (*audit.best_fit, "/", *audit.other_codes)
    return f"s-{_digest(audit.note_digest, audit.status.value, *codes, graft)}"


def check_of(values: Iterable[object]) -> str:
    """A digest of guarded cells, the same before writing and after any spreadsheet has saved the file."""
    return f"c-{_digest(*map(plain, values))}"


def plain(value: object) -> str:
    """A value as text, without what spreadsheets alter when they save: kinds of number, times of dates, spaces, escapes."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).replace("_x005F_", "_").replace("_x000D_", " ").split())


def state_of(entry: ReviewEntry | None, seen: str) -> str:
    """What the row says of its review; `seen` is the fingerprint of the present run."""
    if entry is None or (entry.first.empty and entry.second.empty):
        return ""
    if entry.seen != seen:
        return CHANGED
    last = entry.second.decision or entry.first.decision
    if last is None:
        return ""
    return WANTED if last == "needs second review" else REVIEWED


def typed(opinion: Opinion) -> tuple[str | date | None, ...]:
    """What one reviewer typed, in the order of `FIRST`."""
    return tuple(getattr(opinion, field) for field in FIELDS)


def _digest(*parts: str) -> str:
    joined = "".join(f"{len(part)}:{part}" for part in parts)  # no two lists of parts give the same text
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
