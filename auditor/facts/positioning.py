"""The donor's side where no bone bears it: how the patient lay, where the cuff sat, what is marked as the donor."""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor.facts.candidate import Candidate
from auditor.facts.index import NAMED_VESSELS, Index, has, start_of
from auditor.language.sighting import Sighting
from auditor.model import Laterality

ONE_SIDE: tuple[Laterality, ...] = ("left", "right")
FLIP: dict[str, Laterality] = {"left": "right", "right": "left"}
# Where a tourniquet sits tells nothing of the donor, if the recipient lies on such a limb too.
LIMBS = (frozenset({"foot", "ankle", "leg", "knee", "hip"}), frozenset({"hand", "forearm"}))
_PLACES = NAMED_VESSELS | {"bone", "region", "soft_flap"}
_TRUNK = frozenset({"back", "chest", "groin", "hip"})
_FLANK = r"[\s-]+(?:side|flank|shoulder|hip|chest|hemithorax)[\s-]+"
_UP = re.compile(rf"{_FLANK}(?:up|uppermost)\b", re.IGNORECASE)
_DOWN = re.compile(rf"{_FLANK}(?:down(?! to\b)|downmost|dependent|underneath)\b", re.IGNORECASE)
_LAIN_ON = re.compile(
    r"\b(?:patient|pt|she|he)\s+(?:is\s+|was\s+)?(?:lies\s+|lying\s+|laid\s+|placed\s+|positioned\s+|turned\s+|rolled\s+)?"
    r"(?:on|onto|upon)\s+(?:the\s+|his\s+|her\s+)?(?P<side>left|right)\s+side\b(?!\s+of)"
    r"|\b(?P<position>left|right)\s+lateral\s+(?:decubitus|position|recumbent)\b",
    re.IGNORECASE,
)
_LAIN_WITHIN = 600  # characters before the bone is raised
_MARKED = re.compile(r"\s*[(,]\s*(?:the\s+)?donor\b", re.IGNORECASE)


def marked_side(index: Index, candidate: Candidate) -> list[Laterality]:
    """The side of a part of the body that the note marks as the donor, wherever it does: "Right calf (donor): observe"."""
    marked = [f for f in index.of("region") if f.value in candidate.donor.regions and _stands_before(_MARKED, f)]
    return _one(f.side for f in marked)


def side_of_harvest(index: Index, own: frozenset[str]) -> list[Laterality]:
    """The one side in a clause that tells of the harvest and names no place but its `own`: "Left-sided harvest, arm abducted"."""
    for act in (f for f in index.body("act") if f.value == "harvest"):
        clause = index.clause(act)
        elsewhere = any(f.concept in _PLACES and f.value not in own for f in clause) or has(clause, "fixation")
        if not elsewhere and (side := _one(f.value for f in clause if f.concept == "side" and f.accepted)):
            return side
    return []


def side_uppermost(index: Index, candidate: Candidate) -> list[Laterality]:
    """The side that lay uppermost while a bone of the trunk was taken: "turned to lateral position with right side up".

    Of a patient who lay on one side it was the other: "with the left side down".
    """
    if _TRUNK.isdisjoint(candidate.donor.regions):
        return []
    sides = index.body("side")
    down = (FLIP.get(f.value) for f in sides if _stands_before(_DOWN, f))
    return _one([*(f.value for f in sides if _stands_before(_UP, f)), *down, *_lain_on(index)])


def _lain_on(index: Index) -> list[str]:
    """The sides that lay uppermost of a patient who lay on the other: "patient on left side", "left lateral decubitus"."""
    told = sorted(index.body("bone", "flap_name", "act"), key=start_of)
    raised = next((f for f in told if f.role in {"harvest", "cut", "piece"} or f.value == "harvest"), None)
    if raised is None:
        return []
    found = _LAIN_ON.finditer(raised.evidence.statements.text, max(start_of(raised) - _LAIN_WITHIN, 0), start_of(raised))
    return [FLIP["left" if (m["side"] or m["position"]).lower().startswith("l") else "right"] for m in found]


def side_of_cuff(index: Index, candidate: Candidate, receiving: frozenset[str]) -> list[Laterality]:
    """The side of the tourniquet, where the donor lies on a limb and the recipient elsewhere: "Right thigh tourniquet 350"."""
    limb = next((limb for limb in LIMBS if limb & set(candidate.donor.regions)), None)
    if limb is None or limb & receiving:
        return []
    cuffed = [index.sentence(f.sentence) for f in index.body("tourniquet")]
    alone = (f for here in cuffed for f in here if f.concept == "side" and f.accepted and not _is_elsewhere(here, limb))
    return _one(f.value for f in alone)


def _is_elsewhere(here: list[Sighting], limb: frozenset[str]) -> bool:
    """Whether the sentence of a cuff names a part of the body on another limb."""
    return any(f.concept == "region" and f.value not in limb for f in here) or has(here, "bone")


def _stands_before(words: re.Pattern[str], finding: Sighting) -> bool:
    return words.match(finding.evidence.statements.text, finding.evidence.end) is not None


def _one(values: Iterable[str | None]) -> list[Laterality]:
    """The side that all of them say."""
    said = set(values)
    return [side for side in ONE_SIDE if said == {side}]
