"""The bone defect: its place and side, and its size, never the size of anything else."""

from __future__ import annotations

import re
from collections.abc import Collection

from auditor.facts.candidate import Candidate
from auditor.facts.early import is_early
from auditor.facts.index import BODY, TITLE, Index, has, start_of
from auditor.facts.naming import name_place
from auditor.facts.positioning import ONE_SIDE
from auditor.facts.receiving import Receiving, regions_around
from auditor.facts.voting import place_side
from auditor.language.sighting import Sighting
from auditor.model import Assertion, Defect, Laterality
from auditor.rules.schema import Anatomy

_ASKED = frozenset({"side", "laterality"})
_SMALL = 0.8
# Words that speak of the ends rather than of what is missing between them.
_LOOSE = frozenset({"ends were", "stumps", "between the ends"})
# Bone that is taken out: as large as the gap at most, so that a gap that is measured itself comes first.
_DEAD = ("sequestr", "dead", "necrotic", "diseased", "sclerotic", "avascular")
# "11 cm of mandible had been removed" looks back within the operation.
_TOLD_BACK = frozenset({"had been"})
# Nouns for the gap itself; other words ("lost", "absent", "hole") are said of soft parts and of hardware as well.
_OF_GAP = re.compile(r"\b(?:gaps?|defect|void|bon[ey]|segment(?:al)?|resect(?:ed|ion))\b")
_OF_BONE = frozenset({"graft", "graft_part", "unknown"})
_DIRECTLY = re.compile(r"\s*[:,\-]?\s*(?:(?:of|about|approx\w*\.?|a|an|the|some|is|was|measur\w+)\s+){0,3}", re.IGNORECASE)
_SOFT = frozenset({"skin", "paddle", "soft_defect", "vessel", "tumour", "incision", "hardware", "muscle"})
_SMALLEST_RESECTION = 1.5  # cm; saws freshen the ends by less
_NARROWEST = 0.3  # cm; less is a saw cut, a screw or a slip of the pen
# Cues that put a size into the past; a heading such as "Indication" alone does not.
_PRIOR_CUES = frozenset({"prior", "prior-noun", "prior-sentence"})
# Beside these a size is an incision's, a vessel's, a plate's or a paddle's.
_MEASURED_ELSEWHERE = frozenset(
    {"artery", "vein", "bare_vessel", "vessel", "skin", "opening", "tourniquet", "closure", "soft_flap", "technique"}
)
# Owners that often stand near a size without being what is measured.
_WEAK = frozenset({"graft_part", "other"})
_SEGMENT = frozenset({"segment", "specimen", "piece"})
_OF_THE = len(" of the ")
_AFTER_EXCISION = 3  # sentences
_LOSSES = ("nonunion", "loss", "necrosis", "infection", "tumour", "trauma")
_GIVEN = frozenset({"donor", "free", "flap"})
_OPENED = re.compile(r"\b(?:open|expos|clear|debrid|explor|approach)\w*\s+(?:of\s+)?(?:the\s+)?\Z", re.IGNORECASE)
_TOLD_BEFORE = frozenset({"history", "indication", "header"})
_MIDLINE = re.compile(
    r"\b(?:symphys\w+|chin|premaxilla|mid-?line|front\s+of\s+(?:the\s+)?(?:mandib|maxill|jaw)|anterior\s+(?:mandib|floor\s+of))[^.;\n]*\Z",
    re.IGNORECASE,
)
# What an addendum speaks of in the sentence that puts a side right.
_PUTS_RIGHT = re.compile(
    r"\b(?:injury|operation|procedure|surgery|consent|site|side|recipient|correct\w*|error|wrong|misprint|instead)\b[^.;]*\Z",
    re.IGNORECASE,
)
_SPOKEN_OF = 160  # characters
_NEAR = 40  # characters
_LOOK_BACK = 3  # sentences


def find_defect(
    index: Index, size: Sighting | None, receiving: Receiving | None, donors: list[Candidate], anatomy: Anatomy
) -> Defect | None:
    """The defect, or None where the note states neither size nor place."""
    if receiving is None and size is None:
        return None
    return Defect(
        size_cm=size.cm if size else None,
        location=name_place(receiving.mentions) if receiving else None,
        laterality=(_side(index, receiving, donors, anatomy) or _side_measured(index, size)) if receiving else None,
        quote=size.evidence.written if size else None,
    )


