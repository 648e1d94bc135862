"""A format whose files make their reader misbehave, for the process that heavy readers work in."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import Final

from auditor.notes.formats import registry, serving
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.model import Extracted, Format, Item, Unread

NAME: Final = "hostile"
MARK: Final = b"HOSTILE "
_real_serve = serving.serve


def recognises(data: bytes, suffix: str) -> bool:
    return data.startswith(MARK)


def read(data: bytes, limits: Limits) -> Iterator[Item]:
    """Do what each word of the file says."""
    for word in data.removeprefix(MARK).decode().split():
        if word == "hang":
            while True:
                pass
        elif word == "wait":
            signal.pause()
        elif word == "memory":
            yield Extracted("x" * 20_000_000_000)
        elif word == "abort":
            os.abort()
        elif word == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif word == "fault":
            raise ValueError("Jane Roe cannot be parsed")
        elif word == "print":
            os.write(1, b"Jane Roe\n")
            os.write(2, b"Jane Roe\n")
        elif word == "unread":
            yield Unread("this one is damaged", "send it again")
        else:
            yield Extracted(word)


FORMAT: Final = Format(NAME, frozenset({".hostile"}), recognises, read)


def install() -> None:
    """Let the registry of this process know the format."""
    sys.modules["auditor.notes.formats.hostile"] = sys.modules[__name__]
    registry.MODULES = ("hostile", *(name for name in registry.MODULES if name != "hostile"))  # type: ignore[misc]
    serving.serve = serve


def serve(pipe: Connection) -> None:
    """What the process of the reader runs."""
    install()
    _real_serve(pipe)
