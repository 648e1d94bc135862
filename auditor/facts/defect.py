"""The bone defect: its place, its side and its size, never the size of anything else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from auditor.facts.candidate import Candidate
from auditor.facts.index import BODY, TITLE, Index, has, start_of
from auditor.facts.sides import place_side
from auditor.language.sighting import BLANK, Sighting
from auditor.model import Assertion, Defect, Laterality
from auditor.rules.schema import Anatomy

_ONE_SIDE: tuple[Laterality, ...] = ("left", "right")
_FIGURES = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth"}
_ORDINALS = {name: name for name in (*_FIGURES.values(), "thumb", "index", "middle", "ring", "little")} | _FIGURES
# Adjectives that stand for the bone where the noun they belong to is no part of it ("fibular nonunion").
_ADJECTIVES = frozenset({"tibial", "fibular", "femoral", "humeral", "radial", "ulnar", "mandibular", "maxillary", "clavicular"})
_SHORT_BONES = frozenset({"tib", "fem", "hum", "mand", "clav", "calcaneum", "hemipelvis", "hemimandible"})
_CONDITIONS = frozenset({"nonunion", "union", "pseudarthrosis", "defect", "gap", "fracture", "fusion", "arthrodesis"})
_FINGER_JOINT = "finger joint"
_PHALANX = "phalanx"
_JOINTS = {"pip": "proximal interphalangeal", "dip": "distal interphalangeal", "mcp": "metacarpophalangeal"}
_FINGER = re.compile(r"\b(index|middle|ring|little|long|small)\b(?! finger)")
_SHORT_JOINT = re.compile(r"\b(pip|dip|mcp)j?(?: joint)?\b")
_SIDES = frozenset({"left", "right", "l", "r", "lt", "rt"})
_SMALL = 0.8
# Words that speak of the ends rather than of what is missing between them.
_LOOSE = frozenset({"ends were", "stumps", "between the ends"})
# Bone that is taken out: as large as the gap at most, so that a gap that is measured itself comes first.
_DEAD = ("sequestr", "dead", "necrotic", "diseased", "sclerotic", "avascular")
_OF_BONE = frozenset({"graft", "graft_part", "unknown"})
_SMALLEST_RESECTION = 1.5  # cm; saws freshen the ends by less
_NARROWEST = 0.3  # cm; less is a saw cut, a screw or a slip of the pen
# Cues that put a size into the past; a heading such as "Indication" alone does not.
_PRIOR_CUES = frozenset({"prior", "prior-noun", "prior-sentence"})
# Names that stand for several bones: the word written is the place.
_GROUPS = frozenset(
    {"tarsal", "lunate", "glenoid", "patella", "spine", "pelvis", "ankle", "skull_base", "calvarium", "phalanx", "sternum"}
)
# Beside these a size is an incision's, a vessel's, a plate's or a paddle's.
_MEASURED_ELSEWHERE = frozenset(
    {"artery", "vein", "bare_vessel", "vessel", "skin", "opening", "tourniquet", "closure", "soft_flap", "technique"}
)
# Owners that often stand near a size without being what is measured.
_WEAK = frozenset({"graft_part", "other"})
_ENDS = (" to ", " to the ", " from ", " from the ")
_TO = len(" from the ")
_AT_END = 0.2
_LEAST = 0.5
_TITLED = 1.5
_SEGMENT = frozenset({"segment", "specimen", "piece"})
_AFTER_EXCISION = 3  # sentences
_MEASURED = 3.0
_MEANT = 100.0
_WEIGHT = {"title": 3.0, "header": 3.0, "diagnosis": 2.0, "booked": 1.0}


def find_defect(index: Index, donors: list[Candidate], anatomy: Anatomy) -> Defect | None:
    """The defect, or None where the note states neither size nor place."""
    size = _size(index, donors)
    place, mentions = _place(index, donors, size if len(donors) > 1 else None)
    if place is None and size is None:
        return None
    regions = {r for p in anatomy.place if place and p.id == place.value for r in p.regions}
    around = [f for f in index.of("region") if f.value in regions and f.assertion is not Assertion.CONSIDERED]
    return Defect(
        size_cm=size.cm if size else None,
        location=_location(mentions) if place else None,
        laterality=place_side(mentions, around) or _told_beside(index, mentions),
        quote=size.evidence.written if size else None,
    )


def _told_beside(index: Index, mentions: list[Sighting]) -> Laterality | None:
    """The one side that stands in the sentences of the diagnosis that name the place."""
    told = [f.sentence for f in mentions if f.evidence.section == "diagnosis"]
    sides = {f.value for number in told for f in index.sentence(number) if f.concept == "side"}
    return next((side for side in _ONE_SIDE if sides == {side}), None)


def receiving_place(index: Index, donors: list[Candidate]) -> str | None:
    """The recipient bone's name in the anatomy, for linking wounds and sides."""
    place, _ = _place(index, donors, _size(index, donors) if len(donors) > 1 else None)
    return place.value if place else None


