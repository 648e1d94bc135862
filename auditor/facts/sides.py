"""Left or right of donor and recipient, by votes of the mentions that carry a side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from auditor.facts.candidate import Candidate
from auditor.facts.filing import stem
from auditor.facts.index import BODY, NAMED_VESSELS, TITLE, Index, has, start_of
from auditor.facts.positioning import LIMBS, ONE_SIDE, marked_side, side_of_cuff, side_of_harvest, side_uppermost
from auditor.facts.side_fields import LABELS, vote_field, vote_headed, vote_labelled, vote_under_harvest
from auditor.facts.title_sides import closes_item, may_close_item, names_giver, vote_titles
from auditor.facts.voting import COMPARED, NAMED, ON_BONE, cast, only_side, vote, winner
from auditor.language.sighting import Sighting
from auditor.model import Assertion, Laterality

_CHOSEN = re.compile(r"\s+(?:was|is|were)\s+(?:therefore\s+|thus\s+)?(?:chosen|selected)\b(?! (?:for|to))", re.IGNORECASE)
_USED = re.compile(r"\bso (?:I|we) (?:used|chose|took|selected) (?:the |his |her )?(?:left |right )?\Z", re.IGNORECASE)
_IT_WAS = re.compile(r"\b(?:it|this|that|side) (?:was|is) (?:on )?(?:the )?\Z", re.IGNORECASE)
_REASON = re.compile(
    r"\b(?:as|since|because)\s+(?:the\s+|his\s+|her\s+)?(?:left|right|lt|rt|l|r|other|opposite)\.?\s+\Z", re.IGNORECASE
)
_HEADS = re.compile(r"\s*\((?:left|right|l|r)\)\s*(?:\n|:|\Z)", re.IGNORECASE)
_ELSEWHERE = frozenset({"bone", "region", "bone_claim", "tumour", "condition"})
_ENDS = re.compile(r"[ \t-]*+(?:\)|(?:sided?[ \t]*+)?(?:[.;,:\n]|\Z))", re.IGNORECASE)
_SAID_WITHIN = 32  # characters
_ON_SENTENCE, _ON_REGION = 3, 2
_LOOK_BACK = 6  # sentences
_RAYS = ("first", "second", "third", "fourth", "fifth", "1st", "2nd", "3rd", "4th", "5th")
_CUFFED = frozenset({"thigh", "arm", "upper arm", "calf", "leg", "forearm"})


def donor_side(index: Index, candidate: Candidate, receiving: frozenset[str], place: Laterality | None) -> Laterality | None:
    """The donor's side: on the bone's own name, else on the region where it is raised.

    `receiving` are the regions of the recipient, `place` its side, against which "contralateral" is read.
    """
    corrected = _corrected(index, candidate, receiving)
    if corrected:
        return corrected
    votes: Counter[Laterality] = Counter()
    received = _received_rays(index, candidate)
    own = [
        *candidate.claimed,
        *candidate.stated,
        *candidate.described,
        *candidate.pieces,
        *candidate.raised,
        *candidate.cut,
        *candidate.beside_vessel,
    ]
    own = [finding for finding in own if not _names_ray(finding, received)]
    for finding in own:
        vote(votes, finding, 1 if may_close_item(index, finding) else ON_BONE, place)
    for finding in index.performed("bone", "flap_name"):
        if finding.value == candidate.donor.id and finding.role != "receives" and not _names_ray(finding, received):
            vote(votes, finding, 1, place)
    raised_in = {f.sentence: f.evidence.section in BODY for f in own}
    told_in = sorted({f.sentence for f in (*own, *candidate.vessels) if f.evidence.section in BODY})
    _vote_regions(index, candidate, receiving, place, raised_in, votes, far=False)
    _vote_compared(index, candidate, place, votes)
    sided = [f for f in own if f.side is not None]
    if sided and all(closes_item(index, f) for f in sided) and (told := _in_body(index, candidate, receiving)):
        return told
    fallbacks: tuple[Callable[[], None], ...] = (  # each where all before it say nothing
        lambda: votes.update(marked_side(index, candidate)),
        lambda: vote_field(index, (*own, *candidate.titled, *candidate.vessels), votes),
        lambda: vote_labelled(index, place, votes),
        lambda: vote_headed(index, frozenset(candidate.donor.regions) - receiving, votes),
        lambda: _vote_alone(index, candidate, told_in, votes),
        lambda: _vote_booked(index, candidate, place, votes),
        lambda: _vote_regions(index, candidate, receiving, place, raised_in, votes, far=True),
        lambda: _vote_last_region(index, candidate, told_in, place, votes),
        lambda: _vote_announced(candidate, place, votes),
        lambda: _vote_chosen(index, candidate, votes),
        lambda: vote_titles(index, (*candidate.claimed, *candidate.titled), receiving, votes),
        lambda: _vote_vessels(index, candidate, place, votes),
        lambda: votes.update(side_of_harvest(index, frozenset({candidate.donor.id, *candidate.donor.regions}))),
        lambda: votes.update(side_uppermost(index, candidate)),
        lambda: votes.update(side_of_cuff(index, candidate, receiving)),
        lambda: _vote_planned(index, candidate, receiving, place, votes),
        lambda: _vote_beside(index, candidate, told_in, place, votes),
    )
    for fall_back in fallbacks:
        if votes:
            break
        fall_back()
    return winner(votes)


def _in_body(index: Index, candidate: Candidate, receiving: frozenset[str]) -> Laterality | None:
    """The one side that the description gives the parts of the body which this bone comes from: "Knee (left)"."""
    regions = frozenset(candidate.donor.regions) - receiving
    named = (f for f in index.body("region", "landmark") if f.value in regions and f.role != "receives" and not _is_spared(f))
    told = [f for f in named if _is_worked_at(index, f)]
    sides = {f.side for f in told if f.side is not None}
    return next((side for side in ONE_SIDE if sides == {side}), None)


def _is_worked_at(index: Index, region: Sighting) -> bool:
    """Whether a part of the body is cut, cuffed or raised from, or heads what is told of it: "Knee (left)"."""
    here, place = index.sentence(region.sentence), region.evidence
    worked = has(here, "act", "harvest", "cut", "divide_pedicle") or has(here, "opening") or has(here, "tourniquet")
    return worked or _HEADS.match(place.statements.text, place.end) is not None


def _vote_compared(index: Index, candidate: Candidate, place: Laterality | None, votes: Counter[Laterality]) -> None:
    """A word that compares the donor's side with the recipient's: "vascularized fibula to right tibia, ipsilateral".

    It stands in the title, or in the description where the bone is taken: "the crest was harvested from the opposite side".
    """
    if not votes:
        items = [index.sentence(f.sentence) for f in (*candidate.claimed, *candidate.titled) if f.evidence.section in TITLE]
        taken = (index.clause(f) for f in (*candidate.raised, *candidate.pieces) if f.evidence.section in BODY)
        items += [clause for clause in taken if has(clause, "act", "harvest") and not has(clause, "region")]
        for said in [f for item in items for f in item if f.concept == "side" and f.value in COMPARED][:1]:
            cast(votes, NAMED[said.value], _ON_SENTENCE, place)


def _vote_beside(
    index: Index, candidate: Candidate, told_in: list[int], place: Laterality | None, votes: Counter[Laterality]
) -> None:
    """The one side of a sentence next to the harvest that speaks of no other place: "Access was by an incision on the left"."""
    own = {candidate.donor.id, *candidate.donor.regions}
    fed = {*candidate.donor.own, *candidate.donor.pedicles}
    for number in sorted({near for told in told_in for near in (told - 1, told, told + 1)}):
        here = index.sentence(number)
        sides = [f for f in here if f.concept == "side" and f.value in ONE_SIDE]
        elsewhere = any(f.concept in _ELSEWHERE and f.value not in own for f in here)
        # The side may be that of a line, or of a vessel that receives.
        elsewhere = elsewhere or any(f.concept in NAMED_VESSELS and stem(f.value) not in fed for f in here)
        if len({f.value for f in sides}) == 1 and not elsewhere and sides[0].accepted and sides[0].evidence.section in BODY:
            cast(votes, NAMED[sides[0].value], 1, place)


def _vote_announced(candidate: Candidate, place: Laterality | None, votes: Counter[Laterality]) -> None:
    """The side with which a letter's opening lines name the flap."""
    for finding in candidate.announced:
        vote(votes, finding, ON_BONE, place)


