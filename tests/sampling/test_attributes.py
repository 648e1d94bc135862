"""Attribute appraisals: wrong units of a sample carried to the frame, each worked out by hand."""

from __future__ import annotations

from itertools import product
from math import comb
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.sampling.attributes import Counted, wrong_units
from auditor.sampling.finite import count_interval


def test_one_wrong_of_five_in_a_frame_of_ten() -> None:
    """N = 10, n = 5, one wrong, 90 %: 5 % on each side.

    Of the C(10,5) = 252 samples, those with at most one wrong are C(10-K,5) + K*C(10-K,4):
    K = 5: C(5,5) + 5*C(5,4) = 1 + 25 = 26, 26/252 = 0.103 > 0.05, so 5 is not contradicted;
    K = 6: C(4,5) + 6*C(4,4) = 0 + 6 = 6, 6/252 = 0.024 < 0.05, so 6 is: the upper limit is 5.
    The lower limit is 1: one was found, and with K = 1 one is found in 1 - C(9,5)/252 = 1 - 126/252 = 0.5 of all samples.
    The estimate is 10 * 1/5 = 2.
    """
    found = wrong_units([Counted(10, 5, 1)], 0.90)
    assert (found.estimate, found.low, found.high) == (2.0, 1, 5)
    assert found.method == "exact, hypergeometric"
    assert found.accuracy == 0.8
    assert found.accuracy_interval == (0.5, 0.9)


def test_none_wrong_of_ten_in_a_frame_of_twenty() -> None:
    """N = 20, n = 10, none wrong, 95 %: 2.5 % on each side. C(20,10) = 184,756.

    K = 4: C(16,10) = 8,008, 8,008/184,756 = 0.0433 > 0.025; K = 5: C(15,10) = 3,003, 0.0163 < 0.025: at most 4 are wrong.
    """
    found = wrong_units([Counted(20, 10, 0)])
    assert (found.estimate, found.low, found.high) == (0.0, 0, 4)


def test_a_frame_that_was_looked_at_whole_needs_no_interval() -> None:
    found = wrong_units([Counted(12, 12, 3)])
    assert (found.estimate, found.low, found.high, found.method) == (3.0, 3, 3, "a full count")


def test_two_strata() -> None:
    """A: N = 40, n = 10, 1 wrong. B: N = 60, n = 20, 4 wrong. 95 %.

    Estimate: 40 * 1/10 + 60 * 4/20 = 4 + 12 = 16.
    Normal approximation: N(N-n) p(1-p)/(n-1) is 40*30*0.1*0.9/9 = 12 and 60*40*0.2*0.8/19 = 20.2105, in all 32.2105 with the
    root 5.6754; 1.959964 * 5.6754 = 11.1236, so 4.876 to 27.124. Five were found wrong, so that the lower limit is 5.
    Exact: two strata, so each has an interval of 1 - 0.05/2 = 97.5 %, and the limits add up.
    """
    strata = [Counted(40, 10, 1), Counted(60, 20, 4)]
    found = wrong_units(strata)
    assert found.estimate == pytest.approx(16)
    assert found.approximate == pytest.approx((5.0, 27.1236), abs=1e-4)
    parts = [count_interval(1, 10, 40, 0.975), count_interval(4, 20, 60, 0.975)]
    assert (found.low, found.high) == (parts[0][0] + parts[1][0], parts[0][1] + parts[1][1])
    assert found.method == "exact, hypergeometric in each stratum, joined by Bonferroni over 2"


def test_a_stratum_that_was_looked_at_whole_costs_no_confidence() -> None:
    found = wrong_units([Counted(10, 5, 1), Counted(3, 3, 2)], 0.90)
    assert (found.estimate, found.low, found.high) == (4.0, 3, 7)  # the interval 1 to 5 of the first example, and 2


def test_a_stratum_with_a_single_unit_has_no_approximation() -> None:
    assert wrong_units([Counted(10, 1, 0), Counted(10, 5, 1)]).approximate is None


