"""Scans that are pictures: TIFF with all its pages, PNG, JPEG. Their text is read by OCR, and only where that was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from auditor.errors import ScanError
from auditor.notes.formats.limits import LIMITS, Limits
from auditor.notes.formats.model import Extracted, Format
from auditor.notes.formats.ocr import Ocr
from auditor.notes.formats.refused import refusal

_STARTS: Final = (b"II*\x00", b"MM\x00*", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def recognises(data: bytes, suffix: str) -> bool:
    """By its first bytes."""
    del suffix
    return data.startswith(_STARTS)


def read(data: bytes, limits: Limits = LIMITS) -> Iterator[Extracted]:
    """Raise ScanError: a picture has no text but what OCR reads."""
    del limits
    if problem := refusal(data):
        raise ScanError(problem.reason, problem.remedy)
    yield Extracted("")


def read_by_ocr(data: bytes, limits: Limits, ocr: Ocr) -> Iterator[Extracted]:
    """Yield the one note of a picture. Raises NoteError."""
    from auditor.notes.formats.ocr.pictures import extract  # its libraries are loaded when the first picture is met

    yield extract(data, limits, ocr)


FORMAT: Final = Format(
    name="scanned picture",
    suffixes=frozenset({".tif", ".tiff", ".png", ".jpg", ".jpeg"}),
    recognises=recognises,
    read=read,
    heavy=False,
    read_by_ocr=read_by_ocr,
)
