"""Addenda that came as messages of their own: each is read with the document that it belongs to, where the file holds both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from auditor.errors import NoteError
from auditor.notes.formats.again import is_held
from auditor.notes.formats.hl7v2.messages import Raw, message
from auditor.notes.formats.hl7v2.note import notes
from auditor.notes.formats.hl7v2.versions import Told, Versions
from auditor.notes.formats.message_text import Lines
from auditor.notes.formats.model import Extracted, Inner, Item, Place, Unread

_JOINED: Final = Unread("this is an addendum, which is read with the note that it belongs to", "nothing to do", failure=False)
_WITH: Final = "An addendum that came as a message of its own was read with this note, at its end."
_WITHOUT: Final = "The file holds an addendum to this note that could not be read."
_WHOLE: Final = "The file holds an addendum to this note that says all of it again and is a note of its own."
_HEADED: Final = re.compile(r"\W*(?:late\s+)?addend", re.IGNORECASE)


class Reader:
    """Reads the messages of a file, each with what the others say of it."""

    def __init__(self, found: Sequence[Raw | Unread], inner: Inner) -> None:
        self._found = found
        self._inner = inner
        self._versions = Versions(found)

    def notes(self, number: int) -> Iterator[Item]:
        """The notes of the message with this number (from 1)."""
        raw = self._found[number - 1]
        if isinstance(raw, Unread):
            yield raw
            return

        def settled(told: Told, note: Extracted) -> Item:
            return self._settled(number, told, note)

        try:
            yield from notes(message(raw), self._inner, lambda told: self._versions.judge(number, told), settled)
        except NoteError as problem:
            yield Unread(problem.reason, problem.remedy)

    def _settled(self, number: int, told: Told, note: Extracted) -> Item:
        """A note with its addenda; an addendum whose note is there is no note of its own, unless it says all of that again."""
        holder = self._versions.holder(number, told)
        if holder is not None:
            originals = [item for item in self._plain(holder) if isinstance(item, Extracted)]
            return note if any(_says_all(one, note) for one in originals) else _JOINED
        added = self._versions.addenda(number, told)
        return _joined(note, [self._plain(each) for each in added]) if added else note

    def _plain(self, number: int) -> list[Item]:
        """The notes of a message as they stand in it."""
        raw = self._found[number - 1]
        try:
            return [] if isinstance(raw, Unread) else list(notes(message(raw), self._inner, lambda _: (), lambda _, note: note))
        except NoteError as problem:
            return [Unread(problem.reason, problem.remedy)]


def _joined(note: Extracted, added: Sequence[Sequence[Item]]) -> Extracted:
    """A note with its addenda below it, each under the heading that it has, or else "ADDENDUM"."""
    lines, said = Lines(), list(note.remarks)
    lines.add(note.text.rstrip("\n"), note.places)
    for items in added:
        texts = [item for item in items if isinstance(item, Extracted)]
        if len(texts) != 1:
            said.append(_WITHOUT)
        elif _says_all(note, texts[0]):
            said.append(_WHOLE)
        else:
            _add(lines, texts[0])
            said += (_WITH, *texts[0].remarks)
    return lines.note(note.known, said)


def _add(lines: Lines, addendum: Extracted) -> None:
    lines.add("")
    if not _HEADED.match(addendum.text):
        lines.add("ADDENDUM")
    lines.add(addendum.text.rstrip("\n"), [Place(each.start, f"addendum, {each.name}") for each in addendum.places])


def _says_all(note: Extracted, addendum: Extracted) -> bool:
    """Whether an addendum holds the whole note again, as some systems send it."""
    return len(addendum.text) > len(note.text) // 2 and is_held(note.text, addendum.text)
