"""What lies inside a message: base64 -> bytes -> a note, by a reader that whoever calls supplies.

A message may carry a document of any kind. The readers of messages know none of these: they hand the bytes and the media
type that the sender names ("" where none) to `inner`, and take what it gives as the note. The registry supplies one that
chooses among all formats by content and keeps count of how deep one document lies in another; `plain_text` is what a reader
falls back on by itself.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re

from auditor.errors import NoteError
from auditor.notes.decode import decode
from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.message_text import cleaned, refuse_length
from auditor.notes.formats.model import Extracted

AGAIN = "export the document again, or audit the original"
_LOOSE = ("ascii", "iso8859-1")  # named by habit, whatever the bytes are
_SPACE = re.compile(rb"\s+")
_IN_ADDRESSES = bytes.maketrans(b"-_", b"+/")  # the other alphabet, for addresses and names of files
_MEDIA = re.compile(r"\s*([A-Za-z0-9.+-]{1,60}/[A-Za-z0-9.+-]{1,60})")
_CHARSET = re.compile(r"charset\s*=\s*\"?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)


def plain_text(data: bytes, content_type: str) -> Extracted:
    """Read plain text only. Raises NoteError for every other media type."""
    kind = media(content_type)
    if kind not in ("", "text/plain"):
        raise NoteError(f"the attachment is {kind}, and only plain text is read here", "export the document as text")
    refuse_length(data, 4 * LIMITS.text)  # no encoding takes more bytes for a character
    return Extracted(cleaned(_text(data, content_type)))


def elsewhere() -> NoteError:
    """The attachment is only pointed at: nothing is ever fetched."""
    return NoteError("the attachment is kept elsewhere", "export the documents with their attachments inside")


def media(content_type: str) -> str:
    """The media type in lower case without its parameters; "" where there is none that could be printed."""
    found = _MEDIA.match(content_type)
    return found.group(1).lower() if found else ""


def from_base64(data: str) -> bytes:
    """The bytes of base64 text in either alphabet; white space counts for nothing. Raises NoteError for anything else in it."""
    try:
        packed = _SPACE.sub(b"", data.encode("ascii"))
        raw = base64.b64decode(_usual(packed), validate=True)
    except (UnicodeEncodeError, binascii.Error, ValueError):
        raise NoteError("the attachment is damaged: its base64 is cut off or not valid", AGAIN) from None
    if not raw:
        raise NoteError("the attachment is empty", AGAIN)
    return raw


def _usual(packed: bytes) -> bytes:
    """Base64 in the usual alphabet; what is in the other one often lacks the signs that fill it up."""
    if b"+" in packed or b"/" in packed or (b"-" not in packed and b"_" not in packed):
        return packed
    return packed.translate(_IN_ADDRESSES) + b"=" * (-len(packed) % 4)


def _text(data: bytes, content_type: str) -> str:
    """Text in the character set that is named where it fits, else in the one that its bytes show."""
    named = _CHARSET.search(content_type)
    if named and not data.startswith(b"\xef\xbb\xbf"):
        try:
            text = data.decode(named.group(1)) if codecs.lookup(named.group(1)).name not in _LOOSE else "\0"
        except (LookupError, UnicodeError):
            text = "\0"
        if "\0" not in text:
            return text
    return decode(data)[0]
