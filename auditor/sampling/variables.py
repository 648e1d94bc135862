"""Values of a sample -> their total in the frame, with Student's t. Pure arithmetic: whether it may be done is for
`auditor.sampling.projection` to say.

Of the values themselves it is the mean-per-unit estimate; of differences (billed less documented), the difference estimate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, variance

from auditor.shares import Interval

TWO_SIDED = 0.90  # agreements with the Office of Inspector General repay the lower limit of this interval
ONE_SIDED = 0.90  # contractors of Medicare demand by this lower limit, which is the higher of the two
FEW = 30  # by a rule of thumb, t is not to be relied on with fewer values that are not zero


@dataclass(frozen=True, slots=True)
class Valued:
    """A stratum, or a whole frame: its units, and the values of those that were looked at."""

    size: int
    values: Sequence[float]


@dataclass(frozen=True, slots=True)
class Appraisal:
    """The total of the frame, in the unit of the values.

    `standard_error` is that of the total. `freedom` are the degrees of freedom of `t`, the factor of the two-sided
    interval; both are None where every unit was looked at, or where no two units of a stratum differ, so that the interval
    has no width. `lower` is the one-sided lower limit. `other_than_zero` counts values, and `few` warns of too few.
    """

    frame: int
    measured: int
    total: float
    mean: float
    standard_error: float
    freedom: float | None
    t: float | None
    interval: Interval
    level: float
    lower: float
    lower_level: float
    other_than_zero: int

    @property
    def precision(self) -> float | None:
        """Half the width of the interval as a share of the total; None where the total is zero."""
        return (self.interval[1] - self.interval[0]) / 2 / abs(self.total) if self.total else None

    @property
    def few(self) -> bool:
        """Whether the interval cannot be relied on, since too few values are other than zero."""
        return self.measured < self.frame and self.other_than_zero < FEW


def appraise(strata: Sequence[Valued], level: float = TWO_SIDED, lower_level: float = ONE_SIDED) -> Appraisal:
    """Estimate the total of a frame from one simple random sample in each stratum; one stratum is the whole frame.

    Raises ValueError where a stratum has one value of several units, so that nothing is known of its spread.
    """
    from scipy.stats import t

    total = sum(each.size * fmean(each.values) for each in strata)
    error = sqrt(sum(_variance(each) for each in strata))
    freedom = _freedom(strata)
    factor, below = (float(t.ppf(share, freedom)) if freedom else 0.0 for share in ((1 + level) / 2, lower_level))
    frame = sum(each.size for each in strata)
    return Appraisal(
        frame=frame,
        measured=sum(len(each.values) for each in strata),
        total=total,
        mean=total / frame,
        standard_error=error,
        freedom=freedom,
        t=factor if freedom else None,
        interval=(total - factor * error, total + factor * error),
        level=level,
        lower=total - below * error,
        lower_level=lower_level,
        other_than_zero=sum(value != 0 for each in strata for value in each.values),
    )


def _variance(one: Valued) -> float:
    """The variance of the total of a stratum, with the correction for a finite frame."""
    count = len(one.values)
    if count == one.size:
        return 0.0
    if count < 2:
        raise ValueError("a stratum has fewer than two values")
    return one.size * (one.size - count) * variance(one.values) / count


def _freedom(strata: Sequence[Valued]) -> float | None:
    """Satterthwaite's degrees of freedom, Cochran, section 5.4; for one stratum they are its values less one."""
    parts = [(_variance(each), len(each.values) - 1) for each in strata]
    spread = sum(part * part / freedom for part, freedom in parts if part)
    return sum(part for part, _ in parts) ** 2 / spread if spread else None
