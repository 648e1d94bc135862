"""Whether both wounds, donor and recipient, are said to be closed."""

from __future__ import annotations

import re
from collections.abc import Collection

from auditor.facts.candidate import Candidate
from auditor.facts.index import BODY, Index, has, start_of
from auditor.facts.joining import join_sentences
from auditor.facts.receiving import regions_around
from auditor.language.sighting import BLANK, Sighting
from auditor.model import Assertion
from auditor.rules.schema import Anatomy

_CLOSE = re.compile(r"\s+(?:be\s+)?close", re.IGNORECASE)
_LOOK_BACK = 8
_AT_LENGTH = 3
_NOWHERE = frozenset({Assertion.CONSIDERED, Assertion.PLANNED, Assertion.TAUGHT})
_SEWN_IN = ("sewn into", "sutured into", "let in", "laid in", "set in", "inset", "stitched in", "stitched to")
_WRAPPED = re.compile(r"\b(?:wrapped|rolled|draped|tied|lashed)\s+(?:a)?round\b", re.IGNORECASE)
_LAID_IN = frozenset({"let in", "laid in", "set in", "inset into", "laid in over", "put back"})
_FLAP_SEWN = (
    "flap was sutured",
    "flap was sewn",
    "flap sutured",
    "flap sewn",
    "skin sewn in",
    "skin was sewn in",
    "paddle was s",
)
_MUSCLES = frozenset({"iliacus", "internal oblique", "serratus", "latissimus", "soleus"})
_TO = re.compile(r"\bto\s+(?:the\s+)?\w+(?:\s+\w+)*\Z", re.IGNORECASE)
_GIVEN_FROM = re.compile(r"\boff\s+(?:the|his|her)\s+(?:left\s+|right\s+)?\Z", re.IGNORECASE)
_FIRST_OF_ALL = re.compile(r"\b(?:At|On|Over)\s+the\s+\Z")
_SEWN_TO = frozenset({"iliac_crest", "scapula"})  # bones to which muscles are put back
_ON = len(" off the right ")
_LABEL_GOES_ON = 8  # characters
_SOFT = frozenset({"skin", "soft_flap", "flap_name"})
_CLOSING = ("clos", "stapl", "sew", "sut", "graft", "stsg", "ssg", "split")
_ANNOUNCING = ("closure", "closing", "wounds", "wound closure")
_GRAFTS = ("graft", "stsg", "ssg", "split skin")
_ANNOUNCED = 3  # sentences
_CLOSES = frozenset({"closed", "material"})
Site = tuple[str, str | None]


def both_closed(
    index: Index, donors: list[Candidate], anatomy: Anatomy, place: str | None, sides: tuple[str | None, str | None]
) -> tuple[Sighting, ...]:
    """The closing acts where one phrase covers both sites, or one is told of each; else none.

    `place` is what receives, `sides` the sides of donor and recipient.
    """
    told = (f for f in _told(index) if not _is_cut_away(index, f))
    acts = [f for f in told if not _is_bone_laid_in(index, f)]
    both = [f for f in acts if f.value == "both" or (f.value in {"all", "plural"} and _closes_all(index, f))]
    if both:
        return (both[0],)
    at_donor = {region for c in donors for region in c.donor.regions}
    at_place = regions_around(place, anatomy)
    donor = recipient = shared = False
    known = at_donor | at_place | {"donor", "recipient"}
    for region, side in _closed_sites(index, acts, {c.donor.id for c in donors}, place, known):
        here, there = region in at_donor or region == "donor", region in at_place or region == "recipient"
        if here and there and side and sides[0] != sides[1] and side in sides:
            here, there = side == sides[0], side == sides[1]
        donor, recipient, shared = donor or (here and not there), recipient or (there and not here), shared or (here and there)
    told_apart = bool(donors) and (donor or recipient) and len(_closed_regions(index, acts)) > 1
    closed = (donor and recipient) or (shared and donor != recipient) or told_apart or _closes_at_length(index, acts)
    return tuple(f for f in acts if f.value == "closed")[:2] or tuple(acts[:1]) if closed else ()


