"""Fields that ask in words: yes or no, or one of the options that they offer."""

from __future__ import annotations

import re

from auditor.language.reading import Mention, Reading

_ASKED = r"[ \t]*+[\[(]?[ \t]*+y(?:es)?[ \t]*+/[ \t]*+no?(?:[ \t]*+/[ \t]*+n/?a)?[ \t]*+[\])]?"  # "Skin paddle (Y/N)"
_DONE = r"(?:[ \t]+(?:raised|taken|used|included|harvested|elevated|designed|needed|required|carried|present|size|dimensions))?"
_NO = r"(?:n/?a|none|nil|no?|0(?![.,\d])|absent|without|minus|not taken|not applicable)"
_PLAIN = r"(?:bone|muscle|only|just|buried|not|none|hand[- ]?sewn|sewn|sutured)\b"  # what may go on behind "no,"
# A field that is filled in with no more than a denial: "Skin paddle ..... N/A".
_PLAIN_NO = re.compile(
    rf"{_DONE}(?:[ \t]+(?:with|on|for|in|of)[ \t]+(?:this|the|that)[ \t]+(?:flap|graft|transfer|case|bone))?"
    rf"(?:(?:{_ASKED})?[ \t]*+(?:[:?=|]|\.{{2,}}|(?<=[ \t])-(?=[ \t]))|{_ASKED}|[ \t]{{3}}|(?<=[:?]))"
    rf"[ \t]*+\{{?{_NO}{_DONE}(?:\}}|[ \t]*+(?=\.(?![ \t]*(?:of\b|\d))|,[ \t]*{_PLAIN}|[;|(]|(?<=[ \t])-[ \t]|\n|\Z))",
    re.IGNORECASE,
)
# A field that asks yes or no and was not answered.
_UNANSWERED = re.compile(
    rf"{_DONE}(?:{_ASKED}[ \t]*+[:?]?|[ \t]*+[:?]|[ \t]{{3}}(?=[ \t]*+[-\u2013\u2014]))[ \t]*+[-\u2013\u2014]?[ \t]*+(?=\n|\Z)",
    re.IGNORECASE,
)
_WINDOW = 240  # characters: no line of a form is longer
# The label of another field in the next line, and no part of the same: "Skin paddle:", and below it "Size: 8 x 4 cm".
_NEXT_LABEL = re.compile(
    r"\n+[ \t]*+(?!size|dimension|length|width|area|measure|number|intra|peri|post|early|immediate|late|shape|location|perf)"
    r"[A-Za-z][A-Za-z /()]{0,36}:",
    re.IGNORECASE,
)
_BULLETS = " |\t-*"
# What may be said no to in a field, and what even a note that is no form may leave blank.
DENIABLE = frozenset({"skin", "technique", "perfusion", "flap", "bone_claim", "act"})
ASKED_FOR = frozenset({"complication", "skin", "closure", "perfusion"})
_OF_WHAT = frozenset({"", "flap", "graft", "bone", "bone flap", "donor", "recipient"})  # "Flap perfusion:"
WAY = r"(?:e-?t?-?[es]|end[- ]to[- ](?:end|side)|end[- ](?:end|side)|coupler|coupled|hand[- ]?sewn)"
_OR = r"[ \t]*+(?:/|,|\||\bor\b)[ \t]*+"
# Ways of joining that the label itself offers: "Technique (ETE/ETS/coupler): ETS", "ETS (circle: ETE / ETS)".
_OFFER = re.compile(
    rf"\((?:circle|choose|select|one of)[ \t]*+:?[ \t]*+{WAY}(?:{_OR}{WAY})+[ \t]*+\)"
    rf"|\({WAY}(?:{_OR}{WAY})+[ \t]*+\)(?=[ \t]*:)",
    re.IGNORECASE,
)
# All of them, and nothing chosen, behind the label of one vessel: "Venous anastomosis: end-to-end / end-to-side / coupler".
_UNCHOSEN = re.compile(
    r"^(?=[^\n]*end[^\n]*end|[^\n]*ete)(?=[^\n]*side|[^\n]*ets)"
    rf"[ \t*\u2022-]*+(?:arter(?:y|ial)|vein|venous)[^:\n]{{0,40}}:[ \t]*+{WAY}(?:[ \t]*+/[ \t]*+{WAY})+[ \t]*+$",
    re.IGNORECASE | re.MULTILINE,
)


def answers_no(reading: Reading, mention: Mention) -> bool:
    """Whether a field asks for what is mentioned and no more than a denial answers it: "Skin paddle (Y/N): N"."""
    return mention.concept in DENIABLE and _PLAIN_NO.match(reading.text, reading.tokens.ends[mention.last - 1]) is not None


def is_unanswered(reading: Reading, mention: Mention) -> bool:
    """Whether a mention opens a line that asks for it and ends there, before a line that is no answer to it."""
    if mention.concept not in ASKED_FOR:
        return False
    text, start, end = reading.text, reading.tokens.starts[mention.first], reading.tokens.ends[mention.last - 1]
    before = text[text.rfind("\n", max(0, start - _WINDOW), start) + 1 : start].strip(_BULLETS)
    opens = before.lower() in _OF_WHAT
    asked = _UNANSWERED.match(text, end) if opens else None
    if asked is None:
        return False
    return asked.end() == len(text.rstrip()) or _NEXT_LABEL.match(text, asked.end()) is not None


def is_offered(reading: Reading, mention: Mention) -> bool:
    """Whether a way of joining is only one of those that a form offers."""
    if mention.concept != "technique":
        return False
    start = reading.tokens.starts[mention.first]
    line = max(reading.text.rfind("\n", 0, start) + 1, start - _WINDOW)
    end = reading.text.find("\n", start)
    end = min(end if end >= 0 else len(reading.text), start + _WINDOW)
    if _UNCHOSEN.match(reading.text, line, end):
        return True
    return any(offer.start() < start < offer.end() for offer in _OFFER.finditer(reading.text, line, end))
