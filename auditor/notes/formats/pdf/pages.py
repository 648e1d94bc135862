"""One page of an open PDF -> its words, and what must be said of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from auditor.notes.formats.pdf.forms import typed_words
from auditor.notes.formats.pdf.letters import UNKNOWN, Box
from auditor.notes.formats.pdf.signatures import signed_values
from auditor.notes.formats.pdf.words import Word, main_turn, words_of

_ACROSS = 2.2  # of the size of the text: larger letters that lie over lines of text are a watermark
_PICTURE = 0.5  # of the page: a picture of this size may hold the text that a page lacks
_DRAWN = 150  # lines and curves: so many on a page without text may be letters that were drawn
_HARDLY = 40  # letters
_FROM_THE_RIGHT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]{2}")  # Hebrew, Arabic and their kin


@dataclass(slots=True)
class Page:
    """The words that stand upright, those that are turned, and what was found beside them."""

    number: int
    height: float
    words: list[Word]
    turned: list[Word] = field(default_factory=list)
    slanted: bool = False
    pictured: bool = False
    drawn: bool = False
    comments: bool = False
    signed: int = 0
    signature: bool = False
    unreadable: bool = False
    by_ocr: bool = False
    uncertain: bool = False
    numbered: bool = False

    @property
    def letters(self) -> int:
        """How many letters can be read."""
        return sum(len(word.text) - word.text.count(UNKNOWN) for word in self.words)

    @property
    def unknown(self) -> int:
        """How many letters cannot be told."""
        return sum(word.text.count(UNKNOWN) for word in self.words)

    @property
    def backwards(self) -> bool:
        """Whether there are words that are written from right to left: they come out in the order of the page, left first."""
        return any(not word.text.isascii() and _FROM_THE_RIGHT.search(word.text) for word in (*self.words, *self.turned))

    def lacks_text(self, body: int) -> bool:
        """Whether the page shows something, but has next to no text: `body` letters beside what comes on every page.

        What signatures show is not counted: scans are signed too.
        """
        if self.by_ocr:
            return False
        return (self.letters <= self.signed and self.drawn) or (body - self.signed <= _HARDLY and self.pictured)


def read_page(document: Any, number: int, letters: int) -> Page:
    """Read page `number` (from 1); raise OverflowError where it has more than `letters` letters."""
    import pypdfium2

    try:
        page = document[number - 1]
        try:
            return _read(document, page, number, letters)
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return Page(number, 1.0, [], unreadable=True)


def _read(document: Any, page: Any, number: int, letters: int) -> Page:
    box = Box(*page.get_bbox())  # what is shown, also where the page takes its boxes from the tree of pages
    text = page.get_textpage()
    try:
        if text.count_chars() > letters:
            raise OverflowError
        words = words_of(text, box)
    finally:
        text.close()
    turn = main_turn(words) if words else page.get_rotation()
    upright = [word for word in words if word.turn == turn]
    signed = signed_values(document, page, number, box, letters) if document.formenv else {}
    typed = typed_words(document, page, box, turn, upright, signed) if document.formenv else []
    flat, watermark = _without_watermark(upright)
    across = turn in {90, 270}
    return Page(
        number,
        box.right - box.left if across else box.top - box.bottom,
        [*flat, *typed],
        [word for word in words if word.turn not in {turn, None}],
        watermark or any(word.turn is None for word in words),
        *_shown(page, box, words),
        comments=_has_comments(page),
        signed=sum(len(value) for value in signed.values()),
        signature=not all(signed.values()),
    )


def _without_watermark(words: Sequence[Word]) -> tuple[list[Word], bool]:
    """Take out large words that lie across lines of text, such as "COPY"."""
    sizes = sorted(word.size for word in words)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    small = [word for word in words if word.size <= _ACROSS * usual]
    kept = [word for word in words if word.size <= _ACROSS * usual or not _lies_across(word, small)]
    return kept, len(kept) < len(words)


def _lies_across(large: Word, others: Sequence[Word]) -> bool:
    top = large.base - 0.75 * large.size
    return any(
        top < word.base - 0.2 * word.size < large.base and word.left < large.right and large.left < word.right for word in others
    )


def _shown(page: Any, box: Box, words: Sequence[Word]) -> tuple[bool, bool]:
    """Whether a picture covers much of the page, and whether much is drawn on it; looked into only where text is scarce."""
    import pypdfium2.raw as pdfium

    if sum(len(word.text) for word in words) > 10 * _HARDLY:
        return False, False
    area = max((box.right - box.left) * (box.top - box.bottom), 1.0)
    covered, drawn = 0.0, 0
    for count, thing in enumerate(page.get_objects(max_depth=4)):
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = thing.get_bounds()
            covered += (right - left) * (top - bottom)
        elif thing.type == pdfium.FPDF_PAGEOBJ_PATH:
            drawn += 1
        if count > 5000:
            break
    nothing = not words and covered > 0
    return covered >= _PICTURE * area or nothing, drawn >= _DRAWN


def _has_comments(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    kinds = {
        pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_INK,
        pdfium.FPDF_ANNOT_STRIKEOUT, pdfium.FPDF_ANNOT_CARET,
    }  # fmt: skip
    found = False
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), 1000)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        found = found or pdfium.FPDFAnnot_GetSubtype(annotation) in kinds
        pdfium.FPDFPage_CloseAnnot(annotation)
    return found
