"""The bytes of a PDF -> a note, or the sentence that says why not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import create_string_buffer
from typing import Any

from auditor.errors import NoteError, ScanError
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.model import Extracted, Item, Known, Place, Unread
from auditor.notes.formats.ocr import Ocr
from auditor.notes.formats.pdf.columns import columns_of_page
from auditor.notes.formats.pdf.compose import compose
from auditor.notes.formats.pdf.furniture import Sheet, without_furniture
from auditor.notes.formats.pdf.lines import Line, lines_of
from auditor.notes.formats.pdf.numbering import without_line_numbers
from auditor.notes.formats.pdf.one_line import one_line
from auditor.notes.formats.pdf.pages import Page, read_page
from auditor.notes.formats.pdf.prose import blocks_of
from auditor.notes.formats.pdf.remarks import remarks_of
from auditor.notes.formats.pdf.rows import rows_of
from auditor.notes.formats.pdf.several import beginnings, pages_that_differ
from auditor.notes.formats.pdf.structure import is_damaged, look_at_streams, with_trailer

_AGAIN = "export the note again and run the audit once more"
_OCR = "run the audit with --ocr, or run OCR first and audit the file that it gives"
_SPLIT = "split the file into one file a note"
_UNKNOWN = Known()
_UNTOLD = 0.1  # of the letters: so many that cannot be told leave no text to rely on
_NOBODY = frozenset({"", "anonymous", "unknown", "author", "user", "admin", "administrator", "untitled"})
_LONGEST = 200  # characters of a property
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def extract(data: bytes, limits: Limits, ocr: Ocr | None = None) -> Iterator[Item]:
    """The note of the PDF in `data`, or its notes where several were printed into it; scanned pages are read only by `ocr`.

    Raises NoteError.
    """
    if not data:
        raise NoteError("the file is empty", _AGAIN)
    if len(data) > limits.file:
        raise NoteError(f"the PDF is larger than {limits.file // 1_000_000} MB", _SPLIT)
    streams = look_at_streams(data, limits.unpacked)
    damaged = streams.broken or is_damaged(data)
    if streams.beyond:
        raise NoteError(f"the PDF unpacks to more than {limits.unpacked // 1_000_000} MB", _AGAIN)
    with _opened(data) as document:
        count = len(document)
        if count > limits.pages:
            raise NoteError(f"the PDF says that it has more than {limits.pages} pages", _SPLIT)
        pages = _pages(document, count, limits)
        starts = beginnings(_sheets(pages))  # by the text that the file has: OCR changes nothing about which note is which
        if ocr is not None:
            pages = _by_ocr(document, pages, limits, ocr)
        known, attached = _known(document), document.count_attachments() > 0
    for start, end in zip(starts, [*starts[1:], len(pages)], strict=True):
        try:
            yield composed(pages[start:end], limits, ocr, known, damaged=damaged, attached=attached)
        except NoteError as problem:
            if len(starts) == 1:
                raise
            where = f"page {start + 1}" if end - start == 1 else f"pages {start + 1} to {end}"
            yield Unread(f"{where}: {problem.reason}", problem.remedy, scan=isinstance(problem, ScanError))


def composed(
    pages: Sequence[Page], limits: Limits, ocr: Ocr | None = None, known: Known = _UNKNOWN, *, damaged: bool = False,
    attached: bool = False,
) -> Extracted:  # fmt: skip
    """The note that pages make. Raises NoteError."""
    pages = without_line_numbers(pages)
    sheets = _sheets(pages)
    bare, kept = without_furniture(sheets)
    scanned = _scanned(pages, bare)
    _refuse_without_text(pages, scanned, damaged=damaged)
    text, places = one_line(pages, bare) or _text(bare, [(row.page, row.text) for row in kept], _turned(pages))
    if len(text) > limits.text:
        raise NoteError(f"the document holds more than {limits.text:,} characters", _SPLIT)
    differ = pages_that_differ(sheets)
    remarks = remarks_of(pages, scanned, damaged=damaged, attached=attached, ocr=ocr, differ=differ)
    return Extracted(text=text, places=places, known=known, remarks=remarks, scan=bool(scanned))


def _sheets(pages: Sequence[Page]) -> list[Sheet]:
    return [Sheet(page.number, page.height, tuple(rows_of(page.words))) for page in pages]


def _by_ocr(document: Any, pages: Sequence[Page], limits: Limits, ocr: Ocr) -> list[Page]:
    """The same pages, those that are pictures or whose letters cannot be told as OCR reads them."""
    from auditor.notes.formats.ocr.pages import page_of_pdf, refuse_too_many
    from auditor.notes.formats.ocr.tesseract import Tesseract

    scanned = _scanned(pages, without_furniture(_sheets(pages))[0])
    chosen = {page.number for page in pages if page.number in scanned or page.unknown > _UNTOLD * (page.letters + page.unknown)}
    refuse_too_many(len(chosen), limits)
    if not chosen:
        return list(pages)
    with Tesseract(ocr) as tesseract:
        return [page_of_pdf(document, page.number, tesseract, limits) if page.number in chosen else page for page in pages]


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    """The document, opened with the empty password; no script, action or embedded file is ever touched."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    document = _load(data)
    try:
        if document.get_formtype() == pdfium.FORMTYPE_XFA_FULL:
            raise NoteError("the PDF is a dynamic form (XFA) that keeps its text outside of its pages", "print it to a new PDF")
        document.init_forms()
        yield document
    except pypdfium2.PdfiumError:
        raise NoteError("the PDF is damaged and cannot be repaired", _AGAIN) from None
    finally:
        document.close()