@st.composite
def samples(draw: st.DrawFn) -> tuple[int, int, int]:
    frame = draw(st.integers(1, 40))
    measured = draw(st.integers(1, frame))
    return draw(st.integers(0, measured)), measured, frame


@given(samples(), st.sampled_from([(80, 10), (90, 20), (95, 40), (98, 100)]))
def test_the_limits_are_those_of_counting_all_samples(sample: tuple[int, int, int], level: tuple[int, int]) -> None:
    """With whole numbers alone: a count is contradicted where its tail is at most 1/10, 1/20, 1/40 or 1/100 of all samples."""
    found, measured, frame = sample
    percent, one_in = level
    every = comb(frame, measured)

    def with_between(least: int, most: int, count: int) -> int:
        return sum(ways(frame, count, measured, k) for k in range(least, most + 1))

    possible = range(found, frame - measured + found + 1)
    low = min(count for count in possible if one_in * with_between(found, measured, count) > every)
    high = max(count for count in possible if one_in * with_between(0, found, count) > every)
    assert count_interval(found, measured, frame, percent / 100) == (low, high)


@pytest.mark.parametrize("frame,measured", [(30, 8), (50, 20)])
def test_the_interval_covers_what_it_says(frame: int, measured: int) -> None:
    """Exact coverage for every true count: never below 95 %."""
    intervals = [count_interval(found, measured, frame) for found in range(measured + 1)]
    for count in range(frame + 1):
        hit = sum(ways(frame, count, measured, k) for k, (low, high) in enumerate(intervals) if low <= count <= high)
        assert hit >= 0.95 * comb(frame, measured), count


def test_the_joined_interval_of_strata_covers_what_it_says() -> None:
    """Exact coverage for every pair of true counts: 4 of 9 and 3 of 7, at 90 %."""
    sizes = ((9, 4), (7, 3))
    intervals = {
        found: wrong_units([Counted(size, n, k) for (size, n), k in zip(sizes, found, strict=True)], 0.90)
        for found in product(range(5), range(4))
    }
    for truth in product(range(10), range(8)):
        hit = sum(
            ways(9, truth[0], 4, found[0]) * ways(7, truth[1], 3, found[1])
            for found, each in intervals.items()
            if each.low <= sum(truth) <= each.high
        )
        assert hit >= 0.90 * comb(9, 4) * comb(7, 3), truth


def ways(size: int, wrong: int, measured: int, found: int) -> int:
    """Samples of `measured` units of which `found` are wrong."""
    return comb(wrong, found) * comb(size - wrong, measured - found)


def test_the_estimate_and_its_variance_are_right_on_average() -> None:
    """Over all samples of 4 of 9 (3 wrong) and 3 of 7 (2 wrong): the mean estimate is 5, and the mean of the variance behind
    the approximation is the mean square of its error.
    """
    strata = ((9, 4, 3), (7, 3, 2))
    z, every, estimates, errors, variances = NormalDist().inv_cdf(0.975), comb(9, 4) * comb(7, 3), 0.0, 0.0, 0.0
    for found in product(range(5), range(4)):
        weight = ways(9, 3, 4, found[0]) * ways(7, 2, 3, found[1]) / every
        each = wrong_units([Counted(size, n, k) for (size, n, _), k in zip(strata, found, strict=True)])
        variance = sum(s * (s - n) * k / n * (1 - k / n) / (n - 1) for (s, n, _), k in zip(strata, found, strict=True))
        most = sum(s - n + k for (s, n, _), k in zip(strata, found, strict=True))
        reach = z * variance**0.5
        expected = (max(sum(found), each.estimate - reach), min(most, each.estimate + reach))
        assert each.approximate == pytest.approx(expected)
        estimates += weight * each.estimate
        errors += weight * (each.estimate - 5) ** 2
        variances += weight * variance
    assert estimates == pytest.approx(5)
    assert variances == pytest.approx(errors)
