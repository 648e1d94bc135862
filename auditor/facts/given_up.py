"""Flaps that were raised and given up before they were joined, in a note that goes on with another."""

from __future__ import annotations

import re

from auditor.facts.candidate import Candidate
from auditor.facts.index import BODY, Index, has, start_of
from auditor.facts.linking import last_named
from auditor.language.sighting import Sighting
from auditor.model import Assertion

_LEFT_ALONE = re.compile(
    r"(?:[^.;]{0,100}\b(?:so|and|therefore)\s{1,3}(?:it|this\s{1,3}bone|the\s{1,3}bone|the\s{1,3}flap))?\s{1,3}was\s{1,3}"
    r"(?:therefore\s{1,3}|then\s{1,3})?left\s{1,3}(?:alone|undisturbed|in\s{1,3}peace|unharvested|where\s{1,3}it\s{1,3}was)\b",
    re.IGNORECASE,
)
_VESSELS = ("artery", "vessels")
_LEFT = frozenset({Assertion.CONVERTED, Assertion.DISCONTINUED})


def without_given_up(index: Index, donors: list[Candidate]) -> list[Candidate]:
    """Leave out each donor whose flap was given up ("that flap was abandoned"), as long as another donor remains."""
    if len(donors) < 2:
        return donors
    left = [f for f in index.of("flap", "flap_name", "bone") if f.evidence.section in BODY and _is_left(index, f)]
    given_up = {last_named(index, donors, start_of(f), otherwise=-1) for f in left}
    given_up |= {number for number, donor in enumerate(donors) if not donor.worked_bone and _stays(index, donor)}
    kept = [donor for number, donor in enumerate(donors) if number not in given_up]
    return kept or donors


def _stays(index: Index, donor: Candidate) -> bool:
    """Whether the description looks at a bone and leaves it: "the right fibula ... was left alone and the wound closed"."""
    named = (f.evidence for f in index.body("bone", "flap_name") if f.value == donor.donor.id)
    return any(_LEFT_ALONE.match(place.statements.text, place.end) is not None for place in named)


def _is_unraised(index: Index, named: Sighting) -> bool:
    """Whether a flap is named by its artery, and the sentence goes on: "but that graft would not do and was not raised"."""
    if not named.evidence.quote.lower().endswith(_VESSELS):
        return False
    after = [f for f in index.sentence(named.sentence) if f.assertion is Assertion.NEGATED and start_of(f) > start_of(named)]
    unraised = {f.clause for f in after if f.concept == "act" and f.value == "harvest"}
    return any(f.concept == "flap" and start_of(f) < start_of(act) for f in after for act in after if act.clause in unraised)


def _is_left(index: Index, flap: Sighting) -> bool:
    """Whether the words tell that the flap, and not its skin, was given up or thrown away."""
    if flap.concept == "flap_name" and _is_unraised(index, flap):
        return True
    thrown_away = flap.cue is not None and flap.cue.quote.lower() == "discarded"
    return (thrown_away or flap.assertion in _LEFT) and not has(
        index.clause(flap), "skin", "present", "absent", "named", "discarded"
    )
