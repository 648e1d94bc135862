"""Reasons for modifiers, as the note gives them: told apart from trainees who help and from habits."""

from __future__ import annotations

from auditor.facts.index import BODY, Index
from auditor.language.sighting import Sighting

_HELPERS = frozenset({"co_surgeon", "assistant_surgeon"})


def find_cues(index: Index) -> tuple[str, ...]:
    """Values of the modifier cues that the note gives a reason for, sorted."""
    found = set(index.cues) - _HELPERS
    found |= {
        f.value for f in index.of("modifier_cue") if f.value in _HELPERS and f.value in index.cues and _is_surgeon(index, f)
    }
    if _compares(index):
        found.add("unusual_work")
    return tuple(sorted(found))


def _is_surgeon(index: Index, finding: Sighting) -> bool:
    """Whether the helper is a qualified surgeon: no word for a trainee stands nearer than one for an attending."""
    sentence = [f for f in index.sentence(finding.sentence) if f.concept == "modifier_cue"]
    return not any(f.value == "junior" for f in sentence)


def _compares(index: Index) -> bool:
    """Whether a time is set against the usual in one sentence or the next of the description."""
    amounts = {f.sentence for f in index.of("modifier_cue") if f.value == "unusual_amount"}
    usual = [f for f in index.performed("modifier_cue", sections=BODY | {"history", "indication"}) if f.value == "usual_measure"]
    return any(amounts & {f.sentence, f.sentence - 1, f.sentence + 1} for f in usual)
