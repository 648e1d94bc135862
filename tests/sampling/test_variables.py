"""Variable appraisals: values and differences of a sample carried to the frame, each worked out by hand."""

from __future__ import annotations

from itertools import combinations
from statistics import fmean

import pytest

from auditor.sampling.variables import Valued, appraise


def test_five_differences_in_a_frame_of_a_hundred() -> None:
    """N = 100, n = 5, differences 0, 0, 2, 4, 4.

    Mean 10/5 = 2, total 100 * 2 = 200. Squares of the deviations 4 + 4 + 0 + 4 + 4 = 16, variance 16/4 = 4.
    Standard error of the total: 100 * sqrt(4/5 * (1 - 5/100)) = 100 * sqrt(0.76) = 87.178.
    Two-sided 90 %, 4 degrees of freedom: t = 2.131847 (tables: 2.132), 2.131847 * 87.178 = 185.850: 14.150 to 385.850.
    Precision: 185.850/200 = 92.9 percent of the total.
    One-sided 90 %: t = 1.533206 (tables: 1.533), 1.533206 * 87.178 = 133.662: at least 66.338.
    """
    found = appraise([Valued(100, [0, 0, 2, 4, 4])])
    assert (found.total, found.mean, found.freedom) == pytest.approx((200, 2, 4))
    assert found.standard_error == pytest.approx(87.178, abs=1e-3)
    assert found.t == pytest.approx(2.131847, abs=1e-6)
    assert found.interval == pytest.approx((14.150, 385.850), abs=1e-3)
    assert found.precision == pytest.approx(0.929, abs=1e-3)
    assert found.lower == pytest.approx(66.338, abs=1e-3)
    assert (found.other_than_zero, found.few) == (3, True)


def test_two_strata() -> None:
    """A: N = 40, values 1 and 3. B: N = 60, values 0, 0 and 3.

    Means 2 and 1, total 40*2 + 60*1 = 140. Variances 2 and 3.
    Variance of the total: 40*38*2/2 = 1,520 and 60*57*3/3 = 3,420, in all 4,940; its root is 70.285.
    Degrees of freedom (Satterthwaite): 4,940^2 / (1,520^2/1 + 3,420^2/2) = 24,403,600/8,158,600 = 2.9912.
    """
    found = appraise([Valued(40, [1, 3]), Valued(60, [0, 0, 3])])
    assert (found.total, found.mean, found.frame, found.measured) == (140.0, 1.4, 100, 5)
    assert found.standard_error == pytest.approx(70.285, abs=1e-3)
    assert found.freedom == pytest.approx(2.9912, abs=1e-4)
    assert found.t is not None
    assert found.interval == pytest.approx((140 - found.t * 70.2851, 140 + found.t * 70.2851), abs=1e-2)


def test_errors_in_both_directions_are_set_against_each_other() -> None:
    """N = 10, n = 4, differences 5, -5, 2, -2: total 0; variance (25+25+4+4)/3 = 19.333; 10*6*19.333/4 = 290, root 17.029."""
    found = appraise([Valued(10, [5, -5, 2, -2])])
    assert found.total == 0
    assert found.standard_error == pytest.approx(17.029, abs=1e-3)
    assert found.interval[0] == -found.interval[1]
    assert found.precision is None


def test_a_frame_that_was_looked_at_whole_has_its_total() -> None:
    found = appraise([Valued(3, [1, 2, 4])])
    assert (found.total, found.interval, found.lower, found.t, found.few) == (7.0, (7.0, 7.0), 7.0, None, False)


def test_a_sample_without_any_difference_is_marked() -> None:
    found = appraise([Valued(800, [0.0] * 60)])
    assert (found.total, found.interval) == (0.0, (0.0, 0.0))
    assert found.few


def test_a_single_value_tells_nothing() -> None:
    with pytest.raises(ValueError, match="fewer than two"):
        appraise([Valued(10, [1.0])])


def test_the_estimate_and_its_variance_are_right_on_average() -> None:
    """Over all 10 * 6 samples of 3 of 5 and 2 of 4 units: the mean of the totals is the true one, and the mean of the squared
    standard errors is the mean square of the error.
    """
    first, second = (3.0, -1.0, 0.0, 0.0, 8.0), (2.0, 2.0, -5.0, 1.0)
    found = [appraise([Valued(5, a), Valued(4, b)]) for a in combinations(first, 3) for b in combinations(second, 2)]
    truth = sum(first) + sum(second)
    assert fmean(each.total for each in found) == pytest.approx(truth)
    assert fmean(each.standard_error**2 for each in found) == pytest.approx(fmean((each.total - truth) ** 2 for each in found))
