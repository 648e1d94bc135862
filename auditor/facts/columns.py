"""Tables of vessels: the head of its column says whether a cell tells of the artery or the vein."""

from __future__ import annotations

import re

from auditor.language.sighting import Sighting

_ROWS = 10  # above a cell, in which the head of its column is looked for
_LONGEST = 400  # characters of a row
_HEADS = {
    "artery": re.compile(r"(?:arter(?:y|ial)|artery #?1)(?: anastomos[ie]s)?", re.IGNORECASE),
    "vein": re.compile(r"(?:veins?|venous|vein #?[123])(?: anastomos[ie]s)?", re.IGNORECASE),
}


def kind_of_column(finding: Sighting) -> str | None:
    """Artery or vein, where the head of a finding's column says so: "| MICROSURGERY | Artery | Vein |"."""
    text, start = finding.evidence.statements.text, finding.evidence.start
    line = text.rfind("\n", max(start - _LONGEST, 0), start) + 1
    column = text.count("|", line, start)
    if not line or column < 2:
        return None
    for _ in range(_ROWS):
        above = text.rfind("\n", max(line - 1 - _LONGEST, 0), line - 1) + 1
        row = text[above : line - 1]
        if "|" not in row:
            return None
        cells = row.split("|")
        head = cells[column].strip() if column < len(cells) else ""
        kind = next((kind for kind, named in _HEADS.items() if named.fullmatch(head)), None)
        if kind is not None or not above:
            return kind
        line = above
    return None
