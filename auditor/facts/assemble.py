"""Findings -> facts."""

from __future__ import annotations

import re

from auditor.facts.candidate import Candidate
from auditor.facts.cues import find_cues
from auditor.facts.defect import find_defect, measure_defect
from auditor.facts.donors import find_donors
from auditor.facts.elements import Scene, find_elements
from auditor.facts.established import Facts
from auditor.facts.filing import stem
from auditor.facts.given_up import without_given_up
from auditor.facts.index import BODY, NAMED_VESSELS, TITLE, Index, has, start_of
from auditor.facts.joining import KEPT
from auditor.facts.receiving import Receiving, find_receiving, regions_around
from auditor.facts.sides import donor_side, unnamed_side
from auditor.facts.skin import Skin, find_skin
from auditor.facts.vessels import Joins, find_joins
from auditor.language.grafts import names_graft
from auditor.language.sighting import Sighting
from auditor.model import Assertion, Conflict, Defect, Graft, Header, Laterality, Vascularity
from auditor.rules.schema import Anatomy, ElementRule

_FREE = frozenset({"free", "microvascular", "microsurgical"})
# The end of a flap's vessels that is tied in any harvest.
_FAR_BEFORE = re.compile(
    r"\b(?:lower|distal|far|anterior|peripheral)\s+(?:cut|osteotomy|level|end|ends|stump|limit|vessels|pedicle|bundle)\b[^.;]*\Z"
    r"|\bdistally[, ]+[^.;]*\Z",
    re.IGNORECASE,
)
_FAR_AFTER = re.compile(
    r"\W*(?:and\s+(?:cut|divided|tied)\s+)?(?:\w+\s+){0,2}?"
    r"(?:distally|low\s+down|below\b|at\s+(?:the|its|their)\s+(?:lower|distal|far|anterior|peripheral)\b)",
    re.IGNORECASE,
)
_FAR_REACH = 60  # characters
_NAME_GAP = 2  # characters
_SEVERED = frozenset({"divided", "severed", "transected", "cut", "sectioned"})


def assemble(findings: tuple[Sighting, ...], anatomy: Anatomy, elements: tuple[ElementRule, ...]) -> Facts:
    """Link the findings of one note into facts; a note that only plans has no grafts."""
    index = Index(findings)
    header = _header(index)
    if not may_transfer(index, anatomy):
        return Facts(header=header, names_graft=False)
    if index.is_other_note:
        return Facts(header=header)
    completed = "discontinued" not in index.cues
    cues = find_cues(index)
    donors, only_titled = find_donors(index, anatomy)
    donors = without_given_up(index, donors)
    joins = find_joins(index, donors, anatomy)
    if not donors and not claims_unnamed_bone(index, joins[0]):
        return Facts(header=header, cues=cues, completed=completed)
    size, receiving = _size_and_place(index, donors, anatomy)
    place = receiving.id if receiving else None
    defect = find_defect(index, size, receiving, donors, anatomy)
    skins = [find_skin(index, donors, number) for number in range(len(donors) or 1)]
    grafts = _grafts(index, donors, joins, skins, defect, regions_around(place, anatomy), completed)
    scene = Scene(grafts[0], defect, donors, joins, anatomy, place, completed)
    states, support = find_elements(index, scene, elements)
    return Facts(
        header=header,
        grafts=grafts,
        defect=defect,
        elements=states,
        support=support,
        anastomosis_described=joins[0].described,
        completed=completed,
        toe_joint=bool(index.performed("toe_joint", sections=BODY | TITLE)),
        conflicts=_conflicts(donors, skins, only_titled),
        cues=cues,
    )


def _size_and_place(index: Index, donors: list[Candidate], anatomy: Anatomy) -> tuple[Sighting | None, Receiving | None]:
    """The size of the defect and the place that receives; of several grafts the size tells which place is meant."""
    receiving = find_receiving(index, donors, None, anatomy.parts)
    size = measure_defect(index, donors, receiving, anatomy)
    return size, find_receiving(index, donors, size, anatomy.parts) if len(donors) > 1 else receiving


