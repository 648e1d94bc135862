"""Code pages and fonts of rich text."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

# The character set of a font -> its code page.
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437",
    255: "cp850", 0: "cp1252",
}  # fmt: skip
_PAGES = {10000: "mac_roman", 65001: "utf-8", 1361: "johab", 936: "gbk", 20127: "cp1252", 28591: "cp1252", 0: "cp1252"}
SYMBOLS = 2  # the character set of fonts that hold signs


@dataclass(slots=True)
class Font:
    """A font of the table: its name, and its code page where it has one of its own."""

    name: str = ""
    page: str | None = None
    signs: bool = False


def code_page(number: int) -> str:
    """The codec of a code page; that of Western Windows where Python has none."""
    name = _PAGES.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def of_charset(number: int) -> str | None:
    """The codec of a character set; None where the document's own holds."""
    return _CHARSETS.get(number)
