"""Notes that share a stem keep the names that earlier runs gave them, so that no review passes to another note.

A walk numbers them in the order of the run, which a new note that comes to stand before them would shift.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count, islice
from pathlib import Path, PurePosixPath

from auditor.model import Note
from auditor.notes.formats.settings import Settings
from auditor.notes.read import FileReader
from auditor.notes.seen import Seen, ToRead, file_of, shown
from auditor.review.runs import KnownNote, known_notes
from auditor.review.store import Store


@dataclass
class _Here:
    """A note of this run, which is read only where its text can tell what it is called: reading can take its whole time."""

    item: ToRead
    reader: FileReader

    @cached_property
    def digest(self) -> str | None:
        """That of the text of the one note in the file; None of several, where none tells more than the place."""
        found = list(islice(self.reader.notes(self.item), 2))
        return found[0].digest if len(found) == 1 and isinstance(found[0], Note) else None


def same_names(store: Store, seen: Iterable[Seen], reading: Settings | None = None) -> tuple[Seen, ...]:
    """What a walk has seen, the notes of shared stems under the names that the store knows them by. Raises StoreError.

    `reading` is how the run reads its files.
    """
    everything = tuple(seen)
    families: dict[str, list[ToRead]] = {}
    for item in everything:
        if isinstance(item, ToRead):
            families.setdefault(shown(Path(item.path.stem)), []).append(item)
    with store.reading() as session:
        known = _known_files(known_notes(session))
    former: dict[str, dict[str, KnownNote]] = {}
    for name, note in known.items():
        stem = PurePosixPath(note.source).stem
        if name == stem or name not in families:  # a stem of its own goes before a number
            former.setdefault(stem, {})[name] = note
    taken = {*families, *known}
    names: dict[str, str] = {}
    with FileReader(reading) as reader:
        for stem, items in families.items():
            mine = former.get(stem, {})
            if len(items) > 1 or mine.keys() - {stem}:
                names |= _names(stem, [_Here(item, reader) for item in items], mine, taken)
    return tuple(replace(item, id=names.get(item.id, item.id)) if isinstance(item, ToRead) else item for item in everything)


def _known_files(notes: Mapping[str, KnownNote]) -> dict[str, KnownNote]:
    """The same by file: those of several notes go by the name that these share, and by their place alone."""
    files: dict[str, KnownNote] = {}
    for name, note in notes.items():
        file, source = file_of(name, note.source)
        files[file] = note if file == name else KnownNote(source, "")
    return files


def _names(stem: str, items: Sequence[_Here], former: Mapping[str, KnownNote], taken: set[str]) -> dict[str, str]:
    """The name of each note of one stem, by the id that the walk gave it; one that nobody knows gets a fresh one."""
    # In the order in which the walk numbered them, which puts pictures last.
    waiting = sorted(items, key=lambda here: (len(here.item.id), here.item.id))
    left = dict(former)
    names: dict[str, str] = {}
    for same in (_same_place_and_text, _same_text, _same_place, _same_folder):
        for here in tuple(waiting):
            name = next((name for name, note in left.items() if same(here, note)), None)
            if name is not None:
                names[here.item.id] = name
                del left[name]
                waiting.remove(here)
    fresh = _fresh(stem, former, taken)
    return names | {here.item.id: next(fresh) for here in waiting}


def _fresh(stem: str, former: Mapping[str, KnownNote], taken: set[str]) -> Iterator[str]:
    if stem not in former:
        yield stem
    for number in count(2):
        if (name := f"{stem}~{number}") not in taken:
            taken.add(name)
            yield name


_Same = Callable[[_Here, KnownNote], bool]


def _same_text(here: _Here, note: KnownNote) -> bool:
    return bool(note.digest) and here.digest == note.digest


def _same_place(here: _Here, note: KnownNote) -> bool:
    return here.item.source == note.source


def _same_place_and_text(here: _Here, note: KnownNote) -> bool:
    return _same_place(here, note) and _same_text(here, note)


def _same_folder(here: _Here, note: KnownNote) -> bool:
    """The same, where the folders above were named otherwise."""
    return PurePosixPath(here.item.source).parts[-2:] == PurePosixPath(note.source).parts[-2:]
