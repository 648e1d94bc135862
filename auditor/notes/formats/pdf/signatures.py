"""What the fields of a page show that hold a signature. Whether a signature is valid is not looked into."""

from __future__ import annotations

from typing import Any

from auditor.notes.formats.pdf.letters import Box
from auditor.notes.formats.pdf.words import Word, words_of

HIDDEN = 0x02 | 0x20  # hidden, and not to be viewed


def signed_values(document: Any, page: Any, number: int, box: Box, letters: int) -> dict[int, str]:
    """The words that each signature on page `number` shows, by the number of its annotation; empty where it shows no words.

    Raises OverflowError where the page has more than `letters` letters together with them.
    """
    import pypdfium2

    shown = _shown(document.formenv, page)
    try:
        words = _printed(document, number, frozenset(shown), box, letters) if shown else []
    except pypdfium2.PdfiumError:
        words = []
    values: dict[int, list[str]] = {index: [] for index in shown}
    for word in words:
        index = next((index for index, rect in shown.items() if _within(word, rect, box)), None)
        if index is not None:
            values[index].append(word.text)
    return {index: " ".join(texts) for index, texts in values.items()}


def _shown(forms: Any, page: Any) -> dict[int, Box]:
    """Which annotations of the page are signatures that show something, and where."""
    import pypdfium2.raw as pdfium

    found: dict[int, Box] = {}
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if pdfium.FPDFAnnot_GetFormFieldType(forms, annotation) == pdfium.FPDF_FORMFIELD_SIGNATURE:
            rect = _place(annotation)
            if rect is not None:
                found[index] = rect
        pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def _place(annotation: Any) -> Box | None:
    """Where an annotation stands; None where it shows nothing."""
    import pypdfium2.raw as pdfium

    rect = pdfium.FS_RECTF()
    if pdfium.FPDFAnnot_GetFlags(annotation) & HIDDEN or not pdfium.FPDFAnnot_GetRect(annotation, rect):
        return None
    wide = rect.right - rect.left >= 1 and rect.top - rect.bottom >= 1
    return Box(rect.left, rect.bottom, rect.right, rect.top) if wide and pdfium.FPDFAnnot_GetObjectCount(annotation) > 0 else None


def _within(word: Word, rect: Box, box: Box) -> bool:
    one, other = (box.turned(x, y, word.turn or 0) for x, y in ((rect.left, rect.bottom), (rect.right, rect.top)))
    across, down = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return across[0] - 1 <= word.left <= across[1] + 1 and down[0] - 1 <= word.base <= down[1] + 1


def _printed(document: Any, number: int, shown: frozenset[int], box: Box, letters: int) -> list[Word]:
    """Copy the page and print the signatures into the copy, behind its own text: only so are their letters to be had."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    copy = pypdfium2.PdfDocument.new()
    try:
        copy.import_pages(document, [number - 1])
        page = copy[0]
        before = _count(page)
        _hide_others(page, shown)
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        page.close()
        page = copy[0]
        if _count(page) > letters:
            raise OverflowError
        text = page.get_textpage()
        return words_of(text, box, before)
    finally:
        copy.close()


def _count(page: Any) -> int:
    text = page.get_textpage()
    count = int(text.count_chars())
    text.close()
    return count


def _hide_others(page: Any, shown: frozenset[int]) -> None:
    import pypdfium2.raw as pdfium

    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        if index not in shown:
            annotation = pdfium.FPDFPage_GetAnnot(page, index)
            pdfium.FPDFAnnot_SetFlags(annotation, pdfium.FPDFAnnot_GetFlags(annotation) | HIDDEN)
            pdfium.FPDFPage_CloseAnnot(annotation)
