"""Whether a graft carried skin on its own pedicle, and how large it was."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.facts.candidate import Candidate
from auditor.facts.index import BODY, TITLE, Index, has, start_of
from auditor.facts.joining import join_sentences
from auditor.facts.linking import owner_of
from auditor.facts.paddle import is_paddle, paddle_size
from auditor.facts.skin_elsewhere import goes_on_elsewhere, is_of_other_time, of_other_flap
from auditor.facts.skin_given_up import denied, given_up, is_alone, is_denied_verb, is_of_part, is_put_back, left_unticked
from auditor.language.sighting import ANSWERED_NO, Sighting, Words
from auditor.model import SkinPaddle

# A toe is moved with the skin around it.
_PARTS = frozenset({"cosurgeon"})  # "Dr. Bell raised the flap, bone only, and dictates that part"
_SKIN_BY_NATURE = frozenset({"great_toe", "second_toe"})
_LACKING = frozenset({"devoid of", "free of", "lack of", "absence of", "instead of"})
_AT = re.compile(r"\b(?:at|on|over|through|against)\s+(?:the\s+)?\Z", re.IGNORECASE)
_ON_FLAP = re.compile(r"\s+on\s+(?:\w+\s+){0,2}(?:perforators?|bone|flap|graft|block|septum|it|them)\b", re.IGNORECASE)
_COMPONENTS = re.compile(
    r"\b(?:components?|composition|constituents?)(?:\s+of\s+(?:the\s+)?(?:flap|graft))?\s*(?:[:=|]|\.{2,})\s*"
    r"(?:(?!\b(?:no|nil|not|without)\b)[^.:\n\[\]()])*\Z",
    re.IGNORECASE,
)
_YES = re.compile(r"[ \t]*(?:[|:=]|[-\u2013](?=[ \t]))[ \t]*(?:yes|y)\b", re.IGNORECASE)  # "Skin - Y", "| Skin | yes |"
_NEAR = 60  # characters


@dataclass(slots=True)
class Skin:
    """Skin of one graft. `against` is the statement that a title or earlier text makes to the contrary."""

    state: SkinPaddle = "undocumented"
    cm: tuple[float, ...] | None = None
    evidence: Words | None = None
    against: Words | None = None


def find_skin(index: Index, donors: list[Candidate], number: int) -> Skin:
    """Skin of the graft `number` of `donors`. Addendum outranks body, body who did what, and that the title."""
    mentions = _shared_out(index, donors)[number]
    for sections in (frozenset({"addendum"}), BODY - {"addendum"}, _PARTS, _naming(donors, number)):
        yes, no = _statements(index, mentions, sections)
        state = _settle(yes, no)
        if state is not None:
            evidence = (yes if state == "present" else no)[0].evidence
            against = _contrary(index, mentions, sections, state)
            if against is None and yes and no and _named_twice(index, donors, number):
                against = (no if state == "present" else yes)[0].evidence
            return Skin(state, paddle_size(index, donors, number) if state == "present" else None, evidence, against)
        drawn = [] if yes or no else _measured_paddles(index, donors, number, sections)
        if drawn:
            against = _contrary(index, mentions, sections, "present")
            return Skin("present", paddle_size(index, donors, number), drawn[0].evidence, against)
    if donors and donors[number].donor.id in _SKIN_BY_NATURE:
        return Skin("present", paddle_size(index, donors, number), donors[number].quote)
    return Skin()


def _named_twice(index: Index, donors: list[Candidate], number: int) -> bool:
    """Whether items of the title name this bone twice, as where one comes from each foot: skin may be of either."""
    if not donors:
        return False
    named = index.performed("bone", "flap_name", sections=TITLE)
    return len({f.sentence for f in named if f.value == donors[number].donor.id and f.role != "receives"}) > 1


def _naming(donors: list[Candidate], number: int) -> frozenset[str]:
    """Where the flap is named: in titles, or beside the disease where a hurried note has its only name there."""
    named = donors[number].quote.section if donors else ""
    return TITLE | {named} if named == "diagnosis" else TITLE


def _measured_paddles(index: Index, donors: list[Candidate], number: int, sections: frozenset[str]) -> list[Sighting]:
    """Paddles that are measured and never called skin: "Ellipse 10 x 5 cm"."""
    sizes = index.performed("size", sections=sections & BODY)
    drawn = (f for f in sizes if f.value == "paddle" and f.cue is not None and _is_of_flap(f.cue.quote.lower()))
    flat = [f for f in drawn if len(f.cm or ()) > 1 and is_paddle(index, f)]
    return [f for f in flat if owner_of(index, donors, f) == number and not of_other_flap(index, donors, f)]


def _is_of_flap(owner: str) -> bool:
    """Whether words that own a size are those of a flap's skin: skin alone may be what is missing, a flap that is drawn bone."""
    return ("skin" not in owner or "flap" in owner) and not owner.startswith("flap d")


