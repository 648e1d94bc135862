"""What the store knows of runs, for people who ask how things went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auditor.errors import StoreError
from auditor.review.answers import RunClaims
from auditor.review.tables import CaseAnswerRow, KeptRunRow, NoteAnswerRow, RunCaseRow, RunNoteRow, RunRow


@dataclass(frozen=True, slots=True)
class StoredRun:
    """One run: `at` is UTC, `notes` are by status and `cases` by outcome.

    `by` names who began it, where the store may tell. `kept` is false for runs of an older tool, which kept no notes of a run;
    they have no counts.
    """

    number: int
    at: datetime
    tool_version: str
    rules_digest: str
    kept: bool
    claims: RunClaims | None
    by: str = ""
    notes: Counter[str] = field(default_factory=Counter)
    cases: Counter[str] = field(default_factory=Counter)


def runs(session: Session) -> list[StoredRun]:
    """All runs, the latest last."""
    found = session.execute(select(RunRow, KeptRunRow).outerjoin(KeptRunRow, KeptRunRow.run_id == RunRow.id).order_by(RunRow.id))
    stored = {run.id: _stored(run, kept) for run, kept in found}
    notes = select(RunNoteRow.run_id, NoteAnswerRow.status, func.count()).join(NoteAnswerRow)
    for number, status, count in session.execute(notes.group_by(RunNoteRow.run_id, NoteAnswerRow.status)):
        stored[number].notes[status] = count
    cases = select(RunCaseRow.run_id, CaseAnswerRow.outcome, func.count()).join(CaseAnswerRow)
    for number, outcome, count in session.execute(cases.group_by(RunCaseRow.run_id, CaseAnswerRow.outcome)):
        stored[number].cases[outcome] = count
    return list(stored.values())


def two_of(found: Iterable[StoredRun], numbers: tuple[int, ...]) -> tuple[StoredRun, StoredRun]:
    """The two runs of these numbers, or where there is none the last two. Raises StoreError where they cannot be compared."""
    every = list(found)
    known = {run.number: run for run in every}
    if unknown := [number for number in numbers if number not in known]:
        raise StoreError(f"run {unknown[0]}: the store has no such run; `auditor history` lists those that it has.")
    first, second = [known[number] for number in numbers] or _last_two([run for run in every if run.kept])
    if first is second:
        raise StoreError(f"run {first.number}: it is the same run twice; name two of those that `auditor history` lists.")
    for run in (first, second):
        if not run.kept:
            raise StoreError(
                f"run {run.number}: an older auditor wrote it and kept no notes of it; name another, or run the audit anew."
            )
    return first, second


def _last_two(kept: list[StoredRun]) -> list[StoredRun]:
    if len(kept) < 2:
        raise StoreError("The store holds fewer than two runs with their notes; run the audit once more, then compare.")
    return kept[-2:]


def _stored(run: RunRow, kept: KeptRunRow | None) -> StoredRun:
    claims = None
    if kept and kept.claims is not None:
        claims = RunClaims(kept.claims, kept.claims_digest or "", kept.schedule or "")
    by = " on ".join(filter(None, (run.who, run.host))) if run.who else ""
    return StoredRun(run.id, run.at, run.tool_version, run.rules_digest, kept is not None, claims, by)
