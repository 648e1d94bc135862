"""Which bones were raised with their vessels in this operation."""

from __future__ import annotations

from collections import defaultdict

from auditor.facts.candidate import Candidate
from auditor.facts.index import BODY, NAMED_VESSELS, TITLE, Index, has, start_of
from auditor.facts.joining import KEPT, moved_on_vessels
from auditor.language.sighting import Sighting
from auditor.model import Assertion
from auditor.rules.schema import Anatomy

_BESIDE = 15
# Where a note says what was booked or consented to, before it tells what was done.
_BOOKING = frozenset({"booked", "header", "history", "title"})
_UNDONE = frozenset({Assertion.PLANNED, Assertion.CONSIDERED})
_ENOUGH = 3.0
_NAMED_AND_FED = 2.5
_WITH_SKIN = 24  # characters between a bone and the paddle that it carries


def find_donors(index: Index, anatomy: Anatomy) -> tuple[list[Candidate], list[Candidate]]:
    """Return the donors, strongest first, and the bones that only a title claims while the body raises another."""
    if "unplanned_return" in index.cues and not index.body("harvest_cue"):
        return [], []
    joined = moved_on_vessels(index) or "discontinued" in index.cues
    weighed = _weigh(index, anatomy)
    if "discontinued" in index.cues:
        for candidate in weighed:  # what was booked and begun is what was not completed
            candidate.titled.extend(candidate.booked if candidate.worked_on else ())
    candidates = [
        c for c in weighed if c.vascular and c.score >= _enough(c, joined) and (c.claimed or _is_taken(index, c, joined))
    ]
    candidates = _settle_neighbours(candidates)
    if index.performed("soft_flap", sections=TITLE):
        candidates = [c for c in candidates if c.claimed or c.titled or c.described or c.booked]
    candidates.sort(key=lambda c: (-c.score, c.quote.start))
    raised_at = {f.value for f in index.body("region") if f.role != "receives"}
    in_body = [c for c in candidates if c.in_body or raised_at & set(c.donor.regions)]
    only_titled = [c for c in candidates if c not in in_body]
    if not in_body:
        raised = [c for c in weighed if _is_raised_instead(c, only_titled)]
        return (raised[:1], only_titled[:1]) if raised and joined and only_titled else (only_titled[:1], [])
    donors = _independent(in_body)
    # A part of the body that bears no more than its name ("the leg angiogram") does not show that the title's bone was raised.
    only_titled += [c for c in in_body if c.claimed and not c.in_body and all(c is not d for d in donors)]
    return _corrected(index, donors, weighed), only_titled


def _enough(candidate: Candidate, joined: bool) -> float:
    """A bone that the title names beside its flap needs no more than vessels of its own where vessels were joined."""
    return _NAMED_AND_FED if joined and candidate.titled and candidate.vessels else _ENOUGH


def _corrected(index: Index, donors: list[Candidate], weighed: list[Candidate]) -> list[Candidate]:
    """The donors as an addendum puts them right: "the bone was the rib, not the iliac crest"."""
    told = [f for f in index.of("bone", "flap_name") if f.evidence.section == "addendum" and f.role != "receives"]
    swaps = {
        wrong.value: right
        for wrong in told
        for right in told
        if wrong.assertion is Assertion.NEGATED and right.accepted and right.sentence == wrong.sentence
    }
    known = {c.donor.id: c for c in weighed}
    for right in swaps.values():
        if right.value in known:
            known[right.value].stated.append(right)
    right_ones = (known.get(swaps[c.donor.id].value, c) if c.donor.id in swaps else c for c in donors)
    return list({c.donor.id: c for c in right_ones}.values())


def _is_raised_instead(candidate: Candidate, titled: list[Candidate]) -> bool:
    """Whether the body raises this bone where the title claims another, which nobody raises."""
    other = all(candidate is not c for c in titled)
    return other and bool(candidate.raised) and bool(candidate.vessels) and not candidate.receives and not candidate.resected


def _is_taken(index: Index, candidate: Candidate, joined: bool) -> bool:
    """Whether a bone that no title claims was clearly taken on its vessels; `joined`: vessels were joined or a pedicle kept."""
    if candidate.described and (candidate.worked_on or _is_handled(index, candidate.described)):
        return True
    taken = candidate.raised or (candidate.pieces and candidate.fed and has(index.body("act"), "act", "divide_pedicle"))
    if candidate.announced and candidate.worked_on and (joined or (taken and candidate.vessels)):
        return True
    if candidate.stated or (candidate.titled and (candidate.in_body or candidate.vessels)):
        return joined
    divided = candidate.own_vessel and any(
        f.value == "divide_pedicle" and "pedicle" in f.evidence.quote.lower() for f in index.body("act")
    )
    return (
        (joined or divided)
        and (candidate.own_vessel or bool(candidate.vessels))
        and bool(candidate.pieces or candidate.raised or candidate.cut or candidate.beside_vessel)
        and (candidate.fed or not candidate.resected)
        and not candidate.discarded
    )


def _is_handled(index: Index, mentions: list[Sighting]) -> bool:
    """Whether something is done in a clause that names the flap: words alone ("a brother had a free fibula") raise none."""
    return any(
        has(index.clause(f), "act", "harvest", "cut", "inset", "join", "divide_pedicle", *KEPT)
        or has(index.sentence(f.sentence), "act", "divide_pedicle")
        for f in mentions
    )