def _told(index: Index) -> list[Sighting]:
    """What the description tells of closing, and what stands under a label of its own with the part of the body."""
    found = (
        f
        for f in index.of("closure")
        if f.evidence.section in BODY and (f.evidence.section != "field" or has(index.sentence(f.sentence), "region"))
    )
    return [f for f in found if f.accepted or _is_next_layer(index, f) or _is_meanwhile(index, f) or _is_beside_denial(f)]


def _is_beside_denial(act: Sighting) -> bool:
    """Whether a comma parts an act from what could not be closed: "nylon, could not close over the muscle, split graft"."""
    cue = act.cue
    if act.assertion is not Assertion.NEGATED or cue is None or act.why == BLANK or not cue.quote.lower().endswith("not"):
        return False
    place = act.evidence
    start, end = (place.end, cue.start) if place.end <= cue.start else (cue.end, place.start)
    return "," in cue.text[start:end] and _CLOSE.match(cue.text, cue.end) is not None


def _is_meanwhile(index: Index, act: Sighting) -> bool:
    """Whether an act told by "had been" is of this operation: "the hip had been closed by then", after vessels were joined."""
    return _is_pluperfect(act) and act.sentence > max(join_sentences(index), default=act.sentence)


def _is_pluperfect(finding: Sighting) -> bool:
    return finding.assertion is Assertion.PRIOR and finding.cue is not None and finding.cue.quote.lower() == "had been"


def _is_next_layer(index: Index, suture: Sighting) -> bool:
    """Whether a suture follows what was "not closed", and so is of the next layer: "fascia not closed, skin nylon"."""
    covers = suture.value == "material" or (suture.value == "closed" and suture.evidence.quote.lower().endswith(_GRAFTS))
    told = suture.why != BLANK  # a field that nobody filled in has no next layer
    return told and covers and any(start_of(f) < start_of(suture) for f in _denied(index.clause(suture)))


def _denied(findings: list[Sighting]) -> list[Sighting]:
    """Acts of closing that are denied."""
    return [f for f in findings if f.concept == "closure" and f.value == "closed" and f.assertion is Assertion.NEGATED]


def _closed_otherwise(sentence: list[Sighting]) -> list[Sighting]:
    """Regions that could not be closed, and are closed or covered after all: "the leg could not be closed and was grafted"."""
    denied = _denied(sentence)
    if not denied:
        return []
    since = [f for f in sentence if start_of(f) > start_of(denied[0])]
    closing = [f for f in since if f.concept == "closure" and f.value in _CLOSES and (f.accepted or f.value == "material")]
    if not closing or any(f.concept == "region" and _is_told(f) and start_of(f) < start_of(closing[0]) for f in since):
        return []
    return [f for f in sentence if f.concept == "region" and f.clause == denied[0].clause]


def _closes_all(index: Index, wounds: Sighting) -> bool:
    """Whether wounds in the plural are closed: "the wounds were sewn up", and not "the wounds of the leg".

    What names all of them needs only a sentence that closes: "both sites over drains", and not "drains in both sites".
    """
    if wounds.value == "all":
        sentence = [f for f in index.sentence(wounds.sentence) if f.accepted]
        sewn = has(sentence, "act", "join") and wounds.sentence not in join_sentences(index) and not has(sentence, "opening")
        return (sewn and not has(sentence, "perfusion")) or has(sentence, "closure", *_CLOSES)
    clause = index.clause(wounds)
    return any(f.value == "closed" and f.accepted for f in clause if f.concept == "closure") and not has(clause, "region")


def _is_cut_away(index: Index, act: Sighting) -> bool:
    """Whether what would close a wound is an old graft that is being cut away: "the split graft was excised"."""
    return act.value == "closed" and "graft" in act.evidence.quote.lower() and has(index.clause(act), "act", "resect")


