"""Names of notes in masked runs: numbers that the store keeps, so that a review finds its note, and no name tells of a patient.

The store holds no name and no path: only what a key of its own makes of them. Nobody can try out names without that key.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable

from sqlalchemy import exists, insert, select

from auditor.errors import StoreError
from auditor.model import Note
from auditor.notes.seen import Seen, ToRead, file_of
from auditor.review.store import Store
from auditor.review.tables import MaskedNoteRow, MaskingKeyRow, RunRow

_ONLY = 1


class MaskedNames:
    """The numbers of notes: by the place of the file, else by the text where the note lies elsewhere by now."""

    def __init__(self, store: Store, seen: Iterable[Seen]) -> None:
        """Make the key of a store that has none. Raises StoreError where runs that were not masked are in the store."""
        self._store = store
        with store.writing() as session:
            key = session.scalar(select(MaskingKeyRow.key))
            if key is None:
                if session.scalar(select(exists().where(RunRow.id > 0))):
                    raise StoreError(
                        f"{store.shown}: it holds runs that were not masked, with the names of their notes; "
                        "name another store with --store, or folder with --out."
                    )
                key = secrets.token_hex(32)
                session.add(MaskingKeyRow(id=_ONLY, key=key))
            known = select(MaskedNoteRow.number, MaskedNoteRow.place, MaskedNoteRow.file, MaskedNoteRow.text)
            rows = list(session.execute(known))
        self._key = bytes.fromhex(key)
        self._of_place = {row.place: row.number for row in rows}
        self._of_text = {row.text: row.number for row in rows}
        self._file_of = {row.number: row.file for row in rows}
        self._here = {self._sealed(item.source) for item in seen if isinstance(item, ToRead)}
        self._last = max((row.number for row in rows), default=0)
        self._met: dict[int, tuple[str, str, str]] = {}

    def __call__(self, note: Note) -> str:
        """`note-0007`: the same for the same note in every run with this store."""
        place, text = self._sealed(note.source), self._sealed(note.digest)
        number = self._of_place.get(place)
        if number is None:
            number = self._moved(text)
        if number is None:
            number = self._last = self._last + 1
        self._met[number] = (place, self._sealed(file_of(note.id, note.source)[1]), text)
        return f"note-{number:04}"

    def keep(self) -> None:
        """Keep the numbers that this run gave. Raises StoreError."""
        with self._store.writing() as session:
            known = set(session.scalars(select(MaskedNoteRow.number)))
            for number, (place, file, text) in self._met.items():
                if number in known:
                    row = session.get_one(MaskedNoteRow, number)
                    row.place, row.file, row.text = place, file, text
            if new := [number for number in self._met if number not in known]:
                session.execute(insert(MaskedNoteRow), [self._values(number) for number in new])

    def _moved(self, text: str) -> int | None:
        """The number of a note with this text whose former file is no longer there, and which no other note has taken."""
        number: int | None = self._of_text.get(text)
        if number is None or number in self._met or self._file_of.get(number) in self._here:
            return None
        return number

    def _values(self, number: int) -> dict[str, object]:
        place, file, text = self._met[number]
        return {"number": number, "place": place, "file": file, "text": text}

    def _sealed(self, words: str) -> str:
        return hmac.new(self._key, words.encode("utf-8", "surrogatepass"), "sha256").hexdigest()


def refuse_masked(store: Store) -> None:
    """Raise StoreError where masked runs are in the store: their notes would count a second time under their own names."""
    with store.reading() as session:
        if session.scalar(select(MaskingKeyRow.id)) is not None:
            raise StoreError(
                f"{store.shown}: it holds masked runs; give --mask, or name another store with --store or folder with --out."
            )
