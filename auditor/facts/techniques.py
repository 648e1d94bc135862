"""Which technique of joining is told, and whether of the artery, the vein or both."""

from __future__ import annotations

import re

from auditor.facts.index import NAMED_VESSELS, Index, start_of
from auditor.facts.joining import KINDS, kind_of
from auditor.facts.recipients import is_companion
from auditor.language.sighting import Sighting
from auditor.model import Technique

TECHNIQUES: tuple[Technique, ...] = ("end_to_end", "end_to_side", "coupler")  # in the order of the guidelines
_OF_EACH = re.compile(r"\b(?:each|both|all)(?: (?:joined|sewn|sutured|done|being|one))*[\s,:(]*\Z", re.IGNORECASE)
_ARTERIES = frozenset({"dcia"})  # flaps that go by the letters of their artery
_FOR = re.compile(r"\s+(?:\d{1,2}[-/]0\s+)?(?:nylon\s+|ethilon\s+|prolene\s+)?for\s+(?:the\s+|a\s+|one\s+)?", re.IGNORECASE)
_SAID_WITHIN = 24  # characters
_OBJECT_WITHIN = 12  # characters: "ETS right facial artery"
_TAKES_BACK = re.compile(
    r"\b(?:correction|(?:scratch|strike|cancel) that|make that|i mean|sorry)\b[,:.]?\s*"
    r"(?:it (?:was|is)\s+|make (?:it|that)\s+)?\Z",
    re.IGNORECASE,
)
_UNUSED = re.compile(
    r"\s+(?:was|were)\s+(?:opened|tried|sized|considered|offered|loaded)\b[^.;,]{0,24}\b(?:not|never|without\s+being)\s+"
    r"(?:be\s+)?(?:used|applied|fired|closed|fit(?:ted)?)\b",
    re.IGNORECASE,
)
_TAKEN_BACK_WITHIN = 36  # characters


def technique_of(value: str) -> Technique | None:
    """The technique that a rule's value names; None for "the same" as before."""
    return next((technique for technique in TECHNIQUES if technique == value), None)


def kinds_of(technique: Sighting, performed: list[Sighting], index: Index) -> set[str]:
    """Whether a technique tells of the artery, the vein, or both."""
    place = start_of(technique)
    if (said_before := _said_before(technique, performed)) is not None:
        return kinds_of(said_before, performed, index)
    named = [f for f in performed if f.concept in KINDS and kind_of(f)]
    whose = [f.evidence for f in named if _completes_vein(f, performed)]
    named = [f for f in named if not any(e.start <= start_of(f) < e.end for e in whose)]
    told = (f for f in performed if f.concept == "technique" and f.value != "same")
    since = max((start_of(f) for f in told if start_of(f) < place), default=-1)
    if any(f.concept == "vessel" and f.value == "both" and _binds_both(f, technique, performed) for f in performed):
        if label := _labelled_kinds(technique, performed):
            return label
        spoken_of = {kind_of(f) for f in named if since < start_of(f) < place and (since >= 0 or _are_several(f))}
        return {"vein"} if technique.value == "coupler" or spoken_of == {"vein"} else {"artery", "vein"}
    if since < 0 and (kinds := _of_each(technique, [f for f in named if start_of(f) < place])):
        return kinds
    before = [f for f in named if start_of(f) < place and f.clause == technique.clause] or [
        f for f in named if start_of(f) < place
    ]
    fresh = _without_object(performed, [f for f in before if start_of(f) > since], since)
    after = [f for f in named if start_of(f) > place and f.clause == technique.clause] or [
        f for f in named if start_of(f) > place
    ]
    if _leads_on(technique, performed, fresh, after):
        return {kind for f in after[:1] if (kind := kind_of(f))}
    subjects = {kind for f in fresh if f.role != "receives" and (kind := kind_of(f))}
    if len(subjects) == 2 and technique.value != "coupler" and not any(f.role == "receives" for f in fresh):
        return subjects
    if technique.value == "coupler":
        return {_coupled(fresh, before, after)}
    for group, last in ((fresh, True), (before if not after else [], True), (after, False), (before, True)):
        if group and (kind := kind_of(group[-1] if last else group[0])):
            return {kind}
    return _told_before(technique, index)


