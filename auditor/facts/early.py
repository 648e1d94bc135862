"""Sizes before the measure that counts: planned, seen on films, told as a bound, or from before the ends were cut back."""

from __future__ import annotations

import re

from auditor.language.sighting import Sighting

_EARLY = re.compile(
    r"(?<!than )(?<!as )\b(?:initially|originally|(?:initial|original)\s+(?:bony?\s+)?(?:gap|defect|loss|size|length|estimate)"
    r"|on\s+the\s+(?:printed\s+)?(?:model|template|print)|(?:scan|ct|mri|films?|radiographs?|plan|planning|template|model|guide)\s+had\s+(?:put|shown|said|given|measured|predicted)|at\s+first|at\s+the\s+outset|started\s+(?:out\s+)?with|to\s+begin\s+with|beforehand"
    r"|before\s+(?:that|this|debridement|resection|excision)|pre-?op(?:erative(?:ly)?)?|planned|templated|expected"
    r"|supposed|estimated|anticipated|predicted|foreseen|virtual\s+plan|quoted|in\s+clinic|looked\s+like|at\s+the\s+roadside"
    r"|at\s+(?:the\s+)?injury|on\s+(?:the\s+)?(?:plain\s+|pre-?operative\s+)?"
    r"(?:radiographs?|x-?rays?|films?|ct|mri|scans?|imaging|admission))\b",
    re.IGNORECASE,
)
_BOUND = re.compile(r"(?:[<>]|\bjust\s+(?:over|under))\s*\Z", re.IGNORECASE)  # a box "> 5 cm", "just over 8 cm"
_ENDS = re.compile(r"[.;:](?=\s)|\b(?:and|but|so)\b|\d\s*(?:cm|mm|in)\b(?:[^,;]*(?:,|\Z))?")
_AHEAD = 50  # characters
_BEHIND = 32  # characters
_COLUMNS = 3  # the name of what is measured, and two to choose from
_CELL = re.compile(r"[|\t]")


def is_early(size: Sighting) -> bool:
    """Whether the words beside a size put it before the operation's own measure: "4 cm on the films", a column "Planned"."""
    place = size.evidence
    text = place.statements.text
    before = text[max(place.start - _AHEAD, 0) : place.start]
    behind = text[place.end : place.end + _BEHIND]
    cuts = [found.end() for found in _ENDS.finditer(before)]
    cut = _ENDS.search(behind)
    near = before[cuts[-1] if cuts else 0 :], behind[: cut.start() if cut else None]
    if _BOUND.search(before):
        return True
    return any(_EARLY.search(words) for words in near) or _EARLY.search(_column(text, place.start)) is not None


def _column(text: str, at: int) -> str:
    """The heading over the cell of a table that holds a character; nothing where there is no table."""
    line = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    row = _CELL.split(text[line : end if end >= 0 else len(text)])
    if len(row) < _COLUMNS:
        return ""
    number = len(_CELL.findall(text, line, at))
    above = text[:line].splitlines()
    while above and len(cells := _CELL.split(above.pop())) == len(row):
        if not any(sign.isdigit() for sign in "".join(cells)):
            return cells[number]
    return ""
