"""Results of a run over a sample: rates of what was looked at, and what they say of the frame."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from auditor.billing.model import Unmatched
from auditor.billing.record import line
from auditor.sampling.attributes import CountEstimate
from auditor.sampling.draw import draw
from auditor.sampling.model import Checked, Design, Sample
from auditor.sampling.projection import NotProjected
from auditor.sampling.results import Outcome, Rates, Result, rates, read_results
from auditor.sampling.variables import Appraisal
from auditor.sampling.wording import rates_said
from auditor.shares import Share
from tests.billing.kit import case
from tests.sampling.kit import frame, numbered

SOUND = Checked(added=0, removed=0, changed=0, same=True)
SAMPLE = draw(frame(numbered(10)), Design(size=5, seed="1"))


def result(number: int, outcome: Outcome, difference: str | None = "0", lines: int = 2) -> Result:
    """The result of a drawn unit: the note that was drawn as number `number`."""
    drawn = SAMPLE.drawn[number]
    wrong, asked = int(outcome is Outcome.ERROR), int(outcome is Outcome.QUERY)
    value = None if difference is None else Decimal(difference)
    return Result(drawn.id, drawn.note, (drawn.id,), outcome, lines, wrong, asked, value)


def five() -> list[Result]:
    """One error, one query, two that agree, one with nothing to compare; the differences of the first worked example."""
    outcomes = (Outcome.AGREE, Outcome.AGREE, Outcome.QUERY, Outcome.ERROR, Outcome.NOTHING)
    return [result(n, outcome, value) for n, (outcome, value) in enumerate(zip(outcomes, "00244", strict=True))]


def of(results: list[Result], sample: Sample = SAMPLE, *, missing_wrong: bool = False, level: float = 0.90) -> Rates:
    return rates(results, sample, SOUND, 0.95, level, missing_wrong=missing_wrong)


def test_rates_of_what_was_looked_at() -> None:
    found = of(five())
    assert found.cases is not None and found.cases_answered is not None
    assert (found.cases.share, found.cases_answered.share) == (Share(2, 4), Share(3, 4))
    assert found.lines is not None and found.lines_answered is not None
    assert (found.lines.accuracy.share, found.lines_answered.accuracy.share) == (Share(8, 10), Share(9, 10))


def test_what_is_said_of_the_frame() -> None:
    """One of five in error in a frame of ten, as in the first attribute appraisal: 1 to 5. Two of five in error or open: 4."""
    found = of(five())
    assert isinstance(found.errors, CountEstimate) and isinstance(found.errors_and_queries, CountEstimate)
    assert (found.errors.estimate, found.errors.low, found.errors.high) == (2, 1, 5)
    assert found.errors_and_queries.estimate == 4
    assert isinstance(found.difference, Appraisal)
    assert found.difference.total == pytest.approx(20)


def test_a_value_that_is_not_known_keeps_the_total_back_alone() -> None:
    found = of([*five()[:4], result(4, Outcome.QUERY, None)])
    assert isinstance(found.errors, CountEstimate)
    assert str(found.difference) == "May not be projected: 1 of the units that were looked at have no value."


def test_a_drawn_note_without_a_result() -> None:
    found = of(five()[:4])
    assert str(found.errors) == "May not be projected: 1 of 5 drawn units have no result."
    counted = of(five()[:4], missing_wrong=True)
    assert isinstance(counted.errors, CountEstimate)
    assert (counted.errors.wrong, counted.errors.measured) == (2, 5)
    assert isinstance(counted.difference, NotProjected)


def test_a_result_of_a_note_that_was_not_drawn() -> None:
    stranger = Result("x", "0" * 64, ("x",), Outcome.AGREE, 1, 0, 0, Decimal(0))
    assert str(of([*five(), stranger]).errors) == "May not be projected: 1 of the results are of units that were not drawn."


def test_cases_of_claims_are_known_by_their_id() -> None:
    sample = SAMPLE.model_copy(update={"kind": "claims"})
    without_claim = Result("note", "0" * 64, (), Outcome.ERROR, 0, 0, 0, None)
    found = of([*five(), without_claim], sample)
    assert isinstance(found.errors, CountEstimate)
    assert found.errors.wrong == 1


def test_nothing_at_all() -> None:
    assert list(rates_said(of([]))) == ["May not be projected: 5 of 5 drawn units have no result."]


def test_what_is_said() -> None:
    assert list(rates_said(of(five()))) == [
        "Cases, as they stand: 2 of 4 are right, 50.0 % (exact 90 % interval 9.8 % to 90.2 %). Below 95 %: even the upper "
        "bound is 90.2 %.",
        "Cases, if every query were answered for the claim: 3 of 4 are right, 75.0 % (exact 90 % interval 24.9 % to 98.7 %). "
        "Open: the interval from 24.9 % to 98.7 % holds 95 %; 89 further cases without a single error would put it above.",
        "Lines, as they stand: 8 of 10 are right, 80.0 % (exact 90 % interval 49.3 % to 96.3 %). Open: the interval from 49.3 % "
        "to 96.3 % holds 95 %; 114 further lines without a single error would put it above.",
        "  Lines of one case go wrong together; by the spread over 5 cases the interval is 53.9 % to 100.0 %.",
        "Lines, if every query were answered for the claim: 9 of 10 are right, 90.0 % (exact 90 % interval 60.6 % to 99.5 %). "
        "Open: the interval from 60.6 % to 99.5 % holds 95 %; 83 further lines without a single error would put it above.",
        "  Lines of one case go wrong together; by the spread over 5 cases the interval is 68.7 % to 100.0 %.",
        "Of the 10 units of the frame about 2 are in error, 20.0 %; with 90 % confidence 1 to 5, 10.0 % to 50.0 % "
        "(exact, hypergeometric).",
        "Of the 10 units of the frame about 4 are in error or open, 40.0 %; with 90 % confidence 2 to 7, 20.0 % to 70.0 % "
        "(exact, hypergeometric).",
        "Billed less documented, in total relative value units: Over the 10 units of the frame the total is about 20.00 units, "
        "6.52 to 33.48 with 90 % confidence, and above 10.30 with 90 %. Only 3 of the values are other than zero: the limits are "
        "not to be relied on.",
    ]


def test_cases_are_read_from_what_a_run_writes(tmp_path: Path) -> None:
    path = tmp_path / "billing.jsonl"
    lost = Unmatched(kind="claim", name="c-9", lines=(4,), why="why", remedy="remedy")
    cases = (case("rib-to-humerus", "20962"), case("rib-to-humerus", "20956"))
    path.write_bytes(b"".join([*map(line, cases), line(lost)]))
    right, wrong = read_results(path)
    assert (right.outcome, right.lines, right.wrong, right.difference) == (Outcome.AGREE, 1, 0, Decimal(0))
    assert (wrong.outcome, wrong.lines, wrong.wrong) == (Outcome.ERROR, 1, 1)
    assert wrong.difference is not None and wrong.difference != 0