def _is_bone_laid_in(index: Index, act: Sighting) -> bool:
    """Whether what is laid in is the bone: neither skin nor muscle nor a suture is told of with it."""
    sentence = index.sentence(act.sentence)
    soft = any(f.concept in _SOFT for f in sentence) or has(sentence, "closure", "material")
    return act.evidence.quote.lower().replace("-", " ") in _LAID_IN and not soft


def _closes_at_length(index: Index, acts: list[Sighting]) -> bool:
    """Whether so many sentences tell of closing, after the last vessel was joined, that no wound can be left."""
    last = max(join_sentences(index), default=-1)
    told = {f.sentence for f in acts if f.value in _CLOSES and f.sentence > last}
    closing = [index.sentence(number) for number in told if not _closes_nothing(index.sentence(number))]
    named = [frozenset(f.value for f in sentence if f.concept == "region") for sentence in closing]
    at_one_place = all(named) and len(set(named)) == 1  # however much is told, it is of one wound
    return len(told) >= _AT_LENGTH and not at_one_place


def _closed_regions(index: Index, acts: list[Sighting]) -> set[str]:
    """Regions whose wound is said to be closed by a plain verb or by what it was closed with."""
    joined = set(join_sentences(index))
    regions: set[str] = set()
    for number in dict.fromkeys(f.sentence for f in acts if f.value == "closed"):
        sentence = index.sentence(number)
        told = [f for f in sentence if f.concept == "closure"]
        if number not in joined and not _closes_nothing(sentence) and any(f.value == "material" or _is_closing(f) for f in told):
            named = [f.value for f in sentence if f.concept == "region" and _is_told(f)][:1]
            regions |= set(named) or {region for region, _ in _named_before(index, sentence)}
    return regions


def _is_closing(act: Sighting) -> bool:
    """Whether an act closes by its plain verb, or by the layers it tells of."""
    quote = act.evidence.quote.lower()
    return any(word.startswith(_CLOSING) for word in quote.split()) or quote.endswith("layers")


def _closed_sites(index: Index, acts: list[Sighting], donor_bones: set[str], place: str | None, known: set[str]) -> set[Site]:
    """Regions and sites in the sentences that tell of closing; where one names none, the region named last before.

    A region that is neither the donor's nor the recipient's, as one that was only draped, leaves the site to the course.
    """
    joined = set(join_sentences(index))
    sites: set[Site] = set()
    drained = {f.sentence for f in acts if f.value == "drain" and _under_closure(index, f)}
    for number in sorted(drained | {f.sentence for f in acts if f.value in _CLOSES}):
        if number not in joined and not _closes_nothing(index.sentence(number)):
            sentence = index.sentence(number)
            course = _by_course(number, joined, donor_bones)
            named = _named(sentence, donor_bones, place) or _labelled(index.sentence(number - 1), donor_bones)
            before = {site for site in _named_before(index, sentence, joined if course else ()) if site[0] in known}
            sites |= named or before or course
            if named and _closes_before(sentence):
                sites |= course
    return sites


def _closes_before(sentence: list[Sighting]) -> bool:
    """Whether a sentence closes one wound and then, behind a label, another: "skin nylon, splint. knee: fascia Vicryl"."""
    regions = [f for f in sentence if f.concept == "region"]
    label = regions[0] if regions else None
    if label is None or label.evidence.statements.text[label.evidence.end : label.evidence.end + 1] != ":":
        return False
    return any(f.concept == "closure" and f.value in _CLOSES and f.accepted and start_of(f) < start_of(label) for f in sentence)


def _closes_nothing(sentence: list[Sighting]) -> bool:
    """Whether a sentence is the bare word that announces closing, or sews to hardware, and names no part of the body.

    So it is where a thread holds what was just raised or laid in: "a sheet was raised from the knee and wrapped around with
    Vicryl", "the block was set in and stitched".
    """
    told = [f for f in sentence if f.concept == "closure" and f.value not in {"drain", "dressed"}]
    if _holds_bone(sentence, told):
        return True
    bare = all(f.evidence.quote.lower() in _ANNOUNCING for f in told)
    sewn = all(f.value == "material" for f in told) and has(sentence, "fixation", "hardware")
    sewn = sewn and not any(f.concept == "bone" and _labels(f) for f in sentence) and not has(sentence, "closure", "dressed")
    return (bare or sewn) and not has(sentence, "region") and not has(sentence, "closure", "drain", "donor", "recipient")


