"""The state of the eighteen documentation elements, from what stands anywhere in the note."""

from __future__ import annotations

from collections.abc import Callable

from auditor.facts.closing import both_closed
from auditor.facts.donors import Candidate
from auditor.facts.index import BODY, TITLE, Index, has, start_of
from auditor.model import Assertion, Defect, ElementState, Finding, Graft
from auditor.rules.schema import Anatomy

_UNSAID = frozenset({Assertion.CONSIDERED, Assertion.TAUGHT, Assertion.PLANNED})
# Where a note tells what went before and why it operates.
_TOLD = frozenset({"indication", "previous", "history", "diagnosis", "options", "header"})


def find_elements(
    index: Index, graft: Graft, defect: Defect | None, donors: list[Candidate], anatomy: Anatomy, vessels: tuple[bool, bool], place: str | None,
    completed: bool,
) -> dict[str, ElementState]:
    """State of each element for the note; `vessels` tells whether a recipient artery and a recipient vein are named."""
    documented: dict[str, bool] = {
        "donor_site": graft.donor_site != "undocumented",
        "donor_laterality": graft.laterality is not None,
        "defect_size": defect is not None and defect.size_cm is not None,
        "defect_location": defect is not None and defect.location is not None,
        "arterial_anastomosis": bool(graft.arterial_anastomosis),
        "venous_anastomosis": bool(graft.venous_anastomosis),
        "recipient_vessels": all(vessels),
        "skin_paddle": graft.skin_paddle != "undocumented",
        "skin_paddle_size": graft.skin_paddle_cm is not None,
        "closure": both_closed(index, donors, anatomy, place, (graft.laterality, defect.laterality if defect else None)),
    } | {name: test(index) for name, test in _TESTS.items()}
    if not completed:
        documented["graft_fixation"] = documented["perfusion_check"] = False
    states = {name: ElementState.DOCUMENTED if said else ElementState.MISSING for name, said in documented.items()}
    if graft.skin_paddle != "present":
        states["skin_paddle_size"] = ElementState.NOT_REQUIRED
    if states["pathology"] is ElementState.MISSING and not _tumour_involved(index):
        states["pathology"] = ElementState.NOT_REQUIRED
    return states


def _indication(index: Index) -> bool:
    """A condition that calls for the graft, anywhere but in a plan."""
    return any(
        f.assertion not in _UNSAID | {Assertion.NEGATED}
        and f.value not in {"reconstruct"}
        and (f.evidence.section != "plan")
        and (f.value != "loss" or f.evidence.section in _TOLD | TITLE)
        and (f.value != "trauma" or f.evidence.section in _TOLD | TITLE | {"narrative"})
        for f in index.of("condition")
    )


def _prior_treatment(index: Index) -> bool:
    """A treatment and its failure told together in the account, or why a lesser option would not do."""
    account = [f for f in index.of("treatment") if f.evidence.section in _TOLD or f.assertion is Assertion.PRIOR]
    done = [f for f in account if f.value == "treatment" and f.assertion not in _UNSAID]
    failed = [f for f in account if f.value == "failed"]
    if any(f.evidence.section == "previous" for f in done):
        return True
    if any(abs(a.sentence - b.sentence) <= 2 for a in done for b in failed):
        return True
    lasting = any(f.value in _LASTING and f.evidence.section in _TOLD | TITLE and f.assertion not in _UNSAID for f in index.of("condition"))
    if lasting and any(f.evidence.section in _TOLD for f in done):
        return True
    return any(f.value == "lesser" and f.evidence.section in _TOLD for f in account)


# Trouble that is still there although it was treated.
_LASTING = frozenset({"nonunion", "infection", "hardware_failure"})


