"""Worker processes that are started before it is known what they are to do: they import while the run loads its rules."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

_ROOT: Final = Path(__file__).resolve().parents[2]
# What is found by itself goes before the place of this package, and nothing is looked for in the present folder.
_PROGRAM: Final = "import sys; sys.path.append(sys.argv[1]); from auditor.engine.serve import main; main()"

Process = subprocess.Popen[bytes]


class Started:
    """So many processes, each until somebody takes it. Use it in a `with` statement; those that are left then end."""

    def __init__(self, workers: int = 0) -> None:
        self._processes: list[Process] = []
        with suppress(OSError):  # whoever takes one tries again, and is told
            for _ in range(workers):
                self._processes.append(_start())

    def take(self) -> Process:
        """One of them, or a new one where none is left. Raises OSError."""
        return self._processes.pop() if self._processes else _start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.communicate()
        self._processes.clear()


def _start() -> Process:
    """A process that Ctrl-C does not reach: that is for the run to tell."""
    return subprocess.Popen(  # noqa: S603 - this very program
        [sys.executable, "-P", "-c", _PROGRAM, str(_ROOT)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        start_new_session=True, creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )  # fmt: skip
