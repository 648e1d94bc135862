"""What a reader left out or had to decide, as sentences for the report; in the order in which the report gives them."""

from __future__ import annotations

from collections.abc import Iterable

TRACKED = "Tracked changes were read as accepted."
STRUCK = "Words that are struck through were left out."
HIDDEN = "Hidden text was left out."
UNSURE = "Some text was read of which a style sheet may say that it is hidden or struck through."
COMMENTS = "Comments were left out."
PROMPTS = "Prompts of fields that nobody filled in were left out."
SYMBOLS = "Some signs of a symbol font could not be read."
PICTURES = "Pictures were not read; words that stand only in a picture are missing here."
EMBEDDED = "An embedded document was not read."
TRAILING = "What follows after the end of the document was left out."

_ORDER = (TRACKED, STRUCK, HIDDEN, UNSURE, COMMENTS, PROMPTS, SYMBOLS, PICTURES, EMBEDDED, TRAILING)


def in_order(remarks: Iterable[str]) -> tuple[str, ...]:
    """Each remark once, always in the same order."""
    found = set(remarks)
    return tuple(remark for remark in _ORDER if remark in found)
