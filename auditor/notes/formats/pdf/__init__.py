"""PDF documents with a text layer."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.notes.formats.limits import LIMITS, Limits
from auditor.notes.formats.model import Format, Item
from auditor.notes.formats.ocr import Ocr

_MARK = b"%PDF-"
_WITHIN = 1024  # bytes: a mail gateway or a printer may put something before the document


def recognises(data: bytes, suffix: str) -> bool:
    """Whether the bytes are a PDF; one that does not begin at its first byte must bear the suffix too."""
    start = data[:_WITHIN].find(_MARK)
    return start >= 0 and (not data[:start].strip(b"\xef\xbb\xbf\0 \t\r\n\f") or suffix.lower() == ".pdf")


def read(data: bytes, limits: Limits = LIMITS) -> Iterator[Item]:
    """Yield the note of a PDF, or those of a print of several. Raises NoteError: encrypted, damaged, without text, too large."""
    from auditor.notes.formats.pdf.document import extract  # the library is loaded when the first PDF is met

    yield from extract(data, limits)


def read_by_ocr(data: bytes, limits: Limits, ocr: Ocr) -> Iterator[Item]:
    """The same, with the pages that are pictures read by OCR."""
    from auditor.notes.formats.pdf.document import extract

    yield from extract(data, limits, ocr)


FORMAT = Format(
    name="PDF document",
    suffixes=frozenset({".pdf"}),
    recognises=recognises,
    read=read,
    heavy=True,
    knows_properties=True,
    read_by_ocr=read_by_ocr,
)
