"""Which reader reads a file: judged by its content first, and by its suffix where content cannot tell."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Final

from auditor.errors import NoteError
from auditor.notes.formats import picture
from auditor.notes.formats.model import Format
from auditor.notes.formats.refused import refusal, remedy_for

# In the order in which they are asked: what is told by content, the narrower before the wider; last what only a suffix tells.
MODULES: Final = ("hl7v2", "cda", "fhir", "pdf", "picture", "docx", "rtf", "mail", "html", "packed", "table", "archive", "text")
_SEE: Final = "open it, see what it is, and save it under the suffix of its kind (.txt for a plain text)"
# As much of a file as is looked at where its suffix says nothing; a few formats name themselves only behind some front matter.
HEAD: Final = 65_536
ZIP: Final = b"PK\x03\x04"


def formats() -> Iterator[Format]:
    """Every format; its module is imported when it is asked for, and imports its library only when it reads."""
    for name in MODULES:
        found: Format = import_module(f"auditor.notes.formats.{name}").FORMAT
        yield found


def suffixes(*, pictures: bool = False) -> frozenset[str]:
    """All suffixes that a reader knows, in small letters; those of `pictures` where OCR was asked for."""
    return frozenset(suffix for each in formats() if pictures or each is not picture.FORMAT for suffix in each.suffixes)


def recognised(data: bytes, suffix: str) -> Format | None:
    """The format of a file whose first bytes, or all of them, are `data`."""
    return next((each for each in formats() if each.recognises(data, suffix)), None)


def judge(data: bytes, suffix: str) -> Format:
    """The format of a whole file. Raises NoteError where no reader reads what is in it."""
    found = recognised(data, suffix)
    if found is None:
        raise why_not(data, suffix)
    return found


def may_be_read(head: bytes, suffix: str, *, pictures: bool = False) -> bool:
    """Whether a file that begins so is read, or refused with a remedy of its own, by one of the readers."""
    found = recognised(head, suffix)
    return head.startswith(ZIP) or (found is not None and (pictures or found is not picture.FORMAT))


def why_not(data: bytes, suffix: str) -> NoteError:
    """Reason and remedy for a file whose content no reader knows."""
    if problem := refusal(data, suffix):
        return problem
    known, remedy = suffixes(), remedy_for(suffix)
    if suffix in known:
        reason = f"what is in the file does not go with the suffix {suffix}"
        return NoteError(reason, remedy or _SEE)
    kind = f"the suffix {suffix}" if suffix else "a name without suffix"
    reason = f"{kind} is not one that can be read ({', '.join(sorted(known))})"
    return NoteError(reason, remedy or "export the note as plain text, or move the file out of the folder")
