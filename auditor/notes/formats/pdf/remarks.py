"""What people must know of how a PDF was read. No remark holds text of the note."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.notes.formats.ocr import Ocr
from auditor.notes.formats.pdf.pages import Page


def remarks_of(
    pages: Sequence[Page], scanned: frozenset[int], *, damaged: bool, attached: bool, ocr: Ocr | None = None,
    differ: Sequence[int] = (),
) -> tuple[str, ...]:  # fmt: skip
    """Sentences for the report, the gravest first."""
    pictures = [page.number for page in pages if page.pictured and page.number not in scanned]
    found = [
        _of("damaged and not read, compare with the original", [page.number for page in pages if page.unreadable]),
        _of("no text layer, not read; run the audit with --ocr, or run OCR first", sorted(scanned)),
        _told_of(ocr, [page.number for page in pages if page.by_ocr]),
        _of("many words were uncertain", [page.number for page in pages if page.uncertain]),
        "The PDF is damaged and was repaired as far as it can be: compare with the original." if damaged else "",
        _of("different dates of operation or record numbers; split the file if it holds several notes", differ),
        _of("a picture for the most part; what it shows was not read", pictures),
        _of("letters that the fonts do not tell", [page.number for page in pages if page.unknown]),
        _of("right-to-left writing is not read in its order", [page.number for page in pages if page.backwards]),
        _of("slanted text or a watermark was left out", [page.number for page in pages if page.slanted]),
        _of("turned text was put at the end", [page.number for page in pages if page.turned]),
        _of("the numbers of the lines were left out", [page.number for page in pages if page.numbered]),
        _of("what a signature shows was not read", [page.number for page in pages if page.signature]),
        _of("comments or stamps were left out", [page.number for page in pages if page.comments]),
        "Files are embedded in the PDF; they were not opened." if attached else "",
    ]
    return tuple(remark for remark in found if remark)


def _told_of(ocr: Ocr | None, numbers: Sequence[int]) -> str:
    if ocr is None or not numbers:
        return ""
    from auditor.notes.formats.ocr.tesseract import version

    read = f"read by OCR (Tesseract {version()}, {ocr.languages}), which can mistake words; compare with the original"
    return _of(read, numbers)


def _of(what: str, numbers: Sequence[int]) -> str:
    """ "Page 2: ..." or "Pages 2, 3 and 7: ..."."""
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"Page {numbers[0]}: {what}."
    return f"Pages {', '.join(str(number) for number in numbers[:-1])} and {numbers[-1]}: {what}."
