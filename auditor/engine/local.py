"""How many processes audit on this machine: as many as somebody named, or as many as pay."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final

from auditor.engine.engine import Engine, Pace
from auditor.engine.jobs import Setup
from auditor.engine.pool import Pool
from auditor.engine.started import Started

_TRIAL: Final = 16  # files that are measured before anything is started
_WORTH: Final = 0.95  # another process must bring the time down to less than this share


@dataclass(frozen=True, slots=True)
class Local:
    """`jobs` processes, None for as many as pay for so many `files`; some may be `started`."""

    jobs: int | None
    files: int
    started: Started | None = None

    @property
    def trial(self) -> int:
        """Files that this process audits before it is known how many others are worth their start."""
        return _TRIAL if self.jobs is None and self.files > _TRIAL and cores() > 1 else 0

    def open(self, setup: Setup, pace: Pace) -> AbstractContextManager[Engine] | None:
        """A pool, or None where this process alone is as quick. Raises EngineError."""
        jobs = self.jobs if self.jobs is not None else paying(pace, self.files - pace.files, cores())
        return Pool(setup, jobs, self.started) if jobs > 1 else None


def paying(pace: Pace, left: int, most: int) -> int:
    """How many processes are worth their start for the files that are left, by what was measured.

    Each must do once what this one did until its first file. What is handed on goes through this process whoever audits.
    """
    if pace.files == 0:
        return 1
    making, handing = pace.making / pace.files, pace.handing / pace.files
    best, quickest = 1, left * (making + handing)
    for jobs in range(2, most + 1):
        shared = (making + handing) / most  # this process needs the same cores
        seconds = pace.begun + left * max(making / jobs, handing, shared)
        if seconds < quickest * _WORTH:
            best, quickest = jobs, seconds
    return best


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
