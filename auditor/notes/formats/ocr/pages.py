"""A picture of a page -> a page as the reader of PDF has it, so that both put text together in the same way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt
from statistics import median
from typing import Any, Final

from auditor.errors import NoteError
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.ocr.tesseract import Picture, Tesseract
from auditor.notes.formats.pdf.pages import Page
from auditor.notes.formats.pdf.words import Word

DPI: Final = 300  # what Tesseract's data were made for
_POINTS: Final = 72
_SAME: Final = 0.3  # of the size: letters of lines without capitals or without tails look so much smaller
_MANY: Final = 0.05  # of the words: so many uncertain ones are told; of clean print it is one in fifty


def refuse_too_many(pages: int, limits: Limits) -> None:
    """Raise NoteError where OCR of so many pages would take too long."""
    if pages > limits.ocr_pages:
        reason = f"OCR is asked for {pages} pages, and reads {limits.ocr_pages} of a file"
        raise NoteError(reason, "split the file into one file a note; the limits stand in patterns/limits.toml")


def page_of_pdf(document: Any, number: int, tesseract: Tesseract, limits: Limits) -> Page:
    """Page `number` (from 1) of an open PDF, drawn and read."""
    page = document[number - 1]
    try:
        inches = page.get_width() * page.get_height() / _POINTS**2
        dpi = max(1, int(min(float(DPI), sqrt(limits.ocr_pixels / inches)))) if inches > 0 else 1
        bitmap = page.render(scale=dpi / _POINTS, grayscale=True)
        try:
            grey = bitmap.to_pil().convert("L")
        finally:
            bitmap.close()
    finally:
        page.close()
    return page_of(Picture(grey.tobytes(), grey.width, grey.height, dpi), number, tesseract)


def page_of(picture: Picture, number: int, tesseract: Tesseract) -> Page:
    """The page of a picture."""
    found = tesseract.read(picture)
    height = picture.height * _POINTS / picture.dpi
    return Page(number, height, _of_one_size(found.words), by_ocr=True, uncertain=found.uncertain > _MANY)


def _of_one_size(words: Sequence[Word]) -> list[Word]:
    """Lines of the usual size have the same one, whatever letters they are made of."""
    usual = median(word.size for word in words) if words else 0.0
    return [replace(word, size=usual) if abs(word.size - usual) <= _SAME * usual else word for word in words]
