"""The donor of a note in which nobody calls anything a flap, but vessels were joined: a letter, or a few hurried lines."""

from __future__ import annotations

import re

from auditor.facts.aims import TOLD
from auditor.facts.candidate import Candidate
from auditor.facts.filing import stem
from auditor.facts.index import BODY, NAMED_VESSELS, TITLE, Index, has, start_of
from auditor.facts.joining import join_sentences, kind_of
from auditor.language.sighting import Sighting
from auditor.model import Assertion
from auditor.rules.schema import Anatomy

_SHARED_NAMES = frozenset({"iliac", "radial", "ulnar", "femoral", "peroneal"})
_OTHERS = ("soft_flap", "craniotomy", "vessel_operation")
_HURT = re.compile(r"\b(?:nicked|lacerat\w+|transected|injur\w+|severed|torn|avulsed|damaged|stabbed|repaired)\b", re.IGNORECASE)
_BOTH = frozenset({"artery", "vein"})


def unclaimed(index: Index, weighed: list[Candidate], anatomy: Anatomy) -> list[Candidate]:
    """The one bone that was moved where vessels were joined, by what was done to it, by its vessels, or by being the only one."""
    named = _by_elimination(index, weighed) or _by_vessels(index, weighed) or _by_joins(index, weighed, anatomy)
    return named or _by_vessels_alone(index, anatomy)


def _by_elimination(index: Index, weighed: list[Candidate]) -> list[Candidate]:
    """The only bone that was taken, where vessels were joined and nothing else was raised that they could feed.

    So a short note or a letter tells it: "a piece of the trochlea was cut ... its artery went into the radial".
    """
    joins = join_sentences(index)
    if not joins or index.performed("soft_flap", "flap_name") or index.body("nonvascular") or not _lacks_bone(index):
        return []
    giving = [c for c in weighed if not c.receives and not c.resected and not c.discarded]
    taken = [(c, told) for c in giving if (told := [f for f in c.worked_bone if _is_bone(f) and _is_done(f, index)])]
    if not taken:
        taken = [(c, told) for c in giving if (told := _named(index, c)) and _is_fed_here(index, c, told, joins)]
        for candidate, told in taken:
            candidate.raised.extend(told)
    return [c for c, told in taken if told[0].sentence < joins[-1]] if len(taken) == 1 else []


def _by_vessels(index: Index, weighed: list[Candidate]) -> list[Candidate]:
    """The one bone whose own vessels were followed, divided and joined, where the note names it but not where it cuts it.

    So letters tell it: "the condyle yields a supple piece ... the descending genicular artery was followed down to it".
    """
    if not join_sentences(index) or index.performed("soft_flap", "flap_name") or not _lacks_bone(index):
        return []
    fed = [c for c in weighed if c.own_vessel and not (c.receives or c.resected or c.discarded)]
    if len(fed) != 1 or not (has(index.body("act"), "act", "cut") and _is_divided(index)):
        return []
    named = [f for f in index.of("bone") if f.value == fed[0].donor.id and f.assertion is not Assertion.NEGATED]
    fed[0].announced.extend(named[-1:])
    return fed


def _by_joins(index: Index, weighed: list[Candidate], anatomy: Anatomy) -> list[Candidate]:
    """The only bone that was taken for another where an artery and a vein were joined, and nothing else needs vessels.

    So hurried notes tell it: "Right fibula, 9 cm. Recon plate. Facial artery and vein, end to end".
    """
    here = [f for number in join_sentences(index) for f in index.sentence(number) if f.accepted]
    both = {kind_of(f) for f in here} >= _BOTH or any(f.concept == "vessel" and f.value == "both" for f in here)
    if (
        not both
        or _mends(here)
        or not _was_operated(index)
        or index.performed(*_OTHERS)
        or index.performed("nonvascular", sections=BODY | TITLE)
    ):
        return []
    giving = [c for c in weighed if not (c.receives or c.resected or c.discarded or c.bare)]
    giving = [c for c in giving if not c.donor.seldom or _is_named_and_fed(c, here)]
    giving = [c for c in giving if not _is_given_up(index, c)]
    told = [(c, named) for c in giving if (named := _given(index, c)) and not _is_place(index, c) and _goes_to(index, c, anatomy)]
    worked = [(c, named) for c, named in told if c.worked_bone]
    fed = [(c, named) for c, named in told if c.own_vessel or any(_is_fed(index, f) for f in named)]
    # "Living bone to the humerus" names no donor.
    called = not index.performed("bone_claim") and (_is_flap(index) or any(_is_named_and_fed(c, here) for c, _ in told))
    chosen = worked or fed or (told if called else [])
    for candidate, named in chosen[:1]:
        candidate.raised.extend(named)
    return [chosen[0][0]] if len(chosen) == 1 else []


def _is_named_and_fed(candidate: Candidate, joined: list[Sighting]) -> bool:
    """Whether the description calls a flap by the name that only one with this bone bears, "ORFFF L", and joins its vessels."""
    named = any(f.concept == "flap_name" for f in candidate.described)
    return named and any(f.concept in NAMED_VESSELS and stem(f.value) in candidate.donor.pedicles for f in joined)


def _is_fed(index: Index, bone: Sighting) -> bool:
    """Whether the sentence of a bone tells of its vessels, or that it was lifted: "fourth metatarsal, vessels kept"."""
    here = index.sentence(bone.sentence)
    fed = any(f.concept == "vessel" and f.value in {"both", "pedicle"} and f.evidence.quote.lower() != "vessel" for f in here)
    return fed or has(here, "act", "harvest")


