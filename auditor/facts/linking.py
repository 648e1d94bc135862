"""With several grafts in one note: which of them a place in the text speaks of."""

from __future__ import annotations

from auditor.facts.candidate import Candidate
from auditor.facts.filing import stem
from auditor.facts.index import Index, start_of
from auditor.language.sighting import Sighting


def last_named(index: Index, donors: list[Candidate], place: int, otherwise: int = 0) -> int:
    """Number of the donor that was named, or whose region or own vessel was named, last before `place`."""
    if len(donors) < 2:
        return 0
    latest = [(_latest(index, candidate, donors, place), -number) for number, candidate in enumerate(donors)]
    best = max(latest)
    return -best[1] if best[0] >= 0 else otherwise


def _latest(index: Index, candidate: Candidate, donors: list[Candidate], place: int) -> int:
    """Offset of the last words before `place` that point to this donor alone."""
    others = [c for c in donors if c is not candidate]
    regions = set(candidate.donor.regions) - {r for c in others for r in c.donor.regions}
    own = set(candidate.donor.own) - {v for c in others for v in c.donor.own}
    found = -1
    for finding in index.body("bone", "flap_name", "region", "artery", "vein", "bare_vessel"):
        start = start_of(finding)
        if start > place:
            break
        value = finding.value
        if finding.concept in {"bone", "flap_name"}:
            points = value == candidate.donor.id
        elif finding.concept == "region":
            points = value in regions
        else:
            points = stem(value) in own and finding.role != "receives"
        if points:
            found = max(found, start)
    return found


def owner_of(index: Index, donors: list[Candidate], finding: Sighting) -> int:
    """The donor that words on skin belong to: the one named in its clause or sentence, else the last one raised before."""
    if len(donors) < 2:
        return 0
    for near in (index.clause(finding), index.sentence(finding.sentence)):
        named = {n for n, c in enumerate(donors) for f in near if f.concept in {"bone", "flap_name"} and f.value == c.donor.id}
        if len(named) == 1:
            return named.pop()
    return last_named(index, donors, start_of(finding))