def _side(index: Index, receiving: Receiving, donors: list[Candidate], anatomy: Anatomy) -> Laterality | None:
    """The side on the mentions of the place, else on the parts of the body around it, those apart from the donor's first."""
    mentions = receiving.mentions
    corrected = [side for f in mentions if f.evidence.section == "addendum" and f.accepted for side in ONE_SIDE if f.side == side]
    giving = {region for c in donors for region in c.donor.regions}
    corrected = corrected or _corrected_around(index, regions_around(receiving.id, anatomy) - giving)
    if corrected:
        return corrected[-1]
    if any(_is_midline(index, f) for f in mentions):
        return place_side(mentions, ())
    regions = regions_around(receiving.id, anatomy)
    around = [f for f in index.of("region") if f.value in regions and f.assertion is not Assertion.CONSIDERED]
    apart = [f for f in around if f.value not in giving]
    return (
        place_side(mentions, [f for f in apart if not _is_dated(f)])
        or place_side(mentions, apart)
        or place_side(mentions, around)
        or _told_beside(index, mentions)
        or _named_before(mentions, around)
        or _of_whole_operation(index)
        or _of_diagnosis(index, giving)
        or _of_disease(index, giving | {c.donor.id for c in donors}, regions)
    )


def _is_dated(region: Sighting) -> bool:
    """Whether words of its own, and not its section alone, put a part of the body into the past: "left wrist operated 2008"."""
    headed = region.cue is None or region.cue.rule_id.startswith("section-")
    return region.assertion is Assertion.PRIOR and not headed


def _single(sides: set[str]) -> Laterality | None:
    """The one side that is said, or None."""
    return next((side for side in ONE_SIDE if sides == {side}), None)


def _side_measured(index: Index, size: Sighting | None) -> Laterality | None:
    """The one side in the sentence that measures the defect and names no graft: "After opening the right side, ... 5 x 2 cm"."""
    here = index.sentence(size.sentence) if size else []
    if has(here, "flap", "flap", "free") or any(f.concept in {"flap_name", "bone_claim"} or f.role in _GIVEN for f in here):
        return None
    sides = {f.value for f in here if f.concept == "side" and f.accepted and _is_opened(f)}
    return _single(sides)


def _is_opened(side: Sighting) -> bool:
    """Whether the words before a side open or clear it: "After opening the right side"."""
    place = side.evidence
    return _OPENED.search(place.statements.text, max(place.start - _NEAR, 0), place.start) is not None


def _of_whole_operation(index: Index) -> Laterality | None:
    """The side in a field at the head, before anything is named that was operated on: "SIDE: left"."""
    named = min((start_of(f) for f in index.of("bone", "flap_name") if f.evidence.section in TITLE | BODY), default=0)
    for side in index.of("side"):
        asked = side.evidence.section == "field" and any(
            f.concept == "section" and f.evidence.quote.lower() in _ASKED for f in index.sentence(side.sentence)
        )
        if asked and side.accepted and start_of(side) < named:
            return next((one for one in ONE_SIDE if one == side.value), None)
    return None


def _corrected_around(index: Index, regions: Collection[str]) -> list[Laterality]:
    """The sides that an addendum puts right on the region around the place: "injury and operation are all left hand"."""
    told = [f for f in index.of("region") if f.evidence.section == "addendum" and f.accepted and f.value in regions]
    return [side for f in told if _is_put_right(f) for side in ONE_SIDE if f.side == side]


def _is_put_right(region: Sighting) -> bool:
    """Whether the sentence before a part of the body speaks of what a side is put right for."""
    words = region.evidence
    return _PUTS_RIGHT.search(words.statements.text, max(words.start - _SPOKEN_OF, 0), words.start) is not None


def _is_midline(index: Index, place: Sighting) -> bool:
    """Whether title, diagnosis or the account put the place in the middle, so that a side around it is not its own."""
    words = place.evidence
    told = place.role == "receives" and words.section in _TOLD_BEFORE and not has(index.sentence(place.sentence), "side")
    if words.section not in TITLE | {"diagnosis"} and not told:
        return False
    return _MIDLINE.search(words.statements.on_one_line(max(words.start - _NEAR, 0), words.end)) is not None


def _named_before(mentions: list[Sighting], around: list[Sighting]) -> Laterality | None:
    """The side of the part of the body named last before the place: "Right foot first. The first metatarsal was cut"."""
    sided = [f for f in around if f.side in ONE_SIDE and f.accepted and f.evidence.section in BODY]
    for mention in (f for f in mentions if f.accepted and f.evidence.section in BODY):
        before = [f for f in sided if 0 <= mention.sentence - f.sentence <= _LOOK_BACK]
        if before:
            return next(side for side in ONE_SIDE if before[-1].side == side)
    return None


