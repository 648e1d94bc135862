"""Sides that a title gives: those that close an item are the procedure's, and give way to what the description says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from auditor.facts.index import TITLE, Index
from auditor.facts.positioning import ONE_SIDE
from auditor.language.sighting import Sighting
from auditor.model import Laterality

_BRACKETED = re.compile(r"[^()\n;,.]{0,24}[(\[]\s*(?:left|right|l|r)\s*[)\]]\s*(?:\n|\Z|[;,.])", re.IGNORECASE)
_CLOSING = re.compile(r"\s*[)\]]\s*(?:\n|\Z|[;,.])")
_ON_SENTENCE = 3  # the weight of a side told in a sentence


def may_close_item(index: Index, donor: Sighting) -> bool:
    """Whether a title's side behind the donor may be meant for the bone that receives: "lunate with free trochlea (Left)"."""
    place = donor.evidence
    if place.section not in TITLE or "(" not in place.statements.text[place.end : place.end + 2]:
        return False
    others = (
        f for f in index.sentence(donor.sentence) if f.concept == "bone" and f.role == "receives" and f.value != donor.value
    )
    return any(f.side is None for f in others)


def closes_item(index: Index, donor: Sighting) -> bool:
    """Whether a donor's side is in brackets at the end of an item, as that of the whole procedure is.

    It is where the item names the bone that receives, too, or where other items of the title close alike.
    """
    place = donor.evidence
    if place.section not in TITLE or _BRACKETED.match(place.statements.text, place.end) is None:
        return False
    others = {
        f.sentence for f in index.performed("side", sections=TITLE) if _CLOSING.match(f.evidence.statements.text, f.evidence.end)
    }
    return len(others) > 1 or any(f.concept == "bone" and f.role == "receives" for f in index.sentence(donor.sentence))


def vote_titles(index: Index, claims: Iterable[Sighting], receiving: frozenset[str], votes: Counter[Laterality]) -> None:
    """A title that names the donor and one side beside the recipient's own: that side is the donor's."""
    for claim in claims:
        sentence = index.sentence(claim.sentence)
        others = (f for f in sentence if f.concept == "bone" and f.value != claim.value)
        taken = {f.side for f in sentence if f.role in {"receives", "resect"} or f.value in receiving} | {f.side for f in others}
        sides = [side for side in ONE_SIDE if any(f.concept == "side" and f.value == side for f in sentence)]
        free = [side for side in sides if side not in taken]
        if len(free) == 1:
            votes[free[0]] += _ON_SENTENCE


def names_giver(index: Index, claim: Sighting) -> bool:
    """Whether an item says where the bone comes from: its one side is the donor's only then."""
    return any(f.concept == "region" and f.side is not None and f.role != "receives" for f in index.sentence(claim.sentence))
