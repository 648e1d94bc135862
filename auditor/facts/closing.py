"""Whether both wounds, donor and recipient, are said to be closed."""

from __future__ import annotations

from auditor.facts.donors import Candidate
from auditor.facts.index import Index, start_of
from auditor.model import Defect, Finding
from auditor.rules.schema import Anatomy


def both_closed(index: Index, donors: list[Candidate], anatomy: Anatomy, defect: Defect | None) -> bool:
    """True where one phrase covers both sites, or a closing act is told of each."""
    acts = index.body("closure")
    if any(f.value == "both" for f in acts):
        return True
    donor_regions = {region for c in donors for region in c.donor.regions} | {"donor"}
    place_regions = _place_regions(index, anatomy, defect) | {"recipient"}
    donor = recipient = False
    for act in acts:
        if act.value != "closed":
            continue
        sites = _sites(index, act)
        donor = donor or bool(sites & donor_regions)
        recipient = recipient or bool(sites & (place_regions - donor_regions | {"recipient"}))
        if sites & donor_regions & place_regions and _sided_apart(index, act):
            donor = recipient = True
    return donor and recipient


def _place_regions(index: Index, anatomy: Anatomy, defect: Defect | None) -> set[str]:
    if defect is None or defect.location is None:
        return set()
    named = {f.value for f in index.of("bone") if f.evidence.quote.lower().replace("-", " ") == defect.location or defect.location in f.evidence.quote.lower()}
    return {region for place in anatomy.place if place.id in named for region in place.regions}


def _sites(index: Index, act: Finding) -> set[str]:
    """Regions and sites that a closing act speaks of: its clause, its sentence, else the last region named before."""
    for near in (index.clause(act), index.sentence(act.sentence)):
        found = {f.value for f in near if f.concept == "region"} | {f.value for f in near if f.concept == "closure" and f.value in {"donor", "recipient"}}
        if found:
            return found
    before = [f for f in index.of("region") if start_of(f) < start_of(act)]
    return {before[-1].value} if before else set()


def _sided_apart(index: Index, act: Finding) -> bool:
    del index, act
    return False
