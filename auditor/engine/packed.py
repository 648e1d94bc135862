"""What a walk has seen, pressed in memory until its turn comes: a million paths as objects would take half a gigabyte."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from auditor.notes.seen import Seen

_BATCH = 500


class Packed:
    """Items in their order, as often as they are asked for."""

    def __init__(self, seen: Iterable[Seen]) -> None:
        self.count = 0
        self._pressed: list[bytes] = []
        source = iter(seen)
        while batch := tuple(islice(source, _BATCH)):
            self.count += len(batch)
            self._pressed.append(zlib.compress(pickle.dumps(batch, pickle.HIGHEST_PROTOCOL), 1))

    def __iter__(self) -> Iterator[Seen]:
        batches = (pickle.loads(zlib.decompress(pressed)) for pressed in self._pressed)  # noqa: S301 - from above
        return chain.from_iterable(batches)
