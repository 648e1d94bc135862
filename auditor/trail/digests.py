"""SHA-256 of files and of lists of files, in the form that `sha256sum` writes and checks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from auditor.errors import TrailError
from auditor.trail.model import File

_DIGITS = 64


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes."""
    return hashlib.sha256(content).hexdigest()


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, block by block. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def listing(files: Iterable[File]) -> bytes:
    """A line for each file: digest, two spaces, path. A path that would break its line is escaped, with a mark before it."""
    return b"".join(_line(file) for file in files)


def read_listing(content: bytes, where: str) -> Mapping[str, str]:
    """The digest of each file, by its path. Raises TrailError."""
    found: dict[str, str] = {}
    try:
        lines = content.decode().removesuffix("\n").split("\n") if content else []
    except UnicodeDecodeError:
        lines = [""]
    for line in lines:
        marked = line.startswith("\\")
        told, between, path = line[marked:][:_DIGITS], line[marked:][_DIGITS : _DIGITS + 2], line[marked:][_DIGITS + 2 :]
        if between != "  ":
            raise TrailError(f"{where}: this is no list of files; put the one back that was written.")
        found[_unescaped(path) if marked else path] = told
    return found


def _line(file: File) -> bytes:
    path = file.path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return f"{'' if path == file.path else chr(92)}{file.sha256}  {path}\n".encode()


def _unescaped(path: str) -> str:
    plain = {"\\\\": "\\", "\\n": "\n", "\\r": "\r"}
    out, place = [], 0
    while place < len(path):
        step = 2 if path[place : place + 2] in plain else 1
        part = path[place : place + step]
        out.append(plain.get(part, part))
        place += step
    return "".join(out)
