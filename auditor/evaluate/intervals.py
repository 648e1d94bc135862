"""The 95 % interval of F1. scipy is imported when the first one is asked for; intervals of shares are in `auditor.shares`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from auditor.evaluate.tallies import Counts
from auditor.shares import LEVEL, Interval

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Numbers = NDArray[float64]

RESAMPLES = 5_000
SEED = 20_956
_BATCH_CELLS = 4_000_000  # numbers held at once, so that many notes do not ask for much memory


def f1_interval(notes: Sequence[Counts]) -> Interval | None:
    """The interval of F1 by drawing notes anew, since items of one note are not independent of each other.

    Notes without any item are left out: they add nothing to F1, and a draw of them alone would have none. None where
    fewer than two notes are left, or where all draws give the same value and so say nothing of its spread. Percentiles
    are used because the bias-corrected method fails where most notes are without fault. The seed is fixed.
    """
    from scipy.stats import bootstrap

    drawn = [counts for counts in notes if counts.items]
    if len(drawn) < 2:
        return None
    columns = tuple([float(getattr(counts, name)) for counts in drawn] for name in ("found", "extra", "missed"))
    found: Any = bootstrap(
        columns, _f1, paired=True, vectorized=True, n_resamples=RESAMPLES, batch=max(1, _BATCH_CELLS // len(drawn)),
        confidence_level=LEVEL, method="percentile", rng=SEED,
    )  # fmt: skip
    low, high = float(found.confidence_interval.low), float(found.confidence_interval.high)
    return (low, high) if low < high else None


def _f1(found: Numbers, extra: Numbers, missed: Numbers, axis: int) -> Numbers:
    twice: Numbers = 2 * found.sum(axis=axis)
    total: Numbers = twice + extra.sum(axis=axis) + missed.sum(axis=axis)
    return twice / total
