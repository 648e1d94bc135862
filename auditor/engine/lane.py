"""One worker process, seen from the run: it is sent jobs, and what it says comes as events, its end among them."""

from __future__ import annotations

import subprocess
import threading
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Final

from auditor.engine.frames import receive, send
from auditor.engine.jobs import Answer, Job
from auditor.engine.started import Process

_PATIENCE: Final = 10.0  # seconds that a process is given to end


class Ticket:
    """Jobs that were handed over together, and what has come of them so far."""

    def __init__(self, many: int) -> None:
        self._answers: list[Answer | None] = [None] * many

    def take(self, first: int, answers: list[Answer]) -> None:
        """Answers of the jobs from `first` on. What follows one that has to go on is left for later."""
        self._answers[first : first + len(answers)] = answers
        if answers[-1].following is not None:
            del self._answers[first + len(answers) :]

    def cut(self, many: int) -> None:
        """No job beyond so many will be answered."""
        del self._answers[many:]

    @property
    def answers(self) -> list[Answer] | None:
        """All answers, None while some are still to come."""
        found = [answer for answer in self._answers if answer is not None]
        return found if len(found) == len(self._answers) else None


@dataclass(frozen=True, slots=True)
class Task:
    """Jobs of a ticket from its place `first` on.

    One that was with a worker when that was lost goes alone to another; `alone` is how often.
    """

    ticket: Ticket
    first: int
    jobs: list[Job]
    alone: int = 0


Event = tuple["Lane", bytes | None]


class Lane:
    """A worker process. Everything it says is put into `events`, and None when it has ended."""

    def __init__(self, process: Process, setup: bytes, events: SimpleQueue[Event]) -> None:
        """Tell a process that was started what it is for."""
        self.held: deque[Task] = deque()
        self.ready = False
        self._events = events
        self._process = process
        threading.Thread(target=self._listen, args=(setup,), daemon=True).start()

    @property
    def pid(self) -> int:
        """The number that the system gave the process."""
        return self._process.pid

    def hand_over(self, task: Task, content: bytes) -> None:
        """Send a task; where the process has gone, its end is an event."""
        self.held.append(task)
        assert self._process.stdin
        with suppress(OSError):
            send(self._process.stdin, content)

    def how(self) -> str:
        """How the process ended, in words."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE)
        code = self._process.returncode
        return "ended" if code is None else f"ended by signal {-code}" if code < 0 else f"ended with status {code}"

    def hush(self) -> None:
        """Let the process end: it is asked nothing more."""
        assert self._process.stdin
        with suppress(OSError):
            self._process.stdin.close()

    def end(self) -> None:
        """Wait for its end, and bring it about."""
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        assert self._process.stdout
        self._process.stdout.close()

    def _listen(self, setup: bytes) -> None:
        assert self._process.stdin
        assert self._process.stdout
        with suppress(OSError, ValueError):  # a pipe that is closed
            send(self._process.stdin, setup)
            while (content := receive(self._process.stdout)) is not None:
                self._events.put((self, content))
        self._events.put((self, None))
