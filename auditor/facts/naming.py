"""Names of bones in plain words: the place that receives, and the number of a ray."""

from __future__ import annotations

import re

from auditor.language.sighting import Sighting

_FIGURES = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth"}
_ORDINALS = {name: name for name in (*_FIGURES.values(), "thumb", "index", "middle", "ring", "little")} | _FIGURES
_RAYS = {
    "thumb": "first", "index": "second", "middle": "third", "long": "third",
    "ring": "fourth", "little": "fifth", "small": "fifth",
}  # fmt: skip
# Adjectives that stand for the bone where the noun they belong to is no part of it ("fibular nonunion").
_ADJECTIVES = frozenset({"tibial", "fibular", "femoral", "humeral", "radial", "ulnar", "mandibular", "maxillary", "clavicular"})
_SHORT_BONES = frozenset({"tib", "fem", "hum", "mand", "clav", "calcaneum", "hemipelvis", "hemimandible"})
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
    names = [_numbered(name) if _numbered(name) in names else name for name in names]
    counts = {name: names.count(name) for name in names}
    return max(counts, key=lambda name: (counts[name] + 0.6 * (len(name.split()) > 1), -names.index(name)))


def _numbered(name: str) -> str:
    """The name of a metacarpal by its number, which another mention may use: "ring finger metacarpal" -> "fourth metacarpal"."""
    finger, _, bone = name.replace("finger ", "").partition(" ")
    return f"{_RAYS.get(finger, finger)} {bone}"


def _name(finding: Sighting) -> str:
    """The place as written where the words name the bone itself, else the bone's own name with its number."""
    written = finding.evidence.quote.lower().replace("-", " ").replace("meta ", "meta")  # as heard: "meta carpal"
    plain = {short: finding.value.replace("_", " ") for short in _SHORT_BONES}
    words = [_ORDINALS.get(word) or plain.get(word, word) for word in written.split() if word not in _SIDES]
    if words[-1] in _CONDITIONS:
        words.pop()
    if words and words[-1] in _ADJECTIVES:
        words[-1] = finding.value.replace("_", " ")
    if any(word.endswith("ectomy") for word in words) or words[:1] == ["pelvic"]:
        words = [finding.value.replace("_", " ")]
    if finding.concept == "region":
        return " ".join(words)
    if finding.value == FINGER_JOINT:
        full = _SHORT_JOINT.sub(lambda short: f"{_JOINTS[short[1]]} joint", " ".join(words))
        return _FINGER.sub(r"\1 finger", full)
    if finding.value in _GROUPS or any(finding.value[:3] in word and not word.endswith("calcis") for word in words):
        return " ".join(words)
    ordinal = next((word for word in words if word in _ORDINALS.values()), "")
    return f"{ordinal} {finding.value.replace('_', ' ')}".strip()


def ray_of(finding: Sighting) -> str:
    """The number of the ray that a metatarsal or metacarpal is named by."""
    return next((_ORDINALS[word] for word in finding.evidence.quote.lower().split() if word in _ORDINALS), "")
