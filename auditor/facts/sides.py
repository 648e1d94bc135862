"""Left or right of donor and recipient, by votes of the mentions that carry a side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from auditor.facts.donors import Candidate
from auditor.facts.index import BODY, TITLE, Index, has
from auditor.model import Assertion, Finding, Laterality

_ON_BONE, _ON_FLAP, _ON_REGION = 4, 3, 2


def donor_side(index: Index, candidate: Candidate, receiving: frozenset[str]) -> Laterality | None:
    """The donor's side: on the bone's own name, else on the region where it is raised."""
    corrected = [f for f in index.of("bone", "flap_name", "region") if f.evidence.section == "addendum" and f.side and f.role != "receives"]
    sides = {f.side for f in corrected if f.value == candidate.donor.id or f.value in set(candidate.donor.regions) - receiving}
    if len(sides) == 1:
        return sides.pop()
    votes: Counter[Laterality] = Counter()
    own = [*candidate.claimed, *candidate.described, *candidate.pieces, *candidate.raised, *candidate.cut]
    for finding in own:
        if finding.side:
            votes[finding.side] += _ON_BONE
    for finding in index.of("bone", "flap_name"):
        if finding.value == candidate.donor.id and finding.side and finding.role != "receives" and finding.assertion == "performed":
            votes[finding.side] += 1
    regions = frozenset(candidate.donor.regions)
    raised_in = {f.sentence for f in own}
    for finding in index.performed("region", sections=BODY | TITLE):
        if finding.side and finding.value in regions and not has(index.sentence(finding.sentence), "tourniquet"):
            near = finding.sentence in raised_in or any(s in raised_in for s in (finding.sentence + 1, finding.sentence - 1))
            shared = finding.value in receiving
            if near or not shared:
                votes[finding.side] += _ON_REGION + (1 if finding.sentence in raised_in else 0)
    for finding in index.performed("flap", sections=TITLE):
        if finding.side and finding.sentence in raised_in and not votes:
            votes[finding.side] += 1
    if not votes:
        for finding in index.of("bone", "flap_name", "region"):
            if finding.side and finding.assertion is Assertion.PLANNED and finding.value in {candidate.donor.id, *regions - receiving}:
                votes[finding.side] += 1
    return _winner(votes)


def place_side(findings: Iterable[Finding], regions: Iterable[Finding]) -> Laterality | None:
    """The recipient's side: on its bone, else on the region around it."""
    votes: Counter[Laterality] = Counter()
    for finding in findings:
        if finding.side:
            votes[finding.side] += _ON_BONE
    if not votes:
        for finding in regions:
            if finding.side:
                votes[finding.side] += 1
    return _winner(votes)


def _winner(votes: Counter[Laterality]) -> Laterality | None:
    ranked = votes.most_common()
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
