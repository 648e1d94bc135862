"""The state of the documentation elements, and the findings that document each."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from auditor.facts.aims import TOLD, Found, expected_benefit, first
from auditor.facts.candidate import Candidate
from auditor.facts.closing import both_closed
from auditor.facts.index import BODY, TITLE, Index, has, start_of
from auditor.facts.joining import KINDS, join_sentences, kind_of
from auditor.facts.preoperative import preop_imaging
from auditor.facts.prior import prior_treatment
from auditor.facts.vessels import Joins
from auditor.language.boxes import SIGNS
from auditor.language.sighting import BLANK, Sighting
from auditor.language.words import words
from auditor.model import Assertion, Defect, ElementState, Graft
from auditor.rules.schema import Anatomy, ElementRule

_UNSAID = frozenset({Assertion.CONSIDERED, Assertion.TAUGHT, Assertion.PLANNED})
_LIMB = words("tongue lip lips face ear arm forearm leg hand hands fingers toes foot")
_COLOURS = frozenset({"pink", "warm", "refill", "perfused", "rosy", "red", "crt", "return", "viable", "color", "colour"})
_LABEL_ENDS = frozenset({":", "|"})
_OF_FLAP = frozenset({"bone", "flap", "flap_name", "skin", "soft_flap"})
_FLAP = frozenset({"flap", "flap_name", "skin", "soft_flap"})
_FIXED_WITH = re.compile(r"\b(?:fixed|held|secured|fastened|fixated) (?:\w+ )?(?:with|by)\b(?:[^.;]|\.\d)*\Z", re.IGNORECASE)
_EVENTFUL = (*KINDS, "act", "treatment", "perfusion", "skin")  # what stands under "EVENTS" went wrong, or nearly
_ELSEWHERE = frozenset({"options", "consent", "indication", "previous", "history", "plan"})
# Words on the line of a heading that no field awaits: "Problems: small mucosal tear, sewn".
_ANSWER = re.compile(
    r"(?:[ \t]*[:=-][ \t]*|[*:]*\n[ \t]*[-\u2022*][ \t]*)(?!see\b|tb[acd]\b|pending)"
    rf"[A-Za-z][^\n_*\[\]{{}}{SIGNS}]{{2,}}(?=\n|\Z)",
    re.IGNORECASE,
)
_EXAMINED = re.compile(r"histo|path|hpe", re.IGNORECASE)  # what goes to culture alone is no specimen
_AWAITED = re.compile(r"follow|request|await|pending", re.IGNORECASE)
_DENIALS = ("no ", "nil ")
_NEAR = 30  # characters: "the vein of the flap was soon full"


@dataclass(frozen=True, slots=True)
class Scene:
    """What is already established when the elements are asked: the first graft, its donors, joins and recipient."""

    graft: Graft
    defect: Defect | None
    donors: list[Candidate]
    joins: list[Joins]
    anatomy: Anatomy
    place: str | None
    completed: bool


def find_elements(
    index: Index, scene: Scene, elements: tuple[ElementRule, ...]
) -> tuple[dict[str, ElementState], dict[str, Found]]:
    """State of each element, and what documents it."""
    support = {name: test(index) for name, test in _TESTS.items()}
    # What was tried and failed says why the graft is done.
    support["indication"] = support["indication"] or support["prior_treatment"]
    for element in elements:
        if element.documented_by:
            support[element.id] = first(index.performed(*element.documented_by, sections=BODY | TITLE))
    asked = (*support, "closure")
    support["closure"] = both_closed(index, scene.donors, scene.anatomy, scene.place, _sides(scene))
    support["donor_site"] = tuple(f for donor in scene.donors for f in donor.strongest)
    support["arterial_anastomosis"] = support["venous_anastomosis"] = tuple(f for join in scene.joins for f in join.evidence)
    if not scene.completed:
        support["graft_fixation"] = support["perfusion_check"] = ()
    documented = _from_scene(scene) | {name: bool(support[name]) for name in asked}
    states = {name: ElementState.DOCUMENTED if said else ElementState.MISSING for name, said in documented.items()}
    if scene.graft.skin_paddle != "present":
        states["skin_paddle_size"] = ElementState.NOT_REQUIRED
    if states["pathology"] is ElementState.MISSING and not _tumour_involved(index):
        states["pathology"] = ElementState.NOT_REQUIRED
    return states, {name: found for name, found in support.items() if documented[name]}


def _from_scene(scene: Scene) -> dict[str, bool]:
    """Elements that the graft and the defect answer themselves."""
    graft, defect = scene.graft, scene.defect
    return {
        "donor_site": graft.donor_site != "undocumented",
        "donor_laterality": graft.laterality is not None,
        "defect_size": defect is not None and defect.size_cm is not None,
        "defect_location": defect is not None and defect.location is not None,
        "arterial_anastomosis": bool(graft.arterial_anastomosis),
        "venous_anastomosis": bool(graft.venous_anastomosis),
        "recipient_vessels": any(j.artery_named for j in scene.joins) and any(j.vein_named for j in scene.joins),
        "skin_paddle": graft.skin_paddle != "undocumented",
        "skin_paddle_size": graft.skin_paddle_cm is not None,
    }


def _sides(scene: Scene) -> tuple[str | None, str | None]:
    return scene.graft.laterality, scene.defect.laterality if scene.defect else None


def _indication(index: Index) -> Found:
    """A condition that calls for the graft, anywhere but in a plan."""
    wanted = (
        f
        for f in index.of("condition")
        if f.assertion not in _UNSAID | {Assertion.NEGATED}
        and f.value != "reconstruct"
        and f.evidence.section != "plan"
        and (f.value != "loss" or f.evidence.section in TOLD | TITLE or _is_loss_before(index, f))
        and (f.value != "trauma" or f.evidence.section in TOLD | TITLE | {"narrative"} or start_of(f) < index.begun)
    )
    return first(wanted)


def _is_loss_before(index: Index, loss: Sighting) -> bool:
    """Whether missing bone is named in front of the operation without a heading; one that is measured is a finding of today."""
    unheaded = loss.evidence.section == "narrative" and start_of(loss) < index.opened
    return unheaded and not has(index.sentence(loss.sentence), "size")


def _graft_fixation(index: Index) -> Found:
    """Hardware or a fit that holds the graft: not taken out, not left from before, not in the donor's bed."""

    def holds(finding: Sighting) -> bool:
        clause = index.clause(finding)
        elsewhere = has(index.sentence(finding.sentence), "donor_bed") or has(clause, "pathology", "specimen")
        tool = has(clause, "tool", "tool") or (has(clause, "tool", "bent") and not _is_set(clause))
        removed = any(f.concept == "fixation" and f.value == "removal" and f.assertion is not Assertion.PLANNED for f in clause)
        return not elsewhere and (_is_fixed_with(finding) or not (removed or tool or _comes_out(index, finding)))

    return first(f for f in index.body("fixation") if f.value in {"hardware", "fit"} and holds(f))


