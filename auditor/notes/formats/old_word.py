"""Older Word documents (.doc): known, and refused with what to do."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.errors import NoteError
from auditor.notes.formats.model import Extracted, Format

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAM = "WordDocument".encode("utf-16-le")


def recognises(data: bytes, suffix: str) -> bool:
    """A compound file that holds a Word document, or is named as one."""
    return data.startswith(_COMPOUND) and (_STREAM in data or suffix.lower() in FORMAT.suffixes)


def read(_data: bytes) -> Iterator[Extracted]:
    """Always raises NoteError: no kept library under a permissive licence reads this format."""
    raise NoteError("the file is an older Word document (.doc)", "open it in Word and save it as .docx")


FORMAT = Format(name="older Word document", suffixes=frozenset({".doc"}), recognises=recognises, read=read, heavy=False)
