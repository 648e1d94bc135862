"""Files every mention of a bone under the donor that it may speak for or against: named, raised, cut, fed, booked, receiving."""

from __future__ import annotations

import re
from collections import defaultdict

from auditor.facts.candidate import Candidate
from auditor.facts.index import BODY, NAMED_VESSELS, TITLE, Index, has, start_of
from auditor.facts.joining import moved_on_vessels
from auditor.facts.naming import ray_of
from auditor.language.sighting import Sighting, Words
from auditor.model import Assertion
from auditor.rules.schema import Anatomy

_BESIDE = 15
_BEFORE_NAME = 3  # characters
_ADDING = re.compile(r"[+&]|\b(?:and|plus|with|in|inside|within)\b", re.IGNORECASE)
_NO_VESSELS = re.compile(r"\b(?:no|without)\b", re.IGNORECASE)
# From a flap's word to the bone that it is of, with nothing else named between.
_CHAIN = re.compile(
    r"\W*(?:\w+\W+){0,2}?of\s+(?:\w+[\s-]+){0,5}?(?:from|of)\s+(?:the\s+|his\s+|her\s+)?(?:\w+\s+)?", re.IGNORECASE
)
_INCLUDED = re.compile(
    r"\W*(?:including|incorporating|containing|carrying|bearing|with)\s+(?:\w+\s+){0,4}?(?:of\s+)?(?:the\s+)?", re.IGNORECASE
)
# Where a note says what was booked or consented to, before it tells what was done.
_BOOKING = frozenset({"booked", "header", "history", "title"})
_GIVING = frozenset({"harvest", "cut", "piece", "donor", "flap", "free"})
_UNDONE = frozenset({Assertion.PLANNED, Assertion.CONSIDERED})
_ON_VESSELS = re.compile(r"\bon\s+(?:the|its|their|a|an|both)\s+(?:[\w-]+\s+){0,4}\Z", re.IGNORECASE)
_WITH_SKIN = 24  # characters between a bone and the paddle that it carries


def weigh(index: Index, anatomy: Anatomy) -> list[Candidate]:
    """Every donor bone that the note names, with all that speaks for or against it, in the order of the note."""
    donors = {donor.id: donor for donor in anatomy.donor}
    found: dict[str, Candidate] = {}
    for finding in index.of("bone", "flap_name"):
        donor = donors.get(finding.value)
        if donor is not None:
            _enter(found.setdefault(donor.id, Candidate(donor)), finding, index)
    vessels: dict[str, list[Sighting]] = defaultdict(list)
    for finding in index.body("artery", "vein", "bare_vessel"):
        here = index.sentence(finding.sentence)
        if not has(here, "imaging", "study") or has(here, "act"):  # vessels that were only looked at on a scan feed nothing
            vessels[stem(finding.value)].append(finding)
    for candidate in found.values():
        candidate.resected = _of_own_ray(candidate)
        feeding = [name for name in candidate.donor.pedicles if name not in candidate.donor.through]
        candidate.vessels = [f for name in feeding for f in vessels.get(name, []) if f.role != "receives"]
        own = [f for name in candidate.donor.own for f in vessels.get(name, [])]
        candidate.own_vessel = bool(own)
        candidate.titled.extend(_titled_vessels(index, candidate))
        near = {f.sentence + shift for f in own for shift in (-2, -1, 0, 1)}
        beside = (f for f in index.body("bone") if f.value == candidate.donor.id and f.role != "receives" and f.sentence in near)
        candidate.beside_vessel = [f for f in beside if not _without_vessels(f, index)]
    return list(found.values())


def _of_own_ray(candidate: Candidate) -> list[Sighting]:
    """What was cut away of this bone; where it is one of several, as metatarsals are, only of those that were worked on."""
    worked = {ray_of(f) for f in (*candidate.claimed, *candidate.titled, *candidate.described, *candidate.worked_bone)} - {""}
    return [f for f in candidate.resected if not worked or ray_of(f) in worked | {""}]


def _titled_vessels(index: Index, candidate: Candidate) -> list[Sighting]:
    """Vessels of this bone alone by which a title names its flap: "free flap on the deep circumflex iliac vessels"."""
    if candidate.claimed or candidate.titled:
        return []
    named = (f for f in index.performed(*NAMED_VESSELS, sections=TITLE) if stem(f.value) in candidate.donor.own)
    return [f for f in named if f.role != "receives" and has(index.sentence(f.sentence), "flap", "flap", "free")]


