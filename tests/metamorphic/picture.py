"""What an audit says, field by field and free of layout, so that two audits can be compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from auditor.model import Audit, Defect, Graft

Picture = Mapping[str, Any]
"""Field name to value. Fields of grafts hold one value a graft; grafts stand in order of donor and side."""

TOLERANCE_CM = 0.051
"""Two sizes are one where they differ by no more than rounding: the scorer of the annotated notes says the same."""

GRAFT_FIELDS = (
    "donor_site", "laterality", "vascularity", "skin_paddle", "skin_paddle_cm", "arterial_anastomosis", "venous_anastomosis",
    "recipient_vessels",
)  # fmt: skip
_FILLER = frozenset({
    "the", "of", "and", "a", "an", "at", "in", "bone", "defect", "site", "region", "to", "shaft", "diaphysis", "diaphyseal",
    "proximal", "distal", "third", "middle", "mid", "anterior", "posterior", "lateral", "medial",
})  # fmt: skip
_NOUN = {
    "humeral": "humerus", "femoral": "femur", "tibial": "tibia", "mandibular": "mandible", "maxillary": "maxilla",
    "radial": "radius", "ulnar": "ulna", "clavicular": "clavicle", "fibular": "fibula", "calcaneal": "calcaneus",
    "calcaneum": "calcaneus", "talar": "talus",
}  # fmt: skip
_SIGNS = str.maketrans({"\N{NO-BREAK SPACE}": " ", "’": "'"} | dict.fromkeys("‐‑–—−", "-"))


def plain(text: str | None) -> str | None:
    """The words alone: lower case, single spaces, straight signs."""
    return None if text is None else " ".join(text.translate(_SIGNS).lower().split())


def picture(audit: Audit) -> Picture:
    """All fields of an audit that the annotation guidelines know."""
    grafts = sorted(audit.grafts, key=lambda graft: (graft.donor_site, graft.laterality or ""))
    return {
        "status": audit.status.value,
        "best_fit": sorted(audit.best_fit),
        "other_codes": sorted(audit.other_codes),
        "surgeon": plain(audit.surgeon),
        "date_of_service": audit.date_of_service,
        "modifier_cues": sorted(audit.modifier_cues),
        "stated_codes": sorted(audit.stated_codes),
        **{f"grafts.{field}": [_graft_value(graft, field) for graft in grafts] for field in GRAFT_FIELDS},
        **_defect(audit.defect),
        **{f"elements.{name}": state.value for name, state in audit.elements.items()},
    }


def differences(expected: Picture, found: Picture) -> frozenset[str]:
    """The names of the fields that do not agree."""
    names = expected.keys() | found.keys()
    return frozenset(name for name in names if not _same(name, expected.get(name), found.get(name)))


def broken_quotes(audit: Audit, text: str) -> frozenset[str]:
    """`quotes`, where something that the audit quotes does not stand in the note."""
    quotes = [graft.quote for graft in audit.grafts] + [audit.defect.quote if audit.defect else None]
    flat = re.sub(r"\s+", " ", text)
    return frozenset({"quotes"} if any(re.sub(r"\s+", " ", quote) not in flat for quote in quotes if quote) else ())


def _graft_value(graft: Graft, field: str) -> Any:
    value = getattr(graft, field)
    if field == "recipient_vessels":
        return sorted(plain(name) or "" for name in value)
    if field.endswith("anastomosis"):
        return sorted(value)
    return value


def _defect(defect: Defect | None) -> dict[str, Any]:
    return {
        "defect.size_cm": defect.size_cm if defect else None,
        "defect.location": plain(defect.location) if defect else None,
        "defect.laterality": defect.laterality if defect else None,
    }


def _same(name: str, expected: Any, found: Any) -> bool:
    if name == "grafts.skin_paddle_cm":
        return _pairwise(_same_size, expected, found)
    if name == "grafts.recipient_vessels":
        return _pairwise(_same_vessels, expected, found)
    if name == "defect.size_cm":
        return _same_size(expected, found)
    if name == "defect.location":
        return _same_place(expected, found)
    return bool(expected == found)


def _pairwise(same: Callable[[Any, Any], bool], expected: Sequence[Any] | None, found: Sequence[Any] | None) -> bool:
    one, other = expected or (), found or ()
    return len(one) == len(other) and all(map(same, one, other))


def _same_size(one: Sequence[float] | None, other: Sequence[float] | None) -> bool:
    one, other = one or (), other or ()
    return len(one) == len(other) and all(abs(a - b) <= TOLERANCE_CM for a, b in zip(one, other, strict=True))


def _same_vessels(one: Sequence[str], other: Sequence[str]) -> bool:
    """Each vessel has its like: all the words of one name stand in the other."""
    return len(one) == len(other) and all(
        any(set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split()) for b in other) for a in one
    )


def _same_place(one: str | None, other: str | None) -> bool:
    """The same bone, whether told by noun or adjective and however closely its part is told."""
    a, b = _place(one), _place(other)
    return a == b or (bool(a & b) and (a <= b or b <= a))


def _place(text: str | None) -> frozenset[str]:
    words = frozenset(re.findall(r"[a-z0-9]+", text or ""))
    return frozenset(_NOUN.get(word, word) for word in words - _FILLER)
