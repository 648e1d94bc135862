"""Audits that are finished, kept as they come: a run that was ended goes on from them, a later run takes what is unchanged.

Only the process that runs the audit reads and writes here. It asks for a file before it lets anybody audit it, and is given
what came of it: who audits, and where, makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Final, Self

from pydantic import TypeAdapter
from sqlalchemy import and_, bindparam, delete, func, select

from auditor.errors import StoreError
from auditor.notes.formats.settings import Settings
from auditor.notes.seen import NotAudited, ToRead
from auditor.store import kept
from auditor.store.batch import Batch
from auditor.store.database import Store
from auditor.store.kept import Kept
from auditor.store.work_tables import FileRow, PartRow

_PARTS: Final = 256  # parts that are written at once
_SECONDS: Final = 1.0  # that parts wait at most while others come
_SLICE: Final = 64  # parts that are read at once
_AHEAD: Final = 64  # files of which the first part is read at once: runs meet them in the order in which they were kept
_ID: Final = (
    select(FileRow.id).where(FileRow.folder == bindparam("folder"), FileRow.key == bindparam("key")).scalar_subquery()
)  # fmt: skip
_FROM: Final = (
    select(FileRow.id, FileRow.key, FileRow.parts, PartRow.pressed)
    .outerjoin(PartRow, and_(PartRow.file_id == FileRow.id, PartRow.number == 0))
    .where(FileRow.folder == bindparam("folder"), FileRow.id >= _ID, FileRow.id < _ID + _AHEAD)
)
_SOME: Final = select(PartRow.number, PartRow.pressed).where(
    PartRow.file_id == bindparam("file"), PartRow.number >= bindparam("low"), PartRow.number < bindparam("high")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    """A file that is in the store, with its first part; `parts` as in its row."""

    id: int
    parts: int | None
    first: bytes | None


class Work:
    """The finished audits of one output folder. Use it in a `with` block; at its end everything that waits is written."""

    def __init__(self, store: Store, folder: str, made_with: str, reading: Settings) -> None:
        """`folder` tells apart output folders that share a database. Raises StoreError."""
        self.shown = store.shown
        self.taken = 0  # notes of this run whose audit was here
        self.made = 0  # notes of this run whose audit is here since
        self.mark = made_with.encode() + b"\0" + TypeAdapter(Settings).dump_json(reading)  # all that audits, beside a file
        self._store = store
        self._folder = folder
        self._made_with = made_with
        self._batch = Batch()
        self._waiting = 0
        self._written = monotonic()
        with store.reading() as session:
            latest = session.scalar(select(func.max(FileRow.run)).where(FileRow.folder == folder))
        self._run = (latest or 0) + 1
        self._ahead: Mapping[str, _Known] = {}
        self._empty = latest is None

    @property
    def empty(self) -> bool:
        """Whether nothing can be known of any file, since this is a first run."""
        return self._empty

    def file(self, file: ToRead, key: str) -> Entry:
        """What is known of a file with this key. Raises StoreError."""
        if self._empty:  # a first run asks for nothing
            return Entry(self, file, key)
        if key not in self._ahead:
            with self._store.reading() as session:
                found = session.execute(_FROM, {"folder": self._folder, "key": key})
                ahead = {row.key: _Known(row.id, row.parts, row.pressed) for row in found}
            if not ahead:
                return Entry(self, file, key)
            self._ahead = ahead
        known = self._ahead[key]
        self._batch.met.add(known.id)
        return Entry(self, file, key, known)

    def parts(self, file: int, first: int) -> Mapping[int, bytes]:
        """Some parts of a file by number, the number `first` among them. Raises StoreError."""
        with self._store.reading() as session:
            found = session.execute(_SOME, {"file": file, "low": first, "high": first + _SLICE})
            return {row.number: row.pressed for row in found}

    def add(self, key: str, number: int, pressed: bytes, *, audit: bool) -> None:
        """Keep a part; it is written soon. Raises StoreError."""
        self._batch.parts[key, number] = pressed
        self._waiting += audit
        if len(self._batch.parts) >= _PARTS or monotonic() - self._written > _SECONDS:
            self.write()

    def end(self, key: str, parts: int) -> None:
        """All parts of a file are here, each with its text, so that it need not be read again."""
        self._batch.whole[key] = parts

    def write(self) -> None:
        """Write everything that waits, in one transaction. Raises StoreError."""
        if self._batch:
            with self._store.writing() as session:
                self._batch.write(session, self._folder, self._made_with, self._run)
            self.made += self._waiting
            self._batch, self._waiting = Batch(), 0
        self._written = monotonic()

    def settle(self, *, complete: bool) -> None:
        """Take away what no note of this run needed, once its outputs are in their place.

        Where a run is not `complete`, a file may only have been out of reach: then what was made with the same rules and
        program stays. Raises StoreError.
        """
        self.write()
        unused = and_(FileRow.folder == self._folder, FileRow.run != self._run)
        if not complete:
            unused = and_(unused, FileRow.made_with != self._made_with)
        with self._store.writing() as session:
            connection = session.connection()
            connection.execute(delete(PartRow).where(PartRow.file_id.in_(select(FileRow.id).where(unused))))
            connection.execute(delete(FileRow).where(unused))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: object) -> None:
        try:
            if kind is None:
                self.write()
            else:
                with suppress(StoreError):  # what ended the run is told, and not what followed from it
                    self.write()
        finally:
            self._store.close()


class Entry:
    """One file: what is known of it, and what comes of it in this run."""

    def __init__(self, work: Work, file: ToRead, key: str, known: _Known | None = None) -> None:
        self._work = work
        self._file = file
        self._key = key
        self._number = known.id if known else None
        self._parts = known.parts if known else None
        # Parts below `_high`; they are asked for in their order.
        self._slice: Mapping[int, bytes] = {0: known.first} if known and known.first is not None else {}
        self._high = 1 if known else 0
        self._next = 0

    def known(self) -> Iterator[tuple[Kept, bytes | None]]:
        """What can be had without reading the file, in order: all of it, or nothing, or what comes before a damaged part.

        With each note and its audit comes what a run has made of them, where that was kept.
        """
        for number in range(self._parts or 0):
            pressed = self.pressed(number)
            found = kept.whole(pressed, self._file) if pressed else None
            if found is None or pressed is None:
                return
            self._work.taken += not isinstance(found, NotAudited)
            self._next = number + 1
            yield found, None if isinstance(found, NotAudited) else kept.packed_of(pressed, found[0])

    @property
    def left(self) -> int | None:
        """The number of the first part for which the file has to be read; None where it need not be."""
        return None if self._parts is not None and self._next == self._parts else self._next

    @property
    def whole(self) -> bool:
        """Whether all of it was kept with its text, so that the file need not be read."""
        return self._parts is not None

    def pressed(self, number: int) -> bytes | None:
        """The part with this number, as it was kept, if it was."""
        if self._number is None:
            return None
        if number >= self._high:
            self._slice, self._high = self._work.parts(self._number, number), number + _SLICE
        return self._slice.get(number)

    def kept(self, first: int, most: int) -> dict[int, bytes]:
        """So many parts from `first` on, as far as they were kept."""
        if self._number is None:
            return {}
        return {number: found for number in range(first, first + most) if (found := self.pressed(number)) is not None}

    def take(self) -> None:
        """Count a note whose audit was here."""
        self._work.taken += 1

    def add(self, number: int, pressed: bytes, *, audit: bool) -> None:
        """Keep what came of a part. Raises StoreError."""
        self._work.add(self._key, number, pressed, audit=audit)

    def end(self, parts: int) -> None:
        """Everything in the file is finished, and nothing of it is a failure."""
        self._work.end(self._key, parts)
