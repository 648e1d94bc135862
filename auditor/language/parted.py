"""What the end of a line parts: "anas-" and "tomosis", "ILIAC CREST" and "FREE FLAP"."""

from __future__ import annotations

import re

_HYPHEN = "[-\u2010\u2011]"
# Two letters with a hyphen and the end of a line between them.
PARTED = re.compile(rf"[^\W\d_]{_HYPHEN}\n[ \t]*[^\W\d_]")
_SMALL_BELOW = re.compile(rf"[^\W\d_]{_HYPHEN}\s+[^\W\d_A-Z]")  # also across a page's head that was taken out
# A bone that ends a line of a title in capitals, and below it what is made of it.
_BONE_ENDS = re.compile(r"\b(?:WITH|USING|BY)\b[^.;:\n]*\b(?:FIBULA|CREST|SCAPULA|RIB|CONDYLE|TROCHLEA|METATARSAL)[ \t]*\Z")
_FLAP_BELOW = re.compile(
    r"(?:(?:OSTEO[A-Z]+|COMPOSITE|BONE|FREE|VASCULAR[A-Z]*|MICROVASCULAR|TISSUE)[ \t]+){1,3}(?:FLAP|GRAFT|TRANSFER)\b"
)
_LINE = 72  # characters


def goes_on_below(text: str, end: int, start: int) -> bool:
    """Whether a word or a flap's name may go on from the line that ends at `end` in the one that starts at `start`."""
    if _SMALL_BELOW.match(text, end - 2, start + 1):
        return True
    return _FLAP_BELOW.match(text, start) is not None and _BONE_ENDS.search(text, max(end - _LINE, 0), end) is not None
