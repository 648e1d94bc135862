"""Two runs held against each other: what changed, and which of the things that can change an answer did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Row, Table, func, select
from sqlalchemy.orm import Session

from auditor.model import Status
from auditor.report.text import STATUS_WORDS, listed, words
from auditor.review.history import StoredRun
from auditor.review.tables import CaseAnswerRow, NoteAnswerRow, RunCaseRow, RunNoteRow

Answer = Row[Any]
Kind = Literal["answer", "missing documentation", "billing"]
UNEXPLAINED = "nothing that the store records has changed: text, rules, claim and tool are the same"


@dataclass(frozen=True, slots=True)
class Change:
    """What one note, or its case, was and is, and all that could have changed it."""

    note: str
    kind: Kind
    was: str
    now: str
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Two runs. `both` counts notes that both have; `steady` those among them that answer as before to another text or claim."""

    first: StoredRun
    second: StoredRun
    both: int
    added: tuple[str, ...]
    gone: tuple[str, ...]
    found: tuple[Change, ...]
    steady: int


@dataclass(frozen=True, slots=True)
class _Pair:
    """An answer as it was and as it is; both are None where the answers of the two runs are one and the same."""

    was: Answer | None = None
    now: Answer | None = None

    def other(self, *columns: str) -> bool:
        """Whether any of these columns differs."""
        return any(getattr(self.was, column, None) != getattr(self.now, column, None) for column in columns)


def changes(session: Session, first: StoredRun, second: StoredRun) -> Changes:
    """Hold two runs that kept their notes against each other. Only what differs is read from the store."""
    runs = first.number, second.number
    notes = _pairs(session, NoteAnswerRow.__table__, RunNoteRow, runs)
    cases = _pairs(session, CaseAnswerRow.__table__, RunCaseRow, runs) if first.claims and second.claims else {}
    added = tuple(name for name, pair in notes.items() if pair.was is None)
    gone = tuple(name for name, pair in notes.items() if pair.now is None)
    shared = {name: pair for name, pair in notes.items() if pair.was and pair.now}
    cases = {name: pair for name, pair in cases.items() if pair.was and pair.now}
    found = tuple(_found(shared, cases, first, second))
    moved = {name for name, pair in shared.items() if pair.other("note_digest")}
    moved |= {name for name, pair in cases.items() if pair.other("claim_digest")}
    count = session.scalar(select(func.count()).where(RunNoteRow.run_id == second.number)) or 0
    return Changes(first, second, count - len(added), added, gone, found, steady=len(moved - {change.note for change in found}))


def _pairs(
    session: Session, answers: Any, of_run: type[RunNoteRow] | type[RunCaseRow], runs: tuple[int, int]
) -> dict[str, _Pair]:
    """By note, in its order, what only one of the two runs has."""
    was, now = (_only(session, answers, of_run, run, other) for run, other in (runs, runs[::-1]))
    return {name: _Pair(was.get(name), now.get(name)) for name in sorted(was.keys() | now.keys())}


def _only(
    session: Session, answers: Table, of_run: type[RunNoteRow] | type[RunCaseRow], run: int, other: int
) -> dict[str, Answer]:
    theirs = select(of_run.answer_id).where(of_run.run_id == other)
    asked = select(*answers.c).join(of_run, of_run.answer_id == answers.c.id)
    found = session.execute(asked.where(of_run.run_id == run, answers.c.id.not_in(theirs)))
    return {row.note: row for row in found}


def _found(notes: Mapping[str, _Pair], cases: Mapping[str, _Pair], first: StoredRun, second: StoredRun) -> Iterator[Change]:
    """All changes by note: its answer, its missing elements, its case."""
    for name in sorted(notes.keys() | cases.keys()):
        note, case = notes.get(name, _Pair()), cases.get(name, _Pair())
        causes = tuple(_causes(note, None, first, second)) or (UNEXPLAINED,)
        if note.other("status", "best_fit", "other_codes"):
            yield Change(name, "answer", _answer(note.was), _answer(note.now), causes)
        if note.other("missing"):
            yield Change(name, "missing documentation", _missing(note.was), _missing(note.now), causes)
        if case.other("outcome", "results", "differences"):
            causes = tuple(_causes(note, case, first, second)) or (UNEXPLAINED,)
            yield Change(name, "billing", _billing(case.was), _billing(case.now), causes)


def _causes(note: _Pair, case: _Pair | None, first: StoredRun, second: StoredRun) -> Iterator[str]:
    """Everything that differs between the runs and can bear on a note, or with `case` on that."""
    if note.other("note_digest"):
        yield "the text of the note changed"
    if first.rules_digest != second.rules_digest:
        yield _rules(note, case)
    if case and case.other("claim_digest"):
        yield _claim(case)
    if case and first.claims and second.claims and first.claims.schedule != second.claims.schedule:
        yield f"the schedule of values changed: {second.claims.schedule}, before {first.claims.schedule}"
    if first.tool_version != second.tool_version:
        yield f"the tool changed: auditor {second.tool_version}, before {first.tool_version}"


def _rules(note: _Pair, case: _Pair | None) -> str:
    """Which rows and rules fired in one run only."""
    was, now = (
        [*(row.rows + row.rules if row else ()), *(of_case.rules if of_case else ())]
        for row, of_case in ((note.was, case and case.was), (note.now, case and case.now))
    )
    fresh, left = _less(now, was), _less(was, now)
    told = [f"now fired: {', '.join(fresh)}"] if fresh else []
    told += [f"no longer: {', '.join(left)}"] if left else []
    return f"the rules changed ({'; '.join(told) or 'those that fired are the same'})"


def _less(names: Sequence[str], without: Sequence[str]) -> list[str]:
    return [name for name in names if name not in without]


def _claim(case: _Pair) -> str:
    if case.was is None or case.was.claim_digest is None:
        return "there is a claim now"
    return "the claim changed" if case.now and case.now.claim_digest else "there is no claim any more"


def _answer(row: Answer | None) -> str:
    """`supported 20956`."""
    return " ".join((STATUS_WORDS[Status(row.status)], ", ".join((*row.best_fit, *row.other_codes)))).strip() if row else ""


def _missing(row: Answer | None) -> str:
    return (listed(row.missing) or "nothing") if row else ""


def _billing(row: Answer | None) -> str:
    """`error: wrong donor (over), unbundled (over)`."""
    if row is None or not row.differences:
        return row.outcome if row else ""
    told = (words(result) + (f" ({side})" if side in ("over", "under") else "") for result, _, side in row.differences)
    return f"{row.outcome}: {', '.join(dict.fromkeys(told))}"
