"""What waits to be written of several files, and the one transaction that writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from auditor.store.work_tables import FileRow, PartRow

_AT_ONCE: Final = 500  # as many values as every database takes in one statement
_MARK: Final = update(FileRow).where(FileRow.id == bindparam("file")).values(parts=bindparam("whole"))
_CLEAR: Final = delete(PartRow).where(PartRow.file_id == bindparam("file"), PartRow.number == bindparam("part"))


@dataclass(slots=True)
class Batch:
    """Parts by the key of their file and their number; files that are whole, with their parts; files that were met again."""

    parts: dict[tuple[str, int], bytes] = field(default_factory=dict)
    whole: dict[str, int] = field(default_factory=dict)
    met: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.parts or self.whole or self.met)

    def write(self, session: Session, folder: str, made_with: str, run: int) -> None:
        """Write all of it; a part that is there already is replaced."""
        keys = list(dict.fromkeys([*(key for key, _ in self.parts), *self.whole]))
        ids = _ids(session, folder, keys)
        _met(session, self.met | set(ids.values()), run)
        again = [{"file": ids[key], "part": number} for key, number in self.parts if key in ids]
        if again:
            session.connection().execute(_CLEAR, again)
        if new := [key for key in keys if key not in ids]:
            values = {"folder": folder, "made_with": made_with, "parts": None, "run": run}
            session.execute(insert(FileRow), [values | {"key": key} for key in new])
            ids |= _ids(session, folder, new)
        parts = [{"file_id": ids[key], "number": number, "pressed": pressed} for (key, number), pressed in self.parts.items()]
        if parts:
            session.execute(insert(PartRow), parts)
        if self.whole:
            session.connection().execute(_MARK, [{"file": ids[key], "whole": many} for key, many in self.whole.items()])


def _ids(session: Session, folder: str, keys: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in _some(keys):
        asked = select(FileRow.key, FileRow.id).where(FileRow.folder == folder, FileRow.key.in_(some))
        found.update((row.key, row.id) for row in session.execute(asked))
    return found


def _met(session: Session, ids: Iterable[int], run: int) -> None:
    for some in _some(sorted(ids)):
        session.connection().execute(update(FileRow).where(FileRow.id.in_(some)).values(run=run))


def _some(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for first in range(0, len(values), _AT_ONCE):
        yield values[first : first + _AT_ONCE]
