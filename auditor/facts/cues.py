"""Reasons for modifiers, as the note gives them: told apart from trainees who help and from habits."""

from __future__ import annotations

import re

from auditor.facts.index import BODY, Index, has
from auditor.language.sighting import Sighting

_HELPERS = frozenset({"co_surgeon", "assistant_surgeon"})
# A form's field that names nobody: "Co-Surgeon: N/A".
_NOBODY = re.compile(
    r"\s*+(?:\(s\)\s*+)?[:|\-](?:\*\*(?!\*))?+\s*+(?:n/?a\b|none\b|nil\b|no\b|not applicable|-|\*|_)", re.IGNORECASE
)
_ANAESTHETIST = re.compile(r"\s+an(?:a)?esth", re.IGNORECASE)  # "the second consultant anaesthetist"
_AS_IT_SHOULD = "normally"
_ANOTHER = re.compile(r"\b(?:staff|attending)\b.*\b(?:Dr|Mr|Ms|Miss|Prof)\b", re.DOTALL)
_ITEMS = ("*", "\u2022")


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
    """Whether the helper is a qualified surgeon: no word for a trainee stands in the sentence, or only in another item of it."""
    behind = (finding.evidence.statements.text, finding.evidence.end)
    if _NOBODY.match(*behind) or _ANAESTHETIST.match(*behind):
        return False
    here = [f for f in index.sentence(finding.sentence) if f.concept == "modifier_cue"]
    juniors = [f for f in here if f.value == "junior" and not (_is_first_assistant(f) and has(here, "modifier_cue", "attending"))]
    return all(_in_another_item(finding, junior) or _is_of_another(finding, junior) for junior in juniors)


def _is_first_assistant(finding: Sighting) -> bool:
    """Whether words name a part that surgeons of any grade take: "staff surgeon, first assist throughout"."""
    return finding.evidence.quote.lower().startswith("first assist")


def _is_of_another(helper: Sighting, junior: Sighting) -> bool:
    """Whether somebody else is named after the trainee: "dictating as resident, staff is Dr. Bell, the second attending ..."."""
    between = helper.evidence.statements.text[junior.evidence.end : helper.evidence.start]
    return _ANOTHER.search(between) is not None


def _in_another_item(helper: Sighting, junior: Sighting) -> bool:
    """Whether a mark parts two people of one list: "* Ann Bell, MD - Co-surgeon    * Bo Lind, MD - Resident".

    So does a new line where each is a field: "Co-surgeon: Ann Bell, MD", and below it "Residents Lind and Reyes".
    """
    first, last = sorted((helper.evidence, junior.evidence), key=lambda evidence: evidence.start)
    text = first.statements.text
    fields = first is helper.evidence and text.startswith(":", first.end) and text.endswith("\n", 0, last.start)
    return fields or any(mark in text[first.end : last.start] for mark in _ITEMS)


def _compares(index: Index) -> bool:
    """Whether a time is set against the usual in one sentence or the next of the description."""
    amounts = {f.sentence for f in index.of("modifier_cue") if f.value == "unusual_amount"}
    usual = [f for f in index.performed("modifier_cue", sections=BODY | {"history", "indication"}) if f.value == "usual_measure"]
    beside = [f for f in usual if f.evidence.quote.lower() != _AS_IT_SHOULD]  # "the vein filled normally"
    return any(amounts & {f.sentence - 1, f.sentence + 1} for f in beside) or any(f.sentence in amounts for f in usual)
