"""Agreement beyond chance, and a plain reason where it cannot be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from auditor.evaluate.confusion import Confusion
from auditor.shares import Interval

FEWEST = 20  # the interval is one for many rows; with fewer it would promise too much


@dataclass(frozen=True, slots=True)
class Kappa:
    """Cohen's kappa with its 95 % interval; `why` says why one of them is missing."""

    value: float | None
    interval: Interval | None
    why: str | None = None


def kappa(table: Confusion) -> Kappa:
    """Cohen's kappa of a square table of counts."""
    rows = sum(map(sum, table.rows))
    if not rows:
        return Kappa(None, None, "there is nothing to compare yet")
    if len(table.labels) == 1:
        return Kappa(None, None, "every answer is the same, and so chance alone would agree as often")
    from numpy import errstate
    from statsmodels.stats.inter_rater import cohens_kappa  # type: ignore[import-untyped]

    with errstate(invalid="ignore"):  # its test of kappa against 0, which is not used here, may divide nothing by nothing
        found: Any = cohens_kappa([list(row) for row in table.rows])
    value = float(found.kappa)
    if rows < FEWEST:
        return Kappa(value, None, f"no interval below {FEWEST} rows")
    if sum(row[place] for place, row in enumerate(table.rows)) == rows:
        return Kappa(value, None, "no interval, because nobody differed and so the spread cannot be told")
    return Kappa(value, (max(-1.0, float(found.kappa_low)), min(1.0, float(found.kappa_upp))))
