"""What is said of sizes and samples, in sentences. Names of units and strata stay in the files."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.sampling.model import Kind, Sample
from auditor.sampling.size import Size

UNITS: dict[Kind, str] = {
    "notes": "notes",
    "claims": "cases of the claims",
    "audits": "audited notes",
    "cases": "cases",
}


def percent(share: float) -> str:
    """`8.1 %`."""
    return f"{100 * share:.1f} %"


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


def draw_said(sample: Sample) -> Iterator[str]:
    """What was drawn of what."""
    units = UNITS[sample.kind]
    how = f"in {len(sample.strata):,} strata by {sample.design.by}" if sample.design.by else "as a simple random sample"
    spares = f", with {len(sample.spares):,} spares" if sample.spares else ""
    yield f"{len(sample.drawn):,} of {sample.frame_size:,} {units} drawn {how}{spares}; seed {sample.design.seed}."
    if sample.left_aside:
        yield f"Left aside, since they cannot be drawn: {len(sample.left_aside):,}; the record of the sample says why."
