"""Bytes of a file -> its messages, whatever frames them and however its lines end.

A message begins at MSH. A line that is no segment goes on with the text of the segment before it: senders break text that
should have been escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.errors import NoteError
from auditor.notes.decode import decode
from auditor.notes.formats.model import Unread

_START, _END = b"\x0b", b"\x1c"
_BEGINS = re.compile(rb"(?:\A|\r)[ \t\x00\x0b]*(MSH|FHS|BHS|BTS|FTS)(?=[^A-Za-z0-9\s\x00-\x1f\x80-\xff]|\r|\Z)")
_HEADLESS = re.compile(rb"(?:\A|\r)[A-Z][A-Z0-9]{2}\|")
MOST_SEGMENTS = 100_000
_AGAIN = "export the batch again"
_CUT = "The end mark of the message is missing: it may be cut off."

# Table 0211 of the standard, and what senders write instead of its names.
_CODECS = {
    "ASCII": "ascii", "UNICODE": "utf-8", "UNICODE UTF-8": "utf-8", "UTF-8": "utf-8", "UTF8": "utf-8", "ISO IR87": "iso2022_jp",
    "ISO IR14": "shift_jis", "GB 18030-2000": "gb18030", "KS X 1001": "euc_kr", "BIG-5": "big5",
    **{f"8859/{part}": f"iso8859_{part}" for part in (*range(1, 12), 13, 14, 15, 16)},
    **{f"{prefix}{page}": f"cp{page}" for prefix in ("CP", "WINDOWS-", "CP-") for page in range(1250, 1259)},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Raw:
    """One message as bytes; `headless` where segments stand without an MSH before them, `cut` where its frame is not closed."""

    data: bytes
    headless: bool = False
    cut: bool = False
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """The segments of one message as text, and the codec that was used."""

    segments: tuple[str, ...]
    codec: str
    remarks: tuple[str, ...] = ()


def split(data: bytes) -> Iterator[Raw | Unread]:
    """The messages of a file in order; Unread where a batch says it holds more than there are."""
    even = _utf8(data).replace(_START, b"\r" + _START).replace(b"\r\n", b"\r").replace(b"\n", b"\r")
    counted = 0
    start = _BEGINS.search(even)
    while start:
        following = _BEGINS.search(even, start.end())
        part = even[start.start(1) : following.start() if following else len(even)]
        if start[1] == b"MSH":
            counted += 1
            yield Raw(part, cut=_START in start[0] and _END not in part)
        else:
            yield from _framed(part, start[1], counted)
            counted = 0
        start = following


def _framed(part: bytes, name: bytes, counted: int) -> Iterator[Raw | Unread]:
    """What is wrong about the header or trailer of a batch, and segments after it that belong to no message."""
    line, _, rest = part.partition(b"\r")
    if name == b"BTS":
        yield from _missing(line, counted)
    if _HEADLESS.search(rest):
        yield Raw(rest, headless=True)


def _utf8(data: bytes) -> bytes:
    """UTF-16 as UTF-8, so that one way of parting serves all; the mark of UTF-8 is left out."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"M\0S\0H" in data[:40]:
        return decode(data)[0].encode("utf-8", "replace")
    return data.removeprefix(b"\xef\xbb\xbf")


def _missing(trailer: bytes, counted: int) -> Iterator[Unread]:
    said = trailer.split(trailer[3:4])[1] if len(trailer) > 4 else b""
    if said.strip().isdigit() and len(said) < 10 and int(said) > counted:
        yield Unread(f"the batch says that it holds {int(said)} messages, and {counted} were found", _AGAIN)


def message(raw: Raw) -> Message:
    """The segments of a message in the character set that it names. Raises NoteError for one without its header."""
    if raw.headless:
        raise NoteError("a message has no MSH segment", "export it again with its header")
    if raw.data.count(b"\r") > MOST_SEGMENTS:
        raise NoteError(f"a message has more than {MOST_SEGMENTS:,} segments", "export it again as several messages")
    data = raw.data.replace(_END, b"\r")
    text, codec, remarks = _decoded(data, _named(data.split(b"\r", 1)[0]))
    text = text.replace("\0", "")
    if len(text.split("\r", 1)[0].rstrip()) <= len("MSH"):
        raise NoteError("a message ends within its first segment (MSH)", "export it again")
    segments = tuple(_segments(text))
    return Message(segments, codec, (*remarks, *raw.remarks, *((_CUT,) if raw.cut else ())))


def _segments(text: str) -> Iterator[str]:
    """The segments of a message; ADD goes on with the last field of the one before it, and so does a line that is no segment."""
    begins = re.compile(rf"[A-Z][A-Z0-9]{{2}}(?:{re.escape(text[3])}|$)")
    added = f"ADD{text[3]}"
    lines: list[str] = []
    for line in text.split("\r"):
        if lines and line.startswith(added):
            lines.append(line.removeprefix(added))
        elif lines and not begins.match(line):
            lines.append(f"\n{line}")
        else:
            if lines:
                yield "".join(lines).rstrip("\n")
            lines = [line]
    yield "".join(lines).rstrip("\n")


def _named(header: bytes) -> str:
    """The first character set of MSH-18."""
    fields = header.split(header[3:4], 19) if len(header) > 3 else []
    return fields[17].split(b"~")[0].strip().decode("ascii", "replace").upper() if len(fields) > 17 else ""


def _decoded(data: bytes, named: str) -> tuple[str, str, tuple[str, ...]]:
    """Text and codec: UTF-8 where the bytes show it, else the named character set, else what the bytes look like."""
    if data.isascii() and b"\x1b" not in data:
        return data.decode("ascii"), "utf-8" if _CODECS.get(named, "ascii") == "ascii" else _CODECS[named], ()
    codec = _CODECS.get(named, "")
    for candidate in dict.fromkeys(("iso2022_jp" if codec == "iso2022_jp" else "utf-8", codec)):
        try:
            if candidate:
                return _found(data.decode(candidate), candidate, codec)
        except UnicodeDecodeError:
            continue
    return _found(*decode(data.replace(b"\r", b"\n")), codec, "\n")


def _found(text: str, codec: str, named: str, ends: str = "\r") -> tuple[str, str, tuple[str, ...]]:
    if named == "iso8859_1" and codec == named and re.search(r"[\x80-\x9f]", text):
        text, codec = text.encode(named).decode("cp1252", "replace"), "cp1252"
    same = not named or codec == named or (named, codec) == ("iso8859_1", "cp1252")
    remarks = () if same else (f"The message names another character set than {codec}, in which it was read.",)
    return text.replace(ends, "\r"), codec, remarks