def _is_flap(index: Index) -> bool:
    """Whether anything shows that what was moved lived on its vessels: a flap, a paddle, a cut pedicle, bone that bled."""
    told = has(index.performed("flap"), "flap", "flap", "free") or has(index.body("act"), "act", "divide_pedicle")
    bled = any(has(index.sentence(f.sentence), "flap", "piece") for f in index.body("perfusion"))
    return told or bled or has(index.body("skin"), "skin", "present")


def _mends(join: list[Sighting]) -> bool:
    """Whether what a sentence joins was hurt before: "the posterior tibial artery was nicked and sewn end to end"."""
    if not join:
        return False
    start, end = min(map(start_of, join)), max(f.evidence.end for f in join)
    return _HURT.search(join[0].evidence.statements.text, start, end) is not None


def _is_given_up(index: Index, candidate: Candidate) -> bool:
    """Whether the note says that another was taken instead of this bone: "DCIA not usable, change of plan"."""
    named = (f for f in index.of("bone", "flap_name") if f.value == candidate.donor.id)
    return any(f.assertion is Assertion.CONVERTED for f in named)


def _goes_to(index: Index, candidate: Candidate, anatomy: Anatomy) -> bool:
    """Whether the note calls the bone a flap, or names another that it can have been taken for: a rib cut for access has none."""
    if candidate.claimed or candidate.described:
        return True
    places = {place.id for place in anatomy.place} - {candidate.donor.id}
    return any(f.value in places and f.assertion is not Assertion.CONSIDERED for f in index.of("bone"))


def _is_place(index: Index, candidate: Candidate) -> bool:
    """Whether the bone is where the disease was, and so the one to be rebuilt: "osteosarcoma of the right humerus"."""
    named = (f for f in index.of("bone") if f.value == candidate.donor.id and f.role in {None, "receives"})
    told = (index.clause(f) for f in named if f.evidence.section in TITLE | TOLD)
    return any(f.concept in {"condition", "tumour"} for clause in told for f in clause)


def _was_operated(index: Index) -> bool:
    """Whether bone was worked on, wounds were closed, or a flap was seen to bleed: a board that decides does none of it."""
    worked = has(index.body("act"), "act", "harvest", "cut", "divide_pedicle", "inset")
    return worked or bool(index.body("perfusion", "closure", "tourniquet"))


def _by_vessels_alone(index: Index, anatomy: Anatomy) -> list[Candidate]:
    """The bone that is fed by vessels which a piece of bone was taken on: "a chip of 16 mm on descending genicular vessels"."""
    if not join_sentences(index) or not _was_operated(index) or index.performed(*_OTHERS):
        return []
    for vessel in index.body(*NAMED_VESSELS):
        here = index.sentence(vessel.sentence)
        donor = next((donor for donor in anatomy.donor if stem(vessel.value) in donor.own), None)
        if donor and (has(here, "flap", "piece") or has(here, "nonvascular", "graft")) and has(here, "vessel", "both", "pedicle"):
            return [Candidate(donor, stated=[vessel], vessels=[vessel], own_vessel=True)]
    return []


def _given(index: Index, candidate: Candidate) -> list[Sighting]:
    """Where title or description names the bone by more than its vessels or a word of many meanings, and puts nothing into it."""
    named = [f for f in index.performed("bone", "flap_name", sections=BODY | TITLE) if f.value == candidate.donor.id]
    if sum(f.role == "receives" for f in named) > len(candidate.worked_bone) + len(candidate.described):
        return []
    other = {*_SHARED_NAMES, *candidate.donor.vague}
    return [f for f in named if f.evidence.quote.lower().removeprefix("the ") not in other and _is_done(f, index)]


def _is_divided(index: Index) -> bool:
    """Whether the description divides a pedicle, also as "it": "the pedicle was 7 cm long when it was tied and divided"."""
    acts = [f for f in index.body("act") if f.value in {"divide_pedicle", "cut"}]
    return any(f.value == "divide_pedicle" or has(index.sentence(f.sentence), "vessel", "pedicle") for f in acts)


def _named(index: Index, candidate: Candidate) -> list[Sighting]:
    """Where the description names the bone, with no word that tells what part it plays."""
    named = (f for f in index.body("bone") if f.value == candidate.donor.id and f.role is None)
    return [f for f in named if _is_bone(f) and _is_done(f, index)]


def _is_fed_here(index: Index, candidate: Candidate, named: list[Sighting], joins: list[int]) -> bool:
    """Whether vessels of this bone alone are told of, or it is raised and one that feeds it leads where vessels are joined."""
    if any(stem(f.value) in candidate.donor.own for f in candidate.vessels):
        return True
    here = (index.sentence(f.sentence) for f in named)
    if not any(has(found, "act", "harvest") or has(found, "flap") for found in here):
        return False
    leading = (next((f for f in index.sentence(number) if f.concept in NAMED_VESSELS), None) for number in joins)
    feeding = set(candidate.donor.pedicles) - set(candidate.donor.through)
    return any(f and f.role != "receives" and stem(f.value) in feeding for f in leading)


def _lacks_bone(index: Index) -> bool:
    """Whether the note tells of bone that is missing: a size of the gap, or what took the bone away."""
    return any(f.value == "defect" for f in index.of("size")) or bool(index.of("condition") or index.performed("toe_joint"))


def _is_bone(finding: Sighting) -> bool:
    """Whether the description names the bone by more than a word that vessels share: "the right iliac" may be an artery."""
    return finding.evidence.section in BODY and finding.evidence.quote.lower() not in _SHARED_NAMES


def _is_done(bone: Sighting, index: Index) -> bool:
    """Whether nothing that is done in the sentence of a bone is only planned or weighed: "would be lifted"."""
    acts = (f for f in index.sentence(bone.sentence) if f.concept == "act")
    return not any(f.assertion in {Assertion.PLANNED, Assertion.CONSIDERED} for f in acts)