def _vote_chosen(index: Index, candidate: Candidate, votes: Counter[Laterality]) -> None:
    """The side that an account before the operation settles on: "so the right foot was chosen", "so I used the left foot"."""
    for finding in index.of("region", "bone"):
        if finding.value in {candidate.donor.id, *candidate.donor.regions} and _is_chosen(finding):
            vote(votes, finding, 1, None)


def _is_chosen(finding: Sighting) -> bool:
    """Whether words right behind or right before a part of the body settle on it."""
    text, start, end = finding.evidence.statements.text, finding.evidence.start, finding.evidence.end
    return _CHOSEN.match(text, end) is not None or _USED.search(text, max(start - _SAID_WITHIN, 0), start) is not None


def _vote_planned(
    index: Index, candidate: Candidate, receiving: frozenset[str], place: Laterality | None, votes: Counter[Laterality]
) -> None:
    """Sides of what was planned, or agreed on where the reason is told, on the donor's name or regions."""
    names = {candidate.donor.id, *candidate.donor.regions} - receiving
    for finding in index.of("bone", "flap_name", "region"):
        planned = finding.assertion is Assertion.PLANNED or _is_agreed_on(index, finding, candidate)
        if planned and finding.value in names:
            vote(votes, finding, 1, place)


def _is_agreed_on(index: Index, finding: Sighting, candidate: Candidate) -> bool:
    """Whether the reason names this donor as a living flap: "to replace it with the left metatarsal on its own vessels"."""
    headed = finding.cue is None or finding.cue.rule_id.startswith("section-")  # nothing but its section tells it as past
    if finding.assertion is not Assertion.PRIOR or not headed or finding.evidence.section not in {"history", "indication"}:
        return False
    clause = index.clause(finding)
    return has(clause, "flap", "flap", "free") and any(f.concept == "bone" and f.value == candidate.donor.id for f in clause)


