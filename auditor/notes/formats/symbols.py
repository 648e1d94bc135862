"""Signs of the symbol fonts that word processors use, as characters that a text can hold."""

from __future__ import annotations

import re

_SYMBOL = {
    0x2D: "\u2212", 0xA2: "\u2032", 0xA3: "\u2264", 0xAE: "\u2192", 0xAC: "\u2190", 0xAD: "\u2191", 0xAF: "\u2193",
    0xB0: "\u00b0", 0xB1: "\u00b1", 0xB2: "\u2033", 0xB3: "\u2265", 0xB4: "\u00d7", 0xB7: "\u2022", 0xB8: "\u00f7",
    0xB9: "\u2260", 0xBB: "\u2248", 0xBC: "\u2026", 0xD2: "\u00ae", 0xD3: "\u00a9", 0xD4: "\u2122", 0x61: "\u03b1",
    0x62: "\u03b2", 0x67: "\u03b3", 0x64: "\u03b4", 0x44: "\u0394", 0x6D: "\u00b5", 0x70: "\u03c0", 0x73: "\u03c3",
    0x57: "\u03a9", 0x66: "\u03c6", 0xC6: "\u2205",
}  # fmt: skip
# Only where the font is known to be this one: in others these are arrows and pictures.
_SYMBOL_ITSELF = {**{code: chr(code) for code in b"!#%&()*+,./0123456789:;<=>?[]_{|}~"}, 0x40: "\u2245", **_SYMBOL}
_WINGDINGS = {
    0x4A: "\u263a", 0x6C: "\u2022", 0x6E: "\u2022", 0x6F: "[ ]", 0x71: "[ ]", 0x72: "[ ]", 0x73: "\u2022",
    0x76: "\u2022", 0x77: "\u2022", 0x78: "[x]", 0x9E: "\u2022", 0x9F: "\u2022", 0xA7: "\u2022", 0xA8: "[ ]",
    0xD8: "\u2022", 0xDF: "\u2190", 0xE0: "\u2192", 0xE8: "\u2192", 0xF0: "\u2192", 0xFB: "\u2717", 0xFC: "\u2713",
    0xFD: "[x]", 0xFE: "[x]",
}  # fmt: skip
_WINGDINGS_2 = {
    0x2A: "[ ]", 0x30: "[ ]", 0xA3: "[ ]", 0x4F: "\u2717", 0x50: "\u2713", 0x51: "[x]", 0x52: "[x]",
    0x54: "[x]", 0x96: "\u2022", 0x97: "\u2022",
}  # fmt: skip
_FIELD = re.compile(r"\s*SYMBOL\s+(0[xX][0-9a-fA-F]{1,6}|\d{1,7})(?=\s|\\|\Z)(.*)", re.IGNORECASE | re.DOTALL)
_FONT = re.compile(r"\\f\s*(?:[\"“”]([^\"“”]*)|([^\s\"“”\\]+))", re.IGNORECASE)
_UNICODE = re.compile(r"\\u(?![a-z])", re.IGNORECASE)
_OF_SIGNS = ("symbol", "dings")  # in the names of fonts whose letters are signs
_FONTS = {"symbol": _SYMBOL_ITSELF, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def symbol(code: int, font: str) -> str | None:
    """The character for `code` of a symbol font, which may lie in the private area; None where none is known."""
    return _FONTS.get(font.strip().lower(), _SYMBOL).get(code & 0xFF)


def of_field(instruction: str) -> str | None:
    """The character that a SYMBOL field prints, "" where it is not known; None where the field is another."""
    found = _FIELD.match(instruction)
    if found is None:
        return None
    code = int(found[1], 16) if found[1][1:2] in ("x", "X") else int(found[1])
    named = _FONT.search(found[2])
    font = (named[1] or named[2] or "").strip().lower() if named else ""
    if _UNICODE.search(found[2]) and not 0xF000 <= code <= 0xF0FF:
        return chr(code) if code in range(0x20, 0xD800) or code in range(0xE000, 0x110000) else ""
    if font in _FONTS or 0xF000 <= code <= 0xF0FF:
        return symbol(code, font) or ""
    known = 0x20 <= code <= 0xFF and not any(word in font for word in _OF_SIGNS)
    return bytes((code,)).decode("cp1252", "ignore") if known else ""
