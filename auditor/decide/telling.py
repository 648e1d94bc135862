"""Which sightings an auditor needs to see: statements, and whatever documents an element; not every word that helped."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.facts.established import Facts
from auditor.language.sighting import Sighting
from auditor.language.words import words

_HEADER = frozenset({"surgeon", "date_of_service", "stated_code"})
_STATEMENTS = _HEADER | words("flap_name artery vein technique complication tumour toe_joint bone_claim nonvascular")
_TELLING_VALUES: Mapping[str, frozenset[str]] = {
    "skin": frozenset({"present", "absent", "discarded", "thrown", "refused"}),
    "size": frozenset({"defect", "paddle", "graft", "skin"}),
    "imaging": frozenset({"study"}),
    "pathology": frozenset({"specimen"}),
    "act": frozenset({"divide_pedicle", "keep_pedicle", "undivided", "unjoined"}),
}
_AT_TIMES = {"bone", "bare_vessel", "side", "modifier_cue"} | _TELLING_VALUES.keys()
_UNTOLD_CUES = frozenset({"attending", "junior", "usual_measure", "usual_manner", "unusual_amount"})
_AMOUNT = "unusual_amount"
_ASKS_AMOUNT = frozenset({"unusual_work", "usual_measure"})  # how much more matters only where more is spoken of


def telling(sightings: tuple[Sighting, ...], facts: Facts) -> tuple[Sighting, ...]:
    """The sightings worth a row in the report, in order of place; of a note that names no graft, those of the header alone."""
    if not facts.names_graft:
        return tuple([sighting.alone() for sighting in sightings if sighting.concept in _HEADER])
    supporting = {id(sighting) for found in facts.support.values() for sighting in found}
    asked = {f.sentence for f in sightings if f.concept == "modifier_cue" and f.value in _ASKS_AMOUNT}
    beside = {number + step for number in asked for step in (-1, 0, 1)}
    return tuple([
        sighting for sighting in sightings
        if sighting.concept in _STATEMENTS or (sighting.concept in _AT_TIMES and _is_statement(sighting))
        or id(sighting) in supporting
        or (sighting.value == _AMOUNT and sighting.sentence in beside)
    ])  # fmt: skip


def _is_statement(sighting: Sighting) -> bool:
    """Whether a sighting states something by its value or its part, where not by its concept alone."""
    if sighting.concept == "bone":
        return sighting.role is not None
    if sighting.concept == "bare_vessel":
        return sighting.role == "receives"  # "Recipient artery: anterior tibial"
    if sighting.concept == "side":
        return sighting.evidence.section == "field"  # "Side: [ ] L  [x] R"; elsewhere it stands with its bone
    if sighting.concept == "modifier_cue":
        return sighting.value not in _UNTOLD_CUES
    return sighting.value in _TELLING_VALUES.get(sighting.concept, ())