def _enter(candidate: Candidate, finding: Sighting, index: Index) -> None:
    """File one mention under what it says."""
    section, role = finding.evidence.section, finding.role
    if role == "receives":
        candidate.receives += section in TITLE or section == "diagnosis"
        return
    if not finding.accepted:
        if _opens_account(finding):
            candidate.announced.append(finding)
        booked = section in _BOOKING or (section == "plan" and start_of(finding) < index.begun)
        if booked and finding.assertion in _UNDONE and role in {"flap", "free"}:
            candidate.booked.append(finding)
        candidate.discarded += finding.cue is not None and "discarded" in finding.cue.quote.lower()
        return
    if _without_vessels(finding, index):
        candidate.bare = candidate.bare or (section in TITLE and _is_called_bare(finding, index))
        return
    if role == "donor":
        candidate.stated.append(finding)
    elif section in TITLE:
        _enter_title(candidate, finding, index)
    elif section == "diagnosis" and role in {"flap", "free"} and _names_both_ends(finding, index):
        candidate.titled.append(finding)
    elif section in BODY:
        _enter_body(candidate, finding, index)


def _names_both_ends(finding: Sighting, index: Index) -> bool:
    """Whether a hurried note without a title names the operation beside the disease: a flap, and the bone that it goes to."""
    if any(f.evidence.section == "title" for f in index.of("bone", "flap", "flap_name")):
        return False
    return any(f.concept == "bone" and f.role == "receives" for f in index.sentence(finding.sentence))


def _opens_account(finding: Sighting) -> bool:
    """Whether a letter's opening lines name the flap ("her free metatarsal flap, which I did in March") and no cue dates it."""
    told = finding.assertion is Assertion.PRIOR and finding.cue is None and finding.evidence.section == "history"
    return told and finding.role in {"flap", "free"}


def _enter_title(candidate: Candidate, finding: Sighting, index: Index) -> None:
    role = finding.role
    joint = candidate.donor.id == "second_toe" and has(index.sentence(finding.sentence), "toe_joint")
    fed = role in {None, "on_vessel"} and _with_own_vessel(candidate, finding, index)
    fed = fed or (role == "graft" and _on_vessels_of_its_own(candidate, finding, index))
    if role in {"flap", "free"} or joint or fed:
        candidate.claimed.append(finding)
        return
    if role == "piece" and (_is_moved(finding, index) or _is_included(candidate, finding, index)):
        candidate.claimed.append(finding)
        return
    if role in {None, "beside"} and (_only_donor(candidate, finding, index) or _is_given_elsewhere(finding, index)):
        candidate.claimed.append(finding)
        return
    if role == "beside" and _is_place(candidate, finding, index):
        candidate.receives += 1
        return
    if role == "means" or (role in {None, "beside", "piece"} and _claims_flap(index.sentence(finding.sentence))):
        candidate.titled.append(finding)
    _enter_role(candidate, finding)


def _is_given_elsewhere(finding: Sighting, index: Index) -> bool:
    """Whether a title names one bone behind living bone, and another receives: "free bone flap, R crest"."""
    item = index.sentence(finding.sentence)
    if finding.role != "beside" or not has(item, "bone_claim") or sum(f.concept == "bone" for f in item) > 1:
        return False
    bones = [f for f in index.of("bone") if f.evidence.section in BODY | TITLE | {"diagnosis"}]
    receiving = {f.value for f in bones if f.role == "receives"}
    raised = any(f.role in _GIVING and f.evidence.section in BODY and f.value != finding.value for f in bones if f.accepted)
    return bool(receiving) and finding.value not in receiving and not raised


def _is_place(candidate: Candidate, finding: Sighting, index: Index) -> bool:
    """Whether a title names the bone that receives behind its flap: "free bone flap, R radius", and "gap R radius" below.

    What is harvested, cut or raised on vessels of its own gives, whatever is then filled or plated there.
    """
    if finding.side is None or not has(index.sentence(finding.sentence), "bone_claim"):
        return False
    same = [f for f in index.performed("bone") if f.value == finding.value and f.side in {finding.side, None}]
    own = any(stem(f.value) in candidate.donor.own for f in index.body(*NAMED_VESSELS))
    gone = [f for f in same if _is_gone(f, index)]
    given = (f for f in same if f.role in _GIVING and f.evidence.section in BODY and f not in gone)
    if own or any(given) or not moved_on_vessels(index):
        return False
    receiving = [f for f in same if f.role == "receives" and ray_of(f) == ray_of(finding)]
    return any(_is_of_loss(f, index) for f in receiving) or bool(receiving and gone)