def _told_beside(index: Index, mentions: list[Sighting]) -> Laterality | None:
    """The one side that stands in the sentences of the diagnosis that name the place."""
    told = [f.sentence for f in mentions if f.evidence.section == "diagnosis"]
    sides = {f.value for number in told for f in index.sentence(number) if f.concept == "side"}
    return _single(sides)


def _of_diagnosis(index: Index, giving: Collection[str]) -> Laterality | None:
    """The one side of a diagnosis that says nothing of where the graft comes from: "Right scaffold nonunion", misheard."""
    told = [f for f in index.of("side", "region") if f.evidence.section == "diagnosis"]
    if any(f.concept == "region" and f.value in giving for f in told):
        return None
    sides = {f.value for f in told if f.concept == "side" and has(index.sentence(f.sentence), "condition", *_LOSSES)}
    return _single(sides)


def _of_disease(index: Index, giving: Collection[str], regions: Collection[str]) -> Laterality | None:
    """The one side of the sentences that tell of the disease: "Lower jaw, fracture L body not healing".

    What names a donor, another part of the body with a side of its own, or a year is of something else.
    """
    told = {f.sentence for f in index.of("condition", "tumour") if f.concept == "tumour" or f.value in _LOSSES}
    own = [here for here in map(index.sentence, sorted(told)) if not _is_of_other(here, giving, regions)]
    return _single({f.value for here in own for f in here if f.concept == "side" and f.assertion is not Assertion.CONSIDERED})


def _is_of_other(here: list[Sighting], giving: Collection[str], regions: Collection[str]) -> bool:
    """Whether a sentence names a donor, a part of the body elsewhere, or a year."""
    dated = any(f.concept == "history_mark" and f.evidence.quote[-4:].isdigit() for f in here)
    elsewhere = any(f.concept == "region" and f.side is not None and f.value not in regions for f in here)
    return dated or elsewhere or any(f.value in giving for f in here)


def measure_defect(index: Index, donors: list[Candidate], receiving: Receiving | None, anatomy: Anatomy) -> Sighting | None:
    """The size that the defect owns: measured in the operation first, else as the diagnosis or indication gives it."""
    ids = {c.donor.id for c in donors}
    place = receiving.id if receiving else None
    giving = {region for c in donors for region in c.donor.regions} - regions_around(place, anatomy)
    sizes = (f for f in index.of("size") if f.value == "defect" and max(f.cm or (0.0,)) >= _NARROWEST)
    owned = [f for f in sizes if not (_is_of_graft(index, f, ids) or _is_left_at_donor(index, f, giving))]
    performed = [f for f in owned if f.accepted and f.evidence.section in BODY]
    if performed:
        addenda = [f for f in performed if f.evidence.section == "addendum"]
        late = [f for f in performed if not is_early(f)] or performed
        first = (addenda or sorted(late, key=_closeness))[0]
        return min((f for f in (late if first in late else addenda) if _shares_noun(first, f)), key=_from_noun)
    resected = _resected(index, ids, place)
    if resected:
        return resected
    titled = [f for f in owned if f.accepted and f.evidence.section in TITLE | {"diagnosis", "imaging"}]
    if titled:
        return titled[0]
    told = [f for f in owned if f.assertion is Assertion.PRIOR and (f.cue is None or f.cue.rule_id not in _PRIOR_CUES) and f.cm]
    return told[0] if told and max(told[0].cm or (0.0,)) >= 1.0 else _excised(index, donors) or _unowned(index, donors)


def _is_of_graft(index: Index, size: Sighting, donor_ids: set[str]) -> bool:
    """Whether the words that own a size name the donor: "a segment of radius 6.5 cm long was cut"."""
    cue = size.cue
    bones = (f for f in index.clause(size) if f.concept == "bone" and f.value in donor_ids and f.role != "receives")
    return cue is not None and any(cue.start <= start_of(f) < cue.end for f in bones)


def _is_left_at_donor(index: Index, size: Sighting, giving: set[str]) -> bool:
    """Whether the words between a gap and its size name where the graft came from: "the hole in the brim of the pelvis, 7 cm"."""
    cue = size.cue
    between = [f for f in index.sentence(size.sentence) if cue is not None and cue.end <= start_of(f) < start_of(size)]
    named = any(f.concept == "bone" and f.role == "receives" for f in between)  # "in the metacarpal with the ray at length"
    return not named and any(f.concept == "region" and f.value in giving for f in between)


