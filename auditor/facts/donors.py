"""Which bones were raised with their vessels in this operation."""

from __future__ import annotations

import re

from auditor.facts.candidate import Candidate
from auditor.facts.doubtful import is_doubtful
from auditor.facts.filing import stem, weigh
from auditor.facts.index import BODY, NAMED_VESSELS, TITLE, Index, has, start_of
from auditor.facts.joining import KEPT, join_sentences, moved_on_vessels
from auditor.facts.unclaimed import unclaimed
from auditor.language.sighting import Sighting
from auditor.language.words import words
from auditor.model import Assertion
from auditor.rules.schema import Anatomy

_ENOUGH = 3.0
_NAMED_AND_FED = 2.5
_FED_WORDS = words("flap vascularized vascularised microvascular osteocutaneous living composite")
# Between a flap's name and the verb that takes it: its side, its size, and no other noun.
_TAKEN = re.compile(r"(?:[\s,()]|\b(?:left|right|lt|rt|l|r|was|were|is|\d+(?:\.\d+)?|x|by|cm|mm)\b)*", re.IGNORECASE)
_TROUBLED = re.compile(r"\b(?:day|pod)\s*#?\d|\b(?:blue|dusky|congest\w*|check|re-?explor\w*)\b", re.IGNORECASE)
_BOOKED = re.compile(
    r"\b(?:is|are)\s+to\s+(?:come|be\s+admitted|attend)\b|\bbooked\s+for\b|\bwill\s+be\s+admitted\b", re.IGNORECASE
)
_BEHIND = 24  # characters
_MOVED_WITHIN = 3  # sentences


def find_donors(index: Index, anatomy: Anatomy) -> tuple[list[Candidate], list[Candidate]]:
    """Return the donors, strongest first, and the bones that only a title claims while the body raises another."""
    if "unplanned_return" in index.cues and not any(_raises_flap(index, cue) for cue in index.body("harvest_cue")):
        return [], []
    if index.performed("vessel_operation") and not has(index.performed("flap"), "flap", "flap", "free"):
        return [], []  # the fibula is cut to reach the artery of a bypass
    joined = moved_on_vessels(index) or "discontinued" in index.cues
    weighed = [c for c in weigh(index, anatomy) if not (_is_plain_graft(index, c) or _is_taken_bare(index, c))]
    if "discontinued" in index.cues:
        for candidate in weighed:  # what was booked and begun is what was not completed
            candidate.titled.extend(candidate.booked if candidate.worked_on else ())
    candidates = [
        c
        for c in weighed
        if c.vascular
        and c.score >= _enough(c, joined)
        and (c.claimed or _is_taken(index, c, joined))
        and (joined or not _is_bare(index, c))
        and not is_doubtful(index, c)
    ]
    candidates = _settle_neighbours(candidates or unclaimed(index, weighed, anatomy))
    if index.performed("soft_flap", sections=TITLE):
        candidates = [c for c in candidates if _is_named(c) or _is_in_soft_flap(index, c) or _joins_own(index, c)]
    candidates.sort(key=lambda c: (-c.score, c.quote.start))
    raised_at = {f.value for f in index.body("region") if f.role != "receives"}
    in_body = [c for c in candidates if c.in_body or raised_at & set(c.donor.regions)]
    in_body = _without_repeated(index, in_body)
    only_titled = [c for c in candidates if c not in in_body]
    if not in_body:
        raised = [c for c in weighed if _is_raised_instead(c, only_titled)]
        return (raised[:1], only_titled[:1]) if raised and joined and only_titled else (only_titled[:1], [])
    donors = _independent(index, in_body)
    # A part of the body that bears no more than its name ("the leg angiogram") does not show that the title's bone was raised.
    only_titled += [c for c in in_body if c.claimed and not c.in_body and all(c is not d for d in donors)]
    return _corrected(index, donors, weighed), [c for c in only_titled if not _is_withdrawn(index, c)]


