"""What comes of a file: notes with their audits, or rows that say why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from auditor.model import Audit, Note
from auditor.notes.seen import NotAudited, Seen


@dataclass(frozen=True, slots=True)
class Audited:
    """A note and its audit, together only until they are handed on: no run holds many notes at once.

    `page` is its evidence page with open places, where another process has made it.
    """

    note: Note
    audit: Audit
    page: bytes | None = field(default=None, compare=False, repr=False)


Outcome = Audited | NotAudited


@dataclass(frozen=True, slots=True)
class Told:
    """What was read of a file: its size in bytes, its time of change in nanoseconds (0 where none is told), its SHA-256."""

    size: int
    time: int
    sha256: str


Turn = Callable[[Seen, Told | None], object]
"""Called for everything that was seen, in order, before what came of it; without `Told` where nothing could be read."""