def _holds_bone(sentence: list[Sighting], told: list[Sighting]) -> bool:
    """Whether what is sewn only holds the bone: wrapped round what was just raised, or set in as a piece without its skin."""
    sewn = [f for f in told if f.accepted]
    if not sewn or any(f.concept in _SOFT and f.value != "touched" for f in sentence):
        return False
    text, start, end = sewn[0].evidence.statements.text, start_of(sentence[0]), sewn[-1].evidence.end
    if has(sentence, "act", "harvest") and _WRAPPED.search(text, start, end):
        return all(f.value == "material" for f in sewn)
    laid = [f for f in sewn if f.evidence.quote.lower().replace("-", " ") in _LAID_IN]
    return bool(laid) and has(sentence, "flap", "piece") and all(f in laid or f.value in {"material", "plural"} for f in sewn)


def _under_closure(index: Index, drain: Sighting) -> bool:
    """Whether a drain is told of under a word that announces closing: "Closure. Back: direct, two drains"."""
    before = [f for number in range(drain.sentence - _ANNOUNCED, drain.sentence + 1) for f in index.sentence(number)[:1]]
    return any(f.evidence.quote.lower().startswith(_ANNOUNCING) for f in before)


def _by_course(number: int, joined: set[int], donor_bones: set[str]) -> set[Site]:
    """The site of a closing that names none: the donor's before the vessels are joined, the recipient's afterwards."""
    if not joined or not donor_bones:
        return set()
    return {("donor", None)} if number < min(joined) else {("recipient", None)} if number > max(joined) else set()


def _named(sentence: list[Sighting], donor_bones: set[str], place: str | None) -> set[Site]:
    """Sites that a closing sentence names itself; an island or flap that is sewn in closes the recipient's wound."""
    covered = {f.clause for f in sentence if f.concept == "closure" and f.value == "dressed"}
    covered |= {f.clause for f in sentence if f.concept == "opening" and not _is_sewn_through(f)}  # "the neck draped anew"
    covered -= {f.clause for f in sentence if f.concept == "closure" and f.value in _CLOSES}
    otherwise = _closed_otherwise(sentence)
    told = [f for f in sentence if f.concept == "region" and (_is_told(f) or _is_pluperfect(f) or f in otherwise)]
    inset = any(f.concept == "closure" and f.evidence.quote.lower().startswith(_SEWN_IN) for f in sentence)
    told = [f for f in told if not (_covers_muscle(f) or _gives_graft(f) or (inset and f.evidence.quote.lower() in _MUSCLES))] + [
        f for f in sentence if f.concept == "landmark" and _labels(f)
    ]
    found: set[Site] = {
        (f.value, f.side) for f in told if f.clause not in covered
    }  # "the groin was closed and a splint applied to the leg"
    asked = [f for f in sentence if f.concept == "closure" and f.value in {"donor", "recipient"} and f.why != BLANK]
    found |= {(f.value, None) for f in asked}
    closing = [f.value for f in sentence if f.concept == "closure"]
    received = [f for f in sentence if f.concept == "bone" and f.value == place]
    if received and (len(closing) > 1 or _labels(received[0])):
        found.add(("recipient", None))
    act = "closed" in closing or (closing.count("material") > 0 and len(closing) > 1)  # "crest: muscle with 1 Vicryl, clips"
    given = [f for f in sentence if f.concept == "bone" and f.value in donor_bones]
    if act and any(f.role != "receives" or (f.value != place and _is_sewn_to(f)) for f in given):
        found.add(("donor", None))
    carried = any((f.concept, f.value) in {("skin", "present"), ("flap", "flap")} and f.accepted for f in sentence)
    if (not found and (carried or inset)) or _sews_flap_in(sentence):
        found.add(("recipient", None))
    return found


