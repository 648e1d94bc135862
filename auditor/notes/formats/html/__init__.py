"""Web pages (.html): bytes -> the note in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.notes.formats.limits import LIMITS, Limits
from auditor.notes.formats.model import Extracted, Format

_HEAD = 4_096  # bytes
# Whatever stands before the first tag is taken once and never given back: with many short comments there are no end of ways
# to take them, and a file is recognised outside of every limit.
_OPENING = re.compile(
    rb"(?>\s+|<\?xml[^>]{0,200}>|<!--[\s\S]{0,2000}?-->)*+<(?:!doctype\s+html|html|head|body|title|meta|style|table)[\s>/]",
    re.IGNORECASE,
)
_TAG = re.compile(rb"</?[a-zA-Z][^<>]{0,500}>")


def recognises(data: bytes, suffix: str) -> bool:
    """Whether the file opens as a page does, or is named as one and holds tags."""
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\0", b"")
    head = head.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in head:
        return False
    named = suffix.lower() in FORMAT.suffixes and not head.lstrip().startswith((b"{\\rtf", b"%PDF", b"PK\x03\x04"))
    return _OPENING.match(head) is not None or (named and _TAG.search(head) is not None)


def read(data: bytes, limits: Limits = LIMITS) -> Iterator[Extracted]:
    """The one note of a page. Raises NoteError where its encoding is unclear, it is too large, or holds no text."""
    from auditor.notes.formats.html.document import document

    yield document(data, limits)


FORMAT = Format(
    name="HTML page",
    suffixes=frozenset({".html", ".htm", ".xhtml"}),
    recognises=recognises,
    read=read,
    heavy=True,
    knows_properties=True,
)
