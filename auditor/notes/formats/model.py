"""What a reader gives, and what it must be able to tell of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from auditor.errors import NoteError


@dataclass(frozen=True, slots=True)
class Place:
    """From the offset `start` of the text on, people find what is quoted at `name`: "page 2", "table 1, row 3"."""

    start: int
    name: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the container says of its note; None where it says nothing. `date` is year-month-day."""

    author: str | None = None
    date: str | None = None
    kind: str | None = None
    patient: str | None = None
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """One note of a file.

    `places` are sorted by their start, the first at 0 where there are any. `remarks` are sentences for the report and never
    hold text of the note. `encoding` names the codec where the note is the bytes of the file itself.
    """

    text: str
    places: tuple[Place, ...] = ()
    known: Known = Known()
    remarks: tuple[str, ...] = ()
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Format:
    """A format and its reader.

    `recognises` is given the bytes and the suffix, judges by content where it can, is cheap and never raises. `read` yields
    the notes of a file in order and raises NoteError where it cannot be read; a NoteError that it yields stands in the place of
    one note that cannot be read while the others go on. A `heavy` reader runs in a process that can be ended.
    """

    name: str
    suffixes: frozenset[str]
    recognises: Callable[[bytes, str], bool]
    read: Callable[[bytes], Iterator[Extracted | NoteError]]
    heavy: bool = True
