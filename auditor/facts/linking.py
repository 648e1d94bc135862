"""With several grafts in one note: which of them a place in the text speaks of."""

from __future__ import annotations

import re

from auditor.facts.candidate import Candidate
from auditor.facts.filing import stem
from auditor.facts.index import BODY, NAMED_VESSELS, TITLE, Index, start_of
from auditor.language.sighting import Sighting
from auditor.language.words import words

# Words of flaps' names that tell nothing of which it is.
_NAMELESS = words(
    "free flap flaps skin muscle fasciocutaneous perforator pedicled rotation local advancement split island lateral anterior "
    "posterior medial fascia fascial soft tissue and of the with left right one two three"
)
_NAMED_WITHIN = 28  # characters
_OPENING = 80  # characters
# Sentences back in which the flap that is joined may be named.
_NEAR = 2


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


def of_soft_flap(index: Index, donors: list[Candidate], findings: list[Sighting]) -> bool:
    """Whether vessels are joined for a flap without bone, which was named last before them or with them."""
    if _opens_with_soft_flap(index, donors, findings) or _names_soft_flap(index, donors, findings):
        return True
    number, place = findings[0].sentence, start_of(findings[0])
    near = [f for back in range(_NEAR + 1) for f in index.sentence(number - back)]
    soft = [start_of(f) for f in near if f.concept == "soft_flap" and f.accepted and f.evidence.section in BODY]
    if not soft:
        return False
    own = {vessel for c in donors for vessel in (*c.donor.own, *c.donor.pedicles)}
    bones = {c.donor.id for c in donors}
    for finding in near:
        if start_of(finding) < min(max(soft), place) or finding.role == "receives":
            continue
        if finding.concept in {"bone", "flap_name"} and finding.value in bones:
            return False
        if finding.concept in NAMED_VESSELS and stem(finding.value) in own:
            return False
    return True


def _names_soft_flap(index: Index, donors: list[Candidate], findings: list[Sighting]) -> bool:
    """Whether a sentence opens with a word of a flap without bone that was moved as well: "The forearm flap ...", "ALT: ..."."""
    own = {vessel for c in donors for vessel in c.donor.own}
    told_of_bone = any(f.concept in NAMED_VESSELS and f.role != "receives" and stem(f.value) in own for f in findings)
    moved = index.performed("soft_flap", sections=BODY | TITLE)
    if told_of_bone or not moved or any(f.concept in {"bone", "flap_name"} for f in findings):
        return False
    of_bones = {word for c in donors for f in (*c.claimed, *c.titled, *c.described) for word in _words(f)}
    names = {word for f in moved for word in _name(f)} - of_bones - _NAMELESS
    opening = _opening(findings)
    return any(re.search(rf"\b{re.escape(name)}\b(?: free| skin)?(?: flap\b|:|,)", opening) for name in names)


def _name(flap: Sighting) -> list[str]:
    """The words of a flap's name, with those before it in its item: "free radial forearm fasciocutaneous flap"."""
    place = flap.evidence
    ahead = place.statements.text[max(place.start - _NAMED_WITHIN, 0) : place.start].lower()
    return [*re.findall(r"[a-z]+", re.split(r"[.,;:\n]", ahead)[-1])[1:], *_words(flap)]


def _words(finding: Sighting) -> list[str]:
    return finding.evidence.quote.lower().replace("-", " ").split()


def _opening(findings: list[Sighting]) -> str:
    """The sentence in small letters from where it opens to the first vessel that is joined in it."""
    text, first = findings[0].evidence.statements.text, start_of(findings[0])
    opens = max(text.rfind(mark, max(first - _OPENING, 0), first) for mark in (". ", "\n", "; ")) + 1
    vessel = next((start_of(f) for f in findings if f.concept in NAMED_VESSELS or f.concept == "technique"), first)
    return text[max(opens, first - _OPENING, 0) : vessel].lower()


def _opens_with_soft_flap(index: Index, donors: list[Candidate], findings: list[Sighting]) -> bool:
    """Whether a sentence is labelled with the part of the body that a flap without bone is named after: "Thigh: ...".

    Where a bone is raised from that part too, the label says nothing.
    """
    first = findings[0]
    if first.concept != "region" or any(first.value in c.donor.regions for c in donors):
        return False
    word, end = first.evidence.quote.lower(), first.evidence.end
    labelled = first.evidence.statements.text[end : end + 1] == ":"
    return labelled and any(word in f.evidence.quote.lower().split() for f in index.performed("soft_flap"))
