"""The one interface behind which files are audited by others: a pool of processes on this machine, or a cluster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from auditor.engine.jobs import Answer, Job, Setup

Pending = Callable[[], Sequence[Answer]]
"""Waits for what comes of some jobs, in their order: at least of the first, and nothing beyond the first that has to go on."""


class Engine(Protocol):
    """Audits jobs. `batch` is how many are handed over at once, `window` how many batches may be under way."""

    @property
    def batch(self) -> int: ...  # noqa: D102

    @property
    def window(self) -> int: ...  # noqa: D102

    def submit(self, jobs: Sequence[Job]) -> Pending:
        """Hand jobs over without waiting. Waiting raises EngineError where the engine itself is lost."""
        ...


@dataclass(slots=True)
class Pace:
    """What was measured in this process so far, in seconds: `begun` until the first file, then `making` and `handing` on."""

    begun: float
    files: int = 0
    making: float = 0.0
    handing: float = 0.0


class Engines(Protocol):
    """Opens an engine once it is known how long things take; `trial` is how many files this process audits before."""

    @property
    def trial(self) -> int: ...  # noqa: D102

    def open(self, setup: Setup, pace: Pace) -> AbstractContextManager[Engine] | None:
        """An engine for all that is left, or None where this process is as quick alone. Raises EngineError."""
        ...
