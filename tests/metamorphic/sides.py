"""Left and right exchanged throughout a note."""

from __future__ import annotations

import re

_OTHER = {"left": "right", "right": "left", "l": "R", "r": "L"}
# A single letter is a side where it is neither litres after a figure nor a person's initial.
_WORD = re.compile(
    r"(?<![A-Za-z])(?:left|right)(?![A-Za-z])|(?<![A-Za-z.])(?<!\d )[LR](?![A-Za-z]|\.[A-Z]|\. [A-Z])", re.IGNORECASE
)

# "Left" that is the verb to leave, told by what stands before or after it.
_STAYED = re.compile(
    r"(?:\b|(?<=\s))(?:was|were|is|be|been|are|which|that|this|had|has|he|she"
    r"|\+ head|nothing|implants|bone|cuff|cavity|hole|slivers)\s+$",
    re.IGNORECASE,
)
_STAYED_AS = re.compile(
    r"\s+(?:an?|the|open|alone|in|out|to|where|for|attached|bare|under|behind|over|on|of|by|at|around|with|untouched)\b",
    re.IGNORECASE,
)
# "Right" that is no side.
_CORRECT = re.compile(r"\b(?:counts?(?: was| were)?|look(?:s|ed)?|oozed|of the|of about the)\s+$", re.IGNORECASE)
_CORRECT_AS = re.compile(r"(?:\.|\s+away|\s+(?:thickness|calib|size|length|angle))", re.IGNORECASE)


def sides_exchanged(text: str) -> str:
    """Every left becomes right and every right left; the verb `left` and the correct `right` stay."""
    return _WORD.sub(_exchanged, text)


def _exchanged(found: re.Match[str]) -> str:
    word, before, after = found[0], found.string[: found.start()], found.string[found.end() :]
    if len(word) == 1 and (word.islower() or _initial(before, after)):
        return word
    if word.lower() == "left" and _is_verb(before, after):
        return word
    if word.lower() == "right" and _CORRECT.search(before[-20:]) and _CORRECT_AS.match(after):
        return word
    if word.lower() == "right" and re.match(r"\s+away", after):
        return word
    return _in_case(_OTHER[word.lower()], word)


def _is_verb(before: str, after: str) -> bool:
    near = before[-14:]
    if _STAYED.search(near) and not after.startswith("-"):
        return True
    sided = re.search(r"\b(?:the|his|her|on|WBAT)\s+$|ectomy\s+$", near, re.IGNORECASE)
    return not sided and _STAYED_AS.match(after) is not None


def _initial(before: str, after: str) -> bool:
    """A single letter that is part of a person's name: a capital word or a comma stands before, a full stop after."""
    return after.startswith(".") and re.search(r"(?:[A-Z][a-z]+|,)\s$", before) is not None


def _in_case(word: str, like: str) -> str:
    if len(like) == 1 or like.isupper():
        return word.upper()
    return word.capitalize() if like[0].isupper() else word
