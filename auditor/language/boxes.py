"""The boxes of a form, empty or ticked, as signs of their own or typed with brackets."""

from __future__ import annotations

import re

EMPTY_SIGNS = "\u2610\u25a1"
TICKED_SIGNS = "\u2611\u2612"
SIGNS = EMPTY_SIGNS + TICKED_SIGNS
EMPTY_BOX = rf"(?:[\[(]\s?[\])]|[{EMPTY_SIGNS}])"
TICKED_BOX = rf"(?:[\[(]\s?[xX\u2713\u2714]\s?[\])]|[{TICKED_SIGNS}])"
ANY_BOX = rf"(?:{EMPTY_BOX}|{TICKED_BOX})"

_ANY_BOX = re.compile(ANY_BOX)
_LAST_OF_LINE = re.compile(rf"{ANY_BOX}[ \t]*(\n)[ \t]*(?=(yes|no|none|n/a|present|absent|taken|not taken)\b|[a-z])")


def unwrapped(text: str) -> str:
    """`text` with a blank for each line end that a wrap put between a box and its words, character for character."""
    for last in _LAST_OF_LINE.finditer(text):
        line = text[text.rfind("\n", 0, last.start()) + 1 : last.start()]
        if _leads(line, answered=bool(last[2])):
            text = f"{text[: last.start(1)]} {text[last.end(1) :]}"
    return text


def _leads(line: str, *, answered: bool) -> bool:
    """Whether boxes stand before their words in a line, or an answer follows the box that ends it."""
    first = _ANY_BOX.search(line)
    label = (line[: first.start()] if first else line).rstrip(" \t-*")
    return label.endswith((":", "?")) if first is None and answered else first is not None and label[-1:] in {"", ":", "?"}
