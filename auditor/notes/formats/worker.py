"""Heavy readers in a process of their own, which can be ended: a file that hangs, crashes or eats memory costs its own row.

One process lives as long as the run and is replaced when it dies or has grown. What it sends back are plain values in JSON and
never pickled objects, since it has met bytes that nobody vouches for. Each member of an archive has limits of its own.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from time import monotonic
from types import ModuleType
from typing import Final

from auditor.notes.formats import serving
from auditor.notes.formats.archive import Member
from auditor.notes.formats.model import Extracted, Part, Unread
from auditor.notes.formats.serving import Request
from auditor.notes.formats.settings import Settings

_SMALLER: Final = "split it, or save it as plain text; the limits stand in patterns/limits.toml"
_ANEW: Final = "open it in its own program and save it anew, or as plain text"
_UNPACK: Final = "unpack it, and audit the files in it"
_PATIENCE: Final = 10.0  # seconds that a process is given to end
_START: Final = 60.0  # seconds that a process is given until it takes its first file


class _LostError(Exception):
    """The process is gone, and with it the file or member that it read."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.row = Unread(reason, remedy)


class Worker:
    """Reads files in a process that starts with the first of them. Close it when no more are to be read."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: BaseProcess | None = None
        self._ends: tuple[Connection, Connection] | None = None
        self._holds = False  # whether the process has the bytes of the present file

    def parts(self, data: bytes, suffix: str) -> Iterator[Part]:
        """Everything that is in a file; where the process dies or has to be ended, a row for what it read then."""
        self._holds = False
        members: list[Member] = []
        yield from self._read_all(data, Request(None, suffix, self._settings), members)
        for member in members:
            yield from self._read_all(data, Request(None, suffix, self._settings, member=member), members)

    def close(self) -> None:
        """End the process, if there is one, and wait for its end."""
        process, self._process = self._process, None
        ends, self._ends = self._ends, None
        self._holds = False
        for end in ends or ():
            end.close()
        if process is not None:
            process.kill()
            process.join(_PATIENCE)
            process.close()

    def _read_all(self, data: bytes, request: Request, members: list[Member]) -> Iterator[Part]:
        """The parts, and where OCR was asked for the scans among them by a second request, which is given more time."""
        scans: dict[str, Part] = {}
        for part in self._read(data, request, members):
            if self._settings.ocr is not None and part.item.scan:
                scans[part.id] = part
            else:
                yield part
        if not scans:
            return
        lost: Part | None = None
        for part in self._read(data, replace(request, ocr=True), members):
            if scans.pop(part.id, None) is not None:
                yield part
            elif not part.format:
                lost = part
        yield from (replace(lost or part, id=part.id, source=part.source) for part in scans.values())

    def _read(self, data: bytes, request: Request, members: list[Member]) -> Iterator[Part]:
        """The parts of a file or member; `members` grows by those of an archive. A loss costs nothing that came before it."""
        held: Part | None = None
        notes = 0
        waiting: int | None = None
        try:
            for answer in self._answers(data, request):
                if answer.startswith(serving.MEMBER):
                    members.append(serving.members_as_json().validate_json(answer[1:]))
                    continue
                part = _part(answer)
                if part.waiting is not None:
                    waiting = part.waiting
                    continue
                held = part if part.early else None
                if held is None:
                    notes += isinstance(part.item, Extracted)
                    yield part
        except _LostError as loss:
            if held is not None:
                notes += isinstance(held.item, Extracted)
                yield replace(held, early=False)
            row, member = _after(loss.row, notes, waiting), request.member
            yield Part(row, "", member.id, member.source) if member else Part(row, "")

    def _answers(self, data: bytes, request: Request) -> Iterator[bytes]:
        """The answers to one request but for the last, which ends it. Raises _LostError."""
        whole = False
        seconds, asked = request.seconds, monotonic()
        try:
            answers = self._asked(data, request)
            # A process that must start first takes its time from the file, but no more than half of it: that is no fault of it.
            left = seconds - min(monotonic() - asked, seconds / 2)
            while True:
                begun = monotonic()
                answer = self._next(answers, left, seconds)
                left -= monotonic() - begun
                if answer[:1] in (serving.DONE, serving.GROWN):
                    whole = answer[:1] == serving.DONE
                    return
                if answer[:1] == serving.NO_MEMORY:
                    raise self._too_much()
                yield answer
        finally:
            if not whole:
                self.close()

    def _asked(self, data: bytes, request: Request) -> Connection:
        """Hand a request over; what comes back is read from the connection that is returned."""
        if self._process is None or self._ends is None or not self._process.is_alive():
            self.close()
            self._ends = self._started()
        sent = Request(None if self._holds else data, request.suffix, request.settings, request.ocr, request.member)
        questions, answers = self._ends
        try:
            questions.send(sent)
        except OSError:
            raise self._died(request.seconds) from None
        self._holds = True
        return answers

    def _started(self) -> tuple[Connection, Connection]:
        """A new process, and where it is asked and answers. Ctrl-C never reaches it: it is the run that ends it then."""
        context = multiprocessing.get_context("spawn")
        their_questions, questions = context.Pipe(duplex=False)  # one way each: both ways would be a socket
        answers, their_answers = context.Pipe(duplex=False)
        self._process = context.Process(
            target=serving.serve, args=(their_questions, their_answers), daemon=True, name="auditor reader"
        )
        with _undisturbed(), _without_main():
            self._process.start()
        their_questions.close()
        their_answers.close()
        if self._next(answers, _START, _START) != serving.READY:
            raise self._died(_START)
        return questions, answers

    def _next(self, answers: Connection, left: float, seconds: float) -> bytes:
        """The next answer within what is `left` of so many seconds."""
        try:
            if not answers.poll(max(left, 0.0)):
                raise self._too_long(seconds)
            return answers.recv_bytes()
        except (EOFError, OSError):
            raise self._died(seconds) from None

    def _too_long(self, seconds: float) -> _LostError:
        return _LostError(f"reading took longer than {seconds:g} seconds", _SMALLER)

    def _too_much(self) -> _LostError:
        return _LostError(f"reading needs more than {self._settings.limits.memory // 1_000_000} MB of memory", _SMALLER)

    def _died(self, seconds: float) -> _LostError:
        if self._process is not None:
            self._process.join(_PATIENCE)
            if self._process.exitcode == -getattr(signal, "SIGXCPU", 0):
                return self._too_long(seconds)
            if self._process.exitcode == -getattr(signal, "SIGKILL", 0):  # what a system does that runs out of memory
                return self._too_much()
        return _LostError("the reader of the file crashed", _ANEW)


def _after(row: Unread, notes: int, waiting: int | None) -> Unread:
    """The row for a loss after so many notes of the same file; where it is an archive, with so many files that were not read."""
    reason = row.reason
    if notes:
        before = "one note of it was" if notes == 1 else f"{notes:,} notes of it were"
        reason = f"{reason}, after {before} read"
    if not waiting:
        return replace(row, reason=reason)
    files = "one file in it was not read to its end" if waiting == 1 else f"{waiting:,} files in it were not read to their end"
    return replace(row, reason=f"{reason}, and {files}", remedy=_UNPACK)


def _part(answer: bytes) -> Part:
    return serving.parts_as_json().validate_json(answer[1:])


@contextmanager
def _without_main() -> Iterator[None]:
    """Keep a new process from running the program's own script anew, which it needs nothing of, and which a notebook has not."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold back requests to end for a moment: the run gets them afterwards, and a process that is started meanwhile no Ctrl-C.

    A handler keeps them from this thread, whichever thread the system gives them to; the mask is what the new process inherits.
    """
    if not hasattr(signal, "pthread_sigmask") or threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[int] = []
    former = {number: signal.signal(number, lambda got, _: held.append(got)) for number in (signal.SIGINT, signal.SIGTERM)}
    resource_tracker.ensure_running()  # its own start would take the mask away
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for number, handler in former.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)
    for got in held:
        signal.raise_signal(got)