def kinds_told_for(technique: Sighting, performed: list[Sighting]) -> set[str]:
    """The kind of the vessel that "for" or nothing parts from a technique: "ETS 9-0 for the artery", "E-E art, E-S vein"."""
    place = technique.evidence
    after = (f for f in performed if f.concept in KINDS and start_of(f) >= place.end and kind_of(f))
    vessel = min(after, key=start_of, default=None)
    if vessel is None:
        return set()
    told = _FOR.fullmatch(place.statements.text, place.end, start_of(vessel)) is not None
    if not told and not _heads_bare(technique, vessel, performed):
        return set()
    return {kind for kind in (kind_of(vessel),) if kind}


def _heads_bare(technique: Sighting, vessel: Sighting, performed: list[Sighting]) -> bool:
    """Whether a vessel without a name completes a technique, and no vessel stands before the first of them."""
    place = technique.evidence
    first = min(start_of(f) for f in performed if f.concept == "technique")
    led = not any(f.concept in KINDS and kind_of(f) and start_of(f) < first for f in performed)
    return led and vessel.concept == "vessel" and place.statements.text[place.end : start_of(vessel)] == " "


def kinds_by_flap(technique: Sighting, performed: list[Sighting]) -> set[str]:
    """The artery where only a flap that is named by its artery stands before a technique: "DCIA to vein graft end to end"."""
    before = [f for f in performed if f.clause == technique.clause and start_of(f) < start_of(technique)]
    named = [f for f in before if f.concept == "flap_name" and f.evidence.quote.lower() in _ARTERIES]
    return {"artery"} if named and not any(f.concept in KINDS and kind_of(f) for f in before) else set()


def _of_each(technique: Sighting, named: list[Sighting]) -> set[str]:
    """The kinds of all vessels before "each end-to-end", unless the last are several, which it may mean alone."""
    place = technique.evidence
    said = _OF_EACH.search(place.statements.text, max(place.start - _SAID_WITHIN, 0), place.start) is not None
    kinds = {kind for f in named if (kind := kind_of(f))}
    return kinds if said and len(kinds) > 1 and not _are_several(named[-1]) else set()


def _labelled_kinds(technique: Sighting, performed: list[Sighting]) -> set[str]:
    """The kind of the one vessel that receives behind a label over several sentences: "Vessels: DCIA end-to-side on the ATA."."""
    label = next((f for f in performed if f.concept == "vessel" and f.value == "both"), None)
    if label is None or ":" not in label.evidence.statements.text[label.evidence.end : start_of(technique)]:
        return set()
    kinds = {kind for f in performed if f.role == "receives" and (kind := kind_of(f))}
    return kinds if len(kinds) == 1 else set()


def _said_before(technique: Sighting, performed: list[Sighting]) -> Sighting | None:
    """The same technique in other words right before it, and no vessel between: "termino-terminal, that is, end-to-end"."""
    before = [f for f in performed if f.concept == "technique" and start_of(f) < start_of(technique)]
    if not before or before[-1].value != technique.value or technique.value == "coupler":
        return None
    between = (f for f in performed if start_of(before[-1]) < start_of(f) < start_of(technique))
    return None if any(f.concept in KINDS for f in between) else before[-1]


def _leads_on(technique: Sighting, performed: list[Sighting], fresh: list[Sighting], after: list[Sighting]) -> bool:
    """Whether each technique of a sentence stands before its vessel: "end-to-side on the artery, end-to-end on the vein"."""
    told = [f for f in performed if f.concept == "technique"]
    led = bool(told) and not any(kind_of(f) and start_of(f) < start_of(told[0]) for f in performed if f.concept in KINDS)
    named = [f for f in fresh if f.concept in NAMED_VESSELS]
    closed = bool(named) and named[-1].role == "receives" and fresh[-1].evidence.end <= named[-1].evidence.end
    return led and told[0] is not technique and closed and bool(after)


