"""Several grafts of one note: their words are put together, or the note stays open."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.model import Audit, Status
from auditor.review.opinions import standing
from auditor.review.reviewed import reviewed_rows
from auditor.review.runs import known_rows
from auditor.review.verdict import Verdict, verdict
from tests.review.kit import AGREE, DISAGREE, Desk, two_grafts

AUDITED = {"20956", "20957", "20962", "20972"}
ONE, TWO = "two, 1 of 2", "two, 2 of 2"


def said(folder: Path, audit: Audit, typed: dict[str, dict[str, object]]) -> Verdict | str:
    desk = Desk(folder / "out")
    desk.run([audit])
    desk.type(typed)
    desk.take()
    with desk.store() as store, store.reading() as session:
        known = known_rows(session)
        reviews = {each.key: each for each in reviewed_rows(standing(session), known)}
    return verdict(known.notes["two"], reviews, AUDITED)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({ONE: AGREE, TWO: AGREE}, Verdict(Status.SUPPORTED, ("20956",), ("20955",))),
        ({ONE: AGREE, TWO: DISAGREE}, Verdict(Status.SUPPORTED, ("20962",), ("20955",))),
        ({ONE: DISAGREE, TWO: DISAGREE | {"Final code": "none"}}, Verdict(Status.SUPPORTED, ("20962",), ())),
        ({ONE: AGREE, TWO: DISAGREE | {"Final code": "none"}}, Verdict(Status.OUTSIDE_SET, (), ("20955",))),
        ({ONE: DISAGREE | {"Final code": "none"}, TWO: DISAGREE | {"Final code": "none"}}, Verdict(None, (), ())),
        ({ONE: AGREE}, "the review of 1 of its 2 grafts is open"),
    ],
)
def test_words_of_two_grafts(tmp_path: Path, typed: dict[str, dict[str, object]], expected: object) -> None:
    assert said(tmp_path, two_grafts("two"), typed) == expected


def test_a_query_and_a_code_cannot_be_put_together(tmp_path: Path) -> None:
    query = two_grafts("two").model_copy(update={"status": Status.QUERY})
    assert said(tmp_path, query, {ONE: AGREE, TWO: DISAGREE}) == (
        "for one graft the surgeon is to be asked, for another the reviewer names a code"
    )
    assert said(tmp_path / "again", query, {ONE: AGREE, TWO: AGREE}) == Verdict(Status.QUERY, ("20956",), ("20955",))
