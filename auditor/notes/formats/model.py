"""What a reader gives, and what it must be able to tell of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from auditor.model import Known, Place
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.ocr import Ocr

__all__ = ["Extracted", "Format", "Inner", "Item", "Known", "Part", "Place", "Unread"]
_NOTHING: Final = Known()


@dataclass(frozen=True, slots=True)
class Extracted:
    """One note of a file.

    `places` are sorted by their start, the first at 0 where there are any. `remarks` are sentences for the report and never
    hold text of the note. `encoding` names the codec where the note is the bytes of the file itself. Of a `scan` some pages are
    pictures, which OCR could read.
    """

    text: str
    places: tuple[Place, ...] = ()
    known: Known = _NOTHING
    remarks: tuple[str, ...] = ()
    encoding: str = "utf-8"
    scan: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """A note that cannot be read, while others of its file can.

    `failure` is false for what is rightly left aside; a `scan` could be read by OCR.
    """

    reason: str
    remedy: str
    failure: bool = True
    scan: bool = False


Item = Extracted | Unread
Inner = Callable[[bytes, str], Extracted]
"""(bytes, media type or "") -> the one note of a document that lies inside another. Raises NoteError."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format and its reader.

    `recognises` is given the bytes and the suffix, judges by content where it can, is cheap and never raises. `read` yields
    the notes of a file and raises NoteError where it cannot be read. A `heavy` reader runs in a process that can be ended.
    Where files hold documents of other kinds, `read_with` is `read` with a reader for these. What a format `knows_properties`
    tells are properties of the file, whose author may be a typist and whose date the day of printing: they are no surgeon and
    no day of an operation. `read_by_ocr` is `read` for scans, where somebody asked for that.
    """

    name: str
    suffixes: frozenset[str]
    recognises: Callable[[bytes, str], bool]
    read: Callable[[bytes, Limits], Iterator[Item]]
    heavy: bool = True
    knows_properties: bool = False
    read_with: Callable[[bytes, Limits, Inner], Iterator[Item]] | None = None
    read_by_ocr: Callable[[bytes, Limits, Ocr], Iterator[Item]] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A note within its file, or why it cannot be read. `format` names how it was read.

    `id` and `source` are what is put behind those of the file: nothing where it holds one note, "#2", "/inner/name".
    An `early` part is the first of a file of which it is not known yet whether it holds others; it comes again once that is.
    One that says how many files of an archive are `waiting`, with the one that is read now, is no more than that.
    """

    item: Item
    format: str
    id: str = ""
    source: str = ""
    early: bool = False
    waiting: int | None = None

    def within(self, id: str, source: str) -> Part:
        """The same, as a part of something larger."""
        return replace(self, id=id + self.id, source=source + self.source)
