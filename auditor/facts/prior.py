"""What was tried before, and that it failed; or why less would not do."""

from __future__ import annotations

import re

from auditor.facts.aims import TOLD, Found, first, is_told_before
from auditor.facts.index import TITLE, Index, start_of
from auditor.language.sighting import BLANK, Sighting
from auditor.model import Assertion

_UNSAID = frozenset({Assertion.CONSIDERED, Assertion.TAUGHT, Assertion.PLANNED})
# Trouble that is still there although it was treated.
_LASTING = frozenset({"nonunion", "infection", "hardware_failure"})
_TREATED = _LASTING | {"tumour"}
_PAST = frozenset({"prior", "prior-noun", "prior-sentence"})
_DATING = frozenset({"prior", "prior-sentence"})
_AGREED = re.compile(
    r"[^.;]{0,200}?(?:,|\band)\s+(?:he|she|they|the\s+(?:patient|family)|(?:the\s+)?parents)\s+"
    r"(?:elected|agreed|consented|understood|opted|chose|wished|decided)\b(?![^.;]*\b(?:because|since|as|but|not)\b)",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"s?\s+(?:(?:was|were|has been|had been)\s+)?(?:3d\s+)?(?:printed|pre-?bent|milled|ordered|designed)\b"
    r"(?![^.;]{0,60}\b(?:put|fitted|placed|inserted|implanted|applied|used|broke|failed|loosened)\b)",
    re.IGNORECASE,
)
_CONCLUDED = re.compile(
    r"[^.;\n]{0,100}?\b(?:so|thus|hence|therefore)\s+(?:(?:it|this|that)\s+)?(?:(?:was|were|is)\s+)?"
    r"(?:not|never|rejected|dropped|excluded|dismissed|abandoned|ruled\s+out|turned\s+down)\b",
    re.IGNORECASE,
)
_STAGE = re.compile(
    r"[^.;\n]{0,24}\b(?:from|of|at|in)\s+the\s+(?:first|1st|planned)\s+(?:stage|step|session)\b"
    r"|[^.;\n]{0,50}\b(?:weeks|months)\s+ago,?\s+as\s+planned\b",
    re.IGNORECASE,
)
_UNHEADED = frozenset({"header", "narrative"})
_OF_TODAY = frozenset({"harvest", "inset", "join", "divide_pedicle", "aim", "purpose"})
_AGAINST = (
    "declined",
    "refused",
    "rejected",
    "advised",
    "unsuitable",
    "not suitable",
    "unwise",
    "inadvisable",
    "inappropriate",
    "futile",
    "would have",
    "would be",
    "dismissed",
)


def prior_treatment(index: Index) -> Found:
    """A treatment and its failure told together in the account, or why a lesser option would not do."""
    account = [f for f in index.of("treatment") if _of_account(index, f)]
    done = [f for f in account if f.value == "treatment" and f.assertion not in _UNSAID and f.why != BLANK]
    done = [f for f in done if not _is_elsewhere(index, f)]
    failed = _failures(index, done)
    previous = first(f for f in done if f.evidence.section == "previous")
    if previous:
        return previous
    for treatment in done:
        within = 2 if treatment.evidence.section in TOLD else 0  # sentences
        near = first(f for f in failed if abs(treatment.sentence - f.sentence) <= within)
        if near:
            return (treatment, *near)
    lasting = any(
        f.value in _LASTING and f.evidence.section in TOLD | TITLE and f.assertion not in _UNSAID for f in index.of("condition")
    )
    told = first(f for f in done if _is_told(index, f, lasting=lasting)) or _failed_at_the_head(index)
    lesser = first(f for f in account if f.value == "lesser" and f.evidence.section != "header" and f.why != BLANK)
    return told or lesser or _treated_in_vain(index) or _weighed(index)


def _is_told(index: Index, treatment: Sighting, *, lasting: bool) -> bool:
    """Whether a treatment is told in the account, and trouble outlasted it or its own words date it; without headings, both."""
    dated = _is_dated(index, treatment)
    return (lasting or dated) if treatment.evidence.section in TOLD else (lasting and dated)


def _failed_at_the_head(index: Index) -> Found:
    """A treatment and its failure in one sentence before the operation begins: "four washouts, persistent fistula"."""
    for treatment in index.of("treatment"):
        at_head = treatment.evidence.section in _UNHEADED and start_of(treatment) < index.begun
        if treatment.value != "treatment" or not at_head or not treatment.accepted or _is_stage(treatment):
            continue
        here = index.sentence(treatment.sentence)
        told = (f for f in here if (f.concept, f.value) == ("treatment", "failed") and start_of(f) > treatment.evidence.end)
        failed = first(f for f in told if f.evidence.quote.lower() != "still")  # "fixator still on" tells what is there
        if failed and not any(f.concept in {"act", "flap_name", "benefit"} and f.value in _OF_TODAY for f in here):
            return (treatment, *failed)
    return ()


