"""Findings -> facts."""

from __future__ import annotations

from auditor.facts.cues import find_cues
from auditor.facts.defect import find_defect, receiving_place
from auditor.facts.donors import Candidate, find_donors
from auditor.facts.elements import find_elements
from auditor.facts.index import BODY, TITLE, Index, start_of
from auditor.facts.sides import donor_side
from auditor.facts.skin import Skin, find_skin
from auditor.facts.vessels import Joins, find_joins
from auditor.model import Conflict, Defect, Facts, Finding, Graft, Laterality, Vascularity
from auditor.rules.schema import Anatomy


_SEVERED = frozenset({"divided", "severed", "transected", "cut"})


def assemble(findings: tuple[Finding, ...], anatomy: Anatomy) -> Facts:
    """Link the findings of one note into facts; a note that only plans has no grafts."""
    index = Index(findings)
    header = _header(index)
    if index.whole_note_planned:
        return Facts(**header, modifier_cues=())
    donors, only_titled = find_donors(index, anatomy)
    completed = "discontinued" not in index.cues
    joins = find_joins(index, donors)
    if not donors:
        return _without_donor(index, header, joins[0], anatomy, completed)
    receiving = receiving_place(index, donors)
    regions = frozenset(r for p in anatomy.place if p.id == receiving for r in p.regions)
    skins = [find_skin(index, donors, number) for number in range(len(donors))]
    defect = find_defect(index, donors, anatomy)
    place = defect.laterality if defect else None
    grafts = tuple(
        _graft(index, candidate, join, skin, (regions, place), completed)
        for candidate, join, skin in zip(donors, joins, skins, strict=True)
    )
    return _facts(index, header, grafts, donors, joins, skins, only_titled, anatomy, completed, defect)


def _header(index: Index) -> dict[str, object]:
    first = {name: next((f.value for f in index.of(name)), None) for name in ("surgeon", "date_of_service")}
    return {**first, "stated_codes": tuple(f.value for f in index.of("stated_code"))}


def _facts(
    index: Index, header: dict[str, object], grafts: tuple[Graft, ...], donors: list[Candidate], joins: list[Joins],
    skins: list[Skin], only_titled: list[Candidate], anatomy: Anatomy, completed: bool, defect: Defect | None,
) -> Facts:  # fmt: skip
    grafts = tuple(_with_side_of_place(graft, defect) for graft in grafts)
    named = (any(j.artery_named for j in joins), any(j.vein_named for j in joins))
    main = grafts[0]
    return Facts(
        **header,  # type: ignore[arg-type]
        grafts=grafts,
        defect=defect,
        elements=find_elements(index, main, defect, donors, anatomy, named, receiving_place(index, donors), completed),
        anastomosis_described=joins[0].described,
        completed=completed,
        toe_joint=bool(index.performed("toe_joint", sections=BODY | TITLE)),
        conflicts=tuple(_conflicts(donors, skins, only_titled)),
        modifier_cues=find_cues(index),
    )


def _graft(
    index: Index, candidate: Candidate, joins: Joins, skin: Skin, place: tuple[frozenset[str], Laterality | None], completed: bool
) -> Graft:
    return Graft(
        donor_site=candidate.donor.id,  # type: ignore[arg-type]
        laterality=donor_side(index, candidate, *place),
        vascularity=_vascularity(index, joins, completed),
        skin_paddle=skin.state,
        skin_paddle_cm=skin.cm,
        arterial_anastomosis=joins.ordered("arterial"),
        venous_anastomosis=joins.ordered("venous"),
        recipient_vessels=tuple(joins.recipients) if joins.described else (),
        quote=candidate.quote.quote,
    )


def _with_side_of_place(graft: Graft, defect: Defect | None) -> Graft:
    """A bone that stays on its pedicle comes from the side that it repairs, where nothing else is said."""
    if graft.vascularity == "pedicled" and graft.laterality is None and defect is not None:
        return graft.model_copy(update={"laterality": defect.laterality})
    return graft


def _vascularity(index: Index, joins: Joins, completed: bool) -> Vascularity:
    """Free where vessels were joined or the pedicle divided; pedicled where it was kept; else nobody says."""
    if joins.described:
        return "free"
    if any(f.value == "divide_pedicle" or _severs_pedicle(index, f) for f in index.body("act")):
        return "free"
    kept = any(f.value == "keep_pedicle" for f in index.performed("act", sections=BODY | TITLE))
    named = any(f.value == "pedicled" for f in index.performed("flap", sections=BODY | TITLE))
    return "pedicled" if completed and (kept or named) else "undocumented"


def _severs_pedicle(index: Index, act: Finding) -> bool:
    """Whether an act of cutting is told of the pedicle: "the pedicle, 8 cm, was clipped and divided"."""
    if act.value != "cut" or act.evidence.quote.lower() not in _SEVERED:
        return False
    return any(f.concept == "vessel" and f.value == "pedicle" and f.accepted and start_of(f) < start_of(act) for f in index.sentence(act.sentence))


def _without_donor(index: Index, header: dict[str, object], joins: Joins, anatomy: Anatomy, completed: bool) -> Facts:
    """A vascularised bone transfer whose donor bone nobody names, or no such transfer at all."""
    claims = index.performed("bone_claim", sections=BODY | TITLE)
    if not claims or not joins.described or index.performed("craniotomy") or "unplanned_return" in index.cues:
        return Facts(**header, modifier_cues=find_cues(index), completed=completed)  # type: ignore[arg-type]
    graft = Graft(
        donor_site="undocumented",
        vascularity=_vascularity(index, joins, completed),
        skin_paddle=find_skin(index, [], 0).state,
        arterial_anastomosis=joins.ordered("arterial"),
        venous_anastomosis=joins.ordered("venous"),
        recipient_vessels=tuple(joins.recipients),
        quote=claims[0].evidence.quote,
    )
    defect = find_defect(index, [], anatomy)
    return Facts(
        **header,  # type: ignore[arg-type]
        grafts=(graft,),
        defect=defect,
        elements=find_elements(index, graft, defect, [], anatomy, (joins.artery_named, joins.vein_named), receiving_place(index, []), completed),
        anastomosis_described=joins.described,
        completed=completed,
        modifier_cues=find_cues(index),
    )


def _conflicts(donors: list[Candidate], skins: list[Skin], only_titled: list[Candidate]) -> list[Conflict]:
    found = [Conflict(topic="donor_site", first=titled.quote, second=donors[0].quote) for titled in only_titled]
    for skin in skins:
        if skin.against and skin.evidence:
            found.append(Conflict(topic="skin_paddle", first=skin.against, second=skin.evidence))
    return found


