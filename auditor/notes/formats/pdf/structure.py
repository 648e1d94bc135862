"""What the bytes of a PDF tell before it is opened: whether they are damaged, and to what size they unpack."""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY = 600  # bytes before a stream, in which its dictionary stands
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x48\x89", b"\x68\x81", b"\x68\xde")
_CHUNK = 65_536
_LAYERS = 4
_STARTXREF = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF")
_CATALOG = re.compile(rb"/Type\s*/Catalog\b")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,8})\s+(\d{1,5})\s+obj\b")
_LETTERS = 1_000_000  # bytes
_MOST_STREAMS = 100_000
_TABLE = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")


def is_damaged(data: bytes) -> bool:
    """Whether the end of the file is missing or its table of contents is not where the file says."""
    ends = _STARTXREF.findall(data[-65_536:])
    if not ends:
        return True
    start = max(data[:1024].find(b"%PDF-"), 0)
    offset = int(ends[-1])
    return not (_TABLE.match(data, offset) or _TABLE.match(data, start + offset))


def with_trailer(data: bytes) -> bytes | None:
    """The file with a new end that names its first object, where that was cut off; None where it is not to be found."""
    last = max((catalog.start() for catalog in _CATALOG.finditer(data)), default=0)
    objects = _OBJECT.findall(data, max(0, last - _DICTIONARY), last)
    if not objects:
        return None
    number, generation = objects[-1]
    return data + b"\ntrailer\n<</Root %s %s R>>\nstartxref\n0\n%%%%EOF\n" % (number, generation)


@dataclass(frozen=True, slots=True)
class Streams:
    """What the packed streams of a file are like: more than may be unpacked, and such as are broken."""

    beyond: bool
    broken: bool


def look_at_streams(data: bytes, limit: int) -> Streams:
    """Unpack every packed stream, pictures apart, up to `limit` bytes in all. Nothing of them is kept."""
    total = 0
    broken = False
    encrypted = b"/Encrypt" in data
    for number, stream in enumerate(_packed(data)):
        try:
            for size in _sizes(stream, limit - total):
                total += size
        except zlib.error:
            broken = not encrypted
        if total > limit or number >= _MOST_STREAMS:
            return Streams(beyond=True, broken=broken)
    return Streams(beyond=False, broken=broken)


def _packed(data: bytes) -> Iterator[memoryview]:
    view = memoryview(data)
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - _DICTIONARY) : match.start()]
        dictionary = head[head.rfind(b"obj") + 3 :]
        if b"/Image" in dictionary:
            continue
        if data[match.end() : match.end() + 2] in _ZLIB:
            yield view[match.end() :]
        elif b"/ASCII85Decode" in dictionary and b"/FlateDecode" in dictionary:
            yield memoryview(_from_letters(data, match.end()))


def _from_letters(data: bytes, start: int) -> bytes:
    """A packed stream that is written in letters (ASCII85); of a long one as much as tells how far it unpacks."""
    end = data.find(b"~>", start, start + _LETTERS)
    letters = data[start : end if end >= 0 else start + _LETTERS]
    try:
        return a85decode(letters, ignorechars=b" \t\n\r\v\0\f")
    except ValueError:
        return b"\x78\x9c\xff"  # letters that do not occur: as broken as a stream that does not unpack


def _sizes(packed: memoryview | bytes, limit: int, layer: int = 0) -> Iterator[int]:
    """The unpacked size chunk by chunk; a stream that is packed several times is followed."""
    unpacker = zlib.decompressobj()
    head = b""
    rest: bytes | memoryview = packed[:_CHUNK]
    taken = _CHUNK
    seen = 0
    while not unpacker.eof and seen <= limit and rest:
        piece = unpacker.decompress(rest, 1_000_000)
        if seen == 0 and layer < _LAYERS and piece[:2] in _ZLIB:
            head = piece
        seen += len(piece)
        yield len(piece)
        rest = unpacker.unconsumed_tail
        if not rest:
            rest, taken = packed[taken : taken + _CHUNK], taken + _CHUNK
    if head:
        with suppress(zlib.error):  # bytes that only look packed
            yield from _sizes(head, limit, layer + 1)
