"""How often the tool's answer is the reviewers', held against the 95 percent that coding audits ask for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from auditor.evaluate.intervals import Interval, exact
from auditor.evaluate.tallies import Share

ASKED = 0.95
_MOST = 100_000


class Verdict(StrEnum):
    """What the interval says of the 95 percent."""

    ABOVE = "above"
    BELOW = "below"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The share of right answers with its exact 95 % interval.

    `wanted` is, where the answer is open, how many rows more would have to be right, without one wrong among them, to
    settle it; None where it is settled or even very many would not.
    """

    share: Share
    interval: Interval
    verdict: Verdict
    wanted: int | None


def accuracy(share: Share) -> Accuracy:
    """Hold a share against the 95 percent."""
    low, high = exact(share)
    verdict = Verdict.ABOVE if low >= ASKED else Verdict.BELOW if high < ASKED else Verdict.OPEN
    return Accuracy(share, (low, high), verdict, _wanted(share) if verdict is Verdict.OPEN else None)


def _wanted(share: Share) -> int | None:
    """The fewest further right answers that lift the lower bound to 95 percent, found by halving."""
    if _low(share, _MOST) < ASKED:
        return None
    few, many = 0, _MOST
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (few, middle) if _low(share, middle) >= ASKED else (middle, many)
    return many


def _low(share: Share, more: int) -> float:
    return exact(Share(share.right + more, share.total + more))[0]
