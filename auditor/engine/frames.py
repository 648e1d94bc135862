"""Messages of known length over a pipe."""

from __future__ import annotations

from typing import IO, Final

_LENGTH: Final = 8


def send(stream: IO[bytes], content: bytes) -> None:
    """Write one message. Raises OSError where nobody reads any more."""
    stream.write(len(content).to_bytes(_LENGTH, "big"))
    stream.write(content)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """The next message, None where there are no more, or it is broken off."""
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    length = int.from_bytes(head, "big")
    content = stream.read(length)
    return content if len(content) == length else None