def _received_rays(index: Index, candidate: Candidate) -> frozenset[str]:
    """The number of the ray that receives, where a bone of the donor's own kind does ("first" of a first metatarsal)."""
    rays = [
        ray
        for finding in index.of("bone")
        if finding.value == candidate.donor.id
        and finding.role == "receives"
        and finding.evidence.section in TITLE | {"diagnosis"}
        for ray in _RAYS
        if ray in finding.evidence.quote.lower().split()
    ]
    return frozenset(rays)


def _names_ray(finding: Sighting, rays: frozenset[str]) -> bool:
    return bool(rays & set(finding.evidence.quote.lower().split()))


def _corrected(index: Index, candidate: Candidate, receiving: frozenset[str]) -> Laterality | None:
    """The side that an addendum gives the donor last ("left" was an error, it was the right): it outranks all above."""
    names = {candidate.donor.id, *candidate.donor.regions} - receiving
    sides = [
        (side, has(index.clause(f), "act", "harvest"))
        for f in index.of("bone", "flap_name", "region", "landmark")
        if f.evidence.section == "addendum" and f.value in names and f.role != "receives" and f.accepted
        for side in ONE_SIDE
        if f.side == side or (f.role == "harvest" and f.side is None and only_side(index.clause(f)) == [side])
    ]
    sides += [(side, False) for f in index.of("region", "bone") for side in _answered(index, f, names)]
    of_harvest = [side for side, harvested in sides if harvested]  # "it was taken from the left; the right arm had the line"
    told = of_harvest or [side for side, _ in sides]
    return told[-1] if told else None


def _answered(index: Index, asked: Sighting, names: Collection[str]) -> list[Laterality]:
    """The side that an addendum answers with, after it named the donor: "... did not say which knee. It was the right."."""
    if asked.evidence.section != "addendum" or asked.value not in names or asked.side is not None:
        return []
    answer = [f for f in index.sentence(asked.sentence + 1) if f.concept == "side"]
    place = answer[0].evidence if answer else None
    told = place is not None and _IT_WAS.search(place.statements.text, max(place.start - _SAID_WITHIN, 0), place.start)
    return only_side(answer) if told else []


def _vote_regions(
    index: Index,
    candidate: Candidate,
    receiving: frozenset[str],
    place: Laterality | None,
    raised_in: Mapping[int, bool],
    votes: Counter[Laterality],
    *,
    far: bool,
) -> None:
    """Sides on the donor's regions beside its name; with `far` also elsewhere, where the recipient does not share the region.

    `raised_in` are the sentences that name the donor, and whether they belong to the description.
    """
    regions = frozenset(candidate.donor.regions)
    for finding in index.performed("region", "landmark", sections=BODY | TITLE):
        if finding.side is None or finding.value not in regions or finding.role == "receives":
            continue
        if finding.side in COMPARED and has(index.sentence(finding.sentence), "skin", "other"):
            continue  # "the foot received a skin graft from the ipsilateral thigh": of the foot's own side
        if _is_spared(finding):
            continue
        if _is_cuffed(index, finding) and any(finding.value in limb and receiving & limb for limb in LIMBS):
            continue
        here = finding.sentence in raised_in
        near = here or raised_in.get(finding.sentence + 1, False) or raised_in.get(finding.sentence - 1, False)
        if near or (far and finding.value not in receiving):
            vote(votes, finding, _ON_REGION + here, place)


