"""What a run keeps of its notes and cases: all of them in each run, nothing twice, and no money."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, inspect, select

from auditor.errors import StoreError
from auditor.model import Audit, ElementState, Status
from auditor.report.workbook.trend import Month
from auditor.review.answers import Answers, RunClaims, claim_digest
from auditor.review.carried import Carried
from auditor.review.changes import UNEXPLAINED, changes
from auditor.review.history import StoredRun, runs, two_of
from auditor.review.months import Months
from auditor.review.opinions import standing
from auditor.review.runs import Run, add_run, known_rows
from auditor.review.store import SCHEMA, Store, open_store
from auditor.review.tables import VERSION, CaseAnswerRow, NoteAnswerRow, RunNoteRow
from tests.billing.kit import case, claim
from tests.review.kit import note
from tests.review.kit import rules as shipped

CLAIMS = RunClaims("claims.csv", "c" * 64, "July 2024")
SAMPLE = "rib-to-humerus"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "reviews.db"), create=True)


def keep(store: Store, *audits: Audit, billed: dict[str, str] | None = None, rules: str = "r1", tool: str = "0.1.0") -> None:
    """Keep a run; `billed` gives the code that is billed for the notes of a sample's text."""
    answers = Answers(None if billed is None else CLAIMS)
    for audit in audits:
        answers.add(Carried.of(audit, shipped()).answer)
    for name, code in (billed or {}).items():
        answers.add_case(case(SAMPLE, code, charge=Decimal("98765.43"), coder="C. One").model_copy(update={"note": name}))
    with store.writing() as session:
        answers.keep(session, add_run(session, Run(datetime(2025, 3, 4), tool, rules, "w"), list))


def listed(store: Store) -> list[StoredRun]:
    with store.reading() as session:
        return runs(session)


def causes(store: Store) -> list[tuple[str, str, tuple[str, ...]]]:
    with store.reading() as session:
        found = changes(session, *two_of(runs(session), ()))
    return [(change.note, change.kind, change.causes) for change in found.found]


def test_each_run_has_all_its_notes_and_an_answer_is_kept_once(store: Store) -> None:
    keep(store, note("a"), note("b"))
    keep(store, note("a"), note("b", status=Status.QUERY))
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(RunNoteRow)) == 4
        assert session.scalar(select(func.count()).select_from(NoteAnswerRow)) == 3
    assert [dict(run.notes) for run in listed(store)] == [{"supported": 2}, {"supported": 1, "query": 1}]


def test_what_is_kept_of_a_note(store: Store) -> None:
    keep(store, note("a"))
    with store.reading() as session:
        (row,) = session.scalars(select(NoteAnswerRow))
        assert (row.note, row.source, row.note_digest, row.surgeon) == ("a", "notes/a.txt", "text of a", "A. Surgeon, MD")
        assert (row.status, row.best_fit, row.other_codes, row.month) == ("supported", ["20956"], [], "2024-05")
        assert (row.missing, row.rows) == (["defect_size"], ["iliac-crest-bone", "supported"])
        assert row.rules == ["bone-iliac-crest"]


def test_what_is_kept_of_a_case(store: Store) -> None:
    keep(store, note("a"), billed={"a": "20956"})
    with store.reading() as session:
        (row,) = session.scalars(select(CaseAnswerRow))
        assert (row.note, row.outcome, row.results, row.rules) == ("a", "error", ["wrong_donor"], ["codes/, row other-bone"])
        assert row.differences == [["wrong_donor", "error", "under"]]
        assert (row.coders, row.surgeons) == (["C. One"], [])
        assert (row.lines_right, row.lines_wrong, row.lines_open) == (0, 1, 0)
        assert row.claim_digest == claim_digest(claim("20956"))


def test_money_and_relative_values_are_not_kept(store: Store, tmp_path: Path) -> None:
    keep(store, note("a"), billed={"a": "20956"})
    with store.reading() as session:
        tables = inspect(session.connection())
        columns = {column["name"] for table in tables.get_table_names() for column in tables.get_columns(table)}
    money = {name for name in columns if any(word in name for word in ("charge", "amount", "value", "rvu", "work", "total"))}
    assert money <= {"workbook", "workbook_digest"}
    assert b"98765" not in (tmp_path / "reviews.db").read_bytes()


def test_what_decides_nothing_does_not_make_another_claim() -> None:
    same = claim_digest(claim("20962"))
    assert claim_digest(line.model_copy(update={"row": 9}) for line in claim("20962", coder="C", charge=Decimal(1))) == same
    assert claim_digest(claim("20962-22")) != same
    assert claim_digest(claim("20962", payer="Other")) != same
    assert claim_digest(()) is None


def test_more_notes_than_a_batch(store: Store) -> None:
    keep(store, *(note(f"case-{number}") for number in range(1_203)))
    assert dict(listed(store)[0].notes) == {"supported": 1_203}


