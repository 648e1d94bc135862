"""What came of one part of a file <-> pressed JSON, without the names that the file bears today.

Before it stands, where a run has made more of an audit than that, what it made: packed as the run likes, and good for a note of
the very same names alone.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import Final

from pydantic import ValidationError

from auditor.model import Audit, Frozen, Note
from auditor.notes.formats.text import NAME as PLAIN_TEXT
from auditor.notes.seen import NotAudited, ToRead

_LEVEL: Final = 1  # the quickest: a stronger one takes longer than the writing that it saves
_NAMES: Final = {"id", "source"}
_LENGTH: Final = 4  # bytes that tell how long what was made is
_SEAL: Final = 32  # bytes of the note's seal before it


Kept = tuple[Note, Audit] | NotAudited
"""A note and its audit, or a part of the file that is rightly left aside."""


class _Part(Frozen):
    """`id` and `source` are what is put behind those of the file. `seal` stands for all of the note that can decide."""

    id: str = ""
    source: str = ""
    seal: str = ""
    audit: Audit | None = None
    note: Note | None = None
    reason: str = ""
    remedy: str = ""


def key_of(mark: bytes, file: ToRead, data: bytes) -> str:
    """The key of a file with this content; `mark` is that of the store."""
    suffix = file.path.suffix.lower().encode("utf-8", "surrogateescape")
    digest = hashlib.sha256(b"\0".join((mark, suffix, b"")))
    digest.update(data)
    return digest.hexdigest()


def pressed(file: ToRead, found: Kept, packed: bytes = b"") -> bytes:
    """As it is kept, with what was made of it. A plain text is read again sooner than unpacked; any other note is kept too."""
    made = b""
    if packed and not isinstance(found, NotAudited):
        made = _named_seal(found[0]) + zlib.compress(packed, _LEVEL)
    part = zlib.compress(_part(file, found).model_dump_json().encode("utf-8", "surrogatepass"), _LEVEL)
    return len(made).to_bytes(_LENGTH, "big") + made + part


def packed_of(content: bytes, note: Note) -> bytes | None:
    """What was made of this very note, under the names that it has now; None where that is not there, or damaged."""
    made = content[_LENGTH : _LENGTH + int.from_bytes(content[:_LENGTH], "big")]
    if made[:_SEAL] != _named_seal(note):
        return None
    try:
        return zlib.decompress(made[_SEAL:])
    except zlib.error:
        return None


def whole(content: bytes, file: ToRead) -> Kept | None:
    """What was kept with its text, under the names that the file has now; None where it is damaged, or without text."""
    part = _read(content)
    if part is None:
        return None
    names = {"id": f"{file.id}{part.id}", "source": f"{file.source}{part.source}"}
    if part.reason:
        return NotAudited(names["source"], part.reason, part.remedy, failure=False)
    if part.note is None or part.audit is None:
        return None
    return part.note.model_copy(update=names), part.audit.model_copy(update=names)


def audit_of(content: bytes, note: Note) -> Audit | None:
    """The audit that was kept, if it is that of this very note."""
    part = _read(content)
    if part is None or part.audit is None or part.seal != seal(note):
        return None
    return part.audit.model_copy(update={"id": note.id, "source": note.source})


def seal(note: Note) -> str:
    """One name for all of a note that can decide its audit."""
    return hashlib.sha256(note.model_dump_json(exclude=_NAMES).encode("utf-8", "surrogatepass")).hexdigest()


def _named_seal(note: Note) -> bytes:
    """The same with the names that the note has now."""
    return hashlib.sha256(f"{len(note.id)}:{note.id}{note.source}\0{seal(note)}".encode("utf-8", "surrogatepass")).digest()


def is_plain(file: ToRead, note: Note) -> bool:
    """Whether the file is the note's plain text, and not a container that has such a text in it."""
    return note.format == PLAIN_TEXT and note.id == file.id


def _part(file: ToRead, found: Kept) -> _Part:
    if isinstance(found, NotAudited):
        return _Part(source=found.source.removeprefix(file.source), reason=found.reason, remedy=found.remedy)
    note, audit = found
    nameless = {"id": "", "source": ""}
    return _Part(
        id=note.id.removeprefix(file.id),
        source=note.source.removeprefix(file.source),
        seal=seal(note),
        audit=audit.model_copy(update=nameless),
        note=None if is_plain(file, note) else note.model_copy(update=nameless),
    )


def _read(content: bytes) -> _Part | None:
    """None where a byte is not as it was written; the audit is made anew then."""
    try:
        return _Part.model_validate_json(zlib.decompress(content[_LENGTH + int.from_bytes(content[:_LENGTH], "big") :]))
    except (zlib.error, ValidationError):
        return None
