"""Whether the pages of a PDF name several operations: a print of several notes looks like one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.notes.formats.pdf.furniture import Sheet

_TOP = 12  # rows
_LONGEST = 300  # characters of a row that are looked at
_RECORD = re.compile(
    r"\b(?:mrn|medical record (?:no|number)|hosp(?:ital)?\.? no)\b\W{0,3}([a-z]{0,3}-?\d[\d-]{3,14})", re.IGNORECASE
)
_DATE = re.compile(
    r"\b(?:date of (?:surgery|operation|procedure|service)|(?:surgery|operation|procedure) date)\b[ :|]{1,5}([^|\n]{6,24})",
    re.IGNORECASE,
)
_PART = re.compile(r"\d+|[a-z]{3,}", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PARTS = 3  # of a date


def pages_that_differ(sheets: Sequence[Sheet]) -> list[int]:
    """The pages whose heads name a date of operation, or a record number, that no page before names; none where all agree."""
    records: dict[str, int] = {}
    dates: dict[tuple[int, ...], int] = {}
    for sheet in sheets:
        head = "\n".join(row.text[:_LONGEST] for row in sheet.rows[:_TOP])
        if found := _RECORD.search(head):
            records.setdefault(found[1].replace("-", "").lower(), sheet.number)
        if (found := _DATE.search(head)) and (date := _parts(found[1])):
            dates.setdefault(date, sheet.number)
    return sorted({page for named in (records, dates) if len(named) > 1 for page in named.values()})


def _parts(text: str) -> tuple[int, ...]:
    """The numbers of a date, whatever their order: "3 May 2024" and "05/03/24" are alike; empty where it is no date."""
    found = []
    for part in _PART.findall(text):
        if part.isdigit():
            found.append(int(part[-2:]) if len(part) in {2, 4} else int(part))
        elif part[:3].lower() in _MONTHS:
            found.append(_MONTHS.index(part[:3].lower()) + 1)
    return tuple(sorted(found[:_PARTS])) if len(found) >= _PARTS else ()
