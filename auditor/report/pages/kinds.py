"""What a finding is about, as the colours and letters of the page tell it."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.model import Finding


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of findings: its class in the style sheet, the letter before its numbers, and its title."""

    key: str
    letter: str
    title: str


HEADER = Kind("header", "H", "Header")
DONOR = Kind("donor", "B", "Donor bone and transfer")
SKIN = Kind("skin", "S", "Skin")
VESSELS = Kind("vessels", "V", "Vessels and anastomosis")
DEFECT = Kind("defect", "D", "Defect and recipient bone")
ELEMENT = Kind("element", "E", "Other elements")
MODIFIER = Kind("modifier", "M", "Cues for a modifier")
KINDS = (DONOR, SKIN, VESSELS, DEFECT, ELEMENT, MODIFIER, HEADER)

_BY_CONCEPT = {
    "bone": DONOR, "flap_name": DONOR, "bone_claim": DONOR, "nonvascular": DONOR, "toe_joint": DONOR,
    "skin": SKIN,
    "artery": VESSELS, "vein": VESSELS, "bare_vessel": VESSELS, "technique": VESSELS, "act": VESSELS,
    "modifier_cue": MODIFIER,
    "surgeon": HEADER, "date_of_service": HEADER, "stated_code": HEADER,
}  # fmt: skip
_BY_SIZE = {"defect": DEFECT, "paddle": SKIN, "skin": SKIN, "graft": DONOR}


def kind_of(finding: Finding) -> Kind:
    """The kind of a finding; a bone that receives belongs to the defect, and a size to what was measured."""
    if finding.concept == "size":
        return _BY_SIZE.get(finding.value, ELEMENT)
    if finding.concept == "bone" and finding.role == "receives":
        return DEFECT
    return _BY_CONCEPT.get(finding.concept, ELEMENT)