def _place(index: Index, donors: list[Candidate], measured: Sighting | None) -> tuple[Sighting | None, list[Sighting]]:
    """The bone that receives, by the weight of its mentions, and all its mentions.

    With several grafts the defect that was `measured` is meant: its bone is the last one named with it or before.
    """
    weights: dict[str, float] = defaultdict(float)
    mentions: dict[str, list[Sighting]] = defaultdict(list)
    donor_ids = {c.donor.id for c in donors}
    rays = {ray for c in donors for f in (*c.claimed, *c.titled, *c.pieces, *c.raised, *c.cut) if (ray := _ray(f))}
    for finding in index.of("bone"):
        if not (_may_receive(finding, donor_ids) or _is_other_ray(index, finding, rays)):
            continue
        given = finding.value in donor_ids
        weight = _AT_END if _only_ends(index, finding) else _weight(finding)
        weights[finding.value] += 0.5 * weight if given else weight + _TITLED * _is_titled(finding)
        mentions[finding.value].append(finding)
    for value in _measured_bones(index):
        if value in mentions:
            weights[value] += _MEASURED
    for finding in _last_before(measured, mentions):
        weights[finding.value] += _MEANT
    if _FINGER_JOINT in mentions:
        weights.pop(_PHALANX, None)  # what ends on both sides of the joint
    if not weights:
        return None, []
    best = max(weights, key=lambda value: (weights[value], -start_of(mentions[value][0])))
    if weights[best] < _LEAST:
        return None, []
    return mentions[best][0], mentions[best]


def _is_titled(finding: Sighting) -> bool:
    """Whether a title gives the flap to this bone; a fusion of the hindfoot names an operation, and not a bone."""
    return finding.evidence.section == "title" and finding.role == "receives" and finding.accepted and finding.value != "ankle"


def _may_receive(finding: Sighting, donor_ids: set[str]) -> bool:
    """A donor bone receives only where title or diagnosis says that it does."""
    if finding.assertion in {Assertion.CONSIDERED, Assertion.TAUGHT} or finding.why == BLANK:
        return False
    if finding.role in {"flap", "free"} and finding.evidence.section in TITLE:
        return False  # a flap that the title names and the body does not raise
    return finding.value not in donor_ids or (finding.role == "receives" and finding.evidence.section in TITLE | {"diagnosis"})


def _ray(finding: Sighting) -> str:
    """The number of the ray that a metatarsal or metacarpal is named by."""
    return next((_ORDINALS[word] for word in finding.evidence.quote.lower().split() if word in _ORDINALS), "")


def _is_other_ray(index: Index, finding: Sighting, rays: set[str]) -> bool:
    """Whether a metatarsal that gives none is told with what it lost: "the first metatarsal lost its shaft"."""
    ray = _ray(finding)
    if not (rays and ray) or ray in rays or finding.role in {"flap", "free", "harvest", "piece"}:
        return False
    here = index.sentence(finding.sentence)
    return has(here, "condition", "loss") or has(here, "size", "defect")


def _measured_bones(index: Index) -> Iterator[str]:
    """The bones named in the sentences that measure a defect."""
    for size in index.performed("size", sections=BODY):
        if size.value == "defect":
            yield from (f.value for f in index.sentence(size.sentence) if f.concept == "bone" and not _ends_stretch(f))


def _ends_stretch(bone: Sighting) -> bool:
    """Whether a bone only says how far something reaches: "the defect, from the canine to the zygoma, was 5 cm"."""
    place = bone.evidence
    return place.statements.text[max(place.start - _TO, 0) : place.start].lower().endswith(_ENDS)


def _only_ends(index: Index, bone: Sighting) -> bool:
    """Whether a bone of the description only ends the stretch that its sentence measures."""
    return bone.evidence.section in BODY and _ends_stretch(bone) and has(index.sentence(bone.sentence), "size", "defect")


def _last_before(measured: Sighting | None, mentions: Mapping[str, list[Sighting]]) -> list[Sighting]:
    """The bone named last before or with the size that is `measured`; none where no size is."""
    if measured is None:
        return []
    before = [
        finding
        for found in mentions.values()
        for finding in found
        if start_of(finding) <= measured.evidence.end and finding.evidence.section in BODY
    ]
    return [max(before, key=start_of)] if before else []


def _weight(finding: Sighting) -> float:
    weight = _WEIGHT.get(finding.evidence.section, 0.5)
    if finding.role == "receives":
        weight += 1.5
    elif finding.role == "resect":
        weight += 0.5
    elif finding.role in {"flap", "free", "graft"}:
        weight *= 0.5
    return weight


def _location(mentions: list[Sighting]) -> str:
    """The fullest name that title, diagnosis or body gives the place."""
    names = [_name(f) for f in mentions]
    counts = {name: names.count(name) for name in names}
    return max(counts, key=lambda name: (counts[name] + 0.6 * (len(name.split()) > 1), -names.index(name)))


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
    if finding.value == _FINGER_JOINT:
        full = _SHORT_JOINT.sub(lambda short: f"{_JOINTS[short[1]]} joint", " ".join(words))
        return _FINGER.sub(r"\1 finger", full)
    if finding.value in _GROUPS or any(finding.value[:3] in word and not word.endswith("calcis") for word in words):
        return " ".join(words)
    ordinal = next((word for word in words if word in _ORDINALS.values()), "")
    return f"{ordinal} {finding.value.replace('_', ' ')}".strip()


