"""The folder of pages: written anew beside its place, and put there only when it is whole."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from auditor.errors import OutputError
from auditor.notes.outputs import is_page

_LITTER = frozenset({"Thumbs.db", "desktop.ini"})


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """A new folder, for its owner alone, that takes the place of `path` when the block ends well and leaves no trace else.

    Where it stays empty, `path` is taken away: pages of an earlier run must not pass as those of this one. Pages hold
    nothing that cannot be made again, so they are not forced to disk one by one. Raises OutputError where the system
    refuses, and where `path` holds anything that is not a page of this tool.
    """
    refuse_foreign(path)
    try:
        _clear_parts(path)
        part = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part"))
    except OSError as problem:
        raise _error(path, problem) from None
    try:
        yield part
        _put(part, path)
    except OSError as problem:
        raise _error(path, problem) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def refuse_foreign(path: Path) -> None:
    """Raise OutputError where `path` is there and is no folder of evidence pages, or holds anything else."""
    if not path.exists() and not path.is_symlink():
        return
    if path.is_symlink() or not path.is_dir():
        raise OutputError(f"{path}: this is not a folder of evidence pages; move it away, or choose another folder with --out.")
    for entry in path.iterdir():
        if not (is_page(entry.name) or entry.name.startswith(".") or entry.name in _LITTER):
            raise OutputError(
                f"{path}: it holds files that are no evidence pages; move them away, or choose another folder with --out."
            )


def _clear_parts(path: Path) -> None:
    """Take away what a run that was killed has left: parts hold the words of notes."""
    for part in path.parent.glob(f".{path.name}.*.part"):
        shutil.rmtree(part, ignore_errors=True)


def _put(part: Path, path: Path) -> None:
    """Swap the folders by their names, which is quick however many pages they hold; an empty one is not put."""
    old = part.with_suffix(".old.part")
    there = path.exists()
    if there:
        path.rename(old)
    try:
        if any(part.iterdir()):
            part.rename(path)
    except OSError:
        if there:
            old.rename(path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _error(path: Path, problem: OSError) -> OutputError:
    return OutputError(
        f"{path}: it cannot be written ({problem.strerror or type(problem).__name__}); close its pages in other programs, "
        "choose another folder with --out, or see to its rights and free space."
    )
