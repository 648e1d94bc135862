"""Text that is put together line by line, and where its parts are found in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor.errors import NoteError
from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.model import Extracted, Known, Place

_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNPRINTED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\ufeff\ud800-\udfff]")


def cleaned(text: str) -> str:
    """The text with line ends as one kind, and without soft hyphens and control characters."""
    return _UNPRINTED.sub("", _ENDS.sub("\n", text))


def in_one_line(text: str) -> str:
    """The text cleaned, with one space wherever it has white space."""
    return " ".join(cleaned(text).split())


class Lines:
    """Lines of a note in the making."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0
        self._places: list[Place] = []

    def __bool__(self) -> bool:
        """Whether there is anything but white space."""
        return any(line.strip() for line in self._lines)

    def add(self, text: str, places: Iterable[Place] = ()) -> None:
        """Add one line or several; `places` count from the start of `text`."""
        self._places.extend(Place(self._length + place.start, place.name) for place in places)
        self._lines.append(text)
        self._length += len(text) + 1

    def blank(self) -> None:
        """End a block: one empty line, none at the start and none after another."""
        if self._lines and self._lines[-1].strip() and not self._lines[-1].endswith("\n"):
            self.add("")

    def text(self) -> str:
        """What was added."""
        return "\n".join(self._lines)

    def note(self, known: Known, remarks: Iterable[str] = (), limit: int = LIMITS.text) -> Extracted:
        """The note. Raises NoteError where it is empty or longer than `limit` characters."""
        text = self.text()
        refuse_length(text, limit)
        if not text.strip():
            raise NoteError("the document holds no text", "export it again with its text")
        return Extracted(text, first_at_start(self._places), known, tuple(dict.fromkeys(remarks)))


def refuse_length(text: str | bytes, limit: int) -> None:
    """Raise NoteError where the text is longer than a note can be."""
    if len(text) > limit:
        raise NoteError("the note is longer than any note can be", "split it into one file a note")


def first_at_start(places: Iterable[Place]) -> tuple[Place, ...]:
    """Places in order, one a start and none twice in a row; the first begins where the text begins."""
    kept: list[Place] = []
    for place in places:
        if kept and kept[-1].start == place.start:
            kept.pop()
        if not kept or kept[-1].name != place.name:
            kept.append(place if kept else Place(0, place.name))
    return tuple(kept)
