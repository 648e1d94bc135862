"""Plain text: the note is the file itself, to the letter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from auditor.errors import NoteError
from auditor.notes.decode import decode
from auditor.notes.formats.limits import LIMITS, Limits
from auditor.notes.formats.model import Extracted, Format
from auditor.notes.formats.several import SEVERAL, names_several

NAME: Final = "plain text"
_AGAIN: Final = "export the note again and run the audit once more"


def recognises(data: bytes, suffix: str) -> bool:
    """By the suffix, or the lack of one: no content tells a note from any other text."""
    del data
    return suffix in _SUFFIXES or not suffix


def read(data: bytes, limits: Limits = LIMITS) -> Iterator[Extracted]:
    """Yield the note. Raises NoteError: too large, empty, only white space, binary, unclear encoding."""
    if len(data) > limits.text:
        raise NoteError(f"the file is larger than {limits.text / 1_000_000:g} MB", "split the file into one file a note")
    text, encoding = decode(data) if data else ("", "utf-8")
    if not text:
        raise NoteError("the file is empty", _AGAIN)
    if not any(character.isprintable() and not character.isspace() for character in text):
        raise NoteError("the file holds only white space", _AGAIN)
    yield Extracted(text, encoding=encoding, remarks=(SEVERAL,) if names_several(text) else ())


_SUFFIXES: Final = frozenset({".txt", ".text"})
FORMAT: Final = Format(NAME, _SUFFIXES, recognises, read, heavy=False)
