"""Sizes that only say how far from something: margins of a cut, a limb that is short, the two ends of a stretch."""

from __future__ import annotations

from auditor.language.reading import Mention
from auditor.language.words import words

_BEYOND = (["beyond"], ["past"])
_MEASURED_OFF = (["above"], ["below"], ["proximal"], ["distal"], ["from"], ["medial"], ["lateral"])
_CUT_BACK = words("resection resected trimmed shortened cut freshened recut")
_CUT_WITHIN = 7  # words
_LACKING = words("deficient short lacking")
_LIMBS = words("leg limb arm foot extremity")
_LIMB_WITHIN = 3  # words


def distances(words: list[str], sizes: list[Mention]) -> set[int]:
    """The tokens at which such sizes begin."""
    found: set[int] = set()
    for before, size in zip([None, *sizes], sizes, strict=False):
        if _is_margin(words, size) or (before is not None and before.first in found and _is_other_margin(words, before, size)):
            found.add(size.first)
        if before is not None and _is_stretch(words, before, size):
            found |= {before.first, size.first}
    return found


def _is_margin(words: list[str], size: Mention) -> bool:
    """Whether a size says how far a cut went or by how much a limb is short: "1 cm beyond the tumor", "resected by 8 mm"."""
    by = words[size.first - 1 : size.first] == ["by"] and words[size.first - 2] not in _LACKING
    cut = by and not _CUT_BACK.isdisjoint(words[max(size.first - _CUT_WITHIN, 0) : size.first])
    limb = not _LIMBS.isdisjoint(words[max(size.first - _LIMB_WITHIN, 0) : size.first])
    short = limb and words[size.last : size.last + 1] == ["short"]
    return words[size.last : size.last + 1] in _BEYOND or cut or short


def _is_other_margin(words: list[str], before: Mention, size: Mention) -> bool:
    """Whether a size tells of the other end what the one before tells: "resected by 8 mm and 12 mm"."""
    return words[before.first - 1] == "by" and words[before.last : size.first] == ["and"]


def _is_stretch(words: list[str], start: Mention, end: Mention) -> bool:
    """Whether two sizes are the ends of a stretch: "from 8 cm to 13 cm above the ankle"."""
    ends = words[start.first - 1 : start.first] == ["from"] and words[start.last : end.first] == ["to"]
    return ends and words[end.last : end.last + 1] in _MEASURED_OFF
