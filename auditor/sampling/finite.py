"""The exact interval of a count in a finite frame, from a simple random sample without replacement (hypergeometric)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from auditor.shares import LEVEL

_ROUNDING = 1e-12


def tail_of(level: float) -> float:
    """The probability at which a count is contradicted, on each side; a trifle more, since 1 - 0.9 is a trifle below 0.1."""
    return (1 - level) / 2 + _ROUNDING


def count_interval(found: int, measured: int, frame: int, level: float = LEVEL) -> tuple[int, int]:
    """The counts in a frame of `frame` units that a sample with `found` of `measured` does not contradict.

    A count is contradicted where as many as were found, or more, have a probability of (1 - level) / 2 at most; or as few
    as were found, or fewer. Both limits are counts of the frame that are possible after what was found.
    """
    from scipy.stats import hypergeom

    tail = tail_of(level)
    possible = range(found, frame - measured + found + 1)

    def as_many(count: int) -> bool:
        return bool(hypergeom.sf(found - 1, frame, count, measured) > tail)

    def too_few(count: int) -> bool:
        return bool(hypergeom.cdf(found, frame, count, measured) <= tail)

    low = possible[bisect_left(possible, True, key=as_many)]
    high = possible[bisect_right(possible, False, key=too_few) - 1]
    return low, high
