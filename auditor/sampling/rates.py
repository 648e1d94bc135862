"""How often something is right, held against a benchmark: exact, and without a word about anything but what was looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from auditor.shares import LEVEL, Interval, Share, exact

BENCHMARK = 0.95  # what coding audits ask for by convention; no regulation sets it
_MOST = 100_000


class Verdict(StrEnum):
    """What the interval says of the benchmark."""

    ABOVE = "above"
    BELOW = "below"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The share of right answers with its exact interval, which covers at least `level`.

    `wanted` is, where the answer is open, how many rows more would have to be right, without one wrong among them, to
    settle it; None where it is settled or even very many would not.
    """

    share: Share
    interval: Interval
    verdict: Verdict
    wanted: int | None
    benchmark: float = BENCHMARK
    level: float = LEVEL


def accuracy(share: Share, benchmark: float = BENCHMARK, level: float = LEVEL) -> Accuracy:
    """Hold a share against the benchmark; both are from 0 to 1, as is the level of the interval.

    The interval is Clopper and Pearson's. It speaks of what lies behind the rows that were looked at; where these were
    drawn at random from a frame, `auditor.sampling.attributes` carries them to it.
    """
    low, high = exact(share, level)
    verdict = Verdict.ABOVE if low >= benchmark else Verdict.BELOW if high < benchmark else Verdict.OPEN
    wanted = _wanted(share, benchmark, level) if verdict is Verdict.OPEN else None
    return Accuracy(share, (low, high), verdict, wanted, benchmark, level)


def _wanted(share: Share, benchmark: float, level: float) -> int | None:
    """The fewest further right answers that lift the lower bound to the benchmark, found by halving."""

    def reached(more: int) -> bool:
        return exact(Share(share.right + more, share.total + more), level)[0] >= benchmark

    if not reached(_MOST):
        return None
    few, many = 0, _MOST
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (few, middle) if reached(middle) else (middle, many)
    return many
