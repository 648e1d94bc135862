"""The attachments of a FHIR resource: inside it, or in a Binary of the same file, and never fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote, unquote_to_bytes

from auditor.errors import NoteError
from auditor.notes.formats.again import is_held
from auditor.notes.formats.attachments import AGAIN, doubt, elsewhere, from_base64, media
from auditor.notes.formats.fhir.index import Index
from auditor.notes.formats.fhir.json import Resource, kind, text
from auditor.notes.formats.message_text import Lines
from auditor.notes.formats.model import Extracted, Inner, Known, Place

# The forms of one document, those that keep its words best first. What is in no form of these comes last.
_BEST = (
    "text/plain", "text/html", "application/xhtml+xml", "application/rtf", "text/rtf", "application/cda+xml",
    "application/hl7-v3+xml", "application/xml", "text/xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/pdf", "",
)  # fmt: skip
_SHORTER = "The attachment is shorter than the file says: it may be cut off."
_FORMS = "The document is there in {} forms, of which one was read."
_PARTS = "The note was put together from {} attachments of the document."
_UNREAD = "Attachment {} was not read: {}."
_MOST = 20  # attachments, of which each is held against all others
_LONGER = 1.25  # so much longer a form is the whole, and the other an extract


@dataclass(slots=True)
class _Read:
    """What was read of an attachment, the how manieth it is, and in how many forms it is there."""

    number: int
    note: Extracted
    remarks: tuple[str, ...]
    forms: int = 1


def best(attachments: Sequence[Resource], within: Resource, index: Index, inner: Inner) -> Extracted:
    """The note in the attachments: once where they are its forms, put together where they are its parts.

    Raises the NoteError of the best form where none can be read, or where there are too many.
    """
    if len(attachments) > _MOST:
        raise NoteError(
            f"the document has more than {_MOST} attachments", "audit the one that holds the note as a file of its own"
        )
    found: list[_Read] = []
    problems: list[tuple[int, NoteError]] = []
    for number, attachment in sorted(enumerate(attachments, 1), key=lambda one: _rank(one[1])):
        try:
            data, content_type, doubts = content(attachment, within, index)
            note = inner(data, content_type)
        except NoteError as problem:
            problems.append((number, problem))
            continue
        _take(found, _Read(number, note, (*note.remarks, *doubts, *_remarks(attachment, data))))
    if not found and not problems:
        raise NoteError("the document has no attachment", "export the documents with their attachments inside")
    if not found:
        raise NoteError(problems[0][1].reason, problems[0][1].remedy)
    unread = tuple(_UNREAD.format(number, problem.reason) for number, problem in sorted(problems, key=lambda one: one[0]))
    return _whole(sorted(found, key=lambda part: part.number), unread)


def _take(found: list[_Read], one: _Read) -> None:
    """Add what says something new; of two forms the first is kept, unless it is an extract of the other."""
    for at, have in enumerate(found):
        text, other = have.note.text, one.note.text
        if is_held(other, text) or is_held(text, other):
            longer = len(other.split()) > _LONGER * len(text.split())
            found[at] = replace(one if longer else have, forms=have.forms + 1)
            return
    found.append(one)


def _whole(parts: Sequence[_Read], unread: tuple[str, ...]) -> Extracted:
    """All parts in the order of the attachments, with what is to be said of them."""
    said = [remark for part in parts for remark in (*part.remarks, *((_FORMS.format(part.forms),) if part.forms > 1 else ()))]
    if len(parts) == 1:
        return replace(parts[0].note, remarks=(*said, *unread))
    lines = Lines()
    for part in parts:
        lines.blank()
        name = f"attachment {part.number}"
        inside = [Place(each.start, f"{name}, {each.name}") for each in part.note.places]
        lines.add(part.note.text.rstrip("\n"), inside or [Place(0, name)])
    return lines.note(Known(), (*said, _PARTS.format(len(parts)), *unread))


def content(attachment: Resource, within: Resource, index: Index) -> tuple[bytes, str, tuple[str, ...]]:
    """Bytes, media type, and remarks on them. Raises NoteError where they are elsewhere or damaged."""
    content_type = text(attachment, "contentType")
    if packed := text(attachment, "data"):
        return from_base64(packed), content_type, doubt(packed)
    url = text(attachment, "url")
    if url.startswith("data:"):
        return _from_url(url)
    binary = index.find(url, within) if url else None
    if binary is None or kind(binary) != "Binary":
        raise elsewhere() if url else NoteError("the attachment is empty", AGAIN)
    packed = text(binary, "data") or text(binary, "content")
    if not packed:
        raise NoteError("the attachment is empty", AGAIN)
    return from_base64(packed), content_type or text(binary, "contentType"), doubt(packed)


def _from_url(url: str) -> tuple[bytes, str, tuple[str, ...]]:
    head, comma, body = url.removeprefix("data:").partition(",")
    if not comma:
        raise NoteError("the attachment is empty", AGAIN)
    if not head.endswith(";base64"):
        return unquote_to_bytes(body), head, ()
    packed = unquote(body)
    return from_base64(packed), head.removesuffix(";base64"), doubt(packed)


def _rank(attachment: Resource) -> int:
    kind = media(text(attachment, "contentType"))
    return _BEST.index(kind) if kind in _BEST else len(_BEST)


def _remarks(attachment: Resource, data: bytes) -> tuple[str, ...]:
    """Whether an attachment has fewer bytes than the file says."""
    size = attachment.get("size")
    return (_SHORTER,) if isinstance(size, int) and size > len(data) and text(attachment, "data") else ()
