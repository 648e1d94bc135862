"""Output files: written beside their place, forced to disk, then renamed, so that no reader ever meets half a file."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from auditor.errors import OutputError

_REMEDY = "choose another folder with --out, or see to its rights and free space"


def make_folder(folder: Path) -> None:
    """Create `folder` for its owner alone. A folder that is there keeps its rights. Raises OutputError."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise _error(folder, problem) from None


def end_cleanly() -> None:
    """Let a request to end (SIGTERM) close the open files as any other end does, so that no part of them stays behind."""

    def stop(number: int, _: object) -> None:
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, stop)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of `path` when the block ends well, and leaves no trace when it does not.

    Only the owner can read the file, where the system knows such rights. Raises OutputError where the system refuses.
    """
    _clear_parts(path)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as problem:
        raise _error(path, problem) from None
    part = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as problem:
        raise _error(path, problem) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    _settle(path.parent)


def remove(path: Path) -> None:
    """Take away a file of an earlier run, if there is one. Raises OutputError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as problem:
        raise _error(path, problem) from None


def _clear_parts(path: Path) -> None:
    """Take away what a run that was killed has left: parts hold the words of notes."""
    for part in path.parent.glob(f".{path.name}.*.part"):
        with suppress(OSError):
            part.unlink()


def _settle(folder: Path) -> None:
    """Force the new name to disk too; some systems cannot do that for a folder, and then it is theirs to keep."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _error(path: Path, problem: OSError) -> OutputError:
    if isinstance(problem, PermissionError) and path.is_file():
        return OutputError(f"{path}: it cannot be replaced; close it in other programs, or {_REMEDY}.")
    return OutputError(f"{path}: it cannot be written ({problem.strerror or type(problem).__name__}); {_REMEDY}.")
