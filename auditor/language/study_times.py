"""What the time that stands behind a study makes of it: made before the operation, or still to be made."""

from __future__ import annotations

import re
from itertools import pairwise

from auditor.language.reading import Mention, Reading
from auditor.language.words import words
from auditor.model import Assertion

_MONTHS = words(
    "january february march april june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec"
)
# Times, counted from the operation, that follow a study.
_SCHEDULE = re.compile(
    r"\s*+(?:(?:at|in|after)\s*+)?\d{1,2}+(?P<more>(?:\s*+(?:[/,&+]|and|then)\s*+\d{1,2}+)++)?\s*+(?:w(?:ee)?ks?|mo(?:nth)?s?)\b"
    r"(?!\s++(?:ago|earlier|before))(?P<end>[ \t]*+(?:[.;]|\n|\Z))?",
    re.IGNORECASE,
)
_IN_TWELFTHS = re.compile(r"\s*+(?:at|in|after)\s++\d{1,2}/(?:12|52|7)\b(?!\s++(?:ago|earlier|before))", re.IGNORECASE)


def time_of_study(reading: Reading, mention: Mention) -> Assertion | None:
    """What the time that stands behind a study makes of it: still to be made, or made before the operation."""
    if _is_schedule(reading, mention):
        return Assertion.PLANNED
    return Assertion.PRIOR if _is_dated(reading, mention) else None


def _is_schedule(reading: Reading, mention: Mention) -> bool:
    """Whether times ahead follow a study: several ("films at 6, 12 and 24 weeks"), or one that is all a line says ("XR 6 wk")."""
    end = reading.tokens.ends[mention.last - 1]
    if _IN_TWELFTHS.match(reading.text, end):
        return True
    found = _SCHEDULE.match(reading.text, end)
    if found is None:
        return False
    return found["more"] is not None or (found["end"] is not None and reading.starts_line(mention.first))


def _is_dated(reading: Reading, mention: Mention) -> bool:
    """Whether a date follows a study ("CT 3/4/22", "MRI of May"): it was made before the operation."""
    words = reading.tokens.words[mention.last : mention.last + 4]
    parts = {"52", "7"} | ({"12"} if reading.section_of(mention.first).kind == "plan" else set())
    if words[1:3] and words[1] == "/" and words[2] in parts:
        return False  # in so many weeks or days, or months where the plan says so
    return (
        any(word.count("/") in {1, 2} and word[0].isdigit() for word in words)
        or any((one.isdigit() and two == "may") or (one == "may" and two.isdigit()) for one, two in pairwise(words))
        or any(word in _MONTHS for word in words)
        or "/" in words[1:3]
    )
