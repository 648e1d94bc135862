"""What a message goes on with: segments that continue another (ADD), and messages that continue the one before (DSC)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from auditor.notes.formats.hl7v2.messages import Raw
from auditor.notes.formats.model import Unread

_POINTER = 14  # the field of MSH that names what the message goes on from
_MOST_FIELDS = 20
_TEXTS = (b"OBX", b"NTE", b"ADD")
_OPEN = "The message says that it goes on in another, which the file does not hold behind it."


def joined(messages: Iterable[Raw | Unread]) -> Iterator[Raw | Unread]:
    """The messages of a file, each with those that go on from it; a remark where the next one does not.

    A fragment ends with "DSC|7|F", and the header of the next names the 7 too. What it repeats of the first (PID, OBR) is left
    out.
    """
    waiting: list[Raw] = []
    for each in messages:
        if waiting and isinstance(each, Raw) and not each.headless and _goes_on(each.data) == _ends(waiting[-1].data):
            waiting.append(each)
        else:
            if waiting:
                yield _told(_whole(waiting))
            waiting = []
            if isinstance(each, Raw) and _ends(each.data):
                waiting = [each]
            else:
                yield each
        if waiting and not _ends(waiting[-1].data):
            yield _whole(waiting)
            waiting = []
    if waiting:
        yield _told(_whole(waiting))


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


def _whole(fragments: Sequence[Raw]) -> Raw:
    """Fragments as one message: those behind the first without their header and without what it says too."""
    if len(fragments) == 1:
        return fragments[0]
    lines = _lines(fragments[0].data)[:-1]
    said = {line for line in lines if line[:3] not in _TEXTS}
    for fragment in fragments[1:]:
        lines += [line for line in _lines(fragment.data)[1:] if line not in said and not line.startswith(b"DSC")]
    return Raw(b"\r".join(lines) + b"\r", cut=any(each.cut for each in fragments))
