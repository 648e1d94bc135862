"""A file that is nothing but base64: the document in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from auditor.notes.formats.attachments import plain_text, unpacked
from auditor.notes.formats.enclosed import is_base64
from auditor.notes.formats.limits import LIMITS, Limits
from auditor.notes.formats.model import Format, Inner, Item

_HEAD: Final = 4_096  # bytes
_SUFFIXES: Final = frozenset({".b64", ".base64"})
_TEXTS: Final = frozenset({"", ".txt", ".text", *_SUFFIXES})


def recognises(data: bytes, suffix: str) -> bool:
    """By its first lines, which no words make, under the name of a text."""
    head = data[:_HEAD]
    head = head[: len(head) * 9 // 10]  # its end may be damaged, which is no reason to take it for words
    return suffix in _TEXTS and head.isascii() and is_base64(head.decode("ascii").strip())


def read(data: bytes, _limits: Limits = LIMITS, inner: Inner = plain_text) -> Iterator[Item]:
    """Yield the note in the document. Raises NoteError where it is damaged or cannot be read."""
    yield unpacked(data.decode("ascii", "replace"), "", inner)


FORMAT: Final = Format("base64", _SUFFIXES, recognises, read, read_with=read)
