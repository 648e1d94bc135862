"""Worker processes on this machine. One that dies costs nothing but time: what it held goes to others, file by file."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Sequence
from queue import SimpleQueue
from types import TracebackType
from typing import Final

from auditor.engine.engine import Pending
from auditor.engine.jobs import Answer, Job, Setup, lost
from auditor.engine.lane import Event, Lane, Task, Ticket
from auditor.engine.started import Started
from auditor.errors import EngineError

_BATCH: Final = 8  # files that are handed over at once
_DEPTH: Final = 3  # batches with one worker, so that it never waits for the next
_WINDOW: Final = 32  # batches under way for each worker: as many notes may be finished behind one that takes long
_STARTS: Final = 3  # workers in a row that may end before they are ready
_ALONE: Final = 2  # times that a file is given to another worker, where one was lost that had it
_REASON: Final = "the process that audited it {}, three times"
_REMEDY: Final = "audit it by hand, and report the fault without the note; where the system has ended the process, see to memory"


class Pool:
    """An engine of so many processes, some of them `started`. Use it in a `with` statement; at its end all of them end."""

    def __init__(self, setup: Setup, workers: int, started: Started | None = None) -> None:
        self._started = started or Started()
        self._setup = pickle.dumps(setup, pickle.HIGHEST_PROTOCOL)
        self._workers = workers
        self._events: SimpleQueue[Event] = SimpleQueue()
        self._lanes: list[Lane] = []
        self._gone: list[Lane] = []
        self._waiting: deque[Task] = deque()
        self._failed = 0

    @property
    def batch(self) -> int:
        """Files that are handed over at once."""
        return _BATCH

    @property
    def window(self) -> int:
        """Batches that may be under way."""
        return _WINDOW * self._workers

    @property
    def pids(self) -> list[int]:
        """The numbers of the processes that are there."""
        return [lane.pid for lane in self._lanes]

    def __enter__(self) -> Pool:
        try:
            for _ in range(self._workers):
                self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End all processes, and wait for their end."""
        lanes, self._lanes = [*self._lanes, *self._gone], []
        self._gone = []
        for lane in lanes:
            lane.hush()
        for lane in lanes:
            lane.end()

    def submit(self, jobs: Sequence[Job]) -> Pending:
        """Hand jobs over without waiting. Waiting raises EngineError where no worker can be had."""
        ticket = Ticket(len(jobs))
        self._waiting.append(Task(ticket, 0, list(jobs)))
        self._hand_out()
        return lambda: self._answers(ticket)

    def _answers(self, ticket: Ticket) -> list[Answer]:
        while not self._events.empty():
            self._take(*self._events.get())
        while (answers := ticket.answers) is None:
            self._take(*self._events.get())
        return answers

    def _take(self, lane: Lane, content: bytes | None) -> None:
        """Something that a worker has said, or its end."""
        if content is None:
            self._replace(lane)
        elif not lane.ready:
            lane.ready = True
            self._failed = 0
        else:
            task = lane.held.popleft()
            answers: list[Answer] = pickle.loads(content)  # noqa: S301 - from a process that this one started
            task.ticket.take(task.first, answers)
            if len(answers) < len(task.jobs):
                task.ticket.cut(task.first + len(answers))
        self._hand_out()

    def _hand_out(self) -> None:
        """Give what waits to whoever has least to do. Files that may be what ended a worker go first, each to one of its own."""
        while self._waiting:
            task = self._waiting[0]
            free = [lane for lane in self._lanes if lane.ready and not any(held.alone for held in lane.held)]
            if not free:
                return
            lane = min(free, key=lambda each: len(each.held))
            if len(lane.held) >= (1 if task.alone else _DEPTH):
                return
            self._waiting.popleft()
            lane.hand_over(task, pickle.dumps(task.jobs, pickle.HIGHEST_PROTOCOL))

    def _replace(self, lane: Lane) -> None:
        """Another worker in place of one that has ended. Raises EngineError where none comes to be ready."""
        self._lanes.remove(lane)
        self._gone.append(lane)
        self._failed += not lane.ready
        if self._failed >= _STARTS:
            raise EngineError(
                f"processes that audit notes cannot be started here (the last {lane.how()}); use --jobs 1, or free some memory."
            )
        again: list[Task] = []
        for task in lane.held:
            if task.alone == _ALONE:
                (job,) = task.jobs
                task.ticket.take(task.first, [lost(job.file, _REASON.format(lane.how()), _REMEDY)])
            else:
                alone = task.alone + 1
                again += (Task(task.ticket, task.first + place, [job], alone) for place, job in enumerate(task.jobs))
        self._waiting.extendleft(reversed(again))
        self._start()

    def _start(self) -> None:
        try:
            self._lanes.append(Lane(self._started.take(), self._setup, self._events))
        except OSError as problem:
            raise EngineError(f"no process can be started here ({type(problem).__name__}); use --jobs 1.") from None
