"""A share of right answers, and its intervals. scipy is imported when the first interval is asked for."""

from __future__ import annotations

from dataclasses import dataclass

Interval = tuple[float, float]
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Share:
    """An accuracy: `right` answers of `total`, which is never 0."""

    right: int
    total: int

    @property
    def value(self) -> float:
        """The share of right answers, 0 to 1."""
        return self.right / self.total


def wilson(share: Share, level: float = LEVEL) -> Interval:
    """The Wilson score interval of a share; it holds at 0 and at 1 and with few notes."""
    from scipy.stats import binomtest

    found = binomtest(share.right, share.total).proportion_ci(level, method="wilson")
    return float(found.low), float(found.high)


def exact(share: Share, level: float = LEVEL) -> Interval:
    """The Clopper-Pearson interval of a share, which never covers less than it says; for claims that somebody must defend."""
    from scipy.stats import binomtest

    found = binomtest(share.right, share.total).proportion_ci(level, method="exact")
    return float(found.low), float(found.high)


def percent(share: float) -> str:
    """`97.5 %`."""
    return f"{100 * share:.1f} %"