def _is_gone(bone: Sighting, index: Index) -> bool:
    """Whether a measured part of a bone is one that was cut away: "had removed the distal 7 cm of the radius"."""
    clause = index.clause(bone)
    return bone.role == "piece" and has(clause, "act", "resect") and not has(clause, "act", "harvest", "divide_pedicle")


def _is_of_loss(place: Sighting, index: Index) -> bool:
    """Whether a bone is named by what it lost: in the diagnosis, with its disease, or where the gap is measured."""
    here = index.sentence(place.sentence)
    return place.evidence.section == "diagnosis" or has(here, "size", "defect") or has(here, "condition", "nonunion")


def _is_included(candidate: Candidate, piece: Sighting, index: Index) -> bool:
    """Whether a soft flap takes along bone that its vessels feed: "radial forearm flap including a segment of radius"."""
    place = piece.evidence
    fed = {word for name in candidate.donor.pedicles for word in name.split()}
    soft = (f.evidence for f in index.sentence(piece.sentence) if f.concept == "soft_flap" and f.accepted)
    return any(
        fed & set(other.quote.lower().split())
        and other.end <= place.start
        and _INCLUDED.fullmatch(place.statements.text, other.end, place.start) is not None
        for other in soft
    )


def _is_moved(piece: Sighting, index: Index) -> bool:
    """Whether a title moves the piece itself: "free transplantation of a corticocancellous block from the right condyle"."""
    place = piece.evidence
    flaps = [f.evidence for f in index.sentence(piece.sentence) if (f.concept, f.value) == ("flap", "flap")]
    return any(
        other.end <= place.start and _CHAIN.fullmatch(place.statements.text, other.end, place.start) is not None
        for other in flaps
    )


def _claims_flap(item: list[Sighting]) -> bool:
    """Whether an item speaks of a flap that is none of soft tissue: "free anterolateral thigh flap; split calvarial bone"."""
    soft = {start_of(f) for f in item if f.concept == "soft_flap"}
    flaps = (f for f in item if f.concept == "flap" and f.value in {"flap", "free"})
    return any(not soft & set(range(f.evidence.end, f.evidence.end + _BEFORE_NAME)) for f in flaps)


def _only_donor(candidate: Candidate, finding: Sighting, index: Index) -> bool:
    """Whether an item of the title names this one bone beside its flap, or as living bone: every other bone in it receives."""
    item = index.sentence(finding.sentence)
    others = [f for f in item if f.concept == "bone" and (f.value != candidate.donor.id or f.role == "receives")]
    place = finding.evidence
    beside = finding.role == "beside" or place.statements.text[place.start - 1 : place.start] == "("
    named = has(item, "bone_claim") or (beside and has(item, "flap", "flap"))
    # Of two bones without another word the second receives: "free flap transfer, iliac crest, tibia".
    return named and bool(others) and all(f.role == "receives" or (beside and _comes_alone(finding, f)) for f in others)


def _comes_alone(finding: Sighting, other: Sighting) -> bool:
    return other.role is None and start_of(other) > start_of(finding)


def _enter_body(candidate: Candidate, finding: Sighting, index: Index) -> None:
    own = finding.role == "on_vessel" and _with_own_vessel(candidate, finding, index)
    own = own or (finding.role is None and _is_cut_free(candidate, finding, index))
    if own or finding.role in {"flap", "free", "beside"}:
        candidate.described.append(finding)
        return
    if finding.role == "harvest" and has(index.clause(finding), "vessel", "both", "pedicle"):
        candidate.stated.append(finding)  # "raised on its vessels", whatever their names
    elif finding.role in {None, "piece", "harvest"} and _goes_on_vessels(finding, index):
        candidate.stated.append(finding)
    if _has_own_vessels(finding, index):
        candidate.stated.append(finding)
    if has(index.clause(finding), "closure", "donor") or (finding.role in {None, "cut"} and _bears_skin(finding, index)):
        candidate.raised.append(finding)
    _enter_role(candidate, finding)


def _goes_on_vessels(bone: Sighting, index: Index) -> bool:
    """Whether the sentence goes on to raise the bone, the last named, "on" vessels: "12 cm of rib was taken on the pedicle"."""
    place, here = bone.evidence, index.sentence(bone.sentence)
    if not has(here, "act", "harvest"):
        return False
    vessels = (start_of(f) for f in here if (f.concept, f.value) in {("vessel", "both"), ("vessel", "pedicle")} and f.accepted)
    behind = next((start for start in vessels if start > place.end), None)
    if behind is None or any(f.concept == "bone" and place.end < start_of(f) < behind for f in here):
        return False
    return _ON_VESSELS.search(place.statements.text, place.end, behind) is not None


