"""The place that receives the graft: a bone by the weight of its mentions, else the part of the body that is operated on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from auditor.facts.candidate import Candidate
from auditor.facts.index import BODY, TITLE, Index, has, start_of
from auditor.facts.naming import FINGER_JOINT, ray_of
from auditor.language.sighting import BLANK, Sighting
from auditor.model import Assertion
from auditor.rules.schema import Anatomy

_PHALANX = "phalanx"
_ENDS = (" to ", " to the ", " from ", " from the ")
_ACROSS = (" across ", " across the ", " through ", " through the ")
_ONCE = re.compile(r"\b(?:once|when|after|with)\s+(?:the\s+)?\Z", re.IGNORECASE)  # "9 mm gap once the lunate was pinned straight"
_WHOLE = re.compile(
    r",?\s+(?:is\s+|was\s+|remained\s+|being\s+)?(?:intact|whole|uninjured|unharmed|sound|healthy)\b", re.IGNORECASE
)
_TO_IT = re.compile(r"\bto\s+(?:the\s+)?(?:(?:left|right|lt|rt|l|r)\.?\s+)?\Z", re.IGNORECASE)
_BEFORE = 16  # characters
_TO = len(" from the ")
_AT_END = 0.2
_LEAST = 0.5
_TITLED = 1.5
_MEASURED = 3.0
_MEANT = 100.0
_WEIGHT = {"title": 3.0, "header": 3.0, "diagnosis": 2.0, "booked": 1.0}
# Where a part of the body stands for the bone that nobody names, the surest first.
_NAMING = ("title", "header", "diagnosis", "indication", "booked")
_NOWHERE = frozenset({Assertion.CONSIDERED, Assertion.TAUGHT, Assertion.NEGATED})


class Receiving(NamedTuple):
    """The bone that receives, by its name in the anatomy (or the part of the body), and all that names it, in order of place."""

    id: str
    mentions: list[Sighting]


def find_receiving(index: Index, donors: list[Candidate], measured: Sighting | None, parts: tuple[str, ...]) -> Receiving | None:
    """The place that receives; none where the note names none.

    With several grafts the defect that was `measured` is meant: its bone is the last one named with it or before.
    Where no bone is named, one of the `parts` of the body may be: "vascularised condyle to the left wrist".
    """
    return _bone(index, donors, measured if len(donors) > 1 else None) or _part(index, donors, parts)


def regions_around(place: str | None, anatomy: Anatomy) -> frozenset[str]:
    """The parts of the body in which the wound of a place lies: those of its bone, or that part of the body itself."""
    known = next((place_.regions for place_ in anatomy.place if place_.id == place), (place,) if place else ())
    return frozenset(known)


def _bone(index: Index, donors: list[Candidate], measured: Sighting | None) -> Receiving | None:
    """The bone that receives, by the weight of its mentions."""
    weights: dict[str, float] = defaultdict(float)
    mentions: dict[str, list[Sighting]] = defaultdict(list)
    donor_ids = {c.donor.id for c in donors}
    rays = {ray_of(f) for c in donors for f in (*c.claimed, *c.titled, *c.pieces, *c.raised, *c.cut)} - {""}
    for finding in index.of("bone"):
        if not (_may_receive(finding, donor_ids) or _is_other_ray(index, finding, rays)):
            continue
        ray = ray_of(finding)
        given = finding.value in donor_ids and not (rays and ray and ray not in rays)
        weight = _AT_END if _only_ends(index, finding) or _is_crossed(index, finding) else _weight(finding)
        weights[finding.value] += 0.5 * weight if given else weight + _TITLED * _is_titled(finding)
        mentions[finding.value].append(finding)
    for value in _measured_bones(index):
        if value in mentions:
            weights[value] += _MEASURED
    for finding in _last_before(measured, mentions):
        weights[finding.value] += _MEANT
    if FINGER_JOINT in mentions:
        weights.pop(_PHALANX, None)  # what ends on both sides of the joint
    best = max(weights, key=lambda value: (weights[value], -start_of(mentions[value][0])), default=None)
    return Receiving(best, mentions[best]) if best is not None and weights[best] >= _LEAST else None


def _part(index: Index, donors: list[Candidate], parts: tuple[str, ...]) -> Receiving | None:
    """The part of the body that title, diagnosis or indication name; one that gives the graft only in title or diagnosis."""
    giving = {region for c in donors for region in c.donor.regions}
    named = [
        finding
        for finding in index.of("region")
        if finding.evidence.section in _NAMING
        and finding.evidence.quote.lower() in parts
        and finding.assertion not in _NOWHERE
        and (finding.value not in giving or finding.role == "receives" or finding.evidence.section == "diagnosis")
    ]
    if not named:
        return None
    best = min(named, key=lambda f: (f.role != "receives", _NAMING.index(f.evidence.section), start_of(f)))
    return Receiving(best.value, [f for f in named if f.evidence.quote.lower() == best.evidence.quote.lower()])


def _is_titled(finding: Sighting) -> bool:
    """Whether a title gives the flap to this bone; a fusion of the hindfoot names an operation, and not a bone.

    So the ankle is given it only in so many words: "iliac crest to right ankle".
    """
    if finding.evidence.section != "title" or finding.role != "receives" or not finding.accepted:
        return False
    place = finding.evidence
    told = _TO_IT.search(place.statements.text, max(place.start - _BEFORE, 0), place.start)
    return finding.value != "ankle" or told is not None


def _may_receive(finding: Sighting, donor_ids: set[str]) -> bool:
    """A donor bone receives only where title or diagnosis says that it does."""
    if finding.assertion in {Assertion.CONSIDERED, Assertion.TAUGHT} or finding.why == BLANK:
        return False
    if finding.role in {"flap", "free"} and finding.evidence.section in TITLE:
        return False  # a flap that the title names and the body does not raise
    return finding.value not in donor_ids or (finding.role == "receives" and finding.evidence.section in TITLE | {"diagnosis"})


def _is_other_ray(index: Index, finding: Sighting, rays: set[str]) -> bool:
    """Whether a metatarsal that gives none is told with what it lost: "the first metatarsal lost its shaft"."""
    ray = ray_of(finding)
    if not (rays and ray) or ray in rays or finding.role in {"flap", "free", "harvest", "piece"}:
        return False
    here = index.sentence(finding.sentence)
    return has(here, "condition", "loss") or has(here, "size", "defect")


def _measured_bones(index: Index) -> Iterator[str]:
    """The bones named in the sentences that measure a defect."""
    for size in index.performed("size", sections=BODY):
        if size.value == "defect":
            here = (f for f in index.sentence(size.sentence) if f.concept == "bone")
            yield from (f.value for f in here if not (_ends_stretch(f) or _is_whole(f) or _is_held(size, f)))


def _is_held(size: Sighting, bone: Sighting) -> bool:
    """Whether a bone behind a size only says when it was measured: "a gap of 9 mm once the lunate was pinned"."""
    place = bone.evidence
    behind = start_of(bone) > start_of(size)
    return behind and _ONCE.search(place.statements.text, max(place.start - _TO, 0), place.start) is not None


def _is_whole(bone: Sighting) -> bool:
    """Whether a bone beside a gap is told to have none: "remaining gap 5.5 cm, fibula intact"."""
    return _WHOLE.match(bone.evidence.statements.text, bone.evidence.end) is not None


def _ends_stretch(bone: Sighting) -> bool:
    """Whether a bone only says how far something reaches: "the defect, from the canine to the zygoma, was 5 cm"."""
    place = bone.evidence
    return place.statements.text[max(place.start - _TO, 0) : place.start].lower().endswith(_ENDS)


def _only_ends(index: Index, bone: Sighting) -> bool:
    """Whether a bone of the description only ends the stretch that its sentence measures."""
    return bone.evidence.section in BODY and _ends_stretch(bone) and has(index.sentence(bone.sentence), "size", "defect")


def _is_crossed(index: Index, bone: Sighting) -> bool:
    """Whether hardware only runs across a joint: "one wire across the TMT"."""
    place = bone.evidence
    across = place.statements.text[max(place.start - _TO, 0) : place.start].lower().endswith(_ACROSS)
    return across and has(index.clause(bone), "fixation")


def _last_before(measured: Sighting | None, mentions: Mapping[str, list[Sighting]]) -> list[Sighting]:
    """The bone named last before or with the size that is `measured`; none where no size is."""
    if measured is None:
        return []
    before = [
        finding
        for found in mentions.values()
        for finding in found
        if start_of(finding) <= measured.evidence.end and finding.evidence.section in BODY
    ]
    return [max(before, key=start_of)] if before else []


def _weight(finding: Sighting) -> float:
    weight = _WEIGHT.get(finding.evidence.section, 0.5)
    if finding.role == "receives":
        weight += 1.5
    elif finding.role == "resect":
        weight += 0.5
    elif finding.role in {"flap", "free", "graft"}:
        weight *= 0.5
    return weight
