"""Whether markup is too much to be parsed into a tree, and text too long for a note."""

from __future__ import annotations

from auditor.errors import NoteError
from auditor.notes.formats.limits import Limits


def refuse_too_much(data: bytes, limits: Limits) -> None:
    """Raise NoteError where markup is larger, or made of more elements and attributes, than a note ever is."""
    if len(data) > limits.markup:
        raise NoteError(f"a part of the document is larger than {limits.markup // 1_000_000} MB", "split it into one file a note")
    if data.count(b"<") + data.count(b"=") > limits.marks:
        raise NoteError("the document is made of more pieces than any that people write", "split it into one file a note")


def too_long(limits: Limits) -> NoteError:
    """The refusal of a text that is longer than one note may be."""
    return NoteError(f"the document holds more than {limits.text:,} characters", "split it into one file a note")
