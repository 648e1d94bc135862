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
from dataclasses import replace

from auditor.errors import NoteError
from auditor.notes.decode import decode
from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.message_text import cleaned, refuse_length
from auditor.notes.formats.model import Extracted, Inner

AGAIN = "export the document again, or audit the original"
_LOOSE = ("ascii", "iso8859-1")  # named by habit, whatever the bytes are
_UNSEEN = re.compile("[\\s\u200b\u2060\ufeff]+")
_ADDRESS = re.compile(r"data:[^,\s]{0,200};base64,", re.IGNORECASE)
_UNFILLED = "The base64 of the attachment lacks its last signs: compare the end of the note with the original."
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


def unpacked(packed: str, content_type: str, inner: Inner) -> Extracted:
    """The note in a document that is written in base64. Raises NoteError."""
    found = inner(from_base64(packed), content_type)
    return replace(found, remarks=(*found.remarks, *doubt(packed)))


def from_base64(data: str) -> bytes:
    """The bytes of base64 text in either alphabet; blanks, line ends and the head of a `data:` address count for nothing.

    Raises NoteError for anything else in it, and for what cannot be whole.
    """
    try:
        packed = _bare(data).encode("ascii")
        raw = base64.b64decode(_usual(packed), validate=True)
    except (UnicodeEncodeError, binascii.Error, ValueError):
        raise NoteError("the attachment is damaged: its base64 is cut off or not valid", AGAIN) from None
    if not raw:
        raise NoteError("the attachment is empty", AGAIN)
    return raw


def doubt(data: str) -> tuple[str, ...]:
    """A remark where base64 lacks the signs that fill it up, which is all that tells of some that was cut off.

    In the alphabet of addresses they are left out by custom.
    """
    packed = _bare(data)
    by_custom = "-" in packed or "_" in packed
    return () if by_custom or len(packed) % 4 == 0 else (_UNFILLED,)


def _bare(data: str) -> str:
    whole = data.lstrip()
    address = _ADDRESS.match(whole)
    return _UNSEEN.sub("", whole[address.end() :] if address else whole)


def _usual(packed: bytes) -> bytes:
    """Base64 in the usual alphabet, with the signs that fill it up."""
    usual = packed if b"+" in packed or b"/" in packed else packed.translate(_IN_ADDRESSES)
    return usual + b"=" * (-len(usual) % 4)


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
