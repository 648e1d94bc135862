"""Several versions of one document in a file: which of them another takes the place of, which addendum belongs to which, and
what is to be said of the others.

A document is known by its number (TXA-12; TXA-13 of an addendum, edit or replacement), a result by its order (OBR-3) and what
was ordered (OBR-4), each with its patient; an addendum to a result names its order, or that of its parent (OBR-29). What stands
later in the file is later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from auditor.notes.formats.hl7v2.content import DOCUMENT, TEXT, item, told_as_codes
from auditor.notes.formats.hl7v2.messages import Raw
from auditor.notes.formats.hl7v2.pieces import mended
from auditor.notes.formats.hl7v2.segments import Delimiters, Segment
from auditor.notes.formats.model import Unread

WITHOUT_CONTENT: Final = frozenset({"T01", "T03", "T05", "T07", "T09"})
UNFINISHED: Final = {"DI": "dictated", "DO": "documented", "IN": "incomplete", "IP": "in progress", "PA": "not yet authenticated"}
_ADDENDUM, _EDIT, _REPLACEMENT, _CANCELLATION = "T06", "T08", "T10", "T11"
_PRELIMINARY: Final = frozenset({*UNFINISHED, "P", "R", "I", "S"})
_FINAL: Final = frozenset({"AU", "LA", "F", "C"})
_SHORTEST_HEAD: Final = len("MSH|^~\\&")
_NAMES: Final = (b"PID", b"TXA", b"OBR", b"OBX", b"NTE")
_ALONE: Final = "This is an addendum without its note, which is not in the file: audit both in one file, the note first."
_BEGINNING: Final = 40  # characters of a text that may say what it is
_SAYS_ADDENDUM: Final = re.compile(r"\baddend(?:um|a)\b", re.IGNORECASE)
_NOTHING: Final = "nothing to do"
Key = tuple[str, ...]


@dataclass(slots=True)
class _Seen:
    """The numbers of the messages that hold versions of one document: of its first, and of the last of each kind."""

    first: int = 0
    version: int = 0
    final: int = 0
    replacement: int = 0
    cancellation: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """What the segments of a text tell of its document: its keys, its own first and then its parent's; event and status.

    `parent` is the key of the document that an addendum belongs to, None where it is no addendum; `name` is that by which an
    addendum names this document.
    """

    keys: tuple[Key, ...]
    event: str
    status: str
    name: Key | None = None
    parent: Key | None = None

    @classmethod
    def of(
        cls, patient: Segment | None, document: Segment | None, order: Segment | None, event: str, text: Segment | None
    ) -> Told:
        """By the document where there is one, else by the order; the first `text` tells the status where an order does not."""
        person, added = _raw(patient, 3), event == _ADDENDUM or any(_says_addendum(each) for each in (document, order, text))
        if document is not None:
            fields = (12, 13) if added or event in (_EDIT, _REPLACEMENT) else (12,)
            keys = tuple(("TXA", number, person) for at in fields if (number := _raw(document, at)))
            return cls(keys, event, _raw(document, 17), keys[0] if keys else None, keys[-1] if added and keys else None)
        number, status = _raw(order, 3), _raw(order, 25) or _raw(text, 11)
        if not number:
            return cls((), event, status)
        name: Key = ("OBR", number, person)
        parent = ("OBR", _parent(order) or number, person) if added else None
        return cls((("OBR", number, _raw(order, 4), person),), event, status, name, parent)


class Versions:
    """Knows of every document of a file which messages hold it."""

    def __init__(self, messages: Iterable[Raw | Unread]) -> None:
        self._seen: dict[Key, _Seen] = {}
        self._addenda: dict[Key, list[int]] = {}
        for number, raw in enumerate(messages, 1):
            for told in () if isinstance(raw, Unread) or raw.headless else _told(raw.data):
                self._take(number, told)

    def holder(self, number: int, told: Told) -> int | None:
        """The number of the message with the last version of the document to which this message adds, where there is one."""
        adds = told.parent is not None and number in self._addenda.get(told.parent, ())
        seen = self._seen.get(told.parent) if told.parent and adds else None
        return None if seen is None or seen.cancellation > seen.version else seen.version or None

    def addenda(self, number: int, told: Told) -> list[int]:
        """The numbers of the messages with addenda to the document of this message; none where it has a later version."""
        names = () if told.parent or told.name is None else (told.name, *told.keys)
        held = [name for name in names if name in self._addenda and self._seen[name].version == number]
        return sorted({added for name in held for added in self._addenda[name]})

    def judge(self, number: int, told: Told) -> Unread | tuple[str, ...]:
        """Why a version in this message is left aside, or the remarks on it."""
        seen = self._seen.get(told.keys[0]) if told.keys else None
        if seen is None:
            return (_ALONE,) if told.event == _ADDENDUM else ()
        if seen.cancellation > number:
            return Unread("a later message of the file cancels this document", _NOTHING, failure=False)
        if seen.replacement > number:
            return Unread("the file holds the document that replaces this one", _NOTHING, failure=False)
        if told.status in _PRELIMINARY and seen.final > number:
            return Unread("this is preliminary, and the file holds the final version of the document", _NOTHING, failure=False)
        return tuple(self._remarks(number, told, seen))

    def _remarks(self, number: int, told: Told, seen: _Seen) -> Iterator[str]:
        if told.parent is not None:
            yield from () if self.holder(number, told) else (_ALONE,)
            return
        if seen.version > number:
            yield "This file holds a later version of this document."
        if any(key in self._seen and 0 < self._seen[key].first < number for key in told.keys):
            yield "This file holds an earlier version of this document."

    def _take(self, number: int, told: Told) -> None:
        if told.event in WITHOUT_CONTENT:
            return
        if told.parent is not None:
            self._addenda.setdefault(told.parent, []).append(number)
        for key in dict.fromkeys((*told.keys, *((told.name,) if told.name else ()))):
            seen = self._seen.setdefault(key, _Seen())
            seen.first = seen.first or (number if told.parent is None else 0)
            if told.event == _CANCELLATION:
                seen.cancellation = number
            elif told.parent is None:
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
    for segment in (mended(_segment(line, delimiters)) for line in lines if line[:3] in _NAMES):
        if segment.name == "PID":
            patient = segment
        elif segment.name == begins:
            open_one = segment
        is_text = _is_text(segment)
        if open_one is not None and (is_text or event == _CANCELLATION):
            document, order = (open_one, None) if begins == "TXA" else (None, open_one)
            yield Told.of(patient, document, order, event, segment if is_text and segment.name == "OBX" else None)
            open_one = None


def _is_text(segment: Segment) -> bool:
    """Whether a segment holds text of a note, as the reader of messages takes it: also prose that was typed as a code."""
    if segment.name == "NTE":
        return True
    return segment.name == "OBX" and told_as_codes([item(segment, 1)])[0].kind in TEXT | DOCUMENT


def _segment(line: bytes, delimiters: Delimiters) -> Segment:
    return Segment.of(line.decode("latin-1"), delimiters, lambda text: text)


def _says_addendum(segment: Segment | None) -> bool:
    """Whether the kind of a document, what was ordered or observed, or how a text begins, says that it is an addendum."""
    if segment is None:
        return False
    says = {"TXA": (segment.raw(2),), "OBR": (segment.raw(4),)}.get(segment.name, (segment.raw(3), segment.raw(5)[:_BEGINNING]))
    return any(map(_SAYS_ADDENDUM.search, says))


def _parent(order: Segment | None) -> str:
    """The number of the order that an order belongs to: the filler's (OBR-29.2), else the placer's."""
    parts = order.components(29) if order is not None else []
    return next((part for part in (*parts[1:2], *parts[:1]) if part), "")


def _raw(segment: Segment | None, number: int) -> str:
    """The first component of a field as it stands."""
    return "" if segment is None else segment.raw(number).split(segment.delimiters.component, 1)[0].strip()
