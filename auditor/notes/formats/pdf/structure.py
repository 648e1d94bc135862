"""What the bytes of a PDF tell before it is opened: whether they are damaged, and to what size they unpack."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 600  # bytes before a stream, in which its dictionary stands
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x48\x89", b"\x68\x81", b"\x68\xde")
_CHUNK = 65_536
_LAYERS = 4
_STARTXREF = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF")
_CATALOG = re.compile(rb"(?<!\d)(\d{1,8})\s+(\d{1,5})\s+obj\b(?:(?!endobj).){0,400}?/Type\s*/Catalog\b", re.DOTALL)
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
    catalogs = _CATALOG.findall(data)
    if not catalogs:
        return None
    number, generation = catalogs[-1]
    return data + b"\ntrailer\n<</Root %s %s R>>\nstartxref\n0\n%%%%EOF\n" % (number, generation)


def unpacks_beyond(data: bytes, limit: int) -> bool:
    """Whether the packed streams, pictures apart, would take more than `limit` bytes. Nothing of them is kept."""
    total = 0
    for stream in _packed(data):
        for size in _sizes(stream, limit - total):
            total += size
            if total > limit:
                return True
    return False


def _packed(data: bytes) -> Iterator[memoryview]:
    view = memoryview(data)
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - _DICTIONARY) : match.start()]
        dictionary = head[head.rfind(b"obj") + 3 :]
        if data[match.end() : match.end() + 2] in _ZLIB and b"/Image" not in dictionary:
            yield view[match.end() :]


def _sizes(packed: memoryview | bytes, limit: int, layer: int = 0) -> Iterator[int]:
    """The unpacked size chunk by chunk; a stream that is packed several times is followed."""
    unpacker = zlib.decompressobj()
    head = b""
    rest: bytes | memoryview = packed[:_CHUNK]
    taken = _CHUNK
    seen = 0
    try:
        while not unpacker.eof and seen <= limit:
            piece = unpacker.decompress(rest, 1_000_000)
            if seen == 0 and layer < _LAYERS and piece[:2] in _ZLIB:
                head = piece
            seen += len(piece)
            yield len(piece)
            rest = unpacker.unconsumed_tail
            if not rest:
                rest, taken = packed[taken : taken + _CHUNK], taken + _CHUNK
                if not rest:
                    break
    except zlib.error:
        pass
    if head:
        yield from _sizes(head, limit, layer + 1)
