"""What a command reads: each file that was seen, its digest, and what became of what is in it; one line each."""

from __future__ import annotations

import json
import stat
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from auditor.engine.outcome import Told
from auditor.errors import NoteError
from auditor.notes.remote import RemoteFile
from auditor.notes.seen import NotAudited, Seen, ToRead, shown
from auditor.trail.digests import digest, digest_of
from auditor.trail.model import Input

NOTE = "note"
_REASONS = 5  # of one file; an archive may hold thousands
_Facts = tuple[int, int]


@dataclass(slots=True)
class _Open:
    """A file of which something is still to come."""

    path: str
    file: Path | RemoteFile
    before: _Facts | None
    sha256: str | None
    audited: int = 0
    not_audited: int = 0
    left_aside: int = 0
    why: dict[str, None] = field(default_factory=dict)

    def line(self) -> Input:
        after = _facts(self.file)
        changed = self.before is not None and after is not None and after != self.before
        return Input(
            path=self.path, size=self.before[0] if self.before else None, sha256=self.sha256, use=NOTE, audited=self.audited,
            not_audited=self.not_audited, left_aside=self.left_aside, why=tuple(self.why)[:_REASONS], changed_meanwhile=changed,
        )  # fmt: skip


class Inputs:
    """Keeps the list while a command goes on. A hundred thousand lines are little, since they lie compressed in memory."""

    def __init__(self, most: int = 1 << 62, *, masked: bool = False) -> None:
        """Files of more than `most` bytes are not read, as the command does not read them either.

        Where names are `masked`, files are numbered, and nothing is told by which somebody could find out which they are.
        """
        self.files = 0
        self.size = 0
        self._most = most
        self._masked = masked
        self._open: _Open | None = None
        self._press: zlib._Compress | None = zlib.compressobj(1)
        self._pressed: list[bytes] = []

    def watch(self, seen: Iterable[Seen]) -> Iterator[Seen]:
        """Hand on what is seen; the digest of a file is taken just before it is read, its size and time are compared after."""
        for item in seen:
            self.turn(item)
            yield item
        self._close()

    def turn(self, item: Seen, told: Told | None = None) -> None:
        """What comes next is of this file; `told` is what was read of it by whoever audited it."""
        self._close()
        self._open = self._opened(item, told)

    def audited(self) -> None:
        """Count a note of the file that was handed on last."""
        self._last().audited += 1

    def refused(self, row: NotAudited) -> None:
        """Count a row of the file that was handed on last."""
        file = self._last()
        file.not_audited += row.failure
        file.left_aside += not row.failure
        if len(file.why) < _REASONS:
            file.why[row.reason] = None

    def _last(self) -> _Open:
        if self._open is None:
            raise ValueError("there is no file that this could come from")
        return self._open

    def add(self, path: Path, use: str) -> None:
        """Name a file that is read for something else than notes: claims, a record, a workbook."""
        facts = _facts(path)
        self._write(Input(path=shown(path), size=facts[0] if facts else None, sha256=_digest(path, facts, self._most), use=use))

    def content(self) -> bytes:
        """The whole list, as JSON lines; nothing can be added afterwards."""
        self._close()
        if self._press is not None:
            self._pressed.append(self._press.flush())
            self._press = None
        return zlib.decompress(b"".join(self._pressed))

    def _opened(self, item: Seen, told: Told | None) -> _Open:
        if told is not None and isinstance(item, ToRead):
            return _Open(item.source, item.path, (told.size, told.time), told.sha256)
        path = item.path if isinstance(item, ToRead) else Path(item.source)
        facts = _facts(path)
        return _Open(item.source, path, facts, _digest(path, facts, self._most) if isinstance(item, ToRead) else None)

    def _close(self) -> None:
        if self._open is not None:
            self._write(self._open.line())
            self._open = None

    def _write(self, line: Input) -> None:
        if self._press is None:
            raise ValueError("the list is closed")
        self.files += 1
        if self._masked:
            line = line.model_copy(update={"path": f"[file {self.files}]", "size": None, "sha256": None})
        self.size += line.size or 0
        values = line.model_dump(mode="json", exclude_defaults=True)
        self._pressed.append(self._press.compress(json.dumps(values).encode() + b"\n"))


def read_inputs(content: bytes) -> Iterator[Input]:
    """The lines of a list. Raises ValueError."""
    for line in content.splitlines():
        yield Input.model_validate_json(line)


def _facts(path: Path | RemoteFile) -> _Facts | None:
    """Size and time of a regular file; None for whatever else there is, or where nothing can be told."""
    if isinstance(path, RemoteFile):
        return None if path.size is None else (path.size, 0)
    try:
        facts = path.stat()
    except (OSError, ValueError):
        return None
    return (facts.st_size, facts.st_mtime_ns) if stat.S_ISREG(facts.st_mode) else None


def _digest(path: Path | RemoteFile, facts: _Facts | None, most: int) -> str | None:
    if facts is None or facts[0] > most:
        return None
    try:
        return digest_of(path) if isinstance(path, Path) else digest(path.content(most))
    except (OSError, NoteError):
        return None
