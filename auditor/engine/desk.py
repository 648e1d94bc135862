"""Where a file is read and audited, whichever process this is: bytes -> parts, one after the other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Final

from auditor.engine.incomplete import incomplete, unfinished
from auditor.engine.jobs import Answer, Job, Part, Setup
from auditor.engine.one import Auditor
from auditor.engine.outcome import Audited, Made, Outcome, Told
from auditor.engine.watch import TooLongError, limited
from auditor.model import Note
from auditor.notes.read import FileReader
from auditor.notes.seen import NotAudited, ToRead
from auditor.store import kept

MOST: Final = 512  # parts of an answer, so that none outgrows the memory
_CHANGED: Final = "the file was changed while it was audited"
_AGAIN: Final = "run the audit once more when nobody writes to it"


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a file, what is told of them, and the name under which what comes of them is kept."""

    data: bytes
    told: Told
    key: str


@dataclass(slots=True)
class _Held:
    """A file that was not read to its end, for the next job that asks for the rest."""

    file: ToRead
    key: str
    following: int
    told: Told
    kept: dict[int, bytes]
    parts: Iterator[Part]


class Desk:
    """Reads and audits files with one rule set. Use it in a `with` statement, so that the process for heavy formats ends."""

    def __init__(self, auditor: Auditor, setup: Setup) -> None:
        self._auditor = auditor
        self._mark = setup.mark
        self._reader = FileReader(setup.reading)
        self._held: _Held | None = None
        self._finish = setup.finish

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._reader.__exit__(kind, value, trace)

    def content(self, file: ToRead) -> Content | NotAudited:
        """Read a file; where that cannot be done, the row that says why."""
        time = _time(file)
        data = self._reader.content(file)
        if isinstance(data, NotAudited):
            return data
        told = Told(len(data), time, hashlib.sha256(data).hexdigest())
        return Content(data, told, told.sha256 if self._mark is None else kept.key_of(self._mark, file, data))

    def parts(
        self, content: Content, file: ToRead, first: int, kept_of: Callable[[int], bytes | None], wanted: str
    ) -> Iterator[Part]:
        """Everything in a file from its part `first` on, and of each note what is `wanted`.

        A fault in one never ends a run, and its text never leaves in an error.
        """
        for number, found in enumerate(self._reader.notes_in(content.data, file)):
            if number >= first:
                yield self._part(file, found, kept_of(number), wanted)

    def answers(self, jobs: Sequence[Job]) -> list[Answer]:
        """What comes of some jobs, in their order: of the first for certain, of the others as far as an answer may grow."""
        answers: list[Answer] = []
        room = MOST
        for job in jobs:
            answer = self._answer(job, room)
            answers.append(answer)
            room -= len(answer.parts)
            if room <= 0 or answer.following is not None:
                break
        return answers

    def _answer(self, job: Job, most: int) -> Answer:
        held, self._held = self._held, None
        if held is None or (held.file, held.key, held.following) != (job.file, job.key, job.first):
            content = self.content(job.file)
            if isinstance(content, NotAudited):
                return Answer(None, "", (Part(content, again=True),))
            if job.look:
                return Answer(content.told, content.key, ())
            if job.key and content.key != job.key:
                return Answer(content.told, content.key, (Part(_changed(job.file), again=True),))
            held = self._opened(content, job)
        held.kept.update(job.kept)
        parts = tuple(islice(held.parts, most))
        following = held.following + len(parts) if len(parts) == most else None
        if following is not None:
            held.following = following
            self._held = held
        return Answer(held.told, held.key, parts, following)

    def _opened(self, content: Content, job: Job) -> _Held:
        known: dict[int, bytes] = {}
        parts = self.parts(content, job.file, job.first, lambda number: known.pop(number, None), job.wanted)
        return _Held(job.file, content.key, job.first, content.told, known, parts)

    def _part(self, file: ToRead, found: Note | NotAudited, pressed: bytes | None, wanted: str) -> Part:
        if isinstance(found, NotAudited):
            return self._refused(file, found)
        if pressed is not None:
            packed = kept.packed_of(pressed, found)
            if packed is not None and (made := self._finish.unpacked(packed, wanted)) is not None:
                return Part(made, taken=True, again=kept.is_plain(file, found))
            if (audit := kept.audit_of(pressed, found)) is not None:
                part = self._finished(file, Audited(found, audit), wanted)
                return replace(part, taken=True)
        outcome = audited(self._auditor, found, self._reader.left)
        return self._refused(file, outcome) if isinstance(outcome, NotAudited) else self._finished(file, outcome, wanted)

    def _refused(self, file: ToRead, row: NotAudited) -> Part:
        """With what is to be kept. A failure is not: a later run may have more luck, or its rules be mended."""
        nothing = self._mark is None or row.failure
        return Part(row, None if nothing else kept.pressed(file, row), again=row.failure)

    def _finished(self, file: ToRead, outcome: Audited, wanted: str) -> Part:
        """What is wanted of an audited note, with what is to be kept."""
        made: Made = outcome
        packed = b""
        with suppress(Exception):  # whatever it is, the run meets it when it makes the same itself
            made = self._finish.made(outcome.note, outcome.audit, wanted)
            packed = self._finish.packed(made) if self._mark is not None else b""
        pressed = None if self._mark is None else kept.pressed(file, (outcome.note, outcome.audit), packed)
        return Part(made, pressed, again=kept.is_plain(file, outcome.note))


def audited(auditor: Auditor, note: Note, left: float | None = None) -> Outcome:
    """Audit a note within its time, of which reading may have `left` a part alone. Whatever goes wrong costs this note alone."""
    seconds = auditor.rules.reading.limits.seconds
    left = seconds if left is None else left
    try:
        if left < seconds / 2:
            auditor.ready()  # what a first audit takes up is no fault of this note
        with limited(left):
            return Audited(note, auditor.audit(note))
    except TooLongError as fault:
        return unfinished(note, fault, seconds)
    except Exception as fault:  # whatever it is, it costs this note alone
        return incomplete(note, fault)


def _changed(file: ToRead) -> NotAudited:
    return NotAudited(file.source, _CHANGED, _AGAIN, incomplete=True)


def _time(file: ToRead) -> int:
    """When a file of a folder was last changed, 0 where that is not told."""
    if not isinstance(file.path, Path):
        return 0
    try:
        return file.path.stat().st_mtime_ns
    except (OSError, ValueError):
        return 0
