"""What comes of a file, part by part, on its way into the store of finished audits."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.engine.jobs import Part
from auditor.engine.outcome import Audited, Outcome
from auditor.notes.seen import NotAudited
from auditor.store.finished import Entry


class Keeping:
    """Keeps the parts of one file from `first` on. Without an `entry` nothing is kept."""

    def __init__(self, entry: Entry | None, first: int) -> None:
        self._entry = entry
        self._number = first
        self._again = False  # a later run has to read the file too

    def keep(self, part: Part) -> Outcome:
        """Keep a part, and return what came of it. Raises StoreError."""
        if self._entry is not None:
            if part.pressed is not None:
                self._entry.add(self._number, part.pressed, audit=isinstance(part.outcome, Audited))
            if part.taken:
                self._entry.take()
        self._again |= part.again
        self._number += 1
        return part.outcome

    def close(self) -> None:
        """All parts of the file were here."""
        if self._entry is not None and not self._again:
            self._entry.end(self._number)


def known(entry: Entry) -> Iterator[Outcome]:
    """What an earlier run kept of a file, with the texts."""
    for each in entry.known():
        yield each if isinstance(each, NotAudited) else Audited(*each)