def _failures(index: Index, done: list[Sighting]) -> list[Sighting]:
    """Words of failure in the account, or beside a treatment that a cue dates ("a cast was tried in 2019 and it drifted")."""
    dated = {f.sentence for f in done if f.cue is not None and f.cue.rule_id in _DATING}
    told = (f for f in index.of("treatment") if f.value == "failed" and (_of_account(index, f) or f.sentence in dated))
    return [f for f in told if not _is_hoped(index, f)]


def _is_hoped(index: Index, failed: Sighting) -> bool:
    """Whether "again" belongs to what the graft is to give back ("the aim is to let him run again")."""
    before = (f for f in index.sentence(failed.sentence) if f.concept == "benefit" and start_of(f) < start_of(failed))
    return failed.evidence.quote.lower() == "again" and any(f.value in {"aim", "purpose"} for f in before)


def _treated_in_vain(index: Index) -> Found:
    """A treatment after which trouble lasts, as a note without an account says it: "non-union after two plates and a graft"."""
    for treatment in index.of("treatment"):
        if (
            treatment.value != "treatment"
            or treatment.assertion in _UNSAID | {Assertion.NEGATED}
            or start_of(treatment) > index.begun
        ):
            continue
        clauses = [f for f in index.sentence(treatment.sentence) if start_of(f) < start_of(treatment)]
        troubles = [f for f in clauses if f.concept == "condition" and f.value in _TREATED and f.assertion not in _UNSAID]
        since = [f for f in clauses if f.concept == "past_cause" and any(start_of(f) > start_of(t) for t in troubles)]
        if since:
            return (troubles[0], treatment)
    return ()


def _of_account(index: Index, finding: Sighting) -> bool:
    """Whether words about treatment belong to what went before: told there, or dated; a header only names its department."""
    if finding.evidence.section == "header":
        return finding.assertion is Assertion.PRIOR
    before = finding.assertion is Assertion.PRIOR or is_told_before(index, finding)
    return before and not _is_stage(finding)


def _is_stage(treatment: Sighting) -> bool:
    """Whether a treatment was a step of this one: "the spacer from the first stage", "put in eight weeks ago as planned"."""
    place = treatment.evidence
    return _STAGE.match(place.statements.text, place.start) is not None


def _weighed(index: Index) -> Found:
    """Another treatment that was considered, and why it would not do ("would need two stages", "but was refused")."""
    weighed = (f for f in index.of("treatment") if f.value == "treatment" and f.assertion is Assertion.CONSIDERED)
    return first(f for f in weighed if f.evidence.section in TOLD and not _is_risk(f) and _ruled_out(index, f))


def _is_risk(finding: Sighting) -> bool:
    """Whether a treatment is only named among what can go wrong ("the risks such as a dead flap were read out")."""
    return finding.cue is not None and finding.cue.rule_id == "risks-told"


def _ruled_out(index: Index, finding: Sighting) -> bool:
    """Whether the note says against a treatment more than that it was an option."""
    told_against = finding.cue is not None and finding.cue.quote.lower().endswith(_AGAINST)
    more = any(f.clause > finding.clause for f in index.sentence(finding.sentence))
    concluded = _CONCLUDED.match(finding.evidence.statements.text, finding.evidence.end) is not None
    return told_against or concluded or (more and not _is_only_agreed(finding))


def _is_only_agreed(finding: Sighting) -> bool:
    """Whether a sentence goes on to say no more than that the patient agreed: "options were explained, and she elected ..."."""
    place = finding.evidence
    return _AGREED.match(place.statements.text, place.end) is not None


def _is_elsewhere(index: Index, finding: Sighting) -> bool:
    """Whether a treatment was none, only made ready, or of another limb: "plate printed", "a flap lay on the other leg"."""
    beside = (f for f in index.clause(finding) if f.concept in {"region", "bone"})
    made = _MADE.match(finding.evidence.statements.text, finding.evidence.end) is not None
    return made or _is_plain_denial(finding) or any(f.side == "opposite" for f in beside)


def _is_plain_denial(finding: Sighting) -> bool:
    """Whether "no" or "never" stands before the treatment itself: there was none. "Screw 2021, never joined" was one."""
    if finding.assertion is not Assertion.NEGATED or finding.cue is None:
        return False
    ahead = finding.cue.start < start_of(finding)
    return finding.cue.rule_id == "no-noun" or (ahead and "never" in finding.cue.quote.lower().split())


def _is_dated(index: Index, treatment: Sighting) -> bool:
    """Whether a treatment is put into the past by a word of its own ("in 2019", "previous"), not by its heading."""
    return any(f.cue is not None and f.cue.rule_id in _PAST for f in index.clause(treatment))
