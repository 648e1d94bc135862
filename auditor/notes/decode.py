"""Bytes -> text and the name of the encoding.

The name is a codec of Python for which `data.decode(name)` gives the text again, so that offsets can be checked years
later: `utf-8`, `utf-8-sig` and `utf-16` (marked), `utf-16-le`, `utf-16-be` (unmarked), `cp1252`, and rarely an older one.
Line ends stay as they are.
"""

from __future__ import annotations

import re

from auditor.errors import NoteError
from auditor.notes.formats.refused import refusal

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_PLAIN_TEXT = "export the note as plain text (.txt) and audit that file"
_SAVE_AS_UTF8 = "open it, check that it reads well, and save it as UTF-8"

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
# Signs of type and measure that people write in notes, and accented letters where a letter may stand: not after a
# digit, and no capital inside a word. "37øC" and "patientÕs" are an older code page read as cp1252.
_EXPECTED = re.compile(
    r"[\u00a0£¥€©®™°±²³¹µ·×÷¼½¾¿¡§¶«»ªº‘’‚“”„–—…•†‡‰‹›´≤≥≈]"
    r"|(?<![0-9a-zß-öø-ÿ])[À-ÖØ-ÞŠŽŒŸ]"
    r"|(?<![0-9])[ß-öø-ÿšžœ]"
)
_OLDER = ["mac_roman", "cp850", "cp437", "iso8859_15", "cp1250"]
_SAMPLE = 65_536


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of `data` and its encoding. Raises NoteError for binary content or an encoding that is unclear."""
    if problem := refusal(data):
        raise problem
    encoding = _marked(data) or _unmarked_utf16(data)
    if encoding:
        return _strictly(data, encoding), encoding
    _refuse_binary(data)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _single_byte(data)


def is_utf16(head: bytes) -> bool:
    """Whether what begins with these bytes, of which there are an even number, is text in UTF-16, marked as such or not."""
    return _marked(head) == "utf-16" or _unmarked_utf16(head) is not None


def _marked(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _unmarked_utf16(data: bytes) -> str | None:
    """Western text in UTF-16 has a zero in every other byte, and hardly any in the others."""
    head = data[:_SAMPLE]
    half = len(head) // 2
    if len(data) % 2 or not half:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.7 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.02 * half:
        return "utf-16-be"
    return None


def _strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as problem:
        raise NoteError(f"the file is marked as {encoding} but is damaged at byte {problem.start}", _SAVE_AS_UTF8) from None
    _refuse_binary(text.encode("utf-8"))
    return text


def _refuse_binary(data: bytes) -> None:
    """A text holds no zero byte and next to no other control bytes; tabs, form feeds and old end marks may stand."""
    if b"\0" in data or len(_CONTROL.findall(data)) > len(data) // 100:
        raise NoteError("the file holds binary data, not text", _PLAIN_TEXT)


def _single_byte(data: bytes) -> tuple[str, str]:
    """Text that is not UTF-8: damaged UTF-8 is refused, cp1252 is taken where it reads well, an older code page else."""
    multibyte = _MULTIBYTE.findall(data)
    lone = len(_HIGH.findall(data)) - sum(map(len, multibyte))
    if len(multibyte) > lone:
        raise NoteError("the file is UTF-8 with damaged characters, or mixes two encodings", _SAVE_AS_UTF8)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return _older(data)
    return (text, "cp1252") if _reads_well(text) else _older(data)


def _reads_well(text: str) -> bool:
    """True where at least nine in ten of the characters beyond ASCII are such as people write in notes."""
    beyond = len(_NON_ASCII.findall(text))
    return len(_EXPECTED.findall(text)) >= 0.9 * beyond


def _older(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    for match in from_bytes(data, cp_isolation=_OLDER):
        text = data.decode(match.encoding)
        if _reads_well(text):
            return text, match.encoding
    raise NoteError("the encoding of the file cannot be told with certainty", _SAVE_AS_UTF8)
