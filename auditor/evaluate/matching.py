"""When an answer is the same as the gold: the words may differ where the meaning does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from auditor.evaluate.gold import GoldGraft
from auditor.evaluate.tallies import Counts
from auditor.model import Graft

_TOKEN = re.compile(r"[a-z0-9]+")
_SIDES = frozenset({"left", "right", "bilateral", "l", "r"})
# What stands around a surgeon's name.
_TITLES = frozenset({
    "dr", "md", "do", "mr", "mrs", "ms", "miss", "prof", "professor", "phd", "mbbs", "mbchb", "dds", "dmd", "bds", "facs", "frcs",
    "frcsplast", "plast", "attending", "surgeon", "consultant",
})  # fmt: skip
# What may be said of a place beside the bone itself.
_AROUND_PLACE = frozenset({
    "the", "of", "and", "a", "an", "at", "in", "to", "bone", "defect", "site", "region", "shaft", "diaphysis", "diaphyseal",
    "third", "middle", "mid", "proximal", "distal", "anterior", "posterior", "lateral", "medial",
})  # fmt: skip
_BONE_OF: Mapping[str, str] = {
    "humeral": "humerus", "femoral": "femur", "tibial": "tibia", "mandibular": "mandible", "maxillary": "maxilla",
    "radial": "radius", "ulnar": "ulna", "clavicular": "clavicle", "fibular": "fibula", "calcaneal": "calcaneus",
    "talar": "talus", "first": "thumb", "1st": "thumb",
}  # fmt: skip
_SIZE_SLACK_CM = 0.051  # half a millimetre, and room for the way in which floats are stored
_PLACE_SHARE = 0.5

Words = frozenset[str]


def same_person(gold: str | None, predicted: str | None) -> bool:
    """Whether one name holds all words of the other, titles and degrees aside."""
    one, other = _words(gold) - _TITLES, _words(predicted) - _TITLES
    return one == other or _one_holds_the_other(one, other)


def same_vessel(gold: str, predicted: str) -> bool:
    """Whether one name holds all words of the other, sides aside."""
    return _one_holds_the_other(_words(gold) - _SIDES, _words(predicted) - _SIDES)


def same_place(gold: str | None, predicted: str | None) -> bool:
    """Whether two recipient sites name the same bone: one holds the other's words, or they share half of all words."""
    one, other = _place(gold), _place(predicted)
    if one == other or _one_holds_the_other(one, other):
        return True
    return bool(one & other) and len(one & other) / len(one | other) >= _PLACE_SHARE


def same_size(gold: Sequence[float] | None, predicted: Sequence[float] | None) -> bool:
    """Whether two sizes in centimetres have the same sides to half a millimetre, in any order."""
    if not gold or not predicted:
        return not gold and not predicted
    pairs = zip(sorted(gold), sorted(predicted), strict=False)
    return len(gold) == len(predicted) and all(abs(one - other) <= _SIZE_SLACK_CM for one, other in pairs)


def equal(gold: str, predicted: str) -> bool:
    """Whether two values are the same to the letter."""
    return gold == predicted


def count(gold: Sequence[str], predicted: Sequence[str], same: Callable[[str, str], bool] = equal) -> Counts:
    """Give each gold item the first predicted one that is the same and not yet taken, and count what is left."""
    left = list(predicted)
    found = 0
    for item in gold:
        place = next((place for place, other in enumerate(left) if same(item, other)), None)
        if place is not None:
            del left[place]
            found += 1
    return Counts(found=found, extra=len(left), missed=len(gold) - found)


def pair_grafts(gold: Sequence[GoldGraft], predicted: Sequence[Graft]) -> Iterator[tuple[GoldGraft, Graft | None]]:
    """Each gold graft with the predicted one of its donor bone, of the same side where there is a choice, or with None."""
    left = list(predicted)
    for graft in gold:
        of_donor = [other for other in left if other.donor_site == graft.donor_site]
        of_side = [other for other in of_donor if other.laterality == graft.laterality]
        best = next(iter(of_side or of_donor), None)
        if best is not None:
            left.remove(best)
        yield graft, best


def _words(text: str | None) -> Words:
    return frozenset(map(_singular, _TOKEN.findall((text or "").lower())))


def _singular(word: str) -> str:
    """The word without the s of a plural; "humerus", "pelvis" and "process" are none."""
    return word[:-1] if len(word) > 4 and word.endswith("s") and word[-2] not in "usi" else word


def _place(text: str | None) -> Words:
    return frozenset(_BONE_OF.get(word, word) for word in _words(text) - _SIDES - _AROUND_PLACE)


def _one_holds_the_other(one: Words, other: Words) -> bool:
    return bool(one and other) and (one <= other or other <= one)
