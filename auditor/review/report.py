"""The report on reviews as plain text for a terminal. It quotes no note and no comment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.evaluate.confusion import Confusion
from auditor.report.terminal import heading, table, wrapped
from auditor.report.text import visible
from auditor.review.blame import Suspect
from auditor.review.compare import Comparison
from auditor.review.figures import Figures
from auditor.review.intake import listed
from auditor.review.wording import FIXED, SAMPLE, agreement_said, kappa_said, progress_said, share_said, verdict_said
from auditor.shares import percent

_SUSPECTS = 15


def report(figures: Figures) -> str:
    """The whole report. Unseen characters of names are made visible."""
    lines = [
        progress_said(figures.counts),
        *_accuracy(figures),
        *_compared("Tool and reviewers", "a row for the reviewers' answer, a column for the tool's", figures.with_tool),
        *_compared("First and second reviewer", "a row for the first, a column for the second", figures.reviewers),
        *_decisions(figures.decisions),
        *_suspects(figures.suspects),
        *_reasons(figures.reasons),
    ]
    return "\n".join(visible(line).rstrip() for line in lines) + "\n"


def _accuracy(figures: Figures) -> Iterator[str]:
    yield from heading("Accuracy of the code, against 95 %")
    if figures.accuracy is None:
        yield "  no finished review yet"
        return
    yield f"  as reviewed      {share_said(figures.accuracy.share, figures.accuracy.interval)}"
    yield from wrapped("                   ", verdict_said(figures.accuracy))
    if figures.now:
        yield f"  the newest run   {share_said(figures.now.share, figures.now.interval)}"
        yield from wrapped("                   ", verdict_said(figures.now))
    yield from wrapped("  ", f"{SAMPLE} {FIXED}")


def _compared(title: str, reads: str, found: Comparison) -> Iterator[str]:
    yield from heading(title)
    yield f"  agree  {agreement_said(found)}"
    yield f"  kappa  {kappa_said(found.kappa)}"
    if found.share:
        yield f"  {reads}:"
        yield from _confusion(found.table)


def _decisions(found: Comparison) -> Iterator[str]:
    if found.share:
        yield "  on agreeing with the tool, a row for the first reviewer, a column for the second:"
        yield from _confusion(found.table)


def _confusion(found: Confusion) -> Iterator[str]:
    rows = [(label, *map(str, row)) for label, row in zip(found.labels, found.rows, strict=True)]
    yield from table(("", *found.labels), rows)


def _suspects(found: Sequence[Suspect]) -> Iterator[str]:
    yield from heading("What stands behind disagreements, the most suspect first")
    if not found:
        yield "  nobody has disagreed"
        return
    rows = [
        (each.name, each.kind, f"{each.share.right}/{each.share.total}", percent(each.share.value)) for each in found[:_SUSPECTS]
    ]
    lines = list(table(("name", "kind", "disagreed", "share"), rows))
    yield lines[0]
    for line, each in zip(lines[1:], found, strict=False):
        yield line
        yield from wrapped("      in ", listed(each.disagreed))
    if len(found) > _SUSPECTS:
        yield f"  and {len(found) - _SUSPECTS} more; --html shows all"


def _reasons(found: Sequence[tuple[str, int]]) -> Iterator[str]:
    yield from heading("Reasons for disagreement")
    if found:
        yield from table(("reason", "given"), [(reason, str(count)) for reason, count in found])
    else:
        yield "  none"
