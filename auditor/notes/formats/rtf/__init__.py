"""Rich text (.rtf): bytes -> the note in them."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.notes.formats.limits import LIMITS, Limits
from auditor.notes.formats.model import Extracted, Format

_LEADING = b"\xef\xbb\xbf \t\r\n\x00"
_START = b"{\\rtf"


def recognises(data: bytes, _suffix: str) -> bool:
    """Whether the file opens as rich text does, whatever its name is."""
    return data[:64].lstrip(_LEADING).startswith(_START)


def read(data: bytes, limits: Limits = LIMITS) -> Iterator[Extracted]:
    """The one note of a rich text. Raises NoteError where it is cut off, too large or without text."""
    from auditor.notes.formats.rtf.document import document

    yield document(data, limits)


FORMAT = Format(
    name="rich text", suffixes=frozenset({".rtf"}), recognises=recognises, read=read, heavy=True, knows_properties=True
)
