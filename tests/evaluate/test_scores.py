from __future__ import annotations

import pytest

from auditor.evaluate.compare import Mark
from auditor.evaluate.intervals import f1_interval
from auditor.evaluate.scores import Rate, Score, SetScore, ShareScore, Tallies
from auditor.evaluate.tallies import Counts, Sets
from auditor.shares import Share, wilson


def scores(*notes: list[Mark], elements: tuple[str, ...] = ()) -> tuple[Score, ...]:
    tallies = Tallies()
    for marks in notes:
        tallies.add(marks)
    return tallies.scores(elements)


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [(9, 10, 0.59585, 0.98212), (60, 60, 0.93982, 1.0), (0, 5, 0.0, 0.43448), (1, 2, 0.09453, 0.90547)],
)
def test_wilson_intervals(right: int, total: int, low: float, high: float) -> None:
    assert wilson(Share(right, total)) == pytest.approx((low, high), abs=1e-5)


def test_f1_precision_and_recall() -> None:
    sets = Sets((Counts(2, 1, 0), Counts(0, 0, 0), Counts(1, 0, 1)))
    assert sets.total == Counts(3, 1, 1)
    assert (sets.precision, sets.recall) == (Share(3, 4), Share(3, 4))
    assert sets.value == 0.75
    assert Sets((Counts(1, 2, 0),)).value == 0.5


def test_nothing_to_find_and_nothing_found() -> None:
    sets = Sets((Counts(),))
    assert (sets.precision, sets.recall, sets.value) == (None, None, 1.0)


def test_the_interval_of_f1_draws_notes() -> None:
    """Of forty notes one is missed: 2.5 % of draws hold it three times or more, a third hold it never."""
    notes = [*[Counts(found=1)] * 39, Counts(missed=1)]
    assert f1_interval(notes) == pytest.approx((2 * 37 / (2 * 37 + 3), 1.0))


def test_items_of_one_note_are_drawn_together() -> None:
    """Two notes with many items each: a draw can hold one of them alone, so the interval is as wide as can be."""
    assert f1_interval([Counts(found=50), Counts(extra=30, missed=20)]) == (0.0, 1.0)


def test_notes_without_items_change_nothing() -> None:
    notes = [Counts(2, 1, 0), Counts(1, 0, 1), Counts(3, 0, 0)]
    assert f1_interval(notes) == f1_interval([Counts(), *notes, *[Counts()] * 50])


def test_draws_are_the_same_each_time() -> None:
    notes = [Counts(place % 4, place % 3, place % 2) for place in range(30)]
    first = f1_interval(notes)
    assert first is not None
    assert first == f1_interval(notes)
    assert 0 < first[0] < Sets(tuple(notes)).value < first[1] < 1


@pytest.mark.parametrize(
    "notes",
    [[], [Counts(found=1, missed=1)], [Counts(found=3), Counts(found=1)], [Counts(missed=3), Counts(extra=1)], [Counts()] * 3],
)
def test_no_interval_where_draws_cannot_differ(notes: list[Counts]) -> None:
    assert f1_interval(notes) is None


def test_marks_add_up_by_field() -> None:
    found = scores(
        [Mark("code.status", True), Mark("graft.laterality", True), Mark("graft.laterality", False)],
        [Mark("code.status", True), Mark("graft.laterality", True)],
    )
    assert [(score.field, score.right, score.total) for score in found if isinstance(score, ShareScore)] == [
        ("code.status", 2, 2), ("graft.laterality", 2, 3),
    ]  # fmt: skip


def test_two_grafts_of_one_note_are_one_draw() -> None:
    """Each note is right in one graft and wrong in the other, so every draw has the same F1."""
    note = [Mark("graft.recipient_vessels", Counts(found=2)), Mark("graft.recipient_vessels", Counts(missed=2))]
    (score,) = scores(note, note, note)
    assert isinstance(score, SetScore)
    assert score.counts == Counts(found=6, missed=6)
    assert score.f1 == Rate(2 / 3, None)


def test_fields_come_in_the_order_of_the_reports() -> None:
    fields = ["other.surgeon", "missing.b", "missing.all", "elements.state", "missing.a", "code.status", "defect.size_cm"]
    found = scores([Mark(field, True) for field in fields], elements=("a", "b"))
    assert [score.field for score in found] == [
        "code.status", "defect.size_cm", "missing.all", "missing.a", "missing.b", "elements.state", "other.surgeon",
    ]  # fmt: skip