def _statements(index: Index, mentions: list[Sighting], sections: frozenset[str]) -> tuple[list[Sighting], list[Sighting]]:
    """Mentions that say skin was taken, and those that say it was not."""
    here = [f for f in mentions if f.evidence.section in sections]
    yes: list[Sighting] = []
    no: list[Sighting] = []
    for finding in here:
        if (finding.value == "discarded" and is_of_part(finding)) or (finding.value == "absent" and _is_spared(index, finding)):
            continue
        if finding.value == "absent" and _stays_on_flap(finding):
            continue
        if finding.value in {"absent", "discarded"}:
            refused = has(index.sentence(finding.sentence), "skin", "refused")  # "no skin was planned and none was taken"
            if finding.accepted or refused or _said_twice(finding):
                no.append(finding)
        elif finding.value == "present":
            if denied(finding) or left_unticked(finding) or given_up(index, finding):
                no.append(finding)
            elif finding.accepted and not _is_excised(index, finding):
                yes.append(finding)
    named = [f for f in here if f.value == "named"]
    left = [f for f in named if _left_out(index, f) or (f.accepted and is_put_back(index, f))]
    left += [f for f in here if _is_passed_over(index, f) and f not in left]
    carried = [f for f in named if f.accepted and (f.role == "carried" or _is_listed(f) or _is_watched(index, f))]
    measured = [f for f in here if f.value == "named" and f.accepted and _is_measured(index, f)]
    return yes or measured or carried, no or left


def _is_excised(index: Index, finding: Sighting) -> bool:
    """Whether an ellipse is cut away with a scar or a tumour: "the scar was excised with an ellipse of skin"."""
    cut = has(index.clause(finding), "act", "resect") or finding.evidence.section == "specimens"
    return cut and "ellipse" in finding.evidence.quote.lower()


def _is_listed(skin: Sighting) -> bool:
    """Whether a field lists skin among what the flap is made of: "Flap components: crest, oblique cuff, skin"."""
    place = skin.evidence
    if _YES.match(place.statements.text, place.end):
        return True
    return _COMPONENTS.search(place.statements.text, max(place.start - 2 * _NEAR, 0), place.start) is not None


def _is_watched(index: Index, finding: Sighting) -> bool:
    """Whether bare skin is seen to bleed or to take its colour after the vessels were joined, as only the flap's own does."""
    joined = join_sentences(index)
    after = bool(joined) and finding.sentence > joined[0]
    if not after or finding.evidence.section not in BODY or " of the " in finding.evidence.quote.lower():
        return False  # "a signal at the skin of the instep": skin that is called by its place is the body's own
    place = finding.evidence
    heard_at = _AT.search(place.statements.text, max(place.start - _NEAR, 0), place.start) is not None  # "a signal at the skin"
    return not heard_at and has(index.clause(finding), "perfusion", "sign")


def _said_twice(finding: Sighting) -> bool:
    """Whether a denial of skin is reached by another's ("no skin, and the muscle was left behind"), or told as a state before."""
    absent, cue = finding.value in {"absent", "discarded"}, finding.cue
    reached = absent and cue is not None and (cue.rule_id in {"none-after", "no-noun"} or "no need" in cue.quote.lower())
    before = finding.cue is not None and finding.cue.quote.lower().startswith("had been") and finding.evidence.section in BODY
    return reached or before


def _left_out(index: Index, finding: Sighting) -> bool:
    """Whether skin is said to have stayed, or not to have gone with the flap."""
    if not denied(finding):
        return False
    if finding.cue is None:
        return finding.why == ANSWERED_NO
    here = index.sentence(finding.sentence)
    told = (has(here, "flap") and not has(here, "skin", "other")) or has(index.clause(finding), "skin", "touched")
    lacking = finding.cue.quote.lower() in _LACKING
    return finding.cue.rule_id == "none-after" or (finding.cue.rule_id == "not-verb" and told) or lacking


