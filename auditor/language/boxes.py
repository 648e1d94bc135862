"""The boxes of a form, empty or ticked, as signs of their own or typed with brackets."""

from __future__ import annotations

EMPTY_SIGNS = "\u2610\u25a1"
TICKED_SIGNS = "\u2611\u2612"
SIGNS = EMPTY_SIGNS + TICKED_SIGNS
EMPTY_BOX = rf"(?:[\[(]\s?[\])]|[{EMPTY_SIGNS}])"
TICKED_BOX = rf"(?:[\[(]\s?[xX\u2713\u2714]\s?[\])]|[{TICKED_SIGNS}])"
ANY_BOX = rf"(?:{EMPTY_BOX}|{TICKED_BOX})"
