"""Rows of a run that wait for its end: pressed in memory, or in a file that has no name, since they name patients' notes.

Memory must not grow with the number of notes, so that whatever is kept for each of them goes in here.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from heapq import merge
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

Values = Any  # whatever JSON can hold
_BATCH = 500  # rows that are pressed at once, and handed on at once: as many as every database takes in one statement
_RUN = 4000  # rows that are sorted at once
_BLOCK = 50  # of these, rows that are pressed at once: one of each run is in memory while they are merged


def nameless(folder: Path) -> BinaryIO:
    """A file that is gone with the process, however that ends. Raises OSError where there is no room in the folder.

    A system that needs a name is given that of a part, which the next run would take away.
    """
    return cast(BinaryIO, TemporaryFile(dir=folder, prefix=".audit.xlsx.", suffix=".part"))


def _plain(rows: list[Values]) -> list[Values]:
    """As they come back, whether or not they were pressed: a list for a tuple."""
    plain: list[Values] = json.loads(json.dumps(rows))
    return plain


class _Pressed:
    """Blocks of rows one behind the other, in a nameless file in `folder` or in memory."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._opened: BinaryIO | None = None
        self._end = 0

    @property
    def _file(self) -> BinaryIO:
        """Opened when there is something to write: most tables stay short."""
        if self._opened is None:
            self._opened = BytesIO() if self._folder is None else nameless(self._folder)
        return self._opened

    def add(self, rows: list[Values]) -> tuple[int, int]:
        """Write a block, and say where it lies."""
        pressed = zlib.compress(json.dumps(rows).encode(), 1)
        self._file.seek(self._end)
        self._file.write(pressed)
        place = (self._end, len(pressed))
        self._end += len(pressed)
        return place

    def rows(self, place: tuple[int, int]) -> list[Values]:
        self._file.seek(place[0])
        rows: list[Values] = json.loads(zlib.decompress(self._file.read(place[1])))
        return rows

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()


class Waiting:
    """Takes rows of plain values, and gives them back in batches, in the same order, as often as they are asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        self._pressed = _Pressed(folder)
        self._places: list[tuple[int, int]] = []
        self._fresh: list[Values] = []
        self.count = 0

    def add(self, row: Values) -> None:
        """Take one row."""
        self.count += 1
        self._fresh.append(row)
        if len(self._fresh) == _BATCH:
            self._places.append(self._pressed.add(self._fresh))
            self._fresh = []

    def batches(self) -> Iterator[list[Values]]:
        """All rows."""
        for place in self._places:
            yield self._pressed.rows(place)
        if self._fresh:
            yield _plain(self._fresh)

    def rows(self) -> Iterator[Values]:
        """The same one by one."""
        for batch in self.batches():
            yield from batch

    def close(self) -> None:
        """Let go of them."""
        self._pressed.close()


class Ordered:
    """Takes rows of plain values, and gives them back in the order of their keys; the same keys keep theirs."""

    def __init__(self, key: Callable[[Values], Any], folder: Path | None = None) -> None:
        self._key = key
        self._pressed = _Pressed(folder)
        self._runs: list[list[tuple[int, int]]] = []
        self._fresh: list[Values] = []

    def add(self, row: Values) -> None:
        """Take one row."""
        self._fresh.append(row)
        if len(self._fresh) == _RUN:
            rows, self._fresh = sorted(self._fresh, key=self._key), []
            self._runs.append([self._pressed.add(rows[first : first + _BLOCK]) for first in range(0, _RUN, _BLOCK)])

    def rows(self) -> Iterator[Values]:
        """All rows."""
        runs = [self._run(places) for places in self._runs]
        return merge(*runs, sorted(_plain(self._fresh), key=self._key), key=self._key)

    def close(self) -> None:
        """Let go of them."""
        self._pressed.close()

    def _run(self, places: list[tuple[int, int]]) -> Iterator[Values]:
        for place in places:
            yield from self._pressed.rows(place)
