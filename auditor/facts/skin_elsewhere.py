"""Skin that is none of the graft's: of a flap without bone beside it, of a bone that stays, of another time."""

from __future__ import annotations

import re

from auditor.facts.candidate import Candidate
from auditor.facts.index import BODY, TITLE, Index, has, start_of
from auditor.facts.paddle import goes_with_bone
from auditor.facts.skin_given_up import denied
from auditor.language.sighting import Sighting
from auditor.model import Assertion

_ITS = re.compile(r"(?:\A|[.!?]\s+|(?P<and>\band\s+))its\s+\Z", re.IGNORECASE)
_THIS = re.compile(r"\b(?:this|that|the same)\s+\Z", re.IGNORECASE)
_BONELESS = re.compile(r"\b(?:without|no)\s+(?:any\s+)?bone\b(?=\s*(?:[.,;)]|with\s+it\b|included\b|taken\b))", re.IGNORECASE)
_NEAR = 60  # characters
_CLOSES_WITHIN = 12  # characters
_GOES_ON_WITHIN = 3  # sentences


def of_other_flap(index: Index, donors: list[Candidate], finding: Sighting) -> bool:
    """Whether the skin belongs to a flap without bone, or to a bone that is no donor here, named in its clause."""
    if finding.evidence.section in TITLE:
        return _is_other_item(index, donors, finding)
    clause = index.clause(finding)
    ids = {c.donor.id for c in donors}
    if _is_its_own(index, ids, finding) or _is_boneless(index, ids, finding):
        return True
    others = (f for f in clause if f.concept == "bone" and f.value not in ids and f.role != "receives")
    if denied(finding) and any(start_of(finding) - f.evidence.end == 1 for f in others):
        return True  # "the second toe skin was untouched"
    if any(f.concept in {"bone", "flap_name"} and f.value in ids for f in clause):
        return False
    soft = [f for f in clause if f.concept == "soft_flap" and (f.accepted or finding.evidence.section in BODY)]
    if any(start_of(f) != start_of(finding) or not goes_with_bone(index, finding) for f in soft):
        return True
    return any(f.concept in {"bone", "flap_name"} and f.role in {"flap", "free"} and bool(ids) for f in clause)


def goes_on_elsewhere(skin: Sighting, before: Sighting | None) -> bool:
    """Whether "this island" is the one just told of, which was none of the graft's."""
    if before is None or before.value != "present" or skin.evidence.section in TITLE:
        return False
    place, near = skin.evidence, skin.sentence - before.sentence <= _GOES_ON_WITHIN
    return near and _THIS.search(place.statements.text, max(place.start - _NEAR, 0), place.start) is not None


def _is_boneless(index: Index, donor_ids: set[str], skin: Sighting) -> bool:
    """Whether a sentence raises skin and says that no bone went with it, beside another flap: "raised, without bone"."""
    here = index.sentence(skin.sentence)
    if skin.value != "present" or any(f.concept in {"bone", "flap_name"} and f.value in donor_ids for f in here):
        return False
    text = skin.evidence.statements.text
    told = _BONELESS.search(text, min(map(start_of, here)), max(f.evidence.end for f in here) + _CLOSES_WITHIN) is not None
    return has(here, "act", "harvest") and told and bool(index.performed("soft_flap"))


def _is_its_own(index: Index, donor_ids: set[str], skin: Sighting) -> bool:
    """Whether "its" skin is that of a flap without bone named just before: "The thigh flap had healed. Its skin was raised."."""
    place = skin.evidence
    its = _ITS.search(place.statements.text, max(place.start - _NEAR, 0), place.start)
    if its is None:
        return False
    here = [f for f in index.sentence(skin.sentence) if start_of(f) < start_of(skin)]
    before = here if its["and"] else index.sentence(skin.sentence - 1)
    return has(before, "soft_flap") and not any(f.concept in {"bone", "flap_name"} and f.value in donor_ids for f in before)


def is_of_other_time(index: Index, finding: Sighting) -> bool:
    """Whether the description dates what a sentence tells to another time or place: "had been done elsewhere in 2011".

    A reason that follows dates nothing: "no skin was taken, since the mouth had already been closed".
    """
    marks = [f for f in index.sentence(finding.sentence) if f.concept == "history_mark" and f.assertion is Assertion.PRIOR]
    return finding.evidence.section in BODY and any(not _only_reasons(f, finding) for f in marks)


def _only_reasons(mark: Sighting, finding: Sighting) -> bool:
    """Whether a word of the past belongs to the verb alone ("had been"), or opens the reason for what was said before it."""
    word = mark.evidence.quote.lower()
    return word.startswith(("had", "has")) or (
        word == "since" and mark.clause != finding.clause and start_of(mark) > start_of(finding)
    )


def _is_other_item(index: Index, donors: list[Candidate], finding: Sighting) -> bool:
    """Whether an item of the title is a soft flap from a part of the body that gives no bone: "free skin flap, left thigh"."""
    item = index.sentence(finding.sentence)
    if not donors or not has(item, "soft_flap") or any(f.concept in {"bone", "flap_name"} for f in item):
        return False
    giving = {region for candidate in donors for region in candidate.donor.regions}
    return any(f.concept == "region" and f.role != "receives" and f.value not in giving for f in item)