def _is_withdrawn(index: Index, candidate: Candidate) -> bool:
    """Whether an addendum denies the bone that only the title claims: "no fibula was taken; the bone was the scapula"."""
    told = (f for f in index.of("bone", "flap_name") if f.evidence.section == "addendum" and f.value == candidate.donor.id)
    return any(f.assertion is Assertion.NEGATED for f in told)


def _raises_flap(index: Index, cue: Sighting) -> bool:
    """Whether words of harvest are said of a flap, and not of osteotomies that are looked at or of a vein for a graft."""
    clause = index.clause(cue)
    vein = any(
        f.concept in {"vein", "vessel"} and f.value not in {"pedicle", "both", "nerve"}
        for f in clause
        if start_of(f) < start_of(cue)
    )
    flap = any(f.concept in {"bone", "flap", "flap_name", "soft_flap"} for f in clause)
    return cue.value == "harvest" and (flap or not vein)


def _is_named(candidate: Candidate) -> bool:
    """Whether a bone is called a flap, or the title says what it is carried on: "parietal bone carried on its fascia"."""
    c = candidate
    return bool(c.claimed or c.titled or c.described or c.booked) or any(f.evidence.section in TITLE for f in c.raised)


def _is_in_soft_flap(index: Index, candidate: Candidate) -> bool:
    """Whether the title's flap goes by the vessels of a bone that was raised and set in with it: "radial forearm free flap"."""
    titled = {word for f in index.performed("soft_flap", sections=TITLE) for word in f.evidence.quote.lower().split()}
    named = any(f.evidence.quote.lower().split()[0] in titled for f in candidate.vessels)
    return named and bool(candidate.raised) and bool(candidate.pieces) and not candidate.resected


def _joins_own(index: Index, candidate: Candidate) -> bool:
    """Whether a piece of the bone is told of, and vessels that feed it alone are joined: "ulnar artery - peroneal artery"."""
    joined = (f for number in join_sentences(index) for f in index.sentence(number) if f.accepted and f.role != "receives")
    own = any(f.concept in NAMED_VESSELS and stem(f.value) in candidate.donor.own for f in joined)
    placed = any(not has(index.clause(f), "act", "resect") for f in candidate.pieces)
    received = any(f.role == "receives" and f.accepted and f.value != candidate.donor.id for f in index.of("bone"))
    return own and placed and received


def _without_repeated(index: Index, in_body: list[Candidate]) -> list[Candidate]:
    """Leave out a bone of the title that the body only names again, where it takes another with that one's own vessels."""
    repeated = [c for c in in_body if c.claimed and c.described and not c.worked_on and not _is_handled(index, c.described)]
    taken = [c for c in in_body if c.worked_bone and c.own_vessel and all(c is not r for r in repeated)]
    return [c for c in in_body if all(c is not r for r in repeated)] if taken else in_body


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
    if joined and _is_only_flap(index, candidate):
        return True
    worked = has(index.body("act"), "act", "cut", "harvest") and not index.performed("soft_flap")
    if joined and worked and any(_goes_to_bone(f, index) for f in candidate.described):
        return True
    taken = candidate.raised or (candidate.pieces and candidate.fed and has(index.body("act"), "act", "divide_pedicle"))
    if candidate.announced and candidate.worked_on and (joined or (taken and candidate.vessels)):
        return True
    if candidate.stated or (candidate.titled and (candidate.in_body or candidate.vessels)):
        # A form that names the donor below a title of vascularised bone leaves the joins to be asked for.
        return joined or bool(candidate.stated and index.performed("bone_claim", sections=TITLE))
    divided = candidate.own_vessel and any(
        f.value == "divide_pedicle" and "pedicle" in f.evidence.quote.lower() for f in index.body("act")
    )
    kept = candidate.own_vessel and any(_is_kept(f, index) for f in (*candidate.beside_vessel, *candidate.raised))
    return (
        (joined or divided or kept)
        and (candidate.own_vessel or bool(candidate.vessels))
        and bool(candidate.pieces or candidate.raised or candidate.cut or candidate.beside_vessel)
        and (candidate.fed or not candidate.resected)
        and not candidate.discarded
    )


