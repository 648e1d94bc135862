"""Word documents (.docx): bytes -> the note in them."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.notes.formats.limits import LIMITS, Limits
from auditor.notes.formats.model import Extracted, Format
from auditor.notes.office import part_names

_TYPES = "[content_types].xml"
_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def recognises(data: bytes, suffix: str) -> bool:
    """A ZIP file with the parts of a Word document, or such a document under a password.

    Of a file that is cut off the names of parts stand uncompressed before them. Under a password nothing tells Word from Excel
    but the suffix.
    """
    if data.startswith(_ZIP):
        names = part_names(data)
        of_word = b"word/" in data if names is None else any(name.startswith("word/") for name in names)
        typed = _TYPES.encode() in data.lower() if names is None else _TYPES in names
        return of_word and (typed or suffix.lower() in FORMAT.suffixes)
    return data.startswith(_COMPOUND) and _ENCRYPTED in data and suffix.lower() in FORMAT.suffixes


def read(data: bytes, limits: Limits = LIMITS) -> Iterator[Extracted]:
    """The one note of a Word document. Raises NoteError where it is encrypted, damaged, too large or without text."""
    from auditor.notes.formats.docx.document import document

    yield document(data, limits)


FORMAT = Format(
    name="Word document",
    suffixes=frozenset({".docx", ".docm"}),
    recognises=recognises,
    read=read,
    heavy=True,
    knows_properties=True,
)
