"""Wrong units of a sample -> wrong units of the frame, with intervals. Pure arithmetic: whether it may be done is for
`auditor.sampling.projection` to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from auditor.sampling.finite import count_interval
from auditor.shares import LEVEL, Interval


@dataclass(frozen=True, slots=True)
class Counted:
    """A stratum, or a whole frame: its units, how many were looked at, and how many of these are wrong."""

    size: int
    measured: int
    wrong: int


@dataclass(frozen=True, slots=True)
class CountEstimate:
    """Wrong units in the frame: the estimate, and limits that hold it with at least the probability `level`.

    `approximate` is for strata the interval by the normal approximation, which is narrower and not exact. `method` names
    the interval in words.
    """

    frame: int
    measured: int
    wrong: int
    estimate: float
    low: int
    high: int
    level: float
    method: str
    approximate: Interval | None = None

    @property
    def accuracy(self) -> float:
        """The share of the frame that is right, 0 to 1."""
        return 1 - self.estimate / self.frame

    @property
    def accuracy_interval(self) -> Interval:
        """The limits of that share."""
        return 1 - self.high / self.frame, 1 - self.low / self.frame


def wrong_units(strata: Sequence[Counted], level: float = LEVEL) -> CountEstimate:
    """Estimate the wrong units of a frame from one simple random sample in each stratum; one stratum is the whole frame.

    Without strata the interval is the exact one of the hypergeometric distribution. With strata it is made of the exact
    intervals of each, at a level of 1 - (1 - level) / strata, so that all hold together with the probability `level`
    (Bonferroni); strata that were looked at whole need no interval and are not counted.
    """
    open_strata = sum(each.measured < each.size for each in strata)
    each_level = 1 - (1 - level) / max(1, open_strata)
    ends = [count_interval(each.wrong, each.measured, each.size, each_level) for each in strata]
    return CountEstimate(
        frame=sum(each.size for each in strata),
        measured=sum(each.measured for each in strata),
        wrong=sum(each.wrong for each in strata),
        estimate=sum(each.size * each.wrong / each.measured for each in strata),
        low=sum(low for low, _ in ends),
        high=sum(high for _, high in ends),
        level=level,
        method=_method(len(strata), open_strata),
        approximate=_normal(strata, level) if len(strata) > 1 else None,
    )


def _method(strata: int, open_strata: int) -> str:
    if not open_strata:
        return "a full count"
    if strata == 1:
        return "exact, hypergeometric"
    return f"exact, hypergeometric in each stratum, joined by Bonferroni over {open_strata}"


def _normal(strata: Sequence[Counted], level: float) -> Interval | None:
    """Cochran's stratified estimate with his unbiased variance; None where a stratum with one unit hides its spread."""
    from scipy.stats import norm

    if any(each.measured == 1 < each.size for each in strata):
        return None
    variance = sum(_variance(each) for each in strata if each.measured < each.size)
    estimate = sum(each.size * each.wrong / each.measured for each in strata)
    reach = float(norm.ppf((1 + level) / 2)) * sqrt(variance)
    found = sum(each.wrong for each in strata)
    most = sum(each.size - each.measured + each.wrong for each in strata)
    return max(float(found), estimate - reach), min(float(most), estimate + reach)


def _variance(one: Counted) -> float:
    share = one.wrong / one.measured
    return one.size * (one.size - one.measured) * share * (1 - share) / (one.measured - 1)
