"""The attachments of a FHIR resource: inside it, or in a Binary of the same file, and never fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import unquote, unquote_to_bytes

from auditor.errors import NoteError
from auditor.notes.formats.attachments import AGAIN, doubt, elsewhere, from_base64, media
from auditor.notes.formats.fhir.index import Index
from auditor.notes.formats.fhir.json import Resource, kind, text
from auditor.notes.formats.model import Extracted, Inner

# The forms of one document, those that keep its words best first. What is in no form of these comes last.
_BEST = (
    "text/plain", "text/html", "application/xhtml+xml", "application/rtf", "text/rtf", "application/cda+xml",
    "application/hl7-v3+xml", "application/xml", "text/xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/pdf", "",
)  # fmt: skip
_SHORTER = "The attachment is shorter than the file says: it may be cut off."
_FORMS = "The document is there in {} forms, of which one was read."


def best(attachments: Sequence[Resource], within: Resource, index: Index, inner: Inner) -> Extracted:
    """The note in the first form that can be read. Raises the NoteError of the best form where none can."""
    problems: list[NoteError] = []
    for attachment in sorted(attachments, key=_rank):
        try:
            data, content_type, doubts = content(attachment, within, index)
            found = inner(data, content_type)
        except NoteError as problem:
            problems.append(problem)
            continue
        remarks = (*found.remarks, *doubts, *_remarks(attachment, data, len(attachments)))
        return replace(found, remarks=remarks)
    if not problems:
        raise NoteError("the document has no attachment", "export the documents with their attachments inside")
    raise NoteError(problems[0].reason, problems[0].remedy)


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


def _remarks(attachment: Resource, data: bytes, forms: int) -> tuple[str, ...]:
    size = attachment.get("size")
    shorter = (_SHORTER,) if isinstance(size, int) and size > len(data) and text(attachment, "data") else ()
    return (*shorter, _FORMS.format(forms)) if forms > 1 else shorter
