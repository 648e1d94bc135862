"""Which of the vessels that a sentence joins receive the flap's: those it is joined to, and companions that belong to these."""

from __future__ import annotations

import re

from auditor.facts.filing import stem
from auditor.facts.index import NAMED_VESSELS, has, start_of
from auditor.facts.joining import KINDS, kind_of
from auditor.facts.recipients import is_companion, leads_on
from auditor.language.sighting import Sighting

_BESIDE = 40
# "A piece of saphenous vein", "9 cm of the cephalic vein": what a vein graft is cut from.
_CUT_FROM = re.compile(
    r"\b(?:piece|segment|length|cm|centimet\w+) of (?:the |long |great(?:er)? |less(?:er)? |small |short |left |right )*\Z",
    re.IGNORECASE,
)
_NEAR = 36  # characters
_TAKEN_WITHIN = 80  # characters: "6 cm of the cephalic vein were taken and interposed"
_OF = re.compile(r"\s+(?:of\s+)?(?:the\s+)?(?:(?:left|right)\s+)?")
_USED = re.compile(
    r"\s*(?:(?:and|&|\+)\s+(?:its\s+)?(?:artery|vein)\s+)?(?:were\s+|was\s+)?used\s*(?:[:;.,]|as\s+recip)", re.IGNORECASE
)
_COORDINATED = len(" and one ")
_ONE = re.compile(r"vena comitan|comitant\b|(?<!vena )comitans|(?:accompanying|companion) vein\b", re.IGNORECASE)


def stands_behind(vessel: Sighting, companion: Sighting) -> bool:
    """Whether a vessel only says whose companion a vein is."""
    place = companion.evidence
    return _OF.fullmatch(place.statements.text, place.end, start_of(vessel)) is not None


def receives_vein(companion: Sighting, performed: list[Sighting], own: frozenset[str]) -> bool:
    """Whether a vena comitans without a name belongs to the recipient artery.

    It does where the flap's vein is joined "to" it or it is joined to the flap's own, and where it is one vein that a sentence
    about a recipient artery joins. Of several, nobody can say that they are not the flap's.
    """
    veins = [f for f in performed if f is not companion and f.concept == "vein"]
    if leads_on(companion):
        return False
    whose = [f for f in performed if f.concept in {"artery", "bare_vessel"} and stands_behind(f, companion)]
    if companion.role == "receives" and whose and not any(start_of(f) == start_of(companion) for f in veins):
        return True  # "to VC of brachial, second vein to the cephalic vein"
    if companion.role != "receives" and any(0 <= start_of(companion) - f.evidence.end <= _COORDINATED for f in veins):
        return False  # "the saphenous branch and one comitans, each end to end into the two best veins"
    if companion.role == "receives":  # with a named vein beside it, "vena comitans" only says what kind of vein that is
        return not any(f.role == "receives" and abs(start_of(f) - start_of(companion)) < _BESIDE for f in veins)
    strange = [f for f in performed if kind_of(f) == "vein" and stem(f.value) not in own]
    if any(f in veins or f.role == "receives" for f in strange if f is not companion):
        return False
    if veins:
        return True
    led = any(f.concept in {"artery", "bare_vessel"} and stem(f.value) not in own for f in performed)
    return led and _ONE.search(companion.evidence.quote) is not None and _is_joined(companion, performed)


def _is_joined(vein: Sighting, performed: list[Sighting]) -> bool:
    """Whether the vein's own clause says how it was joined."""
    return any(f.concept == "technique" and f.clause == vein.clause for f in performed)


def is_recipient(finding: Sighting, performed: list[Sighting], pedicles: frozenset[str], own: frozenset[str]) -> bool:
    """A named vessel that receives the flap's, or one that the flap cannot own and no other receives in its place."""
    name = stem(finding.value)
    if _is_used(finding):
        return True
    if (name in own and not _is_given_to(finding, performed)) or is_interposed(finding, performed):
        return False
    if _told_backwards(finding, performed, pedicles):
        return finding.role != "receives"
    if finding.role == "receives":
        if name not in pedicles:
            return True
        if has(performed, "act", "harvest"):
            return False  # raised here: "both joined at one subscapular stem"
        return any(f.concept in KINDS and f.role != "receives" and start_of(f) < start_of(finding) for f in performed)
    taken = any(
        f.role == "receives" and kind_of(f) == kind_of(finding) and f.concept in NAMED_VESSELS and stem(f.value) not in own
        for f in performed
    )
    return name not in pedicles and not taken


def _is_used(finding: Sighting) -> bool:
    """Whether a note says of a vessel, whatever its name, that it was used to join the flap to: "thoracodorsal artery used"."""
    place = finding.evidence
    return _USED.match(place.statements.text, place.end) is not None


def _is_given_to(finding: Sighting, performed: list[Sighting]) -> bool:
    """Whether a vessel of a name that the flap's own may bear receives in so many words: "both veins to dorsal digital veins"."""
    named = [f.evidence for f in performed if f.concept in NAMED_VESSELS]
    before = [f for f in performed if f.concept == "vessel" and f.role != "receives" and f.evidence.end < start_of(finding)]
    plain = [f for f in before if not is_companion(f) and not any(e.start <= start_of(f) < e.end for e in named)]
    return finding.role == "receives" and any(kind_of(f) == kind_of(finding) for f in plain)


def _told_backwards(finding: Sighting, performed: list[Sighting], pedicles: frozenset[str]) -> bool:
    """Whether the recipient is told first: "facial artery to thoracodorsal artery", of which the flap owns the second."""
    named = [f for f in performed if f.concept in NAMED_VESSELS and kind_of(f) == kind_of(finding)]
    here = [f for f in named if f.clause == finding.clause]
    told = here if len(here) > 1 else named  # "the cephalic vein was swung up; it was joined to the thoracodorsal vein"
    giving = [f for f in told if f.role != "receives"]
    receiving = [f for f in told if f.role == "receives"]
    if len(giving) != 1 or len(receiving) != 1:
        return False
    return stem(receiving[0].value) in pedicles and stem(giving[0].value) not in pedicles


def is_interposed(finding: Sighting, performed: list[Sighting]) -> bool:
    """Whether the words name a vein graft, which is set between and receives nothing, or the vein that it was cut from."""
    grafts = [f for f in performed if f.concept == "vessel" and f.value == "interposed"]
    if any(start_of(f) <= start_of(finding) < f.evidence.end for f in grafts):
        return True
    if finding.role == "receives":
        return False
    place = finding.evidence
    if _CUT_FROM.search(place.statements.text, max(place.start - _NEAR, 0), place.start):
        return True
    taken = finding.concept == "vein" and has(performed, "act", "harvest")
    return taken and any(0 < start_of(f) - finding.evidence.end < _TAKEN_WITHIN for f in grafts)