def _size(index: Index, donors: list[Candidate]) -> Sighting | None:
    """The size that the defect owns: measured in the operation first, else as the diagnosis or indication gives it."""
    owned = [f for f in index.of("size") if f.value == "defect" and max(f.cm or (0.0,)) >= _NARROWEST]
    performed = [f for f in owned if f.accepted and f.evidence.section in BODY]
    if performed:
        addenda = [f for f in performed if f.evidence.section == "addendum"]
        return (addenda or sorted(performed, key=_closeness))[0]
    resected = _resected(index, {c.donor.id for c in donors})
    if resected:
        return resected
    titled = [f for f in owned if f.accepted and f.evidence.section in TITLE | {"diagnosis", "imaging"}]
    if titled:
        return titled[0]
    told = [f for f in owned if f.assertion is Assertion.PRIOR and (f.cue is None or f.cue.rule_id not in _PRIOR_CUES) and f.cm]
    return told[0] if told and max(told[0].cm or (0.0,)) >= 1.0 else _excised(index, donors) or _unowned(index, donors)


def _excised(index: Index, donors: list[Candidate]) -> Sighting | None:
    """The segment that an excision gave, told soon after it and before the donor comes in: "Segment taken: 9 cm"."""
    begun = _donor_begins(index, donors)
    for size in index.of("size"):
        plain = size.assertion is Assertion.PERFORMED and size.evidence.section in BODY
        segment = plain and size.value == "graft" and size.cue is not None and size.cue.quote.lower() in _SEGMENT
        if not segment or begun is None or start_of(size) >= begun or max(size.cm or (0.0,)) < _SMALLEST_RESECTION:
            continue
        if any(has(index.sentence(size.sentence - back), "act", "resect") for back in range(1, _AFTER_EXCISION + 1)):
            return size
    return None


def _donor_begins(index: Index, donors: list[Candidate]) -> int | None:
    """Where the body first speaks of a donor or of the place that it comes from."""
    raised = {c.donor.id for c in donors} | {region for c in donors for region in c.donor.regions}
    return min((start_of(f) for f in index.body("bone", "region") if f.value in raised), default=None)


def _unowned(index: Index, donors: list[Candidate]) -> Sighting | None:
    """A size that nothing else owns, told of the receiving bone before the donor comes in, or where bone was just cut back."""
    raised = {c.donor.id for c in donors} | {region for c in donors for region in c.donor.regions}
    begun = _donor_begins(index, donors)
    told = (f for f in index.of("size") if f.assertion is Assertion.PERFORMED and f.evidence.section in BODY)
    for size in told:
        here, before = index.sentence(size.sentence), index.sentence(size.sentence - 1)
        weak = size.value == "unknown" or (size.value in _WEAK and begun is not None and start_of(size) < begun)
        if not weak or max(size.cm or (0.0,)) < _SMALL or _is_measured_elsewhere(here):
            continue
        if any(f.value in raised for f in here) or (
            (begun is None or start_of(size) > begun) and any(f.value in raised for f in before)
        ):
            continue
        bony = any(f.concept == "bone" for f in here) and not has(here, "recipient_cue")
        if bony or has(here, "act", "resect") or has(before, "act", "resect") or has(here, "condition", "loss"):
            return size
    return None


def _is_measured_elsewhere(findings: list[Sighting]) -> bool:
    """Whether a sentence measures a cut, a vessel, hardware or skin."""
    return has(findings, "fixation", "hardware") or any(f.concept in _MEASURED_ELSEWHERE for f in findings)


def _resected(index: Index, donor_ids: set[str]) -> Sighting | None:
    """The length of bone that is said to be cut away where no gap is measured: "a 9 cm segment of tibia was resected".

    What is taken from a donor is the graft, whatever the verb.
    """
    for size in index.of("size"):
        clause = index.clause(size)
        cut_out = has(clause, "act", "resect") and not has(clause, "act", "harvest") and not has(clause, "flap", "flap", "free")
        bony = has(clause, "bone") or has(clause, "flap", "piece")
        bony = bony and not any(f.concept == "bone" and f.value in donor_ids and f.role != "receives" for f in clause)
        plain = size.value in _OF_BONE and size.assertion is Assertion.PERFORMED and size.evidence.section in BODY
        if plain and cut_out and bony and max(size.cm or (0.0,)) >= _SMALLEST_RESECTION:
            return size
    return None


def _closeness(size: Sighting) -> tuple[float, int]:
    """Sizes of 8 mm and more first, and those of a noun for the gap; then the order of the note."""
    quote = size.cue.quote.lower() if size.cue is not None else ""
    loose = quote in _LOOSE or quote.startswith(_DEAD)
    return (max(size.cm or (0.0,)) < _SMALL) + 0.5 * loose, start_of(size)