def _has_own_vessels(bone: Sighting, index: Index) -> bool:
    """Whether the sentence goes on to say of this bone, the last named, that it came with its own vessels."""
    here = index.sentence(bone.sentence)
    said = next((start_of(f) for f in here if f.concept == "own_vessels" and f.accepted and start_of(f) > start_of(bone)), None)
    return said is not None and not any(f.concept == "bone" and start_of(bone) < start_of(f) < said for f in here)


def _bears_skin(bone: Sighting, index: Index) -> bool:
    """Whether a bone is told with the paddle that it carries: "right fibula with a 10 x 5 cm skin island"."""
    skins = (f for f in index.clause(bone) if f.concept == "skin" and f.value == "present" and f.accepted)
    return any(
        0 <= start_of(f) - bone.evidence.end <= _WITH_SKIN or 0 <= start_of(bone) - f.evidence.end <= _WITH_SKIN for f in skins
    )


def _enter_role(candidate: Candidate, finding: Sighting) -> None:
    """File a bone that is not itself called a flap by what is done to it."""
    places = {"graft": candidate.pieces, "piece": candidate.pieces, "harvest": candidate.raised, "cut": candidate.cut}
    if finding.role == "resect":
        candidate.resected.append(finding)
    elif finding.role in places:
        places[finding.role].append(finding)


def _with_own_vessel(candidate: Candidate, finding: Sighting, index: Index) -> bool:
    """Whether a title names the bone together with the vessels that feed it."""
    return any(f.concept in NAMED_VESSELS and stem(f.value) in candidate.donor.pedicles for f in index.sentence(finding.sentence))


def _on_vessels_of_its_own(candidate: Candidate, bone: Sighting, index: Index) -> bool:
    """Whether the sentence names vessels that feed this bone alone, as "condyle graft, genicular pedicle" does."""
    return any(f.concept in NAMED_VESSELS and stem(f.value) in candidate.donor.own for f in index.sentence(bone.sentence))


def _is_cut_free(candidate: Candidate, bone: Sighting, index: Index) -> bool:
    """Whether a clause names the bone and cuts the pedicle that feeds it alone: "Fibula (L), 14 cm, peroneal pedicle cut"."""
    clause = index.clause(bone)
    own = any(f.concept in NAMED_VESSELS and stem(f.value) in candidate.donor.own for f in clause)
    return own and has(clause, "act", "divide_pedicle")


def _without_vessels(finding: Sighting, index: Index) -> bool:
    """Whether the clause speaks of bone moved without vessels (chips, allograft), with no flap word beside.

    What says so in words ("plain bone with no vessels") may stand in a later clause of the sentence.
    """
    place = finding.evidence
    for other in index.sentence(finding.sentence):
        if (other.concept, other.value) != ("nonvascular", "graft"):  # an end may be cleared of soft tissue in any flap
            continue
        if other.clause != finding.clause:
            if finding.role == "graft" and other.accepted and _NO_VESSELS.search(other.evidence.quote):
                return True
            continue
        apart = max(other.evidence.start - place.end, place.start - other.evidence.end)
        called = finding.role in {"flap", "free", "donor"}
        if not called or (finding.role != "flap" and apart < _BESIDE and not _adds(place, other.evidence)):
            return True
    return False


def _adds(bone: Words, graft: Words) -> bool:
    """Whether a sign or word adds plain graft to a bone: "right fibula 15 cm free + frozen allograft shell"."""
    between = bone.statements.text[bone.end : graft.start] if bone.end <= graft.start else ""
    return _ADDING.search(between) is not None


def _is_called_bare(bone: Sighting, index: Index) -> bool:
    """Whether words for bone without vessels stand at the name of a bone: "non-vascularised fibula"."""
    place = bone.evidence
    called = (f.evidence for f in index.clause(bone) if (f.concept, f.value) == ("nonvascular", "graft"))
    return any(max(other.start - place.end, place.start - other.end) <= 1 for other in called)


def stem(vessel: str) -> str:
    """A vessel's name without its last word: "posterior tibial artery" -> "posterior tibial"."""
    head, _, last = vessel.rpartition(" ")
    return head if last in {"artery", "vein"} else vessel