def _header(index: Index) -> Header:
    return Header(
        surgeon=next((f.value for f in index.of("surgeon")), None),
        date_of_service=next((f.value for f in index.of("date_of_service")), None),
        stated_codes=tuple(f.value for f in index.of("stated_code")),
    )


def may_transfer(index: Index, anatomy: Anatomy) -> bool:
    """Whether anything names a graft: else none can be found, and nothing but the header is told."""
    return any(names_graft(f.concept, f.value, anatomy) for f in index.of("bone", "flap_name", "bone_claim", "nonvascular"))


def claims_unnamed_bone(index: Index, joins: Joins) -> bool:
    """Whether a bone flap was moved though nobody names a bone that is known to give one; that of a craniotomy is none.

    Its vessels were joined, or the flap that a title claims stayed on its pedicle.
    """
    claimed = _claims(index, joins)
    kept = any(f.value in KEPT for f in index.body("act")) and any(f.evidence.section == "title" for f in claimed)
    moved = bool(claimed) and (joins.described or kept)
    return moved and "unplanned_return" not in index.cues and not index.performed("craniotomy")


def _claims(index: Index, joins: Joins) -> list[Sighting]:
    """Where a bone flap is claimed, or announced ("plan = free vascularised bone") and a flap then joined that is not soft."""
    claimed = index.performed("bone_claim", sections=BODY | TITLE)
    if claimed or not joins.described or not has(index.body("flap"), "flap", "flap") or index.performed("soft_flap"):
        return claimed
    return [f for f in index.of("bone_claim") if f.assertion is Assertion.PLANNED and f.evidence.section in TITLE | BODY]


def _grafts(
    index: Index, donors: list[Candidate], joins: list[Joins], skins: list[Skin], defect: Defect | None, regions: frozenset[str],
    completed: bool,
) -> tuple[Graft, ...]:  # fmt: skip
    """One graft for each donor, or the one whose donor is not named."""
    if not donors:
        claims = _claims(index, joins[0])
        vascularity = _vascularity(index, joins[0], completed, frozenset())
        return (_graft("undocumented", unnamed_side(index, claims), vascularity, joins[0], skins[0], claims[0].evidence.written),)
    side = defect.laterality if defect else None
    grafts = []
    for donor, join, skin in zip(donors, joins, skins, strict=True):
        vascularity = _vascularity(index, join, completed, frozenset(donor.donor.pedicles))
        own_side = donor_side(index, donor, regions, side)
        if own_side is None and vascularity == "pedicled":
            own_side = side  # a bone that stays on its pedicle comes from the side that it repairs
        grafts.append(_graft(donor.donor.id, own_side, vascularity, join, skin, donor.quote.written))
    return tuple(grafts)


def _graft(donor: str, side: Laterality | None, vascularity: Vascularity, joins: Joins, skin: Skin, quote: str) -> Graft:
    return Graft.model_validate(
        {
            "donor_site": donor,
            "laterality": side,
            "vascularity": vascularity,
            "skin_paddle": skin.state,
            "skin_paddle_cm": skin.cm,
            "arterial_anastomosis": joins.ordered("arterial"),
            "venous_anastomosis": joins.ordered("venous"),
            "recipient_vessels": tuple(joins.recipients) if joins.described else (),
            "quote": quote,
        }
    )


def _vascularity(index: Index, joins: Joins, completed: bool, pedicles: frozenset[str]) -> Vascularity:
    """Free where vessels were joined or the pedicle divided; pedicled where it was kept; else nobody says.

    `pedicles` are the names of the vessels that feed the donor.
    """
    acts = index.body("act")
    undivided = any(f.value == "undivided" or (completed and f.value == "unjoined") for f in acts)
    cut = [f for f in acts if f.value == "divide_pedicle" or _severs_pedicle(index, f, pedicles)]
    cut = [f for f in cut if not _is_far_end(f) and not _is_of_other(index, f, pedicles)]
    divided = not undivided and not all(_is_kept_yet(index, f) for f in cut)
    stays = any(f.value in KEPT for f in index.performed("act", sections=TITLE)) and not _titled_free(index)
    if joins.described or (divided and not stays):
        return "free"
    kept = any(f.value in KEPT for f in index.performed("act", sections=BODY | TITLE))
    denied = [f for f in index.of("act") if f.assertion is Assertion.NEGATED and f.cue is not None and f.evidence.section in BODY]
    spared = any(f.value == "divide_pedicle" or _severs_pedicle(index, f, pedicles) for f in denied)
    handed_on = "own_part" in index.cues and _titled_free(index)
    if handed_on or (not undivided and not spared and _titled_free(index)):
        return "undocumented"  # the title claims a free flap, and nobody says that it was moved on its pedicle
    return "pedicled" if completed and (kept or spared) else "undocumented"


