"""A rule that could not run on a note makes the note incomplete: no part of its audit is told, and never is it clean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from auditor.engine.one import Auditor
from auditor.engine.outcome import Audited, Outcome
from auditor.engine.run import run
from auditor.model import Note
from auditor.notes.seen import NotAudited
from auditor.notes.walk import walk
from auditor.report.workbook.book import Book
from auditor.report.workbook.summary_tables import RunFacts
from auditor.rules.load import RuleSet, load
from auditor.store.place import open_work

PATIENT = "Jane Roe"
NOTE = f"""Patient: {PATIENT}
PROCEDURE PERFORMED: Free vascularized iliac crest bone flap to the left tibia.
DESCRIPTION OF PROCEDURE: The right iliac crest was harvested without skin. The pedicle was divided. The artery was anastomosed
end-to-side to the anterior tibial artery and the vein end-to-end to a vena comitans.
"""
PLAIN = "PROCEDURE: Appendectomy.\nDESCRIPTION: The appendix was removed.\n"


def broken_question() -> RuleSet:
    """One question of the list cannot be looked for."""
    rules = load()
    broken = tuple(each.model_copy(update={"nearby": None}) if each.id == "defect_size" else each for each in rules.elements)
    return replace(rules, elements=broken)


def broken_step() -> RuleSet:
    """The places of the anatomy cannot be looked up."""
    rules = load()
    return replace(rules, anatomy=rules.anatomy.model_copy(update={"place": None}))


CASES = {
    "the rule defect_size could not run on this note (TypeError in decide/questions)": broken_question,
    "the step facts/receiving could not run on this note (TypeError)": broken_step,
}


@pytest.mark.parametrize(("what", "rules"), CASES.items())
def test_a_note_is_incomplete_and_others_are_not(what: str, rules: Callable[[], RuleSet], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NOTE)
    (tmp_path / "b.txt").write_text(PLAIN)
    found: list[Outcome] = []
    with Book(load()) as book:

        def take(outcome: Outcome) -> None:
            found.append(outcome)
            book.add(outcome.audit if isinstance(outcome, Audited) else outcome)

        result = run(Auditor(rules()), walk([tmp_path]), take)
        file = BytesIO()
        book.save(file, RunFacts("1", datetime(2025, 3, 4)))
    row, other = found
    assert isinstance(row, NotAudited)
    assert (row.reason, row.failure, row.incomplete) == (f"the audit is incomplete: {what}", True, True)
    assert isinstance(other, Audited)
    assert (result.audited, result.failures, result.complete) == (1, 1, False)
    assert "Roe" not in repr(row)
    sheets = load_workbook(file)
    assert [cell.value for cell in sheets["Not audited"][2]][1:3] == ["incomplete", row.reason]
    assert [line[0].value for line in sheets["Audit"].iter_rows(min_row=2)] == ["b"]


def test_an_incomplete_note_is_not_kept_as_finished(tmp_path: Path) -> None:
    """Once the rule is mended, or the fault has gone, the note is audited; what went well before is not audited again."""
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.txt").write_text(NOTE)
    (notes / "b.txt").write_text(PLAIN)
    rules = load()
    asked: list[str] = []

    class Stumbling(Auditor):
        def audit(self, note: Note):  # type: ignore[no-untyped-def]
            asked.append(note.id)
            if len(asked) == 1:
                raise ValueError(note.text)
            return super().audit(note)

    auditor = Stumbling(rules)
    for complete in (False, True):
        with open_work(tmp_path, rules, rules.reading) as work:
            result = run(auditor, walk([notes]), lambda _: None, None, work)
            work.settle(complete=result.complete)
        assert result.complete is complete
    assert asked == ["a", "b", "a"]
