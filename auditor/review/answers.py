"""What a run keeps of each of its notes and cases, so that it can be held against any other run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from auditor.billing.model import Case
from auditor.claims.model import ClaimLine
from auditor.report.waiting import Waiting
from auditor.report.workbook.billing_sheet import outcome
from auditor.review.carried import digest_of, sealed
from auditor.review.tables import CaseAnswerRow, KeptRunRow, NoteAnswerRow, RunCaseRow, RunNoteRow

_UNDECIDING = {"row", "coder", "charge"}  # fields of a claim line on which no comparison rests


@dataclass(frozen=True, slots=True)
class RunClaims:
    """The claims that a run was held against: their file as shown, its digest, and the label of the schedule."""

    source: str
    digest: str
    schedule: str


class Answers:
    """Gathers the answers of one run, note by note and case by case, until they can be kept."""

    def __init__(self, claims: RunClaims | None = None, folder: Path | None = None) -> None:
        """Answers wait in memory, or in nameless files in `folder`."""
        self._claims = claims
        self._notes = Waiting(folder)
        self._cases = Waiting(folder)

    def add(self, answer: dict[str, Any]) -> None:
        """Take the answer for one note."""
        self._notes.add(answer)

    def add_case(self, case: Case) -> None:
        """Take the answer for one case."""
        self._cases.add(sealed(_case(case)))

    def keep(self, session: Session, run_id: int) -> None:
        """Write all of them, as those of a run that is in the store."""
        kept = KeptRunRow(run_id=run_id)
        if claims := self._claims:
            kept.claims, kept.claims_digest, kept.schedule = claims.source, claims.digest, claims.schedule
        session.add(kept)
        session.flush()
        _keep(session, run_id, self._notes.batches(), NoteAnswerRow, RunNoteRow)
        _keep(session, run_id, self._cases.batches(), CaseAnswerRow, RunCaseRow)


def claim_digest(lines: Iterable[ClaimLine]) -> str | None:
    """One name for all that can decide a comparison in the lines of a claim; None where there is none."""
    told = [line.model_dump(mode="json", exclude=_UNDECIDING) for line in lines]
    return digest_of(told) if told else None


def _case(case: Case) -> dict[str, Any]:
    right, wrong, left_open = _lines(case)
    return {
        "note": case.note,
        "claim_digest": claim_digest(case.lines),
        "outcome": outcome(case),
        "results": list(case.results),
        "differences": list(dict.fromkeys((each.result, each.level, each.direction) for each in case.grave)),
        "rules": list(dict.fromkeys(each.rule for each in case.grave)),
        "surgeons": _named(line.surgeon or line.npi for line in case.lines),
        "coders": _named(line.coder for line in case.lines),
        "lines_right": right,
        "lines_wrong": wrong,
        "lines_open": left_open,
    }


def _lines(case: Case) -> tuple[int, int, int]:
    """Lines that were judged: right, wrong because they do not stand by an error, and open because only by a query."""
    wrong, asked = case.lines_at("error"), case.lines_at("query")
    rows = case.judged
    wrong_rows, open_rows = sum(row in wrong for row in rows), sum(row in asked - wrong for row in rows)
    return len(rows) - wrong_rows - open_rows, wrong_rows, open_rows


def _named(names: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))


def _keep(
    session: Session,
    run_id: int,
    batches: Iterator[list[dict[str, Any]]],
    answers: type[NoteAnswerRow] | type[CaseAnswerRow],
    of_run: type[RunNoteRow] | type[RunCaseRow],
) -> None:
    """Write the answers that are new, and which the run has."""
    for batch in batches:
        known = _known(session, answers, [row["seal"] for row in batch])
        if new := [row for row in batch if row["seal"] not in known]:
            session.execute(insert(answers), new)
            known |= _known(session, answers, [row["seal"] for row in new])
        session.execute(insert(of_run), [{"run_id": run_id, "answer_id": known[row["seal"]]} for row in batch])


def _known(session: Session, answers: type[NoteAnswerRow] | type[CaseAnswerRow], seals: list[str]) -> dict[str, int]:
    found = session.execute(select(answers.seal, answers.id).where(answers.seal.in_(seals)))
    return {row.seal: row.id for row in found}
