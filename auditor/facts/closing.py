"""Whether both wounds, donor and recipient, are said to be closed."""

from __future__ import annotations

from auditor.facts.donors import Candidate
from auditor.facts.index import Index, start_of
from auditor.facts.joining import join_sentences
from auditor.model import Finding
from auditor.rules.schema import Anatomy


def both_closed(index: Index, donors: list[Candidate], anatomy: Anatomy, place: str | None) -> bool:
    """True where one phrase covers both sites, or a closing act is told of each; `place` is the recipient bone."""
    acts = [f for f in index.body("closure") if f.evidence.section != "field"]
    if any(f.value == "both" for f in acts):
        return True
    at_donor = {region for c in donors for region in c.donor.regions}
    at_place = {region for p in anatomy.place if p.id == place for region in p.regions}
    closed = _closed_sites(index, acts, {c.donor.id for c in donors})
    donor = bool(closed & (at_donor - at_place | {"donor"}))
    recipient = bool(closed & (at_place - at_donor | {"recipient"}))
    shared = bool(closed & at_donor & at_place)
    if shared and donor != recipient:
        return True
    return donor and recipient


def _closed_sites(index: Index, acts: list[Finding], donor_bones: set[str]) -> set[str]:
    """Regions and sites in the sentences that tell of closing; where one names none, the region named last before."""
    joined = set(join_sentences(index))
    sites: set[str] = set()
    for number in dict.fromkeys(f.sentence for f in acts if f.value in {"closed", "material"}):
        if number in joined:
            continue
        sentence = index.sentence(number)
        found = {f.value for f in sentence if f.concept == "region" and f.accepted}
        found |= {f.value for f in sentence if f.concept == "closure" and f.value in {"donor", "recipient"}}
        if any(f.concept == "bone" and f.value in donor_bones and f.role != "receives" for f in sentence) and any(
            f.concept == "closure" and f.value == "closed" for f in sentence
        ):
            found.add("donor")
        sites |= found or _named_before(index, sentence)
    return sites


def _named_before(index: Index, sentence: list[Finding]) -> set[str]:
    """The region named last before a sentence, within the two sentences before it."""
    first = min(start_of(f) for f in sentence)
    number = sentence[0].sentence
    before = [f for f in index.of("region") if start_of(f) < first and number - f.sentence <= 2]
    return {before[-1].value} if before else set()
