"""A path -> a Note, or a NoteError that says why not and what to do."""

from __future__ import annotations

import stat
from pathlib import Path

from auditor.errors import NoteError
from auditor.model import Note
from auditor.notes.decode import decode
from auditor.notes.seen import shown

SUFFIXES = frozenset({".txt"})
MAX_BYTES = 1_000_000
_AGAIN = "export the note again and run the audit once more"


def read_note(path: Path, *, id: str | None = None, source: str | None = None) -> Note:
    """Read the note in `path`; `id` defaults to the file's stem, `source` to the path.

    Raises NoteError: unknown suffix, vanished, unreadable, no regular file, larger than 1 MB, empty, only white space,
    binary, unclear encoding. The error never holds text of the note.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise NoteError(*unknown_suffix(path))
    data = _bytes(path)
    text, encoding = decode(data) if data else ("", "utf-8")
    if not text:
        raise NoteError("the file is empty", _AGAIN)
    if not any(character.isprintable() and not character.isspace() for character in text):
        raise NoteError("the file holds only white space", _AGAIN)
    return Note(id=shown(Path(path.stem)) if id is None else id, text=text, source=source or shown(path), encoding=encoding)


def unknown_suffix(path: Path) -> tuple[str, str]:
    """Reason and remedy for a file whose suffix no reader knows."""
    known = ", ".join(sorted(SUFFIXES))
    kind = f"the suffix {shown(Path(path.suffix))}" if path.suffix else "a name without suffix"
    return f"{kind} is not one that can be read ({known})", "export the note as plain text, or move the file out of the folder"


def _bytes(path: Path) -> bytes:
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):  # opening a pipe or a device could wait for ever
            raise NoteError("this is not a regular file", "name the file that holds the note")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as problem:
        raise _unreadable(problem) from None
    if len(data) > MAX_BYTES:
        raise NoteError(f"the file is larger than {MAX_BYTES // 1_000_000} MB", "split the file into one file a note")
    return data


def _unreadable(problem: OSError) -> NoteError:
    if isinstance(problem, FileNotFoundError):
        return NoteError("the file is no longer there", "put it back and run the audit once more")
    if isinstance(problem, PermissionError):
        return NoteError("you have no right to read the file", "ask its owner for read access and run the audit once more")
    return NoteError(f"the file cannot be read ({type(problem).__name__})", "copy it to another disk and run the audit once more")