def _is_fixed_with(hardware: Sighting) -> bool:
    """Whether the words right before say that something is fixed with it, whatever else comes "out" in the clause."""
    place = hardware.evidence
    return _FIXED_WITH.search(place.statements.text, max(place.start - _NEAR, 0), place.start) is not None


def _is_set(clause: list[Sighting]) -> bool:
    """Whether a plate that was bent on a model is put on: "the prebent plate held it", "pre-bent plate, six screws"."""
    return has(clause, "fixation", "act") or any(f.concept == "fixation" and "screw" in f.evidence.quote.lower() for f in clause)


def _comes_out(index: Index, hardware: Sighting) -> bool:
    """Whether the next clause takes hardware out and names nothing else: "the nail had bent and was removed"."""
    after = [f for f in index.sentence(hardware.sentence) if f.clause == hardware.clause + 1]
    others = [f for f in after if f.concept in {"bone", "flap"} or (f.concept == "fixation" and f.value != "removal")]
    return has(after, "fixation", "removal") and not others


def _perfusion_check(index: Index) -> Found:
    """A sign of flow after the vessels were joined."""
    joined = join_sentences(index)
    if not joined:
        return ()
    after = min(start_of(f) for f in index.sentence(joined[0]))
    flowing = (f for f in index.body("perfusion") if start_of(f) > after or _on_release(index, f))
    signs = (f for f in flowing if _shows_flow(index, f) and not _of_the_limb(index, f))
    return first(f for f in signs if not _is_watched_for(index, f) and not _is_early(index, f))


