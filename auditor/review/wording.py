"""How the numbers of a report on reviews are put into words; the terminal and the page say the same."""

from __future__ import annotations

from auditor.evaluate.wording import counted
from auditor.review.compare import Comparison
from auditor.review.figures import Counts
from auditor.review.kappa import Kappa
from auditor.sampling.rates import Accuracy
from auditor.sampling.wording import verdict_said as verdict
from auditor.shares import Interval, Share, percent

SAMPLE = "These are the rows that were reviewed; they tell of the others only where they were drawn at random."
FIXED = "Rows that are “changed since review” count with what the reviewer saw."


def share_said(share: Share, interval: Interval) -> str:
    """`41 of 44, 93.2 % (95 % interval 81.8 to 97.7 %)`."""
    low, high = (f"{100 * end:.1f}" for end in interval)
    return f"{share.right:,} of {share.total:,}, {percent(share.value)} (95 % interval {low} to {high} %)"


def kappa_said(kappa: Kappa) -> str:
    """The value with its interval, or why it is missing."""
    if kappa.value is None:
        return f"not defined: {kappa.why}"
    if kappa.interval is None:
        return f"{kappa.value:.2f} ({kappa.why})"
    low, high = kappa.interval
    return f"{kappa.value:.2f} (95 % interval {low:.2f} to {high:.2f})"


def agreement_said(found: Comparison) -> str:
    """How often two raters agree, without kappa."""
    return share_said(found.share, found.interval) if found.share and found.interval else "nothing to compare yet"


def verdict_said(found: Accuracy) -> str:
    """What the interval says of the 95 percent, in one sentence."""
    return verdict(found, "row", "disagreement")


def progress_said(counts: Counts) -> str:
    """How far the reviews have come."""
    parts = [
        f"{counted(counts.rows, 'row')} with reviews",
        f"{counts.settled:,} settled",
        f"{counts.twice:,} reviewed twice",
        f"{counts.waiting:,} waiting for a second review",
        f"{counts.unfinished:,} unfinished",
        f"{counts.changed:,} changed since review",
    ]
    if counts.unknown:
        parts.append(f"{counts.unknown:,} left out, because the store does not know the run that was reviewed")
    return "; ".join(parts) + "."
