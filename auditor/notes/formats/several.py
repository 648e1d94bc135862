"""Whether a document names several operations: a file of several notes looks like one."""

from __future__ import annotations

import re

_RECORD = re.compile(
    r"\b(?:mrn|medical record (?:no|number)|hosp(?:ital)?\.? no)\b\W{0,3}([a-z]{0,3}-?\d[\d-]{3,14})", re.IGNORECASE
)
_DATED_LINE = re.compile(
    r"^[ \t]{0,8}(?:date of (?:surgery|operation|procedure|service)|(?:surgery|operation|procedure|service) date|dos)\b"
    r"[ :|]{1,5}([^|\n]{6,24})",
    re.IGNORECASE | re.MULTILINE,
)
_PART = re.compile(r"\d+|[a-z]{3,}", re.IGNORECASE)
SEVERAL = "The file names different dates of operation or record numbers; split it if it holds several notes."
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PARTS = 3  # of a date


def names_several(text: str) -> bool:
    """Whether a text names two record numbers, or heads two of its lines with different dates of operation."""
    return len(set(records(text))) > 1 or len(set(dates(text))) > 1


def records(text: str) -> list[str]:
    """The record numbers that a text names, in order."""
    return [found[1].replace("-", "").lower() for found in _RECORD.finditer(text)]


def dates(text: str) -> list[tuple[int, ...]]:
    """The dates of operation that head lines of a text, in order."""
    return [date for each in _DATED_LINE.finditer(text) if (date := date_parts(each[1]))]


def date_parts(text: str) -> tuple[int, ...]:
    """The numbers of a date, whatever their order: "3 May 2024" and "05/03/24" are alike; empty where it is no date."""
    found = []
    for part in _PART.findall(text):
        if part.isdigit():
            found.append(int(part[-2:]) if len(part) in {2, 4} else int(part))
        elif part[:3].lower() in _MONTHS:
            found.append(_MONTHS.index(part[:3].lower()) + 1)
    return tuple(sorted(found[:_PARTS])) if len(found) >= _PARTS else ()
