"""What a message goes on with: segments that continue another (ADD), and messages that continue the one before (DSC)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from auditor.notes.formats.hl7v2.messages import Raw
from auditor.notes.formats.model import Unread

_POINTER = 14  # the field of MSH that names what the message goes on from
_MOST_FIELDS = 20
_OPEN = "The message says that it goes on in another, which the file does not hold behind it."


def joined(messages: Iterable[Raw | Unread]) -> Iterator[Raw | Unread]:
    """The messages of a file, each with those that go on from it; a remark where the next one does not.

    A fragment ends with "DSC|7|F", and the header of the next names the 7 too. What it repeats of the first (PID, OBR) is left
    out.
    """
    before: Raw | None = None
    for each in messages:
        if before is not None:
            if isinstance(each, Raw) and not each.headless and _goes_on(each.data) == _ends(before.data):
                each = _one(before, each)
            else:
                yield _told(before)
            before = None
        if isinstance(each, Raw) and _ends(each.data):
            before = each
        else:
            yield each
    if before is not None:
        yield _told(before)


def _told(fragment: Raw) -> Raw:
    """A fragment alone, with what is to be said of it."""
    return replace(fragment, remarks=(*fragment.remarks, _OPEN))


def _lines(data: bytes) -> list[bytes]:
    """The segments of a message without what closes its frame."""
    return data.rstrip(b"\r\x1c \x00").split(b"\r")


def _ends(data: bytes) -> bytes:
    """What the last segment names as the place where the next message goes on; empty where the message ends here."""
    last = _lines(data)[-1]
    return last.split(last[3:4], 2)[1].strip() if last.startswith(b"DSC") and len(last) > len(b"DSC|") else b""


def _goes_on(data: bytes) -> bytes:
    """What the header names as the place where the message goes on from."""
    head = data.split(b"\r", 1)[0]
    fields = head.split(head[3:4], _MOST_FIELDS) if len(head) > len(b"MSH|") else []
    return fields[_POINTER - 1].strip() if len(fields) >= _POINTER else b""


def _one(before: Raw, after: Raw) -> Raw:
    """Two fragments as one message: the second without its header and without what the first says too."""
    first, second = _lines(before.data)[:-1], _lines(after.data)[1:]
    said = {line for line in first if line[:3] not in (b"OBX", b"NTE", b"ADD")}
    data = b"\r".join([*first, *(line for line in second if line not in said)]) + b"\r"
    return Raw(data, cut=before.cut or after.cut)
