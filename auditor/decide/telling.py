"""Which findings an auditor needs to see: statements, and whatever documents an element; not every word that helped."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.language.words import words
from auditor.model import Finding

_STATEMENTS = words(
    "flap_name artery vein technique complication tumour toe_joint bone_claim stated_code surgeon date_of_service nonvascular"
)
_TELLING_VALUES: Mapping[str, frozenset[str]] = {
    "skin": frozenset({"present", "absent", "discarded", "thrown", "refused"}),
    "size": frozenset({"defect", "paddle", "graft", "skin"}),
    "imaging": frozenset({"study"}),
    "pathology": frozenset({"specimen"}),
    "act": frozenset({"divide_pedicle", "keep_pedicle", "undivided"}),
}
_UNTOLD_CUES = frozenset({"attending", "junior", "usual_measure", "usual_manner", "unusual_amount"})
_AMOUNT = "unusual_amount"
_ASKS_AMOUNT = frozenset({"unusual_work", "usual_measure"})  # how much more matters only where more is spoken of


def telling(findings: tuple[Finding, ...], support: Mapping[str, tuple[Finding, ...]]) -> tuple[Finding, ...]:
    """The findings worth a row in the report, in order of place."""
    supporting = {id(finding) for found in support.values() for finding in found}
    asked = {f.sentence for f in findings if f.concept == "modifier_cue" and f.value in _ASKS_AMOUNT}
    beside = {number + step for number in asked for step in (-1, 0, 1)}
    return tuple(
        finding for finding in findings
        if id(finding) in supporting or _is_statement(finding) or (finding.value == _AMOUNT and finding.sentence in beside)
    )  # fmt: skip


def _is_statement(finding: Finding) -> bool:
    if finding.concept in _STATEMENTS:
        return True
    if finding.concept == "bone":
        return finding.role is not None
    if finding.concept == "modifier_cue":
        return finding.value not in _UNTOLD_CUES
    return finding.value in _TELLING_VALUES.get(finding.concept, ())
