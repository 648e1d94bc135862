"""Sizes: the smallest sample that is precise enough, worked out by hand and by trying all."""

from __future__ import annotations

from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.sampling.finite import count_interval
from auditor.sampling.size import sample_size
from auditor.sampling.wording import size_said
from auditor.shares import Share, exact


def test_no_error_expected_in_a_frame_of_twenty() -> None:
    """N = 20, no error expected, 20 points, 90 %: 5 % on each side. At most 4 of 20 may remain possible, so that 5 must be
    contradicted: C(15,n)/C(20,n) at most 0.05. n = 8: 6,435/125,970 = 0.0511; n = 9: 5,005/167,960 = 0.0298. So 9.
    """
    found = sample_size(0, 0.20, 0.90, 20)
    assert (found.size, found.expected, found.low, found.high) == (9, 0, 0.0, 0.2)
    assert found.normal is None


def test_no_error_expected_without_a_frame() -> None:
    """3 points, 95 %: 0.97^n at most 0.025. n = 121: 0.02508; n = 122: 0.02433. So 122."""
    assert sample_size(0, 0.03).size == 122


def test_the_normal_approximation() -> None:
    """5 %, 3 points, 95 %: 1.959964^2 * 0.05 * 0.95 / 0.03^2 = 3.841459 * 0.0475 / 0.0009 = 202.74, so 203.

    In a frame of 800: 202.74 / (1 + 201.74/800) = 161.91, so 162.
    """
    assert sample_size(0.05, 0.03).normal == 203
    assert sample_size(0.05, 0.03, frame=800).normal == 162


@pytest.mark.parametrize("rate,precision", [(0.05, 0.03), (0.10, 0.05), (0.5, 0.08)])
def test_without_a_frame_no_smaller_sample_will_do(rate: float, precision: float) -> None:
    def reach(size: int) -> float:
        wrong = ceil(size * rate - 1e-9)
        low, high = exact(Share(wrong, size))
        return max(high - wrong / size, wrong / size - low)

    found = sample_size(rate, precision)
    assert reach(found.size) <= precision
    assert all(reach(size) > precision for size in range(1, found.size))
    assert found.by_width <= found.size


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 60), st.sampled_from([0, 0.05, 0.1, 0.25, 0.5, 0.9, 1]), st.sampled_from([0.02, 0.05, 0.1, 0.2]))
def test_in_a_frame_no_smaller_sample_will_do(frame: int, rate: float, precision: float) -> None:
    def reach(size: int) -> float:
        wrong = ceil(size * rate - 1e-9)
        low, high = count_interval(wrong, size, frame)
        return max(high / frame - wrong / size, wrong / size - low / frame)

    found = sample_size(rate, precision, frame=frame)
    assert reach(found.size) <= precision + 1e-9
    assert all(reach(size) > precision + 1e-9 for size in range(1, found.size))


def test_a_whole_frame_is_always_enough() -> None:
    assert sample_size(0.05, 0.001, frame=10).size == 10


def test_the_answer_in_sentences() -> None:
    assert list(size_said(sample_size(0.05, 0.03, 0.95, 800))) == [
        "Draw 234 of 800.",
        "If 12 of these 234 are wrong (5.0 % are expected), the exact 95 % interval of the share of errors in the frame reaches "
        "from 3.1 % to 8.1 %: neither limit is further than 3 points from the share found.",
        "How: the smallest sample whose exact interval (hypergeometric, for a frame of known size) is that precise.",
        "Other answers: 187, if the interval need only be no wider than 6 points; 162 by the normal approximation with the "
        "correction for a finite frame, which promises too much where errors are rare.",
    ]