def _expected_benefit(index: Index) -> bool:
    """A purpose of the living bone, in one sentence with it; or a heading that announces it."""
    for finding in index.of("benefit"):
        if finding.value == "heading":
            return True
        weak = finding.value == "purpose" and finding.evidence.section in _TOLD
        strong = finding.value == "aim" and finding.evidence.section not in {"plan", "field", "codes"}
        if weak or strong:
            sentence = [f for f in index.sentence(finding.sentence) if f.concept == "benefit"]
            ends = [f for f in sentence if f.value == "end" and start_of(f) != start_of(finding)]
            if ends and has(sentence, "benefit", "means"):
                return True
    return False


def _graft_fixation(index: Index) -> bool:
    """Hardware or a fit that holds the graft: not taken out, not left from before, not in the donor's bed."""
    for finding in index.body("fixation"):
        if finding.value not in {"hardware", "fit"}:
            continue
        clause, sentence = index.clause(finding), index.sentence(finding.sentence)
        if has(clause, "fixation", "removal") or has(sentence, "donor_bed") or has(clause, "tool"):
            continue
        return True
    return False


def _perfusion_check(index: Index) -> bool:
    """A sign of flow after the vessels were joined or the clamps came off."""
    joins = [start_of(f) for f in index.body("technique")] or [start_of(f) for f in index.body("release")]
    if not joins:
        return False
    first = min(joins)
    for finding in index.body("perfusion"):
        if finding.value == "sign" and start_of(finding) > first and not _is_watch(index, finding):
            return True
    return False


def _is_watch(index: Index, finding: Finding) -> bool:
    return has(index.clause(finding), "perfusion", "watch")


def _complications(index: Index) -> bool:
    return any(
        f.assertion not in {Assertion.PLANNED, Assertion.CONSIDERED, Assertion.TAUGHT}
        and f.evidence.section not in {"options", "consent", "indication", "history", "plan"}
        for f in index.of("complication")
    )


def _preop_imaging(index: Index) -> bool:
    """A study in the account before the operation, or under its own heading."""
    for finding in index.of("imaging"):
        if finding.value != "study" or finding.assertion in {Assertion.PLANNED}:
            continue
        if finding.why == "left blank in the template" or finding.assertion is Assertion.NEGATED:
            continue
        if finding.evidence.section in _TOLD | {"imaging"} or finding.assertion is Assertion.PRIOR:
            return True
        if has(index.sentence(finding.sentence), "imaging", "reviewed"):
            return True
    return False


def _pathology(index: Index) -> bool:
    """A specimen or its result; tissue for culture alone is none."""
    for finding in index.of("pathology"):
        if finding.value == "specimen" and finding.assertion not in {Assertion.NEGATED, Assertion.PLANNED, Assertion.CONSIDERED}:
            if finding.evidence.section in BODY and not has(index.clause(finding), "pathology", "culture"):
                return True
    return False


def _tumour_involved(index: Index) -> bool:
    """Whether the operation itself is for a tumour: named in title or diagnosis, or as present in the indication."""
    for finding in index.of("tumour"):
        if finding.assertion is Assertion.NEGATED or finding.assertion is Assertion.CONSIDERED:
            continue
        if finding.evidence.section in TITLE | {"diagnosis"} and not _after(index, finding):
            return True
        if finding.evidence.section in {"indication", "history"} and has(index.sentence(finding.sentence), "imaging"):
            return not _after(index, finding)
    return False


def _after(index: Index, finding: Finding) -> bool:
    """Whether the tumour is the past cause of something else ("nonunion after resection of ...")."""
    return any(f.concept == "past_cause" for f in index.sentence(finding.sentence) if start_of(f) < start_of(finding))


_TESTS: dict[str, Callable[[Index], bool]] = {
    "indication": _indication,
    "prior_treatment": _prior_treatment,
    "expected_benefit": _expected_benefit,
    "graft_fixation": _graft_fixation,
    "perfusion_check": _perfusion_check,
    "complications": _complications,
    "preop_imaging": _preop_imaging,
    "pathology": _pathology,
}
