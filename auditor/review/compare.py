"""Two raters over the same rows: how often they agree, and beyond chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.evaluate.confusion import Confusion, tabulate
from auditor.report.workbook.review_columns import NO_CODE
from auditor.review.kappa import Kappa, kappa
from auditor.review.words import QUERY
from auditor.shares import Interval, Share, exact


@dataclass(frozen=True, slots=True)
class Comparison:
    """`share` is None where there is nothing to compare. A row of the table stands for the first rater's answer."""

    share: Share | None
    interval: Interval | None
    kappa: Kappa
    table: Confusion


def compare(pairs: Sequence[tuple[str, str]]) -> Comparison:
    """Compare pairs of answers."""
    named = {answer for pair in pairs for answer in pair} - {QUERY, NO_CODE}
    table = tabulate(pairs, [*sorted(named), QUERY, NO_CODE])
    share = share_of(pairs)
    return Comparison(share, exact(share) if share else None, kappa(table), table)


def share_of(pairs: Sequence[tuple[str, str]]) -> Share | None:
    """The share of pairs that are alike; None where there is none."""
    return Share(sum(one == other for one, other in pairs), len(pairs)) if pairs else None