def _are_several(vessel: Sighting) -> bool:
    """Whether a vessel is named in the plural, so that "both" may be two of its kind: "veins: two, both end to end"."""
    return vessel.evidence.quote.lower().endswith(("veins", "arteries", "comitantes", "vv", "vcs"))


def _completes_vein(finding: Sighting, performed: list[Sighting]) -> bool:
    """Whether an artery only says whose companion a vein is: "a vena comitans of dorsalis pedis"."""
    if any(f.concept == "vein" and start_of(f) < start_of(finding) < f.evidence.end for f in performed):
        return True
    if finding.concept not in {"artery", "bare_vessel"}:
        return False
    return any(is_companion(f) and 0 < start_of(finding) - f.evidence.end <= len(" of the right ") for f in performed)


def _without_object(performed: list[Sighting], fresh: list[Sighting], since: int) -> list[Sighting]:
    """The vessels before a technique, without the object of the technique before it: "a ETS facial artery, v ETE ..."."""
    if since < 0 or any(f.role == "receives" for f in fresh):
        return fresh
    end = next(f.evidence.end for f in performed if f.concept == "technique" and start_of(f) == since)
    object_ = next((f for f in fresh if f.concept in NAMED_VESSELS and 0 <= start_of(f) - end <= _OBJECT_WITHIN), None)
    rest = [f for f in fresh if object_ is not None and start_of(f) >= object_.evidence.end]
    return rest or fresh


def _coupled(fresh: list[Sighting], before: list[Sighting], after: list[Sighting]) -> str:
    """A coupler joins veins unless the sentence puts it to an artery and names no vein."""
    if any(kind_of(f) == "vein" for f in (*before, *after)) or not fresh:
        return "vein"
    return "artery"


def _told_before(technique: Sighting, index: Index) -> set[str]:
    """The kind of vessel that the sentences before spoke of last."""
    earlier = [f for back in (1, 2) for f in index.sentence(technique.sentence - back) if f.concept in KINDS and kind_of(f)]
    last = kind_of(max(earlier, key=start_of)) if earlier else None
    return {last} if last else set()


def _is_right_before(vessel: Sighting, both: Sighting) -> bool:
    return vessel.concept in KINDS and 0 <= start_of(both) - vessel.evidence.end <= _OBJECT_WITHIN


def _binds_both(both: Sighting, technique: Sighting, performed: list[Sighting]) -> bool:
    """Whether "both vessels" governs a technique: no single vessel stands between them as a new subject."""
    if both.evidence.quote.lower() == "anastomoses" and any(f.role == "receives" for f in performed):
        return False  # the label over several sentences, each of one vessel: "Anastomoses: flap artery end-to-side to ..."
    if start_of(technique) < start_of(both) and any(_are_several(f) and _is_right_before(f, both) for f in performed):
        return False  # "the artery end-to-side, the veins both with couplers"
    told = {f.value for f in performed if f.concept == "technique" and start_of(f) < start_of(both)}
    if len(told) > 1:
        return False  # each was told of its own vessel: "the artery end-to-end, the vein end-to-side, both patent"
    low, high = sorted((start_of(both), start_of(technique)))
    end = both.evidence.end
    between = [
        f
        for f in performed
        if low < start_of(f) < high and start_of(f) >= end and f.concept in KINDS and kind_of(f) and f.role != "receives"
    ]
    receivers = [f.evidence for f in performed if f.role == "receives"]
    between = [f for f in between if not any(r.start <= start_of(f) < r.end for r in receivers)]
    return not between


def is_left_unused(technique: Sighting) -> bool:
    """Whether a device was only tried: "a 3.0 coupler was opened and was not used because the walls did not match"."""
    place = technique.evidence
    return _UNUSED.match(place.statements.text, place.end) is not None


def is_put_right(technique: Sighting) -> bool:
    """Whether a dictation takes back what it just said: "... into the ulnar artery. Hmm no. Correction, end to side ..."."""
    place = technique.evidence
    return _TAKES_BACK.search(place.statements.text, max(place.start - _TAKEN_BACK_WITHIN, 0), place.start) is not None
