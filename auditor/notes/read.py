"""A file -> its notes, or rows that say why not and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Final

from auditor.errors import NoteError
from auditor.model import Note
from auditor.notes.formats.model import Part, Unread
from auditor.notes.formats.parts import format_of, numbered, parts, read
from auditor.notes.formats.registry import ZIP
from auditor.notes.formats.settings import Settings
from auditor.notes.opening import opened, unreadable
from auditor.notes.seen import NotAudited, ToRead, shown

if TYPE_CHECKING:
    from auditor.notes.formats.worker import Worker


_MOMENT: Final = 1 / 20  # of the seconds of a note: so much is left for the audit of one that took all of them to be read


class FileReader:
    """Reads files of every format. Heavy formats are read in a process of its own, which starts with the first such file.

    Use it in a `with` statement, so that this process ends with it.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()
        self._worker: Worker | None = None
        self.left = self._settings.limits.seconds  # of the time of the note that was read last, for its audit

    def __enter__(self) -> FileReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        if self._worker is not None:
            self._worker.close()

    def notes(self, file: ToRead) -> Iterator[Note | NotAudited]:
        """Everything that is in the file, at least one: a note, or a row that never holds text of one."""
        data = self.content(file)
        if isinstance(data, NotAudited):
            yield data
        else:
            yield from self.notes_in(data, file)

    def content(self, file: ToRead) -> bytes | NotAudited:
        """The bytes of the file, or a row that says why there are none."""
        try:
            return _content(file, self._settings.limits.file)
        except NoteError as refusal:
            return NotAudited(file.source, refusal.reason, refusal.remedy)

    def notes_in(self, data: bytes, file: ToRead) -> Iterator[Note | NotAudited]:
        """The same as `notes`, where the bytes are at hand."""
        parts = self._parts(data, file.path.suffix.lower())
        begun = monotonic()
        while (part := next(parts, None)) is not None:
            self.left = self._left(monotonic() - begun)
            yield _seen(part, file)
            begun = monotonic()

    def _left(self, took: float) -> float:
        """What reading leaves of the seconds of a note, and a moment at least; OCR has a time of its own."""
        seconds = self._settings.limits.seconds
        if self._settings.ocr is not None and took > seconds:
            return seconds
        return max(seconds - took, seconds * _MOMENT)

    def _parts(self, data: bytes, suffix: str) -> Iterator[Part]:
        """Here where it is quick and safe. What is in a ZIP is work to find out, and so is left to the process."""
        if data.startswith(ZIP):
            return self._heavy.parts(data, suffix)
        kind = format_of(data, suffix, self._settings)
        if kind is None or not data:
            return parts(data, suffix, self._settings)
        if kind.heavy or (kind.read_by_ocr is not None and self._settings.ocr is not None):
            return self._heavy.parts(data, suffix)
        return numbered(kind, read(kind, data, self._settings))

    @property
    def _heavy(self) -> Worker:
        from auditor.notes.formats.worker import Worker

        if self._worker is None:
            self._worker = Worker(self._settings)
        return self._worker


def read_note(path: Path, *, id: str | None = None, source: str | None = None, settings: Settings | None = None) -> Note:
    """Read the one note in `path`; `id` defaults to the file's stem, `source` to the path.

    Raises NoteError where there is none that can be read, or more than one. The error never holds text of the note.
    """
    file = ToRead(path, shown(Path(path.stem)) if id is None else id, source or shown(path), named=True)
    with FileReader(settings) as reader:
        found = list(reader.notes(file))
    if len(found) > 1:
        raise NoteError(f"the file holds {len(found)} notes", "audit it with `auditor run`")
    (one,) = found
    if isinstance(one, NotAudited):
        raise NoteError(one.reason, one.remedy)
    return one


def _seen(part: Part, file: ToRead) -> Note | NotAudited:
    item, source = part.item, f"{file.source}{shown(Path(part.source)) if part.source else ''}"
    if isinstance(item, Unread):
        return NotAudited(source, item.reason, item.remedy, item.failure)
    # What is in an archive bears the archive's whole name.
    own = f"{file.id}{shown(Path(file.path.suffix)) if part.id.startswith('/') else ''}{part.id}"
    return Note(
        id=own, text=item.text, source=source, encoding=item.encoding, format=part.format,
        places=item.places, known=item.known, remarks=item.remarks,
    )  # fmt: skip


def _content(file: ToRead, most: int) -> bytes:
    return _bytes(file.path, most, follow=file.named) if isinstance(file.path, Path) else file.path.content(most)


def _bytes(path: Path, most: int, *, follow: bool) -> bytes:
    with opened(path, follow=follow) as file:
        try:
            data = file.read(most + 1)
        except OSError as problem:
            raise unreadable(problem) from None
    if len(data) > most:
        raise NoteError(f"the file is larger than {most // 1_000_000} MB", "split the file into one file a note")
    return data
