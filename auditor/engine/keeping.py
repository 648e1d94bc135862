"""What comes of a file, part by part, on its way into the store of finished audits."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.engine.jobs import Part
from auditor.engine.outcome import Finish, Made
from auditor.notes.seen import NotAudited
from auditor.store.finished import Entry


class Keeping:
    """Keeps the parts of one file from `first` on. Without an `entry` nothing is kept."""

    def __init__(self, entry: Entry | None, first: int) -> None:
        self._entry = entry
        self._number = first
        self._again = False  # a later run has to read the file too

    def keep(self, part: Part) -> Made | NotAudited:
        """Keep a part, and return what came of it. Raises StoreError."""
        if self._entry is not None:
            if part.pressed is not None:
                self._entry.add(self._number, part.pressed, audit=not (part.taken or isinstance(part.outcome, NotAudited)))
            if part.taken:
                self._entry.take()
        self._again |= part.again
        self._number += 1
        return part.outcome

    def close(self) -> None:
        """All parts of the file were here."""
        if self._entry is not None and not self._again:
            self._entry.end(self._number)


def known(entry: Entry, finish: Finish) -> Iterator[Made | NotAudited]:
    """What an earlier run kept of a file, with the texts."""
    for each, packed in entry.known():
        if isinstance(each, NotAudited):
            yield each
            continue
        wanted = finish.wanted()
        made = finish.unpacked(packed, wanted) if packed is not None else None
        yield finish.made(*each, wanted) if made is None else made
