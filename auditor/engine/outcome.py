"""What comes of a file: notes with their audits, or rows that say why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from auditor.model import Audit, Note, Status
from auditor.notes.seen import NotAudited, Seen


@dataclass(frozen=True, slots=True)
class Audited:
    """A note and its audit, together only until they are handed on: no run holds many notes at once."""

    note: Note
    audit: Audit

    @property
    def status(self) -> Status:
        """The audit's answer."""
        return self.audit.status

    @property
    def name(self) -> str:
        """What the note is called in every output."""
        return self.note.id

    @property
    def source(self) -> str:
        """Where the note lies, as shown to people."""
        return self.note.source


Outcome = Audited | NotAudited


class Made(Protocol):
    """What a run wants of an audited note."""

    @property
    def status(self) -> Status: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def source(self) -> str: ...  # noqa: D102


class Finish(Protocol):
    """Makes of a note and its audit what a run wants of them, in whichever process audits; it goes there as a pickle."""

    def wanted(self) -> str:
        """What the run has use for now: asked in the run's own process, and handed on with each job."""
        ...

    def made(self, note: Note, audit: Audit, wanted: str) -> Made:
        """All that is wanted. The same note, audit and wants always give the same."""
        ...

    def packed(self, made: Made) -> bytes:
        """As it is kept for a later run; nothing where it is not to be kept."""
        ...

    def unpacked(self, content: bytes, wanted: str) -> Made | None:
        """What was packed, None where it lacks something that is wanted."""
        ...


class _AsItIs:
    """A note and its audit are all that is wanted."""

    def wanted(self) -> str:
        return ""

    def made(self, note: Note, audit: Audit, wanted: str) -> Audited:
        del wanted
        return Audited(note, audit)

    def packed(self, made: Made) -> bytes:
        del made
        return b""

    def unpacked(self, content: bytes, wanted: str) -> None:
        del content, wanted


AS_IT_IS: Final = _AsItIs()


@dataclass(frozen=True, slots=True)
class Told:
    """What was read of a file: its size in bytes, its time of change in nanoseconds (0 where none is told), its SHA-256."""

    size: int
    time: int
    sha256: str


Turn = Callable[[Seen, Told | None], object]
"""Called for everything that was seen, in order, before what came of it; without `Told` where nothing could be read."""