def _excised(index: Index, donors: list[Candidate]) -> Sighting | None:
    """The segment that an excision gave, told soon after it and before the donor comes in: "Segment taken: 9 cm"."""
    begun = _donor_begins(index, donors)
    for size in index.of("size"):
        plain = size.assertion is Assertion.PERFORMED and size.evidence.section in BODY
        segment = plain and size.value == "graft" and size.cue is not None and size.cue.quote.lower() in _SEGMENT
        if not segment or begun is None or start_of(size) >= begun or max(size.cm or (0.0,)) < _SMALLEST_RESECTION:
            continue
        here = [f for f in index.sentence(size.sentence) if start_of(f) < start_of(size)]
        before = (index.sentence(size.sentence - back) for back in range(1, _AFTER_EXCISION + 1))
        if any(has(told, "act", "resect") for told in (here, *before)):
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


def _resected(index: Index, donor_ids: set[str], place: str | None) -> Sighting | None:
    """The length of bone that is said to be cut away where no gap is measured: "a 9 cm segment of tibia was resected".

    What is taken from a donor is the graft, whatever the verb; what is taken of the `place` that receives is none.
    """
    for size in index.of("size"):
        clause = index.clause(size)
        behind = _measured_behind(clause, size)
        cut_out = has(clause, "act", "resect") and not has(clause, "act", "harvest") and not has(clause, "flap", "flap", "free")
        bony = has(clause, "bone") or has(clause, "flap", "piece")
        bony = bony and not any(f.concept == "bone" and f.value in donor_ids and f.role != "receives" for f in clause)
        told = size.assertion is Assertion.PERFORMED or (size.cue is not None and size.cue.quote.lower() in _TOLD_BACK)
        own = size.value in _OF_BONE or (size.value == "tumour" and bool(behind))
        plain = own and told and size.evidence.section in BODY
        if told and size.evidence.section in BODY and _follows_loss(size, clause, donor_ids):
            return size
        cut_out = cut_out or (any(f.value == place for f in behind) and has(clause, "act", "resect", "harvest"))
        if plain and cut_out and bony and max(size.cm or (0.0,)) >= _SMALLEST_RESECTION:
            return size
    return None


def _follows_loss(size: Sighting, clause: list[Sighting], donor_ids: set[str]) -> bool:
    """Whether a size stands right behind what was cut away or is missing: "resected 14 cm of the shaft", "Loss 7 x 3 cm"."""
    place, behind = size.evidence, _measured_behind(clause, size)
    words = {("act", "resect")} | ({("condition", "loss")} if size.value != "place" else set())
    lost = [f for f in clause if (f.concept, f.value) in words and f.accepted]
    direct = any(_DIRECTLY.fullmatch(place.statements.text, f.evidence.end, place.start) for f in lost)
    given = any(f.concept in {"bone", "flap_name"} and f.value in donor_ids and f.role != "receives" for f in clause)
    soft = size.value in _SOFT and not behind
    large = max(size.cm or (0.0,)) >= _SMALLEST_RESECTION
    return direct and large and not (given or soft or has(clause, "flap", "flap", "free") or has(clause, "act", "harvest"))


def _measured_behind(clause: list[Sighting], size: Sighting) -> list[Sighting]:
    """The bone behind a size that it measures: "the tumor came out with 9 cm of the tibia"."""
    return [f for f in clause if f.concept == "bone" and 0 <= start_of(f) - size.evidence.end <= _OF_THE]


def _shares_noun(one: Sighting, other: Sighting) -> bool:
    """Whether one word for the gap owns both sizes: "we had templated 35 mm, and the final gap was 38 mm"."""
    return one is other or (one.cue is not None and other.cue is not None and one.cue.start == other.cue.start)


def _from_noun(size: Sighting) -> tuple[int, int]:
    """How far a size stands from the word that owns it, in characters, and where."""
    start = start_of(size)
    apart = 0 if size.cue is None else max(start - size.cue.end, size.cue.start - size.evidence.end)
    return apart, start


def _closeness(size: Sighting) -> tuple[float, int]:
    """Sizes of 8 mm and more first, then those of a noun for a gap of bone; then the order of the note."""
    quote = size.cue.quote.lower() if size.cue is not None else ""
    loose = quote in _LOOSE or quote.startswith(_DEAD)
    return (max(size.cm or (0.0,)) < _SMALL) + 0.5 * loose + 0.25 * (_OF_GAP.search(quote) is None), start_of(size)
