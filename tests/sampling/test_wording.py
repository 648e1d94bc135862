"""What is said of accuracy and of a frame, word for word."""

from __future__ import annotations

from auditor.sampling.attributes import Counted, wrong_units
from auditor.sampling.projection import NotProjected
from auditor.sampling.rates import accuracy
from auditor.sampling.variables import Valued, appraise
from auditor.sampling.wording import values_said, verdict_said, wrong_said
from auditor.shares import Share


def test_verdicts() -> None:
    assert verdict_said(accuracy(Share(72, 72))) == "Above 95 %: even the lower bound is 95.0 %."
    assert verdict_said(accuracy(Share(5, 10))) == "Below 95 %: even the upper bound is 81.3 %."
    assert verdict_said(accuracy(Share(71, 71)), "line") == (
        "Open: the interval from 94.9 % to 100.0 % holds 95 %; 1 further line without a single error would put it above."
    )
    assert verdict_said(accuracy(Share(5, 5), benchmark=0.9)).startswith(
        "Open: the interval from 47.8 % to 100.0 % holds 90 %; 31 "
    )


def test_wrong_units_of_a_frame() -> None:
    """The first example of the attribute appraisals."""
    assert wrong_said(wrong_units([Counted(10, 5, 1)], 0.90)) == (
        "Of the 10 units of the frame about 2 are wrong, 20.0 %; with 90 % confidence 1 to 5, 10.0 % to 50.0 % "
        "(exact, hypergeometric)."
    )


def test_a_total_of_a_frame() -> None:
    """The first example of the variable appraisals."""
    assert values_said(appraise([Valued(100, [0, 0, 2, 4, 4])]), "total RVU") == (
        "Over the 100 units of the frame the total is about 200.00 total RVU, 14.15 to 385.85 with 90 % confidence, and above "
        "66.34 with 90 %. Only 3 of the values are other than zero: the limits are not to be relied on."
    )


def test_what_may_not_be_projected() -> None:
    refused = NotProjected("the cases are not a recorded random sample")
    says = "May not be projected: the cases are not a recorded random sample."
    assert wrong_said(refused) == values_said(refused, "total RVU") == says
