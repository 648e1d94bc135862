"""Bytes of a file -> its messages, whatever frames them and however its lines end.

A message begins at MSH. A line that is no segment goes on with the text of the segment before it: senders break text that
should have been escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.errors import NoteError
from auditor.notes.decode import decode

_START, _END = b"\x0b", b"\x1c"
_FRAME = re.compile(rb"[\s\x00\x0b\x1c]*(FHS|BHS|BTS|FTS)(?=[^A-Za-z0-9\s]|$)")
_HEADER = re.compile(rb"[\s\x0b\x1c\x00]*MSH([^A-Za-z0-9\s\x00-\x1f\x80-\xff])")
_HEADLESS = re.compile(rb"[A-Z][A-Z0-9]{2}\|")
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


@dataclass(slots=True)
class Raw:
    """The lines of one message as bytes; `headless` where segments stand without an MSH before them.

    `cut` where the frame was never closed, `long` where not all lines were kept.
    """

    lines: list[bytes] = field(default_factory=list)
    headless: bool = False
    cut: bool = False
    long: bool = False

    def add(self, line: bytes) -> None:
        """Add a line, up to the most that a message can have."""
        if len(self.lines) < MOST_SEGMENTS:
            self.lines.append(line)
        else:
            self.long = True


@dataclass(frozen=True, slots=True)
class Message:
    """The segments of one message as text, and the codec that was used."""

    segments: tuple[str, ...]
    codec: str
    remarks: tuple[str, ...] = ()


def split(data: bytes) -> Iterator[Raw | NoteError]:
    """The messages of a file in order; a NoteError where a batch says it holds more than there are."""
    current: Raw | None = None
    counted = 0
    for line, cut in _lines(_utf8(data)):
        frame, header = _FRAME.match(line), _HEADER.match(line)
        if frame or header:
            if current and current.lines:
                counted += 1
                yield current
            current = Raw(cut=cut) if header else None
            if frame and frame[1] == b"BTS":
                yield from _missing(line[frame.start(1) :], counted)
            counted = 0 if frame else counted
        elif current is None and _HEADLESS.match(line):
            current = Raw(headless=True)
        if current is not None and not frame:
            current.add(line[header.start(1) - 3 :] if header else line)
    if current and current.lines:
        yield current


def _utf8(data: bytes) -> bytes:
    """UTF-16 as UTF-8, so that one way of parting serves all; the mark of UTF-8 is left out."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"M\0S\0H" in data[:40]:
        return decode(data)[0].encode("utf-8", "replace")
    return data.removeprefix(b"\xef\xbb\xbf")


def _lines(data: bytes) -> Iterator[tuple[bytes, bool]]:
    """Lines without their ends, and whether the frame around them was never closed."""
    framed = _START in data
    for number, part in enumerate(data.split(_START)):
        cut = framed and number > 0 and _END not in part
        even = part.replace(b"\r\n", b"\r").replace(b"\n", b"\r").replace(_END, b"\r")
        start = 0
        while (end := even.find(b"\r", start)) >= 0:  # a list of all lines would take many times the memory of the file
            yield even[start:end], cut
            start = end + 1
        yield even[start:], cut


def _missing(trailer: bytes, counted: int) -> Iterator[NoteError]:
    said = trailer.split(trailer[3:4])[1] if len(trailer) > 4 else b""
    if said.strip().isdigit() and len(said) < 10 and int(said) > counted:
        yield NoteError(f"the batch says that it holds {int(said)} messages, and {counted} were found", _AGAIN)


def message(raw: Raw) -> Message:
    """The segments of a message in the character set that it names. Raises NoteError for one without its header."""
    if raw.headless:
        raise NoteError("a message has no MSH segment", "export it again with its header")
    if raw.long:
        raise NoteError(f"a message has more than {MOST_SEGMENTS:,} segments", "export it again as several messages")
    data = b"\r".join(raw.lines)
    text, codec, remarks = _decoded(data, _named(raw.lines[0]))
    text = text.replace("\0", "")
    begins = re.compile(rf"[A-Z][A-Z0-9]{{2}}(?:{re.escape(text[3])}|$)")
    segments: list[list[str]] = []
    for line in text.split("\r"):
        if begins.match(line) or not segments:
            segments.append([line])
        else:
            segments[-1].append(line)
    joined = tuple("\n".join(lines).rstrip("\n") for lines in segments)
    return Message(joined, codec, (*remarks, _CUT) if raw.cut else remarks)


def _named(header: bytes) -> str:
    """The first character set of MSH-18."""
    fields = header.split(header[3:4])
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
