"""Votes for left or right: each mention casts its own, one that compares is read against the recipient's side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import get_args

from auditor.facts.positioning import FLIP, ONE_SIDE
from auditor.language.sighting import Sighting
from auditor.model import Laterality, MentionedSide

NAMED: Mapping[str, MentionedSide] = {side: side for side in get_args(MentionedSide)}
COMPARED = frozenset({"same", "opposite"})
ON_BONE = 4  # the weight of a side on the bone's own name


def only_side(findings: Iterable[Sighting]) -> list[Laterality]:
    """The one side that words on their own say, or none."""
    sides = {f.value for f in findings if f.concept == "side" and f.accepted}
    return [side for side in ONE_SIDE if sides == {side}]


def vote(votes: Counter[Laterality], finding: Sighting, weight: int, place: Laterality | None) -> None:
    """Let a mention vote for the side that it bears."""
    cast(votes, finding.side, weight, place)


def cast(votes: Counter[Laterality], side: MentionedSide | None, weight: int, place: Laterality | None) -> None:
    """Count a side; "same" and "opposite" are those of the recipient, whose side is `place`."""
    if side == "left" or side == "right" or side == "bilateral":
        votes[side] += weight
    elif side == "opposite" and place in FLIP:
        votes[FLIP[place]] += weight
    elif side == "same" and place is not None:
        votes[place] += weight


def place_side(findings: Iterable[Sighting], regions: Iterable[Sighting]) -> Laterality | None:
    """The recipient's side: on its bone, else on the region around it."""
    votes: Counter[Laterality] = Counter()
    for finding in findings:
        vote(votes, finding, ON_BONE, None)
    if not votes:
        for finding in regions:
            if finding.side != "bilateral":
                vote(votes, finding, 1, None)
    return winner(votes)


def winner(votes: Counter[Laterality]) -> Laterality | None:
    """The side with the most votes, or None where two have as many."""
    ranked = votes.most_common()
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
