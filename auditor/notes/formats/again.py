"""Whether a text says again what another says: a document that comes in several forms is read once."""

from __future__ import annotations

import re
from collections import Counter

_SAME = 0.9  # share of a text's words that the other has too
_WORD = re.compile(r"\w+")


def is_held(text: str, within: str) -> bool:
    """Whether a text holds no more than another does: the text of a page and that of its PDF do, "see the PDF" does not."""
    words, had = Counter(_WORD.findall(text.lower())), Counter(_WORD.findall(within.lower()))
    return (words & had).total() >= _SAME * words.total() > 0