def _is_only_flap(index: Index, candidate: Candidate) -> bool:
    """Whether a hurried note names one flap, and vessels are joined behind it: "Free fibula, left. Facial artery end to end"."""
    joins = join_sentences(index)
    opening = [f for f in candidate.described if _opens_sentence(index, f) and _is_measured(index, f)]
    if not opening or not joins or opening[0].sentence > joins[-1]:
        return False
    text, start = opening[0].evidence.statements.text, start_of(opening[0])
    line = text[start : max(f.evidence.end for f in index.sentence(opening[0].sentence)) + _BEHIND]
    if _TROUBLED.search(re.split(r"[.;\n]\s", line)[0]) or _BOOKED.search(text):
        return False
    named = index.performed("bone", "flap_name", sections=BODY | TITLE)
    others = any(f.role in {"flap", "free"} and f.value != candidate.donor.id for f in named)
    soft = (f for f in index.performed("soft_flap") if start_of(opening[0]) < start_of(f) and f.sentence <= joins[-1])
    return not (others or any(soft) or index.performed("vessel_operation", "nonvascular", sections=BODY | TITLE))


def _opens_sentence(index: Index, flap: Sighting) -> bool:
    """Whether a sentence opens with a flap's name, as a hurried note tells what was taken."""
    return flap.concept == "flap_name" and start_of(flap) == min(map(start_of, index.sentence(flap.sentence)))


def _is_measured(index: Index, flap: Sighting) -> bool:
    """Whether the sentence that names a flap, or the next, measures anything: what was "no good" is told without a size."""
    return any(has(index.sentence(flap.sentence + further), "size") for further in (0, 1))


def _is_plain_graft(index: Index, candidate: Candidate) -> bool:
    """Whether a title calls the bone a graft and nothing ties it to vessels: the flap beside it is another thing."""
    c = candidate
    if c.bare and not c.claimed:
        return True
    called = any(f.role == "graft" and f.evidence.section in TITLE for f in c.pieces)
    fed = c.claimed or c.described or c.stated or c.announced or c.titled or c.own_vessel
    here = {f.sentence for f in c.worked_bone if f.evidence.section in BODY}
    cut = any(has(index.sentence(number), "act", "divide_pedicle") for number in here)  # "raised the condyle, pedicle divided"
    return called and not (fed or cut) and here.isdisjoint(f.sentence for f in c.vessels)


def _is_taken_bare(index: Index, candidate: Candidate) -> bool:
    """Whether a title calls for plain graft, and a bone was taken without its vessels: they "were left in the chest"."""
    called = candidate.claimed or candidate.described or candidate.stated or candidate.announced or candidate.titled
    plain = has(index.performed("nonvascular", sections=TITLE), "nonvascular", "graft") and not join_sentences(index)
    return plain and not called and has(index.body("nonvascular"), "nonvascular", "bare")


def _is_bare(index: Index, candidate: Candidate) -> bool:
    """Whether a bone that is only called "free" was taken bare of what feeds it."""
    called = [*candidate.claimed, *candidate.described]
    only_free = bool(called) and all(_FED_WORDS.isdisjoint(f.evidence.quote.lower().split()) for f in called)
    return only_free and has(index.body("nonvascular"), "nonvascular", "bare")


def _goes_to_bone(flap: Sighting, index: Index) -> bool:
    """Whether a flap is named with the bone that it goes to: "free trochlea, left knee, to right lunate"."""
    here = index.sentence(flap.sentence)
    receiving = (f for f in here if f.concept == "bone" and f.role == "receives" and f.accepted and f.value != flap.value)
    return any(start_of(f) > start_of(flap) for f in receiving)


