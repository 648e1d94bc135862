"""What the end of a line parts: "anas-" and "tomosis", "ILIAC CREST" and "FREE FLAP"."""

from __future__ import annotations

import re

_HYPHEN = "[-\u2010\u2011]"
# Two letters with a hyphen and the end of a line between them.
PARTED = re.compile(rf"[^\W\d_]{_HYPHEN}\n[ \t]*[^\W\d_]")
_SMALL_BELOW = re.compile(rf"[^\W\d_]{_HYPHEN}\s+[^\W\d_A-Z]")  # also across a page's head that was taken out
# A bone that ends a line, and below it what is made of it.
_BONE_ENDS = re.compile(
    r"\b(?:fibula|crest|scapula|rib|condyle|trochlea|metatarsal|radius|clavicle|femur)[ \t]*\Z", re.IGNORECASE
)
_FLAP_BELOW = re.compile(
    r"(?:(?:osteo\w+|composite|bone|free|vascular\w+|microvascular|tissue)[ \t]+){1,3}(?:flap|graft|transfer)\b", re.IGNORECASE
)
_LAST_WORD = 16  # characters


def goes_on_below(text: str, end: int, start: int) -> bool:
    """Whether a word or a flap's name may go on from the line that ends at `end` in the one that starts at `start`."""
    if _SMALL_BELOW.match(text, end - 2, start + 1):
        return True
    return _FLAP_BELOW.match(text, start) is not None and _BONE_ENDS.search(text, max(end - _LAST_WORD, 0), end) is not None
