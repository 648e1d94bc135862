"""What people must know of how a PDF was read. No remark holds text of the note."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.notes.formats.pdf.pages import Page


def remarks_of(pages: Sequence[Page], *, damaged: bool, attached: bool) -> tuple[str, ...]:
    """Sentences for the report, the gravest first."""
    found = [
        _of("cannot be opened and was not read: compare with the original", [page.number for page in pages if page.unreadable]),
        _of("has no text layer and was not read: run OCR first", [page.number for page in pages if page.lacks_text]),
        "The PDF is damaged and was repaired as far as it can be: compare with the original." if damaged else "",
        _of("has letters that its fonts do not tell", [page.number for page in pages if page.unknown]),
        _of("bears slanted text or a watermark, which was left out", [page.number for page in pages if page.slanted]),
        _of("bears turned text, which was put at the end", [page.number for page in pages if page.turned]),
        _of("bears comments or stamps, which were left out", [page.number for page in pages if page.comments]),
        "Files are embedded in the PDF; they were not opened." if attached else "",
    ]
    return tuple(remark for remark in found if remark)


def _of(what: str, numbers: Sequence[int]) -> str:
    """ "Page 2 has ..." or "Pages 2, 3 and 7 have ..."."""
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"Page {numbers[0]} {what}."
    plural = what.replace("has ", "have ", 1).replace("bears ", "bear ", 1).replace("was ", "were ") if numbers else what
    plural = plural.replace("its fonts", "their fonts").replace("watermark, which were", "watermark, which was")
    plural = plural.replace("turned text, which were", "turned text, which was")
    return f"Pages {', '.join(str(number) for number in numbers[:-1])} and {numbers[-1]} {plural}."