def _is_spared(region: Sighting) -> bool:
    """Whether a part of the body is the reason why the other side was taken: "Rt leg as Lt leg old fracture"."""
    place = region.evidence
    return _REASON.search(place.statements.text, max(place.start - _SAID_WITHIN, 0), place.start) is not None


def _is_cuffed(index: Index, region: Sighting) -> bool:
    """Whether a tourniquet sits on a part of the body, which of several in the sentence is the one nearest to its words."""
    here = index.sentence(region.sentence)
    limbs = [f for f in here if f.concept == "region" and f.evidence.quote.lower() in _CUFFED]
    cuffs = [f for f in here if f.concept == "tourniquet"]
    return any(min(limbs, key=lambda f: abs(start_of(f) - start_of(cuff))) is region for cuff in cuffs if limbs)


def _vote_vessels(index: Index, candidate: Candidate, place: Laterality | None, votes: Counter[Laterality]) -> None:
    """The side of the flap's own vessels: "the deep circumflex artery of the right side", "on the same side"."""
    for vessel in candidate.vessels:
        clause = index.clause(vessel)
        if any(f.concept in NAMED_VESSELS and f.role == "receives" for f in clause):  # whose the side behind may be
            clause = [f for f in clause if start_of(f) < start_of(vessel)]
        if stem(vessel.value) in candidate.donor.own:
            votes.update(only_side(clause))
            for said in [f for f in clause if f.concept == "side" and f.value in COMPARED][:1]:
                cast(votes, NAMED[said.value], 1, place)


def _vote_alone(index: Index, candidate: Candidate, raised_in: list[int], votes: Counter[Laterality]) -> None:
    """The side that a short sentence names alone before the bone is raised: "Harvesting: Left side.", and no region since."""
    for number in raised_in[:1]:
        for before in range(number - 1, number - _LOOK_BACK, -1):
            sentence = [f for f in index.sentence(before) if f.concept not in LABELS and f.value != "landmark"]
            if sentence and not _ENDS.match(sentence[-1].evidence.statements.text, sentence[-1].evidence.end):
                sentence = []  # "Case of ca left lower sulcus": of what no rule knows
            if any(f.concept == "region" and f.side is not None and f.value in candidate.donor.regions for f in sentence):
                return
            if sentence and all(f.concept == "side" for f in sentence):
                votes.update(side for side in ONE_SIDE if {f.value for f in sentence} == {side})
                return


def _vote_booked(index: Index, candidate: Candidate, place: Laterality | None, votes: Counter[Laterality]) -> None:
    """The side on which the operation was booked: "planned: free scapula (L) to L humerus"."""
    for finding in index.of("bone", "flap_name"):
        booked = finding.assertion is Assertion.PLANNED and finding.role in {"flap", "free"}
        if booked and finding.value == candidate.donor.id and finding.evidence.section == "booked":
            vote(votes, finding, ON_BONE, place)


def _vote_last_region(
    index: Index, candidate: Candidate, raised_in: list[int], place: Laterality | None, votes: Counter[Laterality]
) -> None:
    """The side of the region named last before the bone is raised ("Right leg: lateral approach. ... Fibula cut")."""
    sided = [f for f in index.body("region", "landmark") if f.side is not None and f.role != "receives"]
    for number in raised_in[:1]:
        before = [f for f in sided if 0 <= number - f.sentence <= _LOOK_BACK]
        if before and before[-1].value in candidate.donor.regions:
            vote(votes, before[-1], _ON_REGION, place)


def unnamed_side(index: Index, claims: Iterable[Sighting]) -> Laterality | None:
    """The side that claims give a donor they do not name ("bone flap from the left leg to the right humerus")."""
    votes: Counter[Laterality] = Counter()
    vote_titles(index, (f for f in claims if names_giver(index, f)), frozenset(), votes)
    if not votes:
        vote_labelled(index, None, votes)
    if not votes:
        vote_under_harvest(index, votes)
    if not votes:
        votes.update(side_of_harvest(index, frozenset()))
    return winner(votes)
