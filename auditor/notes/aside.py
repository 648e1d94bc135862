"""What is rightly left aside in a folder or an archive, told by names: hidden files, locks, outputs, annotations beside notes."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePath
from typing import Final

from auditor.notes.formats.registry import suffixes
from auditor.notes.outputs import is_output

NOTHING: Final = "nothing to do"
HIDDEN: Final = "hidden files and folders are left aside"
ANNOTATION: Final = "this is the annotation of the note beside it"
_JSON: Final = ".json"
_HIDDEN_FOLDERS: Final = frozenset({"__MACOSX"})


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is hidden, or kept by a system for itself."""
    return name.startswith(".") or name in _HIDDEN_FOLDERS


def left_aside(name: str) -> str | None:
    """Why a file of this name is left aside, if it is."""
    if name.startswith("~$"):
        return "this is the lock file of an open document"
    return "this is the output of an audit" if is_output(name) else None


def may_annotate(path: PurePath, siblings: Collection[str]) -> bool:
    """True for NAME.json beside NAME.txt, or beside NAME in another format; a file that a reader knows is a note all the same."""
    if path.suffix.lower() != _JSON:
        return False
    return any(f"{path.stem}{form}" in siblings for suffix in suffixes() - {_JSON} for form in (suffix, suffix.upper()))