def _is_watched_for(index: Index, sign: Sighting) -> bool:
    """Whether a sign is only what is to be looked for, or a bleeding that was stopped; a field's label orders nothing."""
    told = (f for f in index.clause(sign) if f.concept == "perfusion" and f.value in {"watch", "stanched"})
    return any(f.evidence.statements.text[f.evidence.end : f.evidence.end + 2].strip()[:1] not in _LABEL_ENDS for f in told)


def _on_release(index: Index, sign: Sighting) -> bool:
    """Whether a sign is told with the release of the clamps, wherever the note puts it; a tourniquet's is another."""
    sentence = index.sentence(sign.sentence)
    return has(sentence, "release") and not has(sentence, "tourniquet")


def _is_early(index: Index, sign: Sighting) -> bool:
    """Whether a sign is told of the time before the vessels were cut: "it bled before we cut the pedicle".

    The flow of a recipient vessel, told of with nothing of the flap, is that of the vessel before it was joined.
    """
    sentence = index.sentence(sign.sentence)
    recipient = has(sentence, "closure", "recipient") and not any(f.concept in _FLAP for f in sentence)
    cut_back = has(sentence, "act", "resect") and not any(f.concept in _OF_FLAP for f in sentence)  # "until each stump bled"
    early = (
        cut_back or has(sentence, "perfusion", "early") or has(sentence, "act", "undivided") or recipient or _is_cut(index, sign)
    )
    return early and not has(sentence, "release")


def _is_cut(index: Index, sign: Sighting) -> bool:
    """Whether what bleeds is a vessel that is being cut, and nothing of the flap: "the artery spurted when it was transected"."""
    clause = index.clause(sign) + [f for f in index.sentence(sign.sentence) if f.clause == sign.clause + 1]
    flap = any(f.concept in _OF_FLAP for f in index.sentence(sign.sentence))
    return has(index.clause(sign), "artery") and has(clause, "act", "cut") and not flap


def _of_the_limb(index: Index, sign: Sighting) -> bool:
    """Whether a colour is that of the limb and nothing of the flap is named: "the fingers were pink"."""
    clause = index.clause(sign)
    limbs = [f for f in clause if f.concept == "region" and f.evidence.quote.lower().split()[-1] in _LIMB]
    before = any(f.evidence.end < start_of(sign) for f in limbs) or (bool(limbs) and _on_tourniquet(index, sign))
    coloured = sign.evidence.quote.lower().split()[-1] in _COLOURS
    return before and coloured and not any(f.concept in _OF_FLAP for f in clause)


def _on_tourniquet(index: Index, sign: Sighting) -> bool:
    """Whether a sign is told with the tourniquet's release: what takes its colour then is the limb."""
    return has(index.sentence(sign.sentence), "tourniquet")


def _shows_flow(index: Index, finding: Sighting) -> bool:
    """Whether words show flow by themselves, or with what they are said of in their clause: flow, a join, a vessel."""
    if finding.value == "sign":
        return True
    clause = [f for f in index.clause(finding) if f.accepted and start_of(f) != start_of(finding)]
    if finding.value == "full":
        return any(f.concept in KINDS and kind_of(f) == "vein" and 0 < start_of(finding) - f.evidence.end < _NEAR for f in clause)
    if finding.value == "open":  # "the joins were looked at once more and found open"
        return any(f.value == "seam" and f.concept == "perfusion" for f in index.sentence(finding.sentence) if f.accepted)
    return finding.value == "brisk" and has(clause, "perfusion", "flow")


