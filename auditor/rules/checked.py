"""The mark of rules that were checked, so that no start checks again what has not changed since."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from auditor import __version__

_FOUND = "auditor"
MARK = "CHECKED"  # beside the rules; no part of them, and so of their digest


def is_checked(folder: Path, digest: str) -> bool:
    """Whether this version of the program has checked the rules of `folder` in the state that `digest` names, without a fault."""
    try:
        return (folder / MARK).read_text("utf-8") == _mark(digest)
    except (OSError, UnicodeDecodeError):
        return False


def mark_checked(folder: Path, digest: str) -> None:
    """Note that a check found no fault. Where nothing can be written, each start goes on to check for itself."""
    if not is_checked(folder, digest):
        with suppress(OSError):
            part = folder / f"{MARK}.part"
            part.write_text(_mark(digest), "utf-8", newline="\n")
            part.replace(folder / MARK)  # and not what it may be a link to


def unmark(folder: Path) -> None:
    """Take the mark away: a check has found a fault."""
    with suppress(OSError, UnicodeDecodeError):
        if (folder / MARK).read_text("utf-8").startswith(_FOUND):
            (folder / MARK).unlink()


def _mark(digest: str) -> str:
    return f"{_FOUND} {__version__} found no fault in the rules of this digest:\n{digest}\n"
