"""Opening a file of a folder, which somebody may have changed since the folder was looked at."""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path
from typing import Final

from auditor.errors import NoteError

_ASK: Final = "ask its owner for read access and run the audit once more"
_SHORTER: Final = "shorten the names of its folders, or move it up, and run the audit once more"
# Neither is there on every system: not to follow a link, and not to wait until somebody writes into a pipe.
_WITH_CARE: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_LINK: Final = frozenset({errno.ELOOP, errno.EMLINK})  # what systems say of a link that is not to be followed
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)


def opened(path: Path, *, follow: bool) -> BufferedReader:
    """A regular file; a link only where it is to `follow`. Raises NoteError.

    What was opened is looked at, since its name may stand for another file a moment later.
    """
    try:
        if not follow and path.is_symlink():
            raise _has_become_a_link()
        _refuse_other(path.stat().st_mode)  # to open a device may do something to it
        return _regular(os.open(path, _WITH_CARE | (0 if follow else _NO_LINK)))
    except OSError as problem:
        if not follow and problem.errno in _LINK:
            raise _has_become_a_link() from None
        raise unreadable(problem) from None


def _regular(handle: int) -> BufferedReader:
    try:
        _refuse_other(os.fstat(handle).st_mode)
    except BaseException:
        os.close(handle)
        raise
    return os.fdopen(handle, "rb")


def _refuse_other(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise NoteError("this is not a regular file", "name the file that holds the note")


def _has_become_a_link() -> NoteError:
    return NoteError(
        "the file has become a link since its folder was looked at", "put the file itself there and run the audit once more"
    )


def unreadable(problem: OSError) -> NoteError:
    """Why a file cannot be read, and what to do."""
    if isinstance(problem, FileNotFoundError):
        return NoteError("the file is no longer there", "put it back and run the audit once more")
    if isinstance(problem, PermissionError):
        return NoteError("you have no right to read the file", _ASK)
    if problem.errno == errno.ENAMETOOLONG:
        return _too_long()
    return NoteError(f"the file cannot be read ({type(problem).__name__})", "copy it to another disk and run the audit once more")


def not_looked_into(problem: OSError) -> NoteError:
    """Why a folder, or what a path stands for, cannot be looked into, and what to do."""
    if problem.errno == errno.ENAMETOOLONG:
        return _too_long()
    return NoteError(f"the path cannot be looked into ({type(problem).__name__})", _ASK)


def _too_long() -> NoteError:
    """For a path that the system takes no names of."""
    return NoteError("the path is longer than this system takes", _SHORTER)
