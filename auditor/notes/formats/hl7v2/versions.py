"""Several versions of one document in a file: which of them another takes the place of, and what is to be said of the others.

A document is known by its number (TXA-12; TXA-13 of an addendum or replacement), a result by its order (OBR-3) and what was
ordered (OBR-4), each with its patient. What stands later in the file is later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from auditor.notes.formats.hl7v2.content import DOCUMENT, TEXT
from auditor.notes.formats.hl7v2.messages import Raw
from auditor.notes.formats.hl7v2.segments import Delimiters, Segment
from auditor.notes.formats.model import Unread

WITHOUT_CONTENT: Final = frozenset({"T01", "T03", "T05", "T07", "T09"})
UNFINISHED: Final = {"DI": "dictated", "DO": "documented", "IN": "incomplete", "IP": "in progress", "PA": "not yet authenticated"}
_ADDENDUM, _REPLACEMENT, _CANCELLATION = "T06", "T10", "T11"
_PRELIMINARY: Final = frozenset({*UNFINISHED, "P", "R", "I", "S"})
_FINAL: Final = frozenset({"AU", "LA", "F", "C"})
_SHORTEST_HEAD: Final = len("MSH|^~\\&")
_NAMES: Final = (b"PID", b"TXA", b"OBR", b"OBX")
_BELONGS: Final = "This is an addendum to a document of this file, which is a note of its own."
_NOTHING: Final = "nothing to do"
Key = tuple[str, ...]


@dataclass(slots=True)
class _Seen:
    """The numbers of the messages that hold versions of one document: of its first, and of the last of each kind."""

    first: int
    version: int = 0
    final: int = 0
    addendum: int = 0
    replacement: int = 0
    cancellation: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """What the segments before a text tell of its document: its keys, its own first and then its parent's; event and status."""

    keys: tuple[Key, ...]
    event: str
    status: str

    @classmethod
    def of(cls, patient: Segment | None, document: Segment | None, order: Segment | None, event: str, status: str = "") -> Told:
        """By the document where there is one, else by the order; `status` is that of the text, for orders without their own."""
        person = _raw(patient, 3)
        if document is not None:
            fields = (12, 13) if event in (_ADDENDUM, _REPLACEMENT) else (12,)
            numbers = [number for at in fields if (number := _raw(document, at))]
            return cls(tuple(("TXA", number, person) for number in numbers), event, _raw(document, 17))
        number = _raw(order, 3)
        keys = (("OBR", number, _raw(order, 4), person),) if number else ()
        return cls(keys, event, _raw(order, 25) or status)


class Versions:
    """Knows of every document of a file which messages hold it."""

    def __init__(self, messages: Iterable[Raw | Unread]) -> None:
        self._seen: dict[Key, _Seen] = {}
        for number, raw in enumerate(messages, 1):
            for told in () if isinstance(raw, Unread) or raw.headless else _told(raw.data):
                self._take(number, told)

    def judge(self, number: int, told: Told) -> Unread | tuple[str, ...]:
        """Why a version in this message is left aside, or the remarks on it."""
        seen = self._seen.get(told.keys[0]) if told.keys else None
        if seen is None:
            return ()
        if seen.cancellation > number:
            return Unread("a later message of the file cancels this document", _NOTHING, failure=False)
        if seen.replacement > number:
            return Unread("the file holds the document that replaces this one", _NOTHING, failure=False)
        if told.status in _PRELIMINARY and seen.final > number:
            return Unread("this is preliminary, and the file holds the final version of the document", _NOTHING, failure=False)
        return tuple(self._remarks(number, told, seen))

    def _remarks(self, number: int, told: Told, seen: _Seen) -> Iterator[str]:
        if seen.version > number:
            yield "This file holds a later version of this document."
        if seen.addendum > number:
            yield "This file holds an addendum to this document, which is a note of its own."
        if any(key in self._seen and self._seen[key].first < number for key in told.keys):
            yield _BELONGS if told.event == _ADDENDUM else "This file holds an earlier version of this document."

    def _take(self, number: int, told: Told) -> None:
        if told.event in WITHOUT_CONTENT:
            return
        for key in told.keys:
            seen = self._seen.setdefault(key, _Seen(number))
            if told.event == _CANCELLATION:
                seen.cancellation = number
            elif told.event == _ADDENDUM:
                seen.addendum = number
            else:
                seen.version = number
                seen.replacement = number if told.event == _REPLACEMENT else seen.replacement
                seen.final = number if told.status in _FINAL else seen.final


def _told(data: bytes) -> Iterator[Told]:
    """What a message tells of each of its documents, or else of its orders, that comes with a text or is cancelled."""
    head, *lines = data.split(b"\r")
    if len(head) < _SHORTEST_HEAD:
        return
    delimiters = Delimiters.of(head.decode("latin-1"))
    message = _segment(head, delimiters)
    event, begins = message.get(9, 2), "TXA" if message.get(9) == "MDM" else "OBR"
    patient: Segment | None = None
    open_one: Segment | None = None
    for segment in (_segment(line, delimiters) for line in lines if line[:3] in _NAMES):
        if segment.name == "PID":
            patient = segment
        elif segment.name == begins:
            open_one = segment
        is_text = segment.name == "OBX" and _raw(segment, 2).upper() in TEXT | DOCUMENT
        if open_one is not None and (is_text or event == _CANCELLATION):
            status = _raw(segment, 11) if is_text else ""
            document, order = (open_one, None) if begins == "TXA" else (None, open_one)
            yield Told.of(patient, document, order, event, status)
            open_one = None


def _segment(line: bytes, delimiters: Delimiters) -> Segment:
    return Segment.of(line.decode("latin-1"), delimiters, lambda text: text)


def _raw(segment: Segment | None, number: int) -> str:
    """The first component of a field as it stands."""
    return "" if segment is None else segment.raw(number).split(segment.delimiters.component, 1)[0].strip()