def test_a_store_of_the_former_version_is_extended(tmp_path: Path) -> None:
    place = tmp_path / "reviews.db"
    with sqlite3.connect(place) as database:
        database.executescript(Path(__file__).with_name("version_1.sql").read_text("utf-8"))
    database.close()
    with open_store(str(place), create=False) as store:
        with store.reading() as session:
            assert session.scalars(select(SCHEMA.revision.c.version_num)).all() == [f"{VERSION:04}"]
            assert known_rows(session).latest["k"].best_fit == ("20956",)
            assert standing(session)["k", "first"].opinion.reviewer == "R. One"
        keep(store, note("case-1"))
        assert [(run.number, run.kept, dict(run.notes)) for run in listed(store)] == [(1, False, {}), (2, True, {"supported": 1})]
        with pytest.raises(StoreError) as caught:
            two_of(listed(store), (1, 2))
        assert str(caught.value) == (
            "run 1: an older auditor wrote it and kept no notes of it; name another, or run the audit anew."
        )
    with open_store(str(place), create=False):  # and once more, when nothing is missing
        pass


@pytest.mark.parametrize(
    ("numbers", "what"),
    [
        ((1, 9), "run 9: the store has no such run; `auditor history` lists those that it has."),
        ((1, 1), "run 1: it is the same run twice; name two of those that `auditor history` lists."),
        ((), "The store holds fewer than two runs with their notes; run the audit once more, then compare."),
    ],
)
def test_runs_that_cannot_be_compared(store: Store, numbers: tuple[int, ...], what: str) -> None:
    keep(store, note("a"))
    with pytest.raises(StoreError) as caught:
        two_of(listed(store), numbers)
    assert str(caught.value) == what


def test_each_cause_is_named_and_several_together(store: Store) -> None:
    query, text = {"status": Status.QUERY}, {"note_digest": "another text"}
    keep(store, note("a"), note("b"), note("c"), note("same"), billed={"b": "20962", "c": "20962"})
    keep(store, note("a", **query, **text), note("b"), note("c"), note("same", **text), billed={"b": "20956", "c": "20956"})
    assert causes(store) == [
        ("a", "answer", ("the text of the note changed",)),
        ("b", "billing", ("the claim changed",)),
        ("c", "billing", ("the claim changed",)),
    ]
    keep(store, note("a"), note("b"), note("c"), note("same"), billed={"b": "20956", "c": "20962"}, rules="r2", tool="0.2.0")
    same, tool = "the rules changed (those that fired are the same)", "the tool changed: auditor 0.2.0, before 0.1.0"
    left = "the rules changed (no longer: codes/, row other-bone)"
    assert causes(store) == [
        ("a", "answer", ("the text of the note changed", same, tool)),
        ("c", "billing", (left, "the claim changed", tool)),
    ]


def test_rows_and_rules_that_fired_differently_are_named(store: Store) -> None:
    keep(store, note("a"))
    keep(store, note("a", path=(), status=Status.NOT_APPLICABLE, best_fit=(), elements={}), rules="r2")
    why = "the rules changed (no longer: iliac-crest-bone, supported)"
    assert causes(store) == [("a", "answer", (why,)), ("a", "missing documentation", (why,))]


def test_a_change_without_a_cause_is_said_to_have_none(store: Store) -> None:
    keep(store, note("a"))
    keep(store, note("a", best_fit=("20962",)))
    assert causes(store) == [("a", "answer", (UNEXPLAINED,))]


def test_notes_that_came_and_went_and_those_that_answer_as_before(store: Store) -> None:
    keep(store, note("a"), note("b"), note("c"))
    keep(store, note("b", note_digest="another text"), note("c"), note("d"))
    with store.reading() as session:
        found = changes(session, *two_of(runs(session), ()))
    assert (found.both, found.added, found.gone, found.found, found.steady) == (2, ("d",), ("a",), (), 1)


def test_without_claims_in_one_run_no_case_is_compared(store: Store) -> None:
    keep(store, note("a"), billed={"a": "20956"})
    keep(store, note("a"))
    assert causes(store) == []


def months(store: Store, *audits: Audit) -> list[Month]:
    running = Months()
    for audit in audits:
        running.add(Carried.of(audit, shipped()))
    with store.reading() as session:
        return list(running.over(session).months())


def test_the_trend_has_each_note_once_as_the_latest_run_has_it(store: Store) -> None:
    keep(store, note("a"), note("b"), billed={"a": "20956", "b": "20962"})
    keep(store, note("a", elements={"x": ElementState.MISSING, "y": ElementState.MISSING}))
    assert months(store) == [Month("2024-05", notes=2, supported=2, missing=3, cases=2, agree=1)]
    moved = note("a", date_of_service="2024-06-01", status=Status.QUERY)
    assert months(store, moved, note("c", date_of_service=None)) == [
        Month("2024-05", notes=1, supported=1, missing=1, cases=1, agree=1),
        Month("2024-06", notes=1, supported=0, missing=1, cases=1, agree=0),
        Month(None, notes=1, supported=1, missing=1),
    ]


def test_a_case_of_this_run_takes_the_place_of_the_former_one(store: Store) -> None:
    keep(store, note("a"), billed={"a": "20956"})
    running = Months()
    running.add(Carried.of(note("a"), shipped()))
    running.add_case(case(SAMPLE, "20962").model_copy(update={"note": "a"}))
    with store.reading() as session:
        assert list(running.over(session).months()) == [Month("2024-05", notes=1, supported=1, missing=1, cases=1, agree=1)]
