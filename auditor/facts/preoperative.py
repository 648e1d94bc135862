"""Studies of before the operation: told in the account, called preoperative, or of a kind that no theatre makes."""

from __future__ import annotations

import re

from auditor.facts.aims import TOLD, Found, first
from auditor.facts.index import BODY, Index, has, start_of
from auditor.language.sighting import Sighting
from auditor.language.words import words
from auditor.model import Assertion

_DONE = words(
    "booked requested ordered done available obtained performed taken made repeated possible needed required sent at to brought "
    "have need undergo get want receive carried been a any reviewed wanted helpful"
)
_OF_SCANNER = re.compile(r"\b(?:ct|cta|mri|mra|pet|spect|magnetic|tomograph\w*|scintigra\w*|arteriogra\w*)\b", re.IGNORECASE)
_NOT_BEFORE = re.compile(
    r"\b(?:post\w*|intra\w*|table|theatre|o-arm|will|to be|tomorrow|weeks?|months?|wks?|mo|plann\w*|request\w*|order\w*|book\w*"
    r"|check|later|icg|spy|compat\w*|safe|surgery|surgeons?|team|for|watch|ready|sheath|guid\w*|after|follow\w*|then|due|repeat|next"
    r"|at \d|in \d|\d+/(?:52|12|7)|not|no|never|nor|without|unavailable|if)\b",
    re.IGNORECASE,
)
_PREOP_BEHIND = re.compile(r"\s{0,2}[(,]?\s{0,2}pre-?\s?op(?:erative(?:ly)?)?\b", re.IGNORECASE)
_NOT_THERE = re.compile(r"[^.;\n]{0,30}\b(?:not|missing|unavailable|awaited|lost|pending)\b", re.IGNORECASE)
_PREOP_AHEAD = re.compile(r"\bpre-?\s?op(?:erative)?\s+(?:\w+\s+)?\Z", re.IGNORECASE)
_NEAR = 30  # characters


def preop_imaging(index: Index) -> Found:
    """A study in the account before the operation, or under its own heading."""
    studies = (
        f for f in index.of("imaging") if f.value == "study" and f.assertion is not Assertion.PLANNED and not _is_undone(f)
    )
    return first(
        f
        for f in studies
        if f.evidence.section in TOLD | {"imaging", "diagnosis"}
        or (f.evidence.section == "narrative" and start_of(f) < index.begun)
        or f.assertion is Assertion.PRIOR
        or has(index.sentence(f.sentence), "imaging", "reviewed")
        or _is_called_preoperative(f)
        or _is_made_elsewhere(f)
    )


def _is_made_elsewhere(study: Sighting) -> bool:
    """Whether a study is of a kind that no theatre makes, told of in the description: "vessels in both legs (CT angiography)"."""
    place = study.evidence
    if not study.accepted or place.section not in BODY - {"addendum"}:
        return False
    text = place.statements.text
    start, end = max(place.start - _NEAR, 0), min(place.end + _NEAR, len(text))
    ahead, behind = text[start : place.start], text[place.end : end]
    near = re.split(r"[.;\n]", ahead)[-1] + place.quote + re.split(r"[.;\n]", behind)[0]
    return _OF_SCANNER.search(place.quote) is not None and _NOT_BEFORE.search(near) is None


def _is_called_preoperative(study: Sighting) -> bool:
    """Whether a study is said to be of before: "OPG pre-op in folder", "preoperative CT"."""
    place = study.evidence
    text = place.statements.text
    if study.assertion is Assertion.NEGATED or _NOT_THERE.match(text, place.end):
        return False
    return _PREOP_BEHIND.match(text, place.end) is not None or (
        _PREOP_AHEAD.search(text, max(place.start - _NEAR, 0), place.start) is not None
    )


def _is_undone(study: Sighting) -> bool:
    """Whether a study is denied, and not only what it shows: "the CT was not done", but "on CT the ends had not joined"."""
    if study.assertion is not Assertion.NEGATED:
        return False
    cue = study.cue
    if cue is None or cue.rule_id != "not-verb":
        return True
    verb = cue.text[cue.end :].split(maxsplit=1)[:1]
    return not verb or verb[0].lower().strip(".,;:") in _DONE
