"""Names of bones that make no donor: of soft flaps, of vague words, of a note that does not raise what it names."""

from __future__ import annotations

from auditor.facts.candidate import Candidate
from auditor.facts.index import Index, has
from auditor.facts.joining import KEPT, moved_on_vessels
from auditor.language.words import words
from auditor.model import Assertion

_HEADINGS = words("section heading_word date_of_service surgeon stated_code side")
_CLAIMING = words("bone flap flap_name bone_claim nonvascular toe_joint")
_FLAP_WORDS = words("free flap flaps graft transfer")
_SIDED = words("the left right l r his her same opposite")


def is_doubtful(index: Index, candidate: Candidate) -> bool:
    """Whether what is said of a bone leaves open that it was raised with its vessels in this operation."""
    raised = _title_claims(index) or (_is_raised_today(index, candidate) and not _is_old(index, candidate))
    return not raised or _is_soft(index, candidate) or _is_vague(index, candidate)


def _title_claims(index: Index) -> bool:
    """Whether the title, if there is one, claims a flap, a graft or a bone; "removal of plate and screws" claims none."""
    title = [f.concept for f in index.findings if f.evidence.section == "title" and f.concept not in _HEADINGS]
    return not title or not _CLAIMING.isdisjoint(title)


def _is_raised_today(index: Index, candidate: Candidate) -> bool:
    """Whether the description tells of raising the bone or of cutting its vessels, where the title says nothing of it."""
    return bool(candidate.worked_bone or candidate.stated) or has(index.body("act"), "act", "harvest", "divide_pedicle", *KEPT)


def _is_old(index: Index, candidate: Candidate) -> bool:
    """Whether the flap that is opened or lifted is one of before, and no vessels are cut or joined: a plate below it came out."""
    told = (f for f in index.of("bone", "flap_name") if f.value == candidate.donor.id and f.role in {"flap", "free"})
    return any(f.assertion is Assertion.PRIOR for f in told) and not moved_on_vessels(index)


def _is_soft(index: Index, candidate: Candidate) -> bool:
    """Whether the note calls the flap of that name soft, and tells of no bone in it: "scapular fasciocutaneous flap"."""
    soft = {word for f in index.performed("soft_flap") for word in f.evidence.quote.lower().split()}
    named = (*candidate.claimed, *candidate.titled, *candidate.described, *candidate.announced)
    bone = candidate.worked_bone or candidate.stated or candidate.own_vessel
    return not bone and bool(named) and all(soft >= set(f.evidence.quote.lower().split()) - _FLAP_WORDS for f in named)


def _is_vague(index: Index, candidate: Candidate) -> bool:
    """Whether nothing but a word of many meanings names the bone: the "crest" that mucosa was lifted off is the jaw's."""
    donor = candidate.donor
    if not donor.vague or candidate.claimed or candidate.titled or candidate.vessels:
        return False
    named = (f for f in index.performed("bone", "flap_name") if f.value == donor.id and f.role != "receives")
    at_donor = any(f.value in donor.regions for f in index.body("region"))
    return not at_donor and all(set(f.evidence.quote.lower().split()) - _SIDED <= set(donor.vague) for f in named)