def _is_far_end(cut: Sighting) -> bool:
    """Whether vessels are tied where they leave the bone, as in any harvest: "ligated at the lower cut", "distal end divided"."""
    place = cut.evidence
    text = place.statements.text
    return bool(_FAR_BEFORE.search(text, max(place.start - _FAR_REACH, 0), place.end) or _FAR_AFTER.match(text, place.end))


def _is_of_other(index: Index, cut: Sighting, pedicles: frozenset[str]) -> bool:
    """Whether the vessels that are cut have a name right before them that is none of the donor's: "circumflex vessels tied"."""
    if not pedicles or not cut.evidence.quote.lower().startswith(("vessels", "artery and vein", "bundle")):
        return False
    before = [f for f in index.sentence(cut.sentence) if f.concept in NAMED_VESSELS and f.evidence.end <= start_of(cut)]
    return any(start_of(cut) - f.evidence.end <= _NAME_GAP and not _may_feed(f, pedicles) for f in before)


def _may_feed(vessel: Sighting, pedicles: frozenset[str]) -> bool:
    name = stem(vessel.value)
    return any(name in pedicle or pedicle in name for pedicle in pedicles)


def _is_kept_yet(index: Index, cut: Sighting) -> bool:
    """Whether what follows keeps the pedicle: "vessels tied at the lower end only. The upper end was left in continuity"."""
    tied = any(word in cut.evidence.quote.lower() for word in ("tied", "ligated"))
    near = [f for further in range(3 if tied else 1) for f in index.sentence(cut.sentence + further)]
    return any(f.concept == "act" and f.value in KEPT and f.accepted and start_of(f) > start_of(cut) for f in near)


def _titled_free(index: Index) -> bool:
    """Whether the title claims a transfer with its vessels joined again."""
    claims = index.performed("flap", "flap_name", sections=TITLE)
    return any(_FREE & set(f.evidence.quote.lower().split()) for f in claims)


def _severs_pedicle(index: Index, act: Sighting, pedicles: frozenset[str]) -> bool:
    """Whether an act of cutting is told of the pedicle: "the pedicle, 8 cm, was clipped and divided"."""
    if act.value != "cut" or act.evidence.quote.lower() not in _SEVERED:
        return False
    sentence = index.sentence(act.sentence)
    before = [f for f in sentence if start_of(f) < start_of(act)]
    if any(f.concept == "flap" and f.value == "piece" and f.clause != act.clause for f in before):
        return False  # "a block was marked over the vessels and cut": the bone is cut
    named = any(_feeds(f, pedicles) for f in before) and not any(f.concept == "bone" for f in sentence)
    return named or any(f.concept == "vessel" and f.value in {"pedicle", "both"} for f in before)


def _feeds(finding: Sighting, pedicles: frozenset[str]) -> bool:
    """Whether a trunk of the flap's own is named; its branches are tied in any harvest."""
    own = finding.concept in {"artery", "bare_vessel"} and stem(finding.value) in pedicles and finding.role != "receives"
    return own and "branch" not in finding.evidence.quote.lower()


def _conflicts(donors: list[Candidate], skins: list[Skin], only_titled: list[Candidate]) -> tuple[Conflict, ...]:
    """A title's bone that the body does not raise, and skin on which title and body disagree."""
    found = [Conflict(topic="donor_site", first=titled.quote.shown, second=donors[0].quote.shown) for titled in only_titled]
    found += [
        Conflict(topic="skin_paddle", first=s.against.shown, second=s.evidence.shown) for s in skins if s.against and s.evidence
    ]
    return tuple(found)