def _is_passed_over(index: Index, finding: Sighting) -> bool:
    """Whether skin or its perforators are seen or opened, and the same sentence then says that none went along."""
    if finding.value not in {"named", "perforator"} or finding.evidence.section not in BODY:
        return False
    if not finding.accepted and not denied(finding):
        return False
    later = [f for f in index.sentence(finding.sentence) if f.concept == "skin" and start_of(f) > start_of(finding)]
    return any(f.value == "refused" or (is_denied_verb(f) and is_alone(index, f)) for f in later)


def _is_spared(index: Index, absent: Sighting) -> bool:
    """Whether words that else deny skin say that it was not thrown away: "the paddle was not discarded"."""
    return any(f.value == "thrown" and denied(f) and start_of(f) > start_of(absent) for f in index.clause(absent))


def _stays_on_flap(absent: Sighting) -> bool:
    """Whether skin that "was left" was left on the flap, and not behind: "skin was left on one perforator"."""
    place = absent.evidence
    return place.quote.lower().endswith("left") and _ON_FLAP.match(place.statements.text, place.end) is not None


def _is_measured(index: Index, finding: Sighting) -> bool:
    """Whether skin is given two dimensions as a part of the flap: "skin 7 x 5 over the dorsalis pedis"."""
    sentence = index.sentence(finding.sentence)
    sized = any(f.concept == "size" and f.value == "skin" and len(f.cm or ()) >= 2 for f in sentence)
    kept = _follows_harvest(index, finding) or any(
        f.concept in {"artery", "bare_vessel", "region", "vein"}
        or (f.concept, f.value) in {("skin", "perforator"), ("size", "graft"), ("size", "graft_part")}
        for f in sentence
    )
    told = [f for f in sentence if f.accepted]
    other = has(sentence, "skin", "other") or has(told, "closure", "closed")  # what would not close was grafted
    return sized and kept and not other and not has(sentence, "act", "resect") and not has(sentence, "condition")


def _follows_harvest(index: Index, skin: Sighting) -> bool:
    """Whether the sentence before raises or names what skin is then measured on: "Free fibula. Skin 8 x 5 cm as monitor"."""
    before = index.sentence(skin.sentence - 1)
    raised = has(before, "act", "harvest") and any(f.concept == "region" for f in before)
    named = any(f.concept == "flap_name" and f.role == "flap" and f.accepted for f in before)
    return skin.evidence.section in BODY and (raised or named)


def _settle(yes: list[Sighting], no: list[Sighting]) -> SkinPaddle | None:
    if no and any(f.value == "discarded" or (f.value == "present" and f.accepted) for f in no):
        return "absent"
    if yes and no:
        last = [f for f in no if f.value == "absent" and "only" in f.evidence.quote.lower()]  # "and it went in as bone only"
        settled = len(no) >= len(yes) or any(start_of(f) > start_of(yes[-1]) for f in last)
        return "absent" if settled else "present"
    if yes:
        return "present"
    return "absent" if no else None


def _contrary(index: Index, mentions: list[Sighting], sections: frozenset[str], state: SkinPaddle) -> Words | None:
    """What the title claims against the body; an addendum corrects and is no conflict."""
    if "addendum" in sections or sections == TITLE:
        return None
    yes, no = _statements(index, mentions, TITLE)
    other = no if state == "present" else yes
    same = yes if state == "present" else no
    return other[0].evidence if other and not same else None


def _shared_out(index: Index, donors: list[Candidate]) -> list[list[Sighting]]:
    """Skin mentions of each graft. A later island belongs to the graft that already has one, unless its own is named."""
    shares: list[list[Sighting]] = [[] for _ in donors] or [[]]
    with_skin: list[int] = []
    elsewhere: Sighting | None = None
    for finding in index.of("skin"):
        if of_other_flap(index, donors, finding) or goes_on_elsewhere(finding, elsewhere):
            elsewhere = finding
            continue
        if is_of_other_time(index, finding):
            continue
        owner = owner_of(index, donors, finding)
        if finding.value == "present" and finding.accepted:
            if with_skin and owner not in with_skin and not _names(index, donors[owner], finding):
                owner = with_skin[-1]
            if owner not in with_skin:
                with_skin.append(owner)
        shares[owner].append(finding)
    return shares


def _names(index: Index, candidate: Candidate, finding: Sighting) -> bool:
    """Whether the sentence of a skin mention names this graft's bone, so that nothing need be guessed."""
    return any(f.concept in {"bone", "flap_name"} and f.value == candidate.donor.id for f in index.sentence(finding.sentence))
