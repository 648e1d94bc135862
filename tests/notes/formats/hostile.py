"""A format whose files make their reader misbehave, for the process that heavy readers work in."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
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
    """Do what each word of the file says; a word that says nothing is a note."""
    for word in data.removeprefix(MARK).decode().split():
        if word in _DEEDS:
            yield from _DEEDS[word]()
        else:
            yield Extracted(word)


def _hang() -> Iterator[Item]:
    while True:
        pass
    yield


def _wait() -> Iterator[Item]:
    signal.pause()
    yield from ()


def _memory() -> Iterator[Item]:
    yield Extracted("x" * 20_000_000_000)


def _abort() -> Iterator[Item]:
    os.abort()
    yield


def _kill() -> Iterator[Item]:
    os.kill(os.getpid(), signal.SIGKILL)
    yield from ()


def _fault() -> Iterator[Item]:
    yield from ()
    raise ValueError("Jane Roe cannot be parsed")


def _print() -> Iterator[Item]:
    os.write(1, b"Jane Roe\n")
    os.write(2, b"Jane Roe\n")
    yield from ()


def _unread() -> Iterator[Item]:
    yield Unread("this one is damaged", "send it again")


_DEEDS: Final[Mapping[str, Callable[[], Iterator[Item]]]] = {
    "hang": _hang, "wait": _wait, "memory": _memory, "abort": _abort, "kill": _kill, "fault": _fault, "print": _print,
    "unread": _unread,
}  # fmt: skip
FORMAT: Final = Format(NAME, frozenset({".hostile"}), recognises, read)


def install() -> None:
    """Let the registry of this process know the format."""
    sys.modules["auditor.notes.formats.hostile"] = sys.modules[__name__]
    vars(registry)["MODULES"] = ("hostile", *(name for name in registry.MODULES if name != "hostile"))
    serving.serve = serve


def serve(questions: Connection, answers: Connection) -> None:
    """What the process of the reader runs."""
    install()
    _real_serve(questions, answers)
