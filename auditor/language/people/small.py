"""Names in notes that are written without capitals: behind a label, with a title, an initial or a colon before them."""

from __future__ import annotations

import re

from auditor.language.people.names import HEAD
from auditor.language.words import words

# A label, then a name to which a title or an initial belongs.
_FIELD = re.compile(
    r"(?:^|\n|[,;|.(]\s?|\d\s)[-*\u2022]?\s*(?:(?:lead|primary|op|att|attending|chief|main) )?"
    r"(?:surgeon|surg|attending|attg|att|consultant|cons|operator|primary|staff|(?:done|performed|operated) by|signed"
    r")\b(?: of record)?\s?[:=]?\s+|\b(?:typing|dictating|dictated|written) for\s+"
)
# One of these stands in every such label, and wherever a name in small letters is said to be the surgeon's.
_LABEL = re.compile(
    r"\b(?:surg(?:eon)?|attending|att|attg|consultant|cons|operator|primary|staff|(?:done|performed|operated) by|signed"
    r"|(?:typing|dictating|dictated|written) for)\b"
)
_NAME = re.compile(
    r"(?P<title>(?:(?:dr|mr|mrs|ms|miss|prof|professor)\b\.?\s)*)"
    r"(?P<name>(?P<initial>(?:[a-z]\.?\s){0,2})(?:(?:van|von|de|der|den|la|le|du|di|da|al|bin|ter|st)\s)*[a-z][a-z'\u2019-]+"
    r"(?: [a-z][a-z'\u2019-]+){0,2})"
)
_NOT_NAMES = words(
    "md do frcs facs dpm dmd dds mbbs phd asst assistant assist assisting reg registrar resident fellow present scrubbed was is "
    "and with anes anaes anaesthetist first second same as the to in on for name team op operation date none nil see "
    "a an our new duty orthopaedic orthopedic plastic plastics hand two"
)
# "brandreth, locum ortho", "5 march   l brandreth (locum)"
_BEFORE_ROLE = re.compile(
    r"(?:\A|\n|\d {1,3}| {3,})(?P<name>(?:[a-z]\.? )?[a-z][a-z'\u2019-]+)(?:, | \(| )locum\b"
    r"|(?:\A|\n)(?P<other>[a-z]\.? [a-z][a-z'\u2019-]+)(?:, | \()(?:consultant|attending)\b"
)
# "mr l brandreth / t lim reg" on one of the first lines
_PAIR = re.compile(
    r"(?:\A|\n|[.,;] )(?P<name>(?:dr|mr|mrs|ms|miss|prof)\.? (?:[a-z]\.? )?[a-z][a-z'\u2019-]+) / [a-z][a-z. '\u2019-]+"
    r"\b(?:reg|registrar|fellow|resident|trainee)\b"
)
_ROLES = ("locum", "consultant", "attending")
_DEGREE = re.compile(r" (?:md|do|frcs|facs|dpm|dmd|dds|mbbs)\b")
_IS = re.compile(
    r"\b((?:dr|mr|ms|miss|prof)\.? [a-z][a-z'\u2019-]+(?: [a-z][a-z'\u2019-]+)?)"
    r" (?:(?:is|was) (?:the )?|\()(?:attending|surgeon|staff|consultant)\b"
)


def in_small_letters(text: str) -> tuple[int, int] | None:
    """The name that a note without capitals gives behind its label: with a title, an initial, or a colon before it."""
    return _behind_label(text) or _before_role(text)


def _before_role(text: str) -> tuple[int, int] | None:
    """A name that only the rank behind it shows to be the surgeon's, or a title before it and a trainee behind."""
    head = text[:HEAD]
    if " / " in head and (pair := _PAIR.search(head)):
        return pair.span("name")
    role = _BEFORE_ROLE.search(head) if any(word in head for word in _ROLES) else None
    if role is None or role.lastgroup is None or not _NOT_NAMES.isdisjoint(role[role.lastgroup].split()):
        return None
    return role.span(role.lastgroup)


def _behind_label(text: str) -> tuple[int, int] | None:
    """A name behind its label."""
    if not _LABEL.search(text, 0, HEAD):
        return None
    for match in _FIELD.finditer(text, 0, HEAD):
        found = _NAME.match(text, match.end())
        degree = found is not None and _DEGREE.search(found["name"]) is not None
        if found and (found["title"] or found["initial"] or degree or ":" in match[0] or "=" in match[0]):
            parts = found["name"].split()
            known = next((number for number, part in enumerate(parts) if part.strip(".") in _NOT_NAMES), len(parts))
            if known:
                kept = " ".join(parts[:known])
                return found.start(), found.start("name") + len(kept)
    named = _IS.search(text, 0, HEAD)
    return named.span(1) if named else None