def _is_sewn_through(opening: Sighting) -> bool:
    """Whether holes are those that muscles are sewn back through."""
    return opening.evidence.quote.lower().endswith("holes")


def _is_sewn_to(bone: Sighting) -> bool:
    """Whether something is put back to a bone that bears muscles: "the muscles are fixed to the crest"."""
    words = bone.evidence
    return bone.value in _SEWN_TO and _TO.search(words.statements.text, max(words.start - _ON, 0), words.end) is not None


def _labels(bone: Sighting) -> bool:
    """Whether words are a label, or say first of all where something is closed: "Tibia: nylon, frame locked", "At the tibia,"."""
    text, start, end = bone.evidence.statements.text, bone.evidence.start, bone.evidence.end
    labelled = text[end : end + 2].strip()[:1] in {":", "|"}
    return labelled or _FIRST_OF_ALL.search(text, max(start - _ON, 0), start) is not None


def _sews_flap_in(sentence: list[Sighting]) -> bool:
    """Whether the flap is sewn in by a clause of its own: "the skin was sutured in, while at the hip the muscles were closed"."""
    sewn = [f for f in sentence if f.concept == "closure" and f.accepted and f.evidence.quote.lower().startswith(_FLAP_SEWN)]
    regions = {f.clause for f in sentence if f.concept == "region"}
    return any(f.clause not in regions for f in sewn)


def _covers_muscle(region: Sighting) -> bool:
    """Whether a graft is laid on the flap's own muscle, and closes no part of the body: "directly on the iliacus"."""
    place = region.evidence
    ahead = place.statements.text[max(place.start - _ON, 0) : place.start].lower()
    return place.quote.lower() in _MUSCLES and ahead.endswith((" on the ", " over the ", " onto the "))


def _gives_graft(region: Sighting) -> bool:
    """Whether skin is taken from a part of the body, and closes none of it: "meshed skin off the right thigh"."""
    place = region.evidence
    return _GIVEN_FROM.search(place.statements.text, max(place.start - _ON, 0), place.start) is not None


def _labelled(label: list[Sighting], donor_bones: set[str]) -> set[Site]:
    """The donor's site where the sentence before is a label of its bone and says no more: "Crest: muscle back, clips"."""
    alone = label and all(f.concept in {"bone", "side", "benefit"} for f in label)
    return {("donor", None)} if alone and any(f.concept == "bone" and f.value in donor_bones for f in label) else set()


def _is_told(region: Sighting) -> bool:
    """Whether a region counts in a sentence of closing, where muscle that is "sewn back" gives nothing up."""
    return region.accepted or region.assertion is Assertion.DISCONTINUED


def _named_before(index: Index, sentence: list[Sighting], joined: Collection[int] = ()) -> set[Site]:
    """The region of the heading that a sentence stands under, else the one named last before it and since vessels were `joined`.

    A side that the sentence gives alone is that of this region: "Skin sewn in on the right. On the left a sheet graft".
    """
    first = min(start_of(f) for f in sentence)
    number = sentence[0].sentence
    sides = {f.value for f in sentence if f.concept == "side" and f.accepted}
    own = sides.pop() if len(sides) == 1 else None
    before = [f for f in index.of("region") if start_of(f) < first and f.assertion not in _NOWHERE]
    headings = [f for f in index.of("section", "heading_word") if start_of(f) < first]
    headed = [f for f in before if headings and _is_in_label(headings[-1], f)]
    last = before[-1] if before else None
    if last and headed and headings[-1].sentence <= last.sentence:
        return {(f.value, own or f.side) for f in headed}
    if last is None or number - last.sentence > _LOOK_BACK or any(last.sentence < at < number for at in joined):
        return set()
    return {(last.value, own or last.side)}


def _is_in_label(heading: Sighting, region: Sighting) -> bool:
    """Whether the words of a heading name the region, as those of a stage do: "Left hip:"."""
    return start_of(heading) <= start_of(region) and region.evidence.end <= heading.evidence.end + _LABEL_GOES_ON