def _is_kept(bone: Sighting, index: Index) -> bool:
    """Whether a bone told beside its own vessels is moved on them in the sentences that follow."""
    after = (index.sentence(bone.sentence + further) for further in range(_MOVED_WITHIN))
    return any(f.concept == "act" and f.value in KEPT and f.accepted for found in after for f in found)


def _is_handled(index: Index, mentions: list[Sighting]) -> bool:
    """Whether something is done in a clause that names the flap: words alone ("a brother had a free fibula") raise none."""
    return any(
        has(index.clause(f), "act", "harvest", "cut", "inset", "join", "divide_pedicle", *KEPT)
        or has(index.sentence(f.sentence), "act", "divide_pedicle")
        or all(has(index.sentence(f.sentence), "act", act) for act in ("harvest", "inset"))
        or _is_taken_alone(index, f)
        for f in mentions
    )


def _is_taken_alone(index: Index, flap: Sighting) -> bool:
    """Whether a sentence opens with a flap and goes on to take it, and nothing else: "Vascularised fibula, left, was taken"."""
    here = index.sentence(flap.sentence)
    bones = {f.value for f in here if f.concept in {"bone", "flap_name"}}
    acts = (f for f in here if f.concept == "act" and f.value == "harvest" and f.accepted and start_of(f) > start_of(flap))
    place = flap.evidence
    taken = any(_TAKEN.fullmatch(place.statements.text, place.end, start_of(act)) for act in acts)
    return taken and bones == {flap.value} and _opens_sentence(index, flap)


def _settle_neighbours(candidates: list[Candidate]) -> list[Candidate]:
    """Condyle and trochlea share their vessels: the note means the one that it describes better."""
    names = {c.donor.id: c for c in candidates}
    condyle, trochlea = names.get("medial_femoral_condyle"), names.get("medial_femoral_trochlea")
    if condyle and trochlea:
        weaker = condyle if trochlea.score >= condyle.score else trochlea
        return [c for c in candidates if c is not weaker]
    other = names.get("lateral_femoral_condyle")
    if condyle and other and other.worked_bone and not condyle.worked_bone and _names_no_side(condyle):
        return [c for c in candidates if c is not condyle]
    toe, metatarsal = names.get("second_toe"), names.get("metatarsal")
    if toe and metatarsal:
        weaker = metatarsal if toe.claimed or toe.described else toe
        return [c for c in candidates if c is not weaker]
    return candidates


def _names_no_side(condyle: Candidate) -> bool:
    """Whether a title or description leaves open which condyle is meant: "free femoral condyle flap"."""
    told = (*condyle.claimed, *condyle.titled, *condyle.described)
    return not any({"medial", "med", "mfc"} & set(f.evidence.quote.lower().split()) for f in told)


def _independent(index: Index, donors: list[Candidate]) -> list[Candidate]:
    """The strongest donor, and others that title or description claims as flaps of their own, or that have joins of their own."""
    first, *others = donors
    enough = _ENOUGH if first.claimed else _ENOUGH + 1.0
    return [
        first,
        *(
            c
            for c in others
            if (c.claimed or c.described or (_as_flap(c) and _have_joins_each(index, first, c)))
            and c.score >= (_ENOUGH if _have_joins_each(index, first, c) else enough if c.claimed else _ENOUGH + 1.0)
            and c.receives <= len(c.claimed) + len(c.described)
        ),
    ]


def _have_joins_each(index: Index, one: Candidate, other: Candidate) -> bool:
    """Whether vessels are joined behind each of two flaps that the description names, before it comes to the next."""
    if not (_as_flap(one) and _as_flap(other)):
        return False
    first, second = sorted((_as_flap(one)[0].sentence, _as_flap(other)[0].sentence))
    joins = join_sentences(index)
    return any(first <= number < second for number in joins) and any(number >= second for number in joins)


def _as_flap(candidate: Candidate) -> list[Sighting]:
    """Where the description calls a bone a flap, or a form has it as one: "FLAP 2: Left scapular tip"."""
    return candidate.described or [f for f in candidate.stated if f.role == "donor"]
