"""Files and folders -> everything that is seen, in a stable order, each file exactly once."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from auditor.errors import NoteError
from auditor.notes.aside import HIDDEN, NOTHING, is_hidden
from auditor.notes.distinct import Stems
from auditor.notes.formats import picture
from auditor.notes.formats.registry import HEAD, suffixes
from auditor.notes.judge import OF_SAMPLE, OF_TRAIL, judged, together
from auditor.notes.location import Location
from auditor.notes.opening import not_looked_into, opened
from auditor.notes.outputs import is_of_sample, is_of_trail
from auditor.notes.seen import NotAudited, Seen, ToRead, shown
from auditor.notes.walk_location import walk_location


@dataclass(frozen=True, slots=True)
class _Look:
    """What a look at folders goes by: the roots of all that was named, and whether pictures may be notes."""

    roots: tuple[Path, ...]
    pictures: bool


def walk(paths: Sequence[Path | Location], claims: Path | None = None, *, pictures: bool = False) -> tuple[Seen, ...]:
    """Look at `paths` in their order, folders recursively and sorted by name.

    A file reached twice is seen once; `claims` is no note wherever it lies; `pictures` may be notes where OCR was asked for.
    Links inside a folder are never followed; a path that is named outright is. Raises LocationError for a location of a
    service that cannot be looked into.
    Notes that share a stem get distinct ids: the first keeps it, later ones become `stem~2`, `stem~3`
    (a run then gives back the ids that its store knows, see `auditor.review.names`).
    """
    look = _Look(tuple(_real(path) for path in paths if isinstance(path, Path)), pictures)
    seen: dict[str, Seen] = {}
    for path in paths:
        found = _at(path, look)
        for key, item in found:
            seen.setdefault(key, item)
    if claims is not None and (key := str(_real(claims))) in seen:
        seen[key] = NotAudited(shown(claims), "these are the claims of the run", NOTHING, failure=False)
    return tuple(_distinct(seen.values()))


def _real(path: Path) -> Path:
    """The path with every link resolved; unlike `Path.resolve`, a loop of links is no error here."""
    return Path(os.path.realpath(path))


def _at(path: Path | Location, look: _Look) -> Iterator[tuple[str, Seen]]:
    """What a word of the command line stands for."""
    if isinstance(path, Location):
        return walk_location(path, pictures=look.pictures)
    return _named(path, _real(path), look)


def _named(path: Path, real: Path, look: _Look) -> Iterator[tuple[str, Seen]]:
    try:
        if path.is_dir():
            yield from _tree(path, real, look)
        elif path.exists():
            beside = _siblings(path) if path.suffix.lower() == ".json" else frozenset[str]()
            yield str(real), _file(path, beside, look, named=True)
        else:
            yield str(real), NotAudited(shown(path), "there is no such file", "check the name")
    except OSError as problem:
        yield str(real), _unreadable(path, problem)


def _unreadable(path: Path, problem: OSError) -> NotAudited:
    told = not_looked_into(problem)
    return NotAudited(shown(path), told.reason, told.remedy)


def _siblings(path: Path) -> frozenset[str]:
    """The notes that a file named outright could belong to, without listing a whole folder."""
    forms = (form for suffix in suffixes() for form in (suffix, suffix.upper()))
    return frozenset(note.name for form in forms if (note := path.with_suffix(form)).exists())


def _tree(root: Path, real_root: Path, look: _Look) -> Iterator[tuple[str, Seen]]:
    """Everything under `root`, depth first; an explicit stack, so that no depth of folders can exhaust Python's own."""
    stack: list[Path | tuple[Path, Seen]] = [root]
    while stack:
        top = stack.pop()
        path, item = top if isinstance(top, tuple) else (top, None)
        key = str(real_root / path.relative_to(root))
        if item is not None:
            yield key, item
            continue
        try:
            stack.extend(reversed(_listing(path, look)))
        except OSError as problem:
            yield key, _unreadable(path, problem)


def _listing(folder: Path, look: _Look) -> list[Path | tuple[Path, Seen]]:
    with os.scandir(folder) as scan:
        entries = sorted(scan, key=lambda entry: entry.name)
    ours = together(folder.name, shown(folder), {entry.name for entry in entries})
    names = {entry.name for entry in entries} - ours.names
    rest = [_classify(folder / entry.name, entry, names, look) for entry in entries if entry.name in names]
    return [(folder, ours.row), *rest] if ours.row else rest


def _classify(path: Path, entry: os.DirEntry[str], names: set[str], look: _Look) -> Path | tuple[Path, Seen]:
    """A folder to go into, or what is to be said of this entry."""
    if is_hidden(entry.name):
        return path, NotAudited(shown(path), HIDDEN, NOTHING, failure=False)
    if entry.is_symlink():
        return path, _link(path, look.roots)
    if entry.is_dir():
        return path
    return path, _file(path, names, look)


def _file(path: Path, siblings: Collection[str], look: _Look, *, named: bool = False) -> Seen:
    ours = OF_SAMPLE if is_of_sample(path) else OF_TRAIL if is_of_trail(path) else None
    seen = judged(path, shown(path), siblings, lambda: _head(path, named=named), ours=ours, pictures=look.pictures)
    return replace(seen, named=True) if named and isinstance(seen, ToRead) else seen


def _head(path: Path, *, named: bool) -> bytes:
    """What a file begins with; nothing where it cannot be opened without waiting, or not at all."""
    try:
        with opened(path, follow=named) as file:
            return file.read(HEAD)
    except (OSError, NoteError):
        return b""


def _link(path: Path, roots: tuple[Path, ...]) -> NotAudited:
    target = _real(path)
    if not target.exists():
        return NotAudited(shown(path), "the link points to nothing", "remove it or mend its target")
    if any(target.is_relative_to(root) for root in roots):
        reason = "links are not followed, and the target is seen under its own name"
        return NotAudited(shown(path), reason, NOTHING, failure=False)
    return NotAudited(shown(path), "the link leads out of the folder", "name its target on the command line or copy it in")


def _distinct(items: Iterable[Seen]) -> Iterator[Seen]:
    """Give notes that share a stem ids of their own, without taking the stem of another file."""
    everything = tuple(items)
    stems = Stems(item.id for item in everything if isinstance(item, ToRead))
    # Pictures come last: the photograph beside a note never takes its name, whether OCR is asked for or not.
    last = sorted(enumerate(everything), key=lambda numbered: _is_picture(numbered[1]))
    ids = {place: stems.own(item.id) for place, item in last if isinstance(item, ToRead)}
    return (replace(item, id=ids[place]) if isinstance(item, ToRead) else item for place, item in enumerate(everything))


def _is_picture(item: Seen) -> bool:
    return isinstance(item, ToRead) and item.path.suffix.lower() in picture.FORMAT.suffixes
