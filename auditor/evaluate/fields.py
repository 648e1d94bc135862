"""The fields that are compared: what each is called, in what order they come, and which part of the reading answers for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from auditor.report.text import words

ALL_MISSING = "missing.all"
STATES = "elements.state"
_MISSING = "missing."


@dataclass(frozen=True, slots=True)
class Reading:
    """Where an answer comes from: documentation elements, concepts of findings, rows of the code and status tables.

    With `sided`, mentions that name a side go before all others.
    """

    elements: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    rows: bool = False
    sided: bool = False


_DONOR = ("bone", "flap_name", "bone_claim")
_CODE = Reading(("donor_site", "arterial_anastomosis"), (*_DONOR, "skin", "act", "toe_joint", "nonvascular"), rows=True)
_DONOR_SIDE = Reading(("donor_laterality",), ("bone", "flap_name"), sided=True)
_DEFECT_SIDE = Reading(concepts=("bone", "condition"), sided=True)
_PADDLE_SIZE = Reading(("skin_paddle_size",), ("skin", "size"))
_ARTERY = Reading(("arterial_anastomosis",), ("technique", "artery"))
_VEIN = Reading(("venous_anastomosis",), ("technique", "vein"))

# Each field with its label and its reading, in the order of the reports.
_FIELDS: Mapping[str, tuple[str, Reading]] = MappingProxyType(
    {
        "code.best_fit": ("code: best fit", _CODE),
        "code.other_codes": ("code: other codes", _CODE),
        "code.status": ("code: status", _CODE),
        "code.not_confidently_wrong": ("code: not confidently wrong", _CODE),
        "graft.donor_site": ("graft: donor bone", Reading(("donor_site",), _DONOR)),
        "graft.laterality": ("graft: side", _DONOR_SIDE),
        "graft.vascularity": ("graft: free or pedicled", Reading(("arterial_anastomosis",), ("act", "technique"))),
        "graft.skin_paddle": ("graft: skin paddle", Reading(("skin_paddle",), ("skin",))),
        "graft.skin_paddle_cm": ("graft: size of skin paddle", _PADDLE_SIZE),
        "graft.arterial_anastomosis": ("graft: arterial technique", _ARTERY),
        "graft.venous_anastomosis": ("graft: venous technique", _VEIN),
        "graft.recipient_vessels": ("graft: recipient vessels", Reading(("recipient_vessels",), ("artery", "vein"))),
        "defect.size_cm": ("defect: size", Reading(("defect_size",), ("size",))),
        "defect.location": ("defect: place", Reading(("defect_location",), ("bone",))),
        "defect.laterality": ("defect: side", _DEFECT_SIDE),
        ALL_MISSING: ("missing: all elements", Reading()),
        STATES: ("elements: state agrees", Reading()),
        "other.modifier_cues": ("other: modifier cues", Reading(concepts=("modifier_cue",))),
        "other.stated_codes": ("other: printed codes", Reading(concepts=("stated_code",))),
        "other.surgeon": ("other: surgeon", Reading(concepts=("surgeon",))),
        "other.date_of_service": ("other: date of service", Reading(concepts=("date_of_service",))),
        "evidence.quote": ("evidence: quotation stands in the note", Reading(("donor_site", "defect_size"), ("size", *_DONOR))),
    }
)

# The reading of each documentation element. One that is not named here has only the findings that document it.
_ELEMENTS: Mapping[str, Reading] = MappingProxyType(
    {
        "donor_site": Reading(("donor_site",), _DONOR),
        "donor_laterality": _DONOR_SIDE,
        "defect_size": Reading(("defect_size",), ("size",)),
        "defect_location": Reading(("defect_location",), ("bone",)),
        "arterial_anastomosis": _ARTERY,
        "venous_anastomosis": _VEIN,
        "recipient_vessels": Reading(("recipient_vessels",), ("artery", "vein")),
        "skin_paddle": Reading(("skin_paddle",), ("skin",)),
        "skin_paddle_size": _PADDLE_SIZE,
        "indication": Reading(("indication",), ("condition",)),
        "prior_treatment": Reading(("prior_treatment",), ("treatment",)),
        "expected_benefit": Reading(("expected_benefit",), ("benefit",)),
        "graft_fixation": Reading(("graft_fixation",), ("fixation",)),
        "perfusion_check": Reading(("perfusion_check",), ("perfusion",)),
        "closure": Reading(("closure",), ("closure",)),
        "complications": Reading(("complications",), ("complication",)),
        "preop_imaging": Reading(("preop_imaging",), ("imaging",)),
        "pathology": Reading(("pathology",), ("pathology", "tumour")),
    }
)


def missing(element: str) -> str:
    """The field that counts how often `element` is found missing."""
    return f"{_MISSING}{element}"


def label(field: str, element: str | None = None) -> str:
    """The field in words; `element` is the one concerned, where the field is about elements at large."""
    if element is not None:
        return f"element: {words(element)}"
    return _FIELDS[field][0] if field in _FIELDS else f"missing: {words(field.removeprefix(_MISSING))}"


def reading(field: str, element: str | None = None) -> Reading:
    """Which part of the reading answers for the field, or for the element that it is about."""
    if element is not None:
        return _ELEMENTS.get(element, Reading((element,)))
    return _FIELDS[field][1]


def in_order(fields: Iterable[str], elements: Iterable[str]) -> tuple[str, ...]:
    """The fields in the order of the reports; single elements, in the order of `elements`, follow the count of all."""
    every: list[str] = []
    for field in _FIELDS:
        every.append(field)
        if field == ALL_MISSING:
            every += map(missing, elements)
    present = frozenset(fields)
    return tuple(field for field in every if field in present)


def concepts() -> frozenset[str]:
    """Every concept that some field reads."""
    readings = (*(reading for _, reading in _FIELDS.values()), *_ELEMENTS.values())
    return frozenset(concept for each in readings for concept in each.concepts)
