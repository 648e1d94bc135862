"""Text that is a document of another kind, or writes its line ends in signs: what stands in place of a plain note."""

from __future__ import annotations

import html
import re
from contextlib import suppress
from typing import Final

from auditor.notes.formats.attachments import unpacked
from auditor.notes.formats.model import Extracted, Inner

_BEGINNINGS: Final = (
    ("{\\rtf", "application/rtf"),
    ("<!doctype html", "text/html"),
    ("<html", "text/html"),
    ("<clinicaldoc", "application/xml"),
)
# A piece of a page without its frame: no note begins with such a tag, and in one line none holds the end of one.
_BLOCK: Final = re.compile(r"<(?:p|div|table|ul|ol|h[1-6]|body|pre|blockquote|center|section|article)(?:\s[^<>]{0,500})?>")
_ESCAPED: Final = re.compile(
    r"&lt;(?:!doctype html|html|\?xml|clinicaldocument|p|div|table|ul|ol|h[1-6]|body|pre|br|blockquote|center|section|article"
    r"|span|b|strong|font)\b[^<>]{0,500}?&gt;",
    re.IGNORECASE,
)
_END_TAG: Final = re.compile(r"</(?:p|div|table|ul|ol|li|h[1-6]|span|font|b|strong|i|em|u)>", re.IGNORECASE)
_PACKED: Final = re.compile(
    r"(?:JVBERi0|e1xydGY|PCFET0NUWVBF|PGh0bWw|UEsDB)[A-Za-z0-9+/_-]*={0,2}"
)  # what these begin with in base64
_BASE64: Final = re.compile(r"(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=\D*\d)[A-Za-z0-9+/_-]{64,}={0,2}")
_LEAST_PIECE: Final = 16  # letters on an average; no text has words so long
_ADDRESS: Final = re.compile(r"data:([\w.+/-]{0,100})[^,\s]{0,100};base64,", re.IGNORECASE)
_HEAD: Final = 1_000  # bytes
_TAG_BREAK: Final = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_BREAK: Final = re.compile(r"\\r\\n|\\n|\\\.br\\|¶")


def note_in(text: str, inner: Inner) -> Extracted | None:
    """The note of text that is a document of another kind, such as rich text or base64; None where it is plain.

    Raises NoteError where such a document is damaged or cannot be read.
    """
    whole = text.strip()
    if _ESCAPED.match(whole):
        whole = html.unescape(whole)  # markup that was escaped on its way
    if is_base64(whole):
        found = _ADDRESS.match(whole)
        return unpacked(whole, found[1] if found else "", inner)
    kind = _kind(whole)
    return None if kind is None else inner(_bytes(whole, kind), kind)


def is_base64(text: str) -> bool:
    """Whether text is a document in base64: in one piece or in lines, also where blanks stand about in it.

    "Free fibula flap" is words, though all its letters are of that alphabet: these are short.
    """
    address = _ADDRESS.match(text)
    pieces = text[address.end() if address else 0 :].split()
    packed = "".join(pieces)
    if not pieces or len(packed) < _LEAST_PIECE * len(pieces):
        return False
    return _PACKED.fullmatch(packed) is not None or _BASE64.fullmatch(packed) is not None


def begins_as_page(data: bytes) -> bool:
    """Whether a text begins as a piece of a page does, which no note begins like: "<div>Operation"."""
    head = data[:_HEAD].decode("utf-8-sig", "replace").lstrip().lower()
    return _BLOCK.match(head) is not None


def _kind(text: str) -> str | None:
    """The media type of text that is markup."""
    start = text[:1_000].lower()
    if start.startswith("<?xml") and "<clinicaldoc" in text[:5_000].lower():
        return "application/xml"
    kind = next((kind for beginning, kind in _BEGINNINGS if start.startswith(beginning)), None)
    is_page = kind is None and (_BLOCK.match(start) is not None or ("\n" not in text and _END_TAG.search(text) is not None))
    return "text/html" if is_page else kind


def _bytes(text: str, kind: str) -> bytes:
    """The text for its reader: rich text in cp1252 where that has its letters, a page marked as UTF-8 whatever it says."""
    if kind == "application/rtf":
        with suppress(UnicodeEncodeError):
            return text.encode("cp1252")
    marked = kind == "text/html" and not text.isascii()
    return text.encode("utf-8-sig" if marked else "utf-8", "replace")


def with_line_ends(text: str) -> str:
    r"""The text with line ends where it has none and writes them in signs: `\n`, `<br>`, `\.br\`, or the sign of a paragraph."""
    if "\n" in text.strip():
        return text
    if _TAG_BREAK.search(text):
        text = html.unescape(_TAG_BREAK.sub("\n", text))
    return _BREAK.sub("\n", text)
