"""The trend over all runs: what the store knows, and over it a run that is not in the store yet."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from auditor.billing.model import Case
from auditor.model import Status
from auditor.report.workbook.billing_sheet import outcome
from auditor.report.workbook.trend import Trend
from auditor.review.carried import Carried
from auditor.review.tables import CaseAnswerRow, NoteAnswerRow, RunCaseRow, RunNoteRow


class Months:
    """Counts a run as it goes. Each note counts once: as this run has it, else as the latest run that saw it."""

    def __init__(self) -> None:
        self._trend = Trend()
        self._here: dict[str, str | None] = {}
        self._cases: set[str] = set()

    def add(self, note: Carried) -> None:
        """Count one note of this run."""
        self._here[note.note] = note.month
        self._trend.add_note(note.month, note.missing, supported=note.supported)

    def add_case(self, case: Case) -> None:
        """Count one case of this run; its note has been counted."""
        self._cases.add(case.note)
        self._trend.add_case(self._here[case.note], outcome(case))

    def over(self, session: Session) -> Trend:
        """Add what the store knows of all else; to be asked once. A run without claims leaves earlier cases as they were."""
        months = dict(self._here)
        notes = _latest(NoteAnswerRow, RunNoteRow)
        for note, month, status, missing in session.execute(
            select(NoteAnswerRow.note, NoteAnswerRow.month, NoteAnswerRow.status, NoteAnswerRow.missing).where(notes)
        ):
            if note not in self._here:
                months[note] = month
                self._trend.add_note(month, len(missing), supported=status == Status.SUPPORTED)
        cases = select(CaseAnswerRow.note, CaseAnswerRow.outcome).where(_latest(CaseAnswerRow, RunCaseRow))
        for note, compared in session.execute(cases):
            if note not in self._cases:
                self._trend.add_case(months[note], compared)
        return self._trend


def _latest(answers: type[NoteAnswerRow] | type[CaseAnswerRow], runs: type[RunNoteRow] | type[RunCaseRow]) -> ColumnElement[bool]:
    """That an answer is the one of the latest run that has one for its note."""
    last = select(runs.answer_id, func.max(runs.run_id).label("run")).group_by(runs.answer_id).subquery()
    rank = func.row_number().over(partition_by=answers.note, order_by=last.c.run.desc()).label("rank")
    ranked = select(answers.id, rank).join(last, last.c.answer_id == answers.id).subquery()
    return answers.id.in_(select(ranked.c.id).where(ranked.c.rank == 1))
