"""What is said of sizes, samples and estimates, in sentences. Names of units and strata stay in the files."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.sampling.attributes import CountEstimate
from auditor.sampling.by_line import LineAccuracy
from auditor.sampling.model import Kind, Sample
from auditor.sampling.projection import NotProjected
from auditor.sampling.rates import Accuracy, Verdict
from auditor.sampling.results import Rates
from auditor.sampling.size import Size
from auditor.sampling.variables import Appraisal
from auditor.shares import percent

UNITS: dict[Kind, str] = {
    "notes": "notes",
    "claims": "cases of the claims",
    "audits": "audited notes",
    "cases": "cases",
}


def size_said(found: Size) -> Iterator[str]:
    """The answer, what it means, and how it stands to other methods."""
    whole = f" of {found.frame:,}" if found.frame is not None else ""
    yield f"Draw {found.size:,}{whole}."
    what = "the share of errors in the frame" if found.frame is not None else "the rate of errors"
    yield (
        f"If {found.expected:,} of these {found.size:,} are wrong ({percent(found.error_rate)} are expected), the exact "
        f"{100 * found.level:g} % interval of {what} reaches from {percent(found.low)} to {percent(found.high)}: "
        f"neither limit is further than {100 * found.precision:g} points from the share found."
    )
    method = "hypergeometric, for a frame of known size" if found.frame is not None else "Clopper and Pearson"
    yield f"How: the smallest sample whose exact interval ({method}) is that precise."
    wide = f"{found.by_width:,}, if the interval need only be no wider than {200 * found.precision:g} points"
    yield f"Other answers: {wide}; {_normal(found)}."


def _normal(found: Size) -> str:
    if found.normal is None:
        return "the normal approximation has none for a rate of 0 or 1"
    correction = " with the correction for a finite frame" if found.frame is not None else ""
    return f"{found.normal:,} by the normal approximation{correction}, which promises too much where errors are rare"


def verdict_said(found: Accuracy, unit: str = "case", fault: str = "error") -> str:
    """What the interval says of the benchmark, in one sentence; the benchmark is a convention, and whoever shows it says so."""
    asked = f"{100 * found.benchmark:g} %"
    low, high = (percent(end) for end in found.interval)
    if found.verdict is Verdict.ABOVE:
        return f"Above {asked}: even the lower bound is {low}."
    if found.verdict is Verdict.BELOW:
        return f"Below {asked}: even the upper bound is {high}."
    if found.wanted is None:
        return f"Open: the interval from {low} to {high} holds {asked}."
    more = f"1 further {unit}" if found.wanted == 1 else f"{found.wanted:,} further {unit}s"
    return f"Open: the interval from {low} to {high} holds {asked}; {more} without a single {fault} would put it above."


def wrong_said(found: CountEstimate | NotProjected, wrong: str = "wrong") -> str:
    """What may be said of the units of the frame that are `wrong`, in one sentence."""
    if isinstance(found, NotProjected):
        return str(found)
    share, low, high = (percent(count / found.frame) for count in (found.estimate, found.low, found.high))
    return (
        f"Of the {found.frame:,} units of the frame about {found.estimate:,.0f} are {wrong}, {share}; "
        f"with {100 * found.level:g} % confidence {found.low:,} to {found.high:,}, {low} to {high} ({found.method})."
    )


def values_said(found: Appraisal | NotProjected, unit: str) -> str:
    """What may be said of the total of the frame, in one or two sentences; `unit` is that of the values."""
    if isinstance(found, NotProjected):
        return str(found)
    low, high = (f"{end:,.2f}" for end in found.interval)
    caution = (
        f" Only {found.other_than_zero:,} of the values are other than zero: the limits are not to be relied on."
        if found.few
        else ""
    )
    return (
        f"Over the {found.frame:,} units of the frame the total is about {found.total:,.2f} {unit}, {low} to {high} with "
        f"{100 * found.level:g} % confidence, and above {found.lower:,.2f} with {100 * found.lower_level:g} %.{caution}"
    )


def rates_said(found: Rates) -> Iterator[str]:
    """Accuracy of what was looked at, then what may be said of the frame: the reason alone where nothing may."""
    yield from _accuracy_said("Cases, as they stand", found.cases, "case")
    yield from _accuracy_said("Cases, if every query were answered for the claim", found.cases_answered, "case")
    yield from _lines_said("Lines, as they stand", found.lines)
    yield from _lines_said("Lines, if every query were answered for the claim", found.lines_answered)
    if isinstance(found.errors, NotProjected):
        yield str(found.errors)
        return
    yield wrong_said(found.errors, "in error")
    yield wrong_said(found.errors_and_queries, "in error or open")
    yield f"Billed less documented, in total relative value units: {values_said(found.difference, 'units')}"


def _accuracy_said(name: str, found: Accuracy | None, unit: str) -> Iterator[str]:
    if found is not None:
        low, high = (percent(end) for end in found.interval)
        right = f"{found.share.right:,} of {found.share.total:,} are right, {percent(found.share.value)}"
        yield f"{name}: {right} (exact {100 * found.level:g} % interval {low} to {high}). {verdict_said(found, unit)}"


def _lines_said(name: str, found: LineAccuracy | None) -> Iterator[str]:
    if found is None:
        return
    yield from _accuracy_said(name, found.accuracy, "line")
    if found.clustered is not None:
        low, high = (percent(end) for end in found.clustered)
        yield f"  Lines of one case go wrong together; by the spread over {found.cases:,} cases the interval is {low} to {high}."


def draw_said(sample: Sample) -> Iterator[str]:
    """What was drawn of what."""
    units = UNITS[sample.kind]
    how = f"in {len(sample.strata):,} strata by {sample.design.by}" if sample.design.by else "as a simple random sample"
    spares = f", with {len(sample.spares):,} spares" if sample.spares else ""
    yield f"{len(sample.drawn):,} of {sample.frame_size:,} {units} drawn {how}{spares}; seed {sample.design.seed}."
    if sample.left_aside:
        yield f"Left aside, since they cannot be drawn: {len(sample.left_aside):,}; the record of the sample says why."
