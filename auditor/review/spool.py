"""Rows of a run that wait for its end: pressed in memory, since they name patients' notes and must not lie in other files."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any

Values = dict[str, Any]
_BATCH = 500  # rows that are pressed at once, and handed on at once: as many as every database takes in one statement


class Spool:
    """Takes rows of plain values, and gives them back in batches, in the same order."""

    def __init__(self) -> None:
        self._fresh: list[Values] = []
        self._pressed: list[bytes] = []

    def add(self, row: Values) -> None:
        """Take one row."""
        self._fresh.append(row)
        if len(self._fresh) == _BATCH:
            self._pressed.append(zlib.compress(json.dumps(self._fresh).encode(), 1))
            self._fresh = []

    def batches(self) -> Iterator[list[Values]]:
        """All rows, as often as they are asked for."""
        for pressed in self._pressed:
            yield json.loads(zlib.decompress(pressed))
        if self._fresh:
            yield self._fresh
