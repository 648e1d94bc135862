"""Where people find a quotation in a file that is no plain text: the name of its part, and the line within that part."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from auditor.model import Place


class Places:
    """Names the places of one note; `lines` are the offsets at which its lines begin."""

    def __init__(self, text: str, lines: Sequence[int], places: Sequence[Place]) -> None:
        self._text = text
        self._lines = lines
        self._places = places
        self._starts = [place.start for place in places]
        self._several: dict[int, bool] = {}

    def name(self, start: int) -> str:
        """`page 2, line 14` for what begins at this offset, `OBX 7` where the part is one line; empty for a plain text."""
        number = bisect_right(self._starts, start) - 1
        if number < 0:
            return ""
        place = self._places[number]
        if not self._has_lines(number):
            return place.name
        line = bisect_right(self._lines, start) - bisect_right(self._lines, place.start) + 1
        return f"{place.name}, line {line}"

    def _has_lines(self, number: int) -> bool:
        """Whether the part has more than one line."""
        if number not in self._several:
            start = self._starts[number]
            end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._text)
            self._several[number] = len(self._text[start:end].strip("\r\n").splitlines()) > 1
        return self._several[number]
