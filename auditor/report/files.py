"""Output files: written beside their place, forced to disk, then renamed, so that no reader ever meets half a file."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from auditor.errors import OutputError
from auditor.notes.outputs import LOCK, PAGES, is_output

_REMEDY = "choose another folder with --out, or see to its rights and free space"


def make_folder(folder: Path) -> None:
    """Create `folder` for its owner alone. A folder that is there keeps its rights. Raises OutputError."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise _error(folder, problem) from None


def end_cleanly() -> None:
    """Let a request to end (SIGTERM, or a terminal that closes) close the open files as any other end does, so that no part of
    them stays behind.
    """

    def stop(number: int, _: object) -> None:
        sys.exit(128 + number)

    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        if (known := getattr(signal, name, None)) is not None and signal.getsignal(known) is not signal.SIG_IGN:
            signal.signal(known, stop)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Create `folder` and hold it against other runs. The system lets go of it when the process ends, however it ends.

    Raises OutputError where another run holds it, and where that cannot be found out.
    """
    from filelock import FileLock, Timeout

    make_folder(folder)
    lock = FileLock(folder / LOCK, timeout=0, mode=0o600, thread_local=False, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        raise OutputError(
            f"{folder}: another run is writing into this folder; wait for its end, or choose another folder with --out."
        ) from None
    except NotImplementedError:
        raise OutputError(f"{folder}: two runs in it could not be told apart, since its drive has no locks; {_REMEDY}.") from None
    except OSError as problem:
        raise _error(folder / LOCK, problem) from None
    try:
        _clear_all_parts(folder)
        yield
    finally:
        lock.release()


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


def _clear_all_parts(folder: Path) -> None:
    """The same for all outputs, whether or not a run is to write them again."""
    for part in folder.glob(".*.part"):
        name = part.name[1:].removesuffix(".part").removesuffix(".old").rpartition(".")[0]
        if is_output(name) or name == PAGES:
            with suppress(OSError):
                shutil.rmtree(part) if part.is_dir() else part.unlink()


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
