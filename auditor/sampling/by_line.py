"""Accuracy by line. Lines of one case were drawn together and go wrong together, which an interval of lines must know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from auditor.sampling.rates import BENCHMARK, Accuracy, accuracy
from auditor.shares import LEVEL, Interval, Share


@dataclass(frozen=True, slots=True)
class LineAccuracy:
    """Right lines of all lines.

    `accuracy` has the exact interval, which takes lines for independent of each other. `clustered` is the interval of a
    ratio over cases, which does not; None where fewer than two cases have lines, or where they do not differ.
    """

    accuracy: Accuracy
    cases: int
    clustered: Interval | None


def line_accuracy(
    cases: Sequence[Share], benchmark: float = BENCHMARK, level: float = LEVEL, frame: int | None = None
) -> LineAccuracy | None:
    """The accuracy by line of cases, each with its right lines; None where no case has any.

    `frame` is the number of cases in the frame, where the cases are a simple random sample of it.
    """
    if not cases:
        return None
    share = Share(sum(case.right for case in cases), sum(case.total for case in cases))
    return LineAccuracy(accuracy(share, benchmark, level), len(cases), _clustered(cases, share, level, frame))


def _clustered(cases: Sequence[Share], share: Share, level: float, frame: int | None) -> Interval | None:
    """The standard error of a ratio by Cochran, section 2.11, with Student's t."""
    from scipy.stats import t

    count = len(cases)
    squares = sum((case.right - share.value * case.total) ** 2 for case in cases)
    left = 1 - count / frame if frame else 1.0
    if count < 2 or squares < 1e-12 or not left:
        return None
    error = sqrt(left * count * squares / (count - 1)) / share.total
    reach = float(t.ppf((1 + level) / 2, count - 1)) * error
    return max(0.0, share.value - reach), min(1.0, share.value + reach)