def _complications(index: Index) -> Found:
    told = (f for f in index.of("complication") if f.value != "risk" and f.assertion not in _UNSAID and f.why != BLANK)
    answered = (f for f in index.of("section", "heading_word") if f.value == "complications" and _ANSWER.match(*_behind(f)))
    under = (f for f in index.performed(*_EVENTFUL) if f.evidence.section == "complications")
    denied = (f for f in index.of("complication") if _is_denied_under_plan(f))
    here = first(f for f in told if f.evidence.section not in _ELSEWHERE)
    return here or first(answered) or first(under) or first(denied)


def _is_denied_under_plan(complication: Sighting) -> bool:
    """Whether the lines for the ward open with what was: "Post-op: - No complications. EBL 350."."""
    headed = complication.cue is not None and complication.cue.rule_id == "section-plan"
    return headed and complication.evidence.section == "plan" and complication.evidence.quote.lower().startswith(_DENIALS)


def _behind(heading: Sighting) -> tuple[str, int]:
    return heading.evidence.statements.text, heading.evidence.end


def _pathology(index: Index) -> Found:
    """A specimen or its result; tissue for culture alone is none."""
    sent = (f for f in index.of("pathology") if f.value == "specimen" and f.evidence.section in BODY and _was_sent(f))
    return first(f for f in sent if _EXAMINED.search(f.evidence.named) or not has(index.clause(f), "pathology", "culture"))


def _was_sent(specimen: Sighting) -> bool:
    """Whether a specimen was sent, whatever is still to come of it: "permanent sections to follow", "margins requested"."""
    if specimen.assertion in {Assertion.PLANNED, Assertion.CONSIDERED}:
        return specimen.cue is not None and _AWAITED.search(specimen.cue.quote) is not None
    return specimen.assertion not in _UNSAID | {Assertion.NEGATED}


def _tumour_involved(index: Index) -> bool:
    """Whether the operation itself is for a tumour: named in title or diagnosis, or as imaged in the account."""
    for finding in index.of("tumour"):
        unsaid = finding.assertion in {Assertion.NEGATED, Assertion.CONSIDERED}
        if finding.value != "tumour" or unsaid or _after(index, finding):
            continue
        if finding.evidence.section == "diagnosis" and finding.assertion is Assertion.PRIOR and _other_reason(index):
            continue  # "osteoradionecrosis. Carcinoma treated 2009, in remission"
        told = finding.evidence.section in {"indication", "history"}
        imaged = told and has(index.sentence(finding.sentence), "imaging")
        if imaged or (told and not _other_reason(index)) or finding.evidence.section in {"title", "diagnosis"}:
            return True
        if _is_told_at_head(finding, index) and has(index.sentence(finding.sentence), "bone"):
            return True  # and not the name of the house alone
    return False


def _is_told_at_head(finding: Sighting, index: Index) -> bool:
    """Whether words stand in the header, or where a note without headings has not yet begun to operate."""
    section = finding.evidence.section
    return section == "header" or (section == "narrative" and start_of(finding) < index.opened)


def _other_reason(index: Index) -> bool:
    """Whether something other than a tumour calls for the graft."""
    return any(
        f.value in {"nonunion", "necrosis", "infection", "loss", "hardware_failure", "trauma", "congenital"}
        and f.evidence.section in TOLD | TITLE
        and f.assertion not in _UNSAID | {Assertion.NEGATED}
        for f in index.of("condition")
    )


def _after(index: Index, finding: Sighting) -> bool:
    """Whether the tumour is the past cause of something else ("nonunion after resection of ...")."""
    return any(
        (f.concept, f.value) == ("past_cause", "past")
        for f in index.sentence(finding.sentence)
        if start_of(f) < start_of(finding)
    )


_TESTS: dict[str, Callable[[Index], Found]] = {
    "indication": _indication,
    "prior_treatment": prior_treatment,
    "expected_benefit": expected_benefit,
    "graft_fixation": _graft_fixation,
    "perfusion_check": _perfusion_check,
    "complications": _complications,
    "preop_imaging": preop_imaging,
    "pathology": _pathology,
}
