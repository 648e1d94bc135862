"""Names of bones in plain words: the place that receives, and the number of a ray."""

from __future__ import annotations

import re
from collections.abc import Mapping

from auditor.language.sighting import Sighting
from auditor.language.words import words

_FIGURES = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth"}
_ORDINALS = {name: name for name in (*_FIGURES.values(), "thumb", "index", "middle", "ring", "little")} | _FIGURES
_RAYS = {
    "thumb": "first", "index": "second", "middle": "third", "long": "third",
    "ring": "fourth", "little": "fifth", "small": "fifth",
}  # fmt: skip
# Adjectives that stand for the bone where the noun they belong to is no part of it ("fibular nonunion").
_ADJECTIVES = words(
    "tibial fibular femoral humeral radial ulnar mandibular maxillary clavicular talar orbitozygomatic zygomaticoorbital"
)
_SHORT_BONES = frozenset({"tib", "fem", "hum", "mand", "clav", "hemipelvis", "hemimandible"})
_LATIN = {
    "mandibulae": "mandible", "mandibula": "mandible", "maxillae": "maxilla", "claviculae": "clavicle", "clavicula": "clavicle",
    "scaphoideum": "scaphoid", "lunatum": "lunate", "capitatum": "capitate", "metacarpale": "metacarpal",
    "metatarsale": "metatarsal", "corpus": "", "os": "",
}  # fmt: skip
_NUMERALS = {"i": "first", "ii": "second", "iii": "third", "iv": "fourth", "v": "fifth"}
_CONDITIONS = frozenset({"nonunion", "union", "pseudarthrosis", "defect", "gap", "fracture", "fusion", "arthrodesis"})
FINGER_JOINT = "finger joint"
_JOINTS = {"pip": "proximal interphalangeal", "dip": "distal interphalangeal", "mcp": "metacarpophalangeal"}
_FINGER = re.compile(r"\b(index|middle|ring|little|long|small)\b(?! finger)")
_SHORT_JOINT = re.compile(r"\b(pip|dip|mcp)j?(?: joint)?\b")
_SIDES = frozenset({"left", "right", "l", "r", "lt", "rt"})
# Names that stand for several bones: the word written is the place.
_GROUPS = frozenset(
    {"tarsal", "lunate", "glenoid", "patella", "spine", "pelvis", "ankle", "skull_base", "calvarium", "phalanx", "sternum"}
)


def name_place(mentions: list[Sighting]) -> str:
    """The fullest name that title, diagnosis or body gives the place."""
    names = [_name(f) for f in mentions]
    fingers = {number: finger for number, finger in map(_ray_and_finger, names) if finger}
    names = [_with_finger(name, fingers) for name in names]
    counts = {name: names.count(name) for name in names}
    return max(counts, key=lambda name: (counts[name] + 0.6 * (len(name.split()) > 1), -names.index(name)))


def _ray_and_finger(name: str) -> tuple[str, str]:
    """The metacarpal by its number, and the finger by which it is named, if it is: "ring finger metacarpal"."""
    finger, _, bone = name.replace(" finger", "").partition(" ")
    named = bone == "metacarpal" and finger in _RAYS and finger != "thumb"
    return (f"{_RAYS[finger]} {bone}", finger) if named else (name, "")


def _with_finger(name: str, fingers: Mapping[str, str]) -> str:
    """A metacarpal's number with the finger that the note names, since others may speak of either."""
    number, _ = _ray_and_finger(name)
    ordinal, _, bone = number.partition(" ")
    return f"{ordinal} ({fingers[number]} finger) {bone}" if number in fingers else name


def _name(finding: Sighting) -> str:
    """The place as written where the words name the bone itself, else the bone's own name with its number."""
    written = finding.evidence.named.replace("-", " ").replace("meta ", "meta")  # as heard: "meta carpal"
    plain = {short: finding.value.replace("_", " ") for short in _SHORT_BONES}
    said = [_ORDINALS.get(word) or plain.get(word, word) for word in _in_english(written.split()) if word not in _SIDES]
    if said[-1] in _CONDITIONS:
        said.pop()
    if said and said[-1] in _ADJECTIVES:
        said[-1] = finding.value.replace("_", " ")
    if any(word.endswith("ectomy") for word in said) or said[:1] == ["pelvic"]:
        said = [finding.value.replace("_", " ")]
    if finding.concept == "region":
        return " ".join(said)
    if finding.value == FINGER_JOINT:
        full = _SHORT_JOINT.sub(lambda short: f"{_JOINTS[short[1]]} joint", " ".join(said))
        return _FINGER.sub(r"\1 finger", full)
    if finding.value in _GROUPS or any(finding.value[:3] in word and not word.endswith("calcis") for word in said):
        return " ".join(said)
    ordinal = next((word for word in said if word in _ORDINALS.values()), "")
    return f"{ordinal} {finding.value.replace('_', ' ')}".strip()


def _in_english(said: list[str]) -> list[str]:
    """A name without its Latin, and the number of a ray in front: "os metacarpale III" is the third metacarpal."""
    number = [_NUMERALS[said[-1]]] if len(said) > 1 and said[-1] in _NUMERALS else []
    named = said[:-1] if number else said
    return number + [word for word in (_LATIN.get(word, word) for word in named) if word]


def ray_of(finding: Sighting) -> str:
    """The number of the ray that a metatarsal or metacarpal is named by."""
    return next((_ORDINALS[word] for word in _in_english(finding.evidence.quote.lower().split()) if word in _ORDINALS), "")