def _load(data: bytes) -> Any:
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        if problem.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise NoteError("the PDF is encrypted with a password", "save a copy without password and audit that") from None
        if problem.err_code == pdfium.FPDF_ERR_SECURITY:
            raise NoteError(
                "the PDF is encrypted in a way that cannot be opened", "print it to a new PDF and audit that"
            ) from None
    mended = with_trailer(data) if is_damaged(data) and b"/Encrypt" not in data else None
    try:
        if mended:
            return pypdfium2.PdfDocument(mended)
    except pypdfium2.PdfiumError:
        pass
    raise NoteError("the PDF is damaged and cannot be repaired", _AGAIN)


def _pages(document: Any, count: int, limits: Limits) -> list[Page]:
    pages: list[Page] = []
    left = limits.text * 2  # spaces and what repeats on every page do not come into the text
    for number in range(1, count + 1):
        try:
            pages.append(read_page(document, number, left))
        except OverflowError:
            raise NoteError(f"the PDF holds more than {limits.text:,} characters", _SPLIT) from None
        left -= pages[-1].letters
    return pages


def _scanned(pages: Sequence[Page], bare: Sequence[Sheet]) -> frozenset[int]:
    """The numbers of the pages whose text is in a picture."""
    bodies = (sum(len(row.text) for row in sheet.rows) for sheet in bare)
    return frozenset(page.number for page, body in zip(pages, bodies, strict=True) if page.lacks_text(body))


def _refuse_without_text(pages: Sequence[Page], scanned: frozenset[int], *, damaged: bool) -> None:
    letters, unknown = sum(page.letters for page in pages), sum(page.unknown for page in pages)
    if unknown > _UNTOLD * (letters + unknown):
        raise ScanError("the fonts of the PDF do not tell which letters they draw", _OCR)
    shown = {page.number for page in pages if page.letters} | scanned
    if shown and shown == scanned:
        raise ScanError("the PDF has no text layer", _OCR)
    if not shown and any(page.by_ocr for page in pages):
        raise NoteError("OCR found no words in the scan", "see what it shows, and scan it again at 300 dpi if it is a note")
    if not shown and (damaged or any(page.unreadable for page in pages)):
        raise NoteError("the PDF is damaged and none of its text is left", _AGAIN)
    if not shown and any(page.slanted for page in pages):
        raise NoteError("all text of the PDF is slanted, which is not read", "print it upright to a new PDF and audit that")
    if not shown:
        raise NoteError("the PDF holds no text", _AGAIN)


def _known(document: Any) -> Known:
    date = _DATE.match(_property(document, b"CreationDate"))
    author = _property(document, b"Author")
    known = author.strip("()").lower() not in _NOBODY
    return Known(author=author if known else None, date="-".join(date.groups()) if date else None)


def _property(document: Any, name: bytes) -> str:
    """A property of the file as printable text, whatever its bytes are."""
    import pypdfium2.raw as pdfium

    length = pdfium.FPDF_GetMetaText(document, name, None, 0)
    buffer = create_string_buffer(max(length, 2))
    pdfium.FPDF_GetMetaText(document, name, buffer, length)
    text = buffer.raw[: max(length, 2) - 2].decode("utf-16-le", "replace")
    return "".join(character for character in text if character.isprintable())[:_LONGEST].strip()


def _text(
    sheets: Sequence[Sheet], top: Sequence[tuple[int, str]], end: Sequence[tuple[int, str]]
) -> tuple[str, tuple[Place, ...]]:
    columns: list[tuple[int, list[Line]]] = []
    for sheet in sheets:
        columns.extend((sheet.number, lines_of(column.rows)) for column in columns_of_page(sheet.rows, sheet.height))
    return compose(top, blocks_of(columns), end)


def _turned(pages: Sequence[Page]) -> list[tuple[int, str]]:
    """Text that stands at right angles to its page, each once: such bands repeat."""
    found: dict[str, int] = {}
    for page in pages:
        for turn in (90, 180, 270, 0):
            for row in rows_of(word for word in page.turned if word.turn == turn):
                found.setdefault(row.text, page.number)
    return [(page, text) for text, page in found.items()]
