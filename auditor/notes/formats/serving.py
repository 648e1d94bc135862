"""The process in which heavy readers work: it is handed bytes, gives parts back, and has no say over what follows."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from auditor.errors import NoteError
from auditor.notes.formats import archive
from auditor.notes.formats.archive import Archive, Member
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.model import Part
from auditor.notes.formats.parts import of_member, parts
from auditor.notes.formats.registry import recognised
from auditor.notes.formats.settings import Settings

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from pydantic import TypeAdapter

# The first byte of every answer: one part, the members of an archive, the end of it, the end and the process has grown too
# large for another file, no memory left, ready for a first request.
PART: Final = b"P"
MEMBER: Final = b"L"
DONE: Final = b"D"
GROWN: Final = b"G"
NO_MEMORY: Final = b"M"
READY: Final = b"R"


@dataclass(frozen=True, slots=True)
class Request:
    """Read a file, or one member of an archive, and scans by `ocr`; without `data` it is the file that was handed over last."""

    data: bytes | None
    suffix: str
    settings: Settings
    ocr: bool = False
    member: Member | None = None

    @property
    def seconds(self) -> float:
        """How long it may take."""
        return self.settings.limits.ocr_seconds if self.ocr else self.settings.limits.seconds


def serve(questions: Connection, answers: Connection) -> None:
    """Answer requests until nobody can ask any more."""
    _keep_to_itself()
    used = _address_space()
    answers.send_bytes(READY)
    held = Held(b"")
    while True:
        try:
            request: Request = questions.recv()
        except (EOFError, OSError):
            return
        held = Held(request.data) if request.data is not None else held
        try:
            with _limited(request.settings.limits, request.seconds):
                for answer in answers_to(held, request):
                    answers.send_bytes(answer)
        except MemoryError:
            answers.send_bytes(NO_MEMORY)
            return
        grown = _address_space() - used - len(held.data) > request.settings.limits.memory // 2
        answers.send_bytes(GROWN if grown else DONE)


class Held:
    """The bytes of the present file, and where it is an archive the list of its members, which is long to read."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._archive: Archive | None = None

    def archive(self, limits: Limits) -> Archive:
        """The file as an archive. Raises NoteError."""
        if self._archive is None:
            self._archive = Archive(self.data, limits)
        return self._archive


def answers_to(held: Held, request: Request) -> Iterator[bytes]:
    """All answers to a request but for the last, which ends it. Only exhausted memory is raised."""
    settings = request.settings if request.ocr else replace(request.settings, ocr=None)
    if request.member is not None:
        found = of_member(held.archive(settings.limits), request.member, settings, early=True)
    elif recognised(held.data, request.suffix) is archive.FORMAT and settings.limits.archives > 0:
        with suppress(NoteError):  # whatever is wrong with it is told as of any other file
            for member in held.archive(settings.limits).members():
                yield MEMBER + members_as_json().dump_json(member)
            return
        found = parts(held.data, request.suffix, settings, early=True)
    else:
        found = parts(held.data, request.suffix, settings, early=True)
    for part in found:
        yield PART + parts_as_json().dump_json(part)


@lru_cache(maxsize=1)
def parts_as_json() -> TypeAdapter[Part]:
    """How a part crosses over."""
    from pydantic import TypeAdapter

    return TypeAdapter(Part)


@lru_cache(maxsize=1)
def members_as_json() -> TypeAdapter[Member]:
    """How a member of an archive crosses over."""
    from pydantic import TypeAdapter

    return TypeAdapter(Member)


def _keep_to_itself() -> None:
    """Leave Ctrl-C to the run, print nothing whatever a library may want to say, and leave no core behind: both quote notes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextmanager
def _limited(limits: Limits, seconds: float) -> Iterator[None]:
    """Limits of memory and processor time from here on, where the system has such."""
    try:
        import resource
    except ImportError:
        yield
        return
    spent = resource.getrusage(resource.RUSAGE_SELF)
    wanted = (
        (resource.RLIMIT_AS, _address_space() + limits.memory),
        (resource.RLIMIT_CPU, ceil(spent.ru_utime + spent.ru_stime + seconds) + 1),
    )
    former = [(kind, resource.getrlimit(kind)) for kind, _ in wanted]
    for kind, most in wanted:
        _set(kind, most, resource.getrlimit(kind)[1])
    try:
        yield
    finally:
        for kind, (soft, hard) in former:
            _set(kind, soft, hard)


def _set(kind: int, soft: int, hard: int) -> None:
    import resource

    with suppress(ValueError, OSError):
        resource.setrlimit(kind, (soft, hard))


def _address_space() -> int:
    """Bytes that the process has mapped, 0 where the system does not tell."""
    with suppress(OSError, ValueError, IndexError):
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 0
