"""Accuracy by case and by line, against a benchmark."""

from __future__ import annotations

import pytest

from auditor.sampling.by_line import line_accuracy
from auditor.sampling.rates import Verdict, accuracy
from auditor.shares import Share


def test_all_right_of_58() -> None:
    """Lower limit 0.025^(1/58) = 0.9384. 72 without an error would reach 95 %: 0.025^(1/71) = 0.9494, 0.025^(1/72) = 0.9501."""
    found = accuracy(Share(58, 58))
    assert found.interval == pytest.approx((0.9384, 1), abs=1e-4)
    assert (found.verdict, found.wanted) == (Verdict.OPEN, 14)


def test_one_wrong_of_20() -> None:
    """Upper limit: p with 1 - p^20 = 0.025, so 0.975^(1/20) = 0.99873. Lower limit, from tables: 0.7513."""
    assert accuracy(Share(19, 20)).interval == pytest.approx((0.7513, 0.99873), abs=1e-4)


def test_another_benchmark_and_level_are_kept() -> None:
    """Of 10, all right, 90 %: 0.05^(1/10) = 0.7411, which is above 70 %."""
    found = accuracy(Share(10, 10), benchmark=0.70, level=0.90)
    assert found.interval[0] == pytest.approx(0.7411, abs=1e-4)
    assert (found.verdict, found.benchmark, found.level) == (Verdict.ABOVE, 0.70, 0.90)


def test_lines_of_one_case_are_not_taken_for_independent() -> None:
    """Five cases with two lines each, right 2, 2, 2, 1, 1: share 8/10.

    Deviations right - 0.8*2: 0.4 three times, -0.6 twice; squares 0.48 + 0.72 = 1.2. Standard error of the ratio:
    sqrt(5 * 1.2/4)/10 = 0.122474; t with 4 degrees of freedom 2.776445; 0.8 - 0.340044 = 0.459956; above, 1 is the end.
    """
    found = line_accuracy([Share(2, 2)] * 3 + [Share(1, 2)] * 2)
    assert found is not None
    assert found.accuracy.share == Share(8, 10)
    assert found.clustered == pytest.approx((0.459956, 1), abs=1e-5)
    assert found.cases == 5


def test_a_drawn_part_of_a_frame_has_the_correction() -> None:
    """As above, drawn from ten cases: the standard error times sqrt(1 - 5/10), 0.8 - 2.776445 * 0.086603 = 0.559553."""
    found = line_accuracy([Share(2, 2)] * 3 + [Share(1, 2)] * 2, frame=10)
    assert found is not None and found.clustered is not None
    assert found.clustered[0] == pytest.approx(0.559553, abs=1e-5)


def test_cases_that_do_not_differ_have_the_exact_interval_alone() -> None:
    found = line_accuracy([Share(3, 3)] * 4)
    assert found is not None
    assert found.clustered is None
    assert found.accuracy.interval[0] == pytest.approx(0.025 ** (1 / 12))
    assert line_accuracy([]) is None
