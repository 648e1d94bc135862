"""HL7 v2: documents and results, one message or a batch of many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from auditor.errors import NoteError
from auditor.notes.formats.attachments import plain_text
from auditor.notes.formats.hl7v2.addenda import Reader
from auditor.notes.formats.hl7v2.continued import joined
from auditor.notes.formats.hl7v2.messages import split
from auditor.notes.formats.limits import LIMITS, Limits
from auditor.notes.formats.model import Format, Inner, Item, Unread

_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?[\s\x0b\x00]*(?:MSH|FHS|BHS)([^A-Za-z0-9\s\x00-\x1f\x80-\xff])[^A-Za-z0-9\s]{1,5}\1")


def recognises(data: bytes, _suffix: str) -> bool:
    """By the first segment, which names its own delimiters."""
    head = data[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head[2:].replace(b"\0", b"")
    return _BEGINS.match(head) is not None


def read(data: bytes, limits: Limits = LIMITS, inner: Inner = plain_text) -> Iterator[Item]:
    """Yield the notes of a file in order, and Unread in the place of each message that gives none.

    `inner` reads documents inside a message. Raises NoteError where the file holds no message at all.
    """
    found = list(islice(joined(split(data)), limits.members + 1))
    reader = Reader(found, inner)
    for number in range(1, min(len(found), limits.members) + 1):
        yield from reader.notes(number)
    if len(found) > limits.members:
        yield Unread(f"the file holds more than {limits.members:,} messages", "split it into smaller files")
    if not found:
        raise NoteError("the file is no HL7 v2 message: it has no MSH segment", "export it again, or name it for what it is")


FORMAT = Format("HL7 v2 message", frozenset({".hl7", ".hl7v2", ".mdm", ".oru", ".er7"}), recognises, read, read_with=read)