def _weigh(index: Index, anatomy: Anatomy) -> list[Candidate]:
    donors = {donor.id: donor for donor in anatomy.donor}
    found: dict[str, Candidate] = {}
    for finding in index.of("bone", "flap_name"):
        donor = donors.get(finding.value)
        if donor is not None:
            _enter(found.setdefault(donor.id, Candidate(donor)), finding, index)
    vessels: dict[str, list[Sighting]] = defaultdict(list)
    for finding in index.body("artery", "vein", "bare_vessel"):
        vessels[stem(finding.value)].append(finding)
    for candidate in found.values():
        feeding = [name for name in candidate.donor.pedicles if name not in candidate.donor.through]
        candidate.vessels = [f for name in feeding for f in vessels.get(name, []) if f.role != "receives"]
        own = [f for name in candidate.donor.own for f in vessels.get(name, [])]
        candidate.own_vessel = bool(own)
        candidate.titled.extend(_titled_vessels(index, candidate))
        near = {f.sentence + shift for f in own for shift in (-1, 0, 1)}
        candidate.beside_vessel = [
            f for f in index.body("bone") if f.value == candidate.donor.id and f.role != "receives" and f.sentence in near
        ]
    return list(found.values())


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
        if section in _BOOKING and finding.assertion in _UNDONE and role in {"flap", "free"}:
            candidate.booked.append(finding)
        candidate.discarded += finding.cue is not None and "discarded" in finding.cue.quote.lower()
        return
    if _without_vessels(finding, index):
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
    if role in {"flap", "free"} or joint or (role in {None, "on_vessel"} and _with_own_vessel(candidate, finding, index)):
        candidate.claimed.append(finding)
        return
    if role == "beside" and _only_donor(candidate, finding, index):
        candidate.claimed.append(finding)
        return
    if role in {None, "beside", "piece"} and has(index.sentence(finding.sentence), "flap", "flap", "free"):
        candidate.titled.append(finding)
    _enter_role(candidate, finding)


def _only_donor(candidate: Candidate, finding: Sighting, index: Index) -> bool:
    """Whether an item of the title names this one bone beside its flap: every other bone in it receives."""
    item = index.sentence(finding.sentence)
    others = [f for f in item if f.concept == "bone" and f.value != candidate.donor.id]
    return has(item, "flap", "flap") and bool(others) and all(f.role == "receives" for f in others)


def _enter_body(candidate: Candidate, finding: Sighting, index: Index) -> None:
    own = finding.role == "on_vessel" and _with_own_vessel(candidate, finding, index)
    if own or finding.role in {"flap", "free", "beside"}:
        candidate.described.append(finding)
        return
    if finding.role == "harvest" and has(index.clause(finding), "vessel", "both", "pedicle"):
        candidate.stated.append(finding)  # "raised on its vessels", whatever their names
    if has(index.clause(finding), "closure", "donor") or (finding.role is None and _bears_skin(finding, index)):
        candidate.raised.append(finding)
    _enter_role(candidate, finding)


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
        candidate.resected += 1
    elif finding.role in places:
        places[finding.role].append(finding)


def _with_own_vessel(candidate: Candidate, finding: Sighting, index: Index) -> bool:
    """Whether a title names the bone together with the vessels that feed it."""
    return any(f.concept in NAMED_VESSELS and stem(f.value) in candidate.donor.pedicles for f in index.sentence(finding.sentence))


def _without_vessels(finding: Sighting, index: Index) -> bool:
    """Whether the clause speaks of bone moved without vessels (chips, allograft), with no flap word beside."""
    place = finding.evidence
    for other in index.clause(finding):
        if other.concept == "nonvascular":
            apart = max(other.evidence.start - place.end, place.start - other.evidence.end)
            if finding.role not in {"flap", "free"} or (finding.role == "free" and apart < _BESIDE):
                return True
    return False


def _settle_neighbours(candidates: list[Candidate]) -> list[Candidate]:
    """Condyle and trochlea share their vessels: the note means the one that it describes better."""
    names = {c.donor.id: c for c in candidates}
    condyle, trochlea = names.get("medial_femoral_condyle"), names.get("medial_femoral_trochlea")
    if condyle and trochlea:
        weaker = condyle if trochlea.score >= condyle.score else trochlea
        return [c for c in candidates if c is not weaker]
    toe, metatarsal = names.get("second_toe"), names.get("metatarsal")
    if toe and metatarsal:
        weaker = metatarsal if toe.claimed or toe.described else toe
        return [c for c in candidates if c is not weaker]
    return candidates


def _independent(donors: list[Candidate]) -> list[Candidate]:
    """The strongest donor, and others that a title or description claims as a flap of their own."""
    first, *others = donors
    enough = _ENOUGH if first.claimed else _ENOUGH + 1.0
    return [
        first,
        *(
            c
            for c in others
            if (c.claimed or c.described)
            and c.score >= (enough if c.claimed else _ENOUGH + 1.0)
            and c.receives <= len(c.claimed) + len(c.described)
        ),
    ]


def stem(vessel: str) -> str:
    """A vessel's name without its last word: "posterior tibial artery" -> "posterior tibial"."""
    head, _, last = vessel.rpartition(" ")
    return head if last in {"artery", "vein"} else vessel
