"""How many units to draw, so that a rate of errors comes out as precisely as is wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from auditor.sampling.finite import tail_of
from auditor.shares import LEVEL

if TYPE_CHECKING:
    from numpy import bool_, float64, int64
    from numpy.typing import NDArray

    Sizes = NDArray[int64]
    Limits = tuple[NDArray[float64], NDArray[float64]]
    Judge = Callable[[Limits, NDArray[float64]], NDArray[bool_]]

_BLOCK = 2_000
_ROUNDING = 1e-9  # 0.08 - 0.05 is a little more than 0.03 to a computer


@dataclass(frozen=True, slots=True)
class Size:
    """The answer. `size` is the smallest sample neither of whose limits is further from the share found than `precision`.

    `expected` is the number of errors in it, by the expected rate and rounded up; `low` and `high` are the limits of the
    rate if so many are found. `by_width` is the smallest sample whose interval is not wider than twice `precision`,
    wherever it lies; `normal` is the approximation, with the correction for a finite frame, None for rates of 0 and 1.
    """

    error_rate: float
    precision: float
    level: float
    frame: int | None
    size: int
    expected: int
    low: float
    high: float
    by_width: int
    normal: int | None


def sample_size(error_rate: float, precision: float, level: float = LEVEL, frame: int | None = None) -> Size:
    """The smallest sample whose exact interval is precise enough.

    `error_rate` and `precision` are shares from 0 to 1. The interval is hypergeometric where the size of the `frame` is
    known, else Clopper and Pearson's. There is always an answer: the whole frame, if nothing less will do.
    """
    size = _smallest(error_rate, level, frame, lambda ends, share: _reach(ends, share) <= precision + _ROUNDING)
    by_width = _smallest(error_rate, level, frame, lambda ends, _: ends[1] - ends[0] <= 2 * precision + _ROUNDING)
    (low, high), expected = _limits_of(size, error_rate, level, frame)
    normal = _normal(error_rate, precision, level, frame)
    return Size(error_rate, precision, level, frame, size, expected, low, high, by_width, normal)


def _reach(ends: Limits, share: NDArray[float64]) -> NDArray[float64]:
    import numpy as np

    return np.maximum(ends[1] - share, share - ends[0])


def _smallest(rate: float, level: float, frame: int | None, enough: Judge) -> int:
    """Try sizes from 1 upwards, some thousand at a time."""
    import numpy as np

    first = 1
    while frame is None or first <= frame:
        sizes = np.arange(first, first + _BLOCK if frame is None else min(first + _BLOCK, frame + 1))
        wrong = _expected(sizes, rate)
        good = enough(_limits(wrong, sizes, level, frame), wrong / sizes)
        if good.any():
            return int(sizes[good.argmax()])
        first += _BLOCK
    return frame


def _limits_of(size: int, rate: float, level: float, frame: int | None) -> tuple[tuple[float, float], int]:
    import numpy as np

    sizes = np.array([size])
    wrong = _expected(sizes, rate)
    low, high = _limits(wrong, sizes, level, frame)
    return (float(low[0]), float(high[0])), int(wrong[0])


def _expected(sizes: Sizes, rate: float) -> Sizes:
    """Errors that a sample of each size will hold: rounded up, or 20 units with 5 percent could pass for perfect."""
    import numpy as np

    wrong: Sizes = np.ceil(sizes * rate - _ROUNDING).astype(np.int64)
    return wrong


def _limits(wrong: Sizes, sizes: Sizes, level: float, frame: int | None) -> Limits:
    if frame is not None:
        return _finite_limits(wrong, sizes, level, frame)
    from statsmodels.stats.proportion import proportion_confint  # type: ignore[import-untyped]

    low, high = proportion_confint(wrong, sizes, 1 - level, method="beta")
    return low, high


def _finite_limits(wrong: Sizes, sizes: Sizes, level: float, frame: int) -> Limits:
    """The interval of `auditor.sampling.finite` as shares of the frame, for many samples at once, by halving."""
    import numpy as np
    from scipy.stats import hypergeom

    tail = tail_of(level)
    least, most = wrong, frame - sizes + wrong
    below, low = least - 1, most.copy()  # `low` is a count that is not contradicted, `below` one that is
    high, above = least.copy(), most + 1
    for _ in range(int(frame).bit_length() + 1):
        middle = (below + low) // 2
        fits = (middle >= least) & (hypergeom.sf(wrong - 1, frame, np.maximum(middle, least), sizes) > tail)
        low, below = np.where(fits, middle, low), np.where(fits, below, middle)
        middle = (high + above) // 2
        fits = (middle <= most) & (hypergeom.cdf(wrong, frame, np.minimum(middle, most), sizes) > tail)
        high, above = np.where(fits, middle, high), np.where(fits, above, middle)
    return low / frame, high / frame


def _normal(rate: float, precision: float, level: float, frame: int | None) -> int | None:
    from statsmodels.stats.proportion import samplesize_confint_proportion

    if rate in (0, 1):
        return None  # it knows no spread there, and would ask for no unit at all
    endless = float(samplesize_confint_proportion(rate, precision, 1 - level))
    return ceil(endless if frame is None else endless / (1 + (endless - 1) / frame))
