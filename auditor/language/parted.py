"""Words that the end of a line parts: "anas-", and below it "tomosis"."""

from __future__ import annotations

import re

_HYPHEN = "[-\u2010\u2011]"
# Two letters with a hyphen and the end of a line between them.
PARTED = re.compile(rf"[^\W\d_]{_HYPHEN}\n[ \t]*[^\W\d_]")
_SMALL_BELOW = re.compile(rf"[^\W\d_]{_HYPHEN}\s+[^\W\d_A-Z]")  # also across a page's head that was taken out


def goes_on_below(text: str, end: int, start: int) -> bool:
    """Whether a word may go on from the line that ends at `end` in the one that starts at `start`."""
    return _SMALL_BELOW.match(text, end - 2, start + 1) is not None
