"""Files and folders -> everything that is seen, in a stable order, each file exactly once."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from auditor.notes.aside import ANNOTATION, HIDDEN, NOTHING, is_hidden, left_aside, may_annotate
from auditor.notes.formats.registry import HEAD, may_be_read, recognised, suffixes, why_not
from auditor.notes.outputs import PAGES, TRAIL, is_of_sample, is_of_trail, is_page
from auditor.notes.seen import NotAudited, Seen, ToRead, shown

PAGES_SEEN = "these are the evidence pages of an audit"
TRAIL_SEEN = "this belongs to the audit trail of outputs"
# Suffixes that notes share with much else, so that only their content makes a note of them.
_SHARED = frozenset({".json", ".jsonl", ".ndjson", ".xml"})
# A second note of a file, so that no other file may bear such a name beside one that could have several.
_PART = re.compile(r"(.+)#\d+")


def walk(paths: Sequence[Path], claims: Path | None = None) -> tuple[Seen, ...]:
    """Look at `paths` in their order, folders recursively and sorted by name.

    A file reached twice is seen once; `claims` is no note wherever it lies. Links inside a folder are never followed; a path
    that is named outright is.
    Notes that share a stem get distinct ids: the first keeps it, later ones become `stem~2`, `stem~3`
    (a run then gives back the ids that its store knows, see `auditor.review.names`).
    """
    roots = tuple(_real(path) for path in paths)
    seen: dict[str, Seen] = {}
    for path, root in zip(paths, roots, strict=True):
        for key, item in _named(path, root, roots):
            seen.setdefault(key, item)
    if claims is not None and (key := str(_real(claims))) in seen:
        seen[key] = NotAudited(shown(claims), "these are the claims of the run", NOTHING, failure=False)
    return tuple(_distinct(seen.values()))


def _real(path: Path) -> Path:
    """The path with every link resolved; unlike `Path.resolve`, a loop of links is no error here."""
    return Path(os.path.realpath(path))


def _named(path: Path, real: Path, roots: tuple[Path, ...]) -> Iterator[tuple[str, Seen]]:
    """What a path of the command line stands for."""
    try:
        if path.is_dir():
            yield from _tree(path, real, roots)
        elif path.exists():
            yield str(real), _file(path, _siblings(path) if path.suffix.lower() == ".json" else frozenset())
        else:
            yield str(real), NotAudited(shown(path), "there is no such file", "check the name")
    except OSError as problem:
        yield str(real), _unreadable(path, problem)


def _unreadable(path: Path, problem: OSError) -> NotAudited:
    reason = f"the path cannot be looked into ({type(problem).__name__})"
    return NotAudited(shown(path), reason, "ask its owner for read access and run the audit once more")


def _siblings(path: Path) -> frozenset[str]:
    """The notes that a file named outright could belong to, without listing a whole folder."""
    forms = (form for suffix in suffixes() for form in (suffix, suffix.upper()))
    return frozenset(note.name for form in forms if (note := path.with_suffix(form)).exists())


def _tree(root: Path, real_root: Path, roots: tuple[Path, ...]) -> Iterator[tuple[str, Seen]]:
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
            stack.extend(reversed(_listing(path, roots)))
        except OSError as problem:
            yield key, _unreadable(path, problem)


def _listing(folder: Path, roots: tuple[Path, ...]) -> list[Path | tuple[Path, Seen]]:
    with os.scandir(folder) as scan:
        entries = sorted(scan, key=lambda entry: entry.name)
    pages = {entry.name for entry in entries if folder.name == PAGES and is_page(entry.name)}
    records = {entry.name for entry in entries if folder.name == TRAIL and is_of_trail(folder / entry.name)}
    names = {entry.name for entry in entries} - pages - records
    rest = [_classify(folder / entry.name, entry, names, roots) for entry in entries if entry.name in names]
    return [(folder, _together(folder, PAGES_SEEN if pages else TRAIL_SEEN)), *rest] if pages or records else rest


def _classify(path: Path, entry: os.DirEntry[str], names: set[str], roots: tuple[Path, ...]) -> Path | tuple[Path, Seen]:
    """A folder to go into, or what is to be said of this entry."""
    if is_hidden(entry.name):
        return path, NotAudited(shown(path), HIDDEN, NOTHING, failure=False)
    if entry.is_symlink():
        return path, _link(path, roots)
    if entry.is_dir():
        return path
    return path, _file(path, names)


def _file(path: Path, siblings: Collection[str]) -> Seen:
    if aside := left_aside(path.name):
        return NotAudited(shown(path), aside, NOTHING, failure=False)
    if is_of_sample(path):
        return NotAudited(shown(path), "this belongs to a recorded sample", NOTHING, failure=False)
    if is_of_trail(path):
        return NotAudited(shown(path), TRAIL_SEEN, NOTHING, failure=False)
    suffix = path.suffix.lower()
    if may_annotate(path, siblings) and recognised(_head(path), suffix) is None:
        return NotAudited(shown(path), ANNOTATION, NOTHING, failure=False)
    if (suffix not in suffixes() or suffix in _SHARED) and not may_be_read(head := _head(path), suffix):
        problem = why_not(head, shown(Path(suffix)))
        return NotAudited(shown(path), problem.reason, problem.remedy)
    return ToRead(path, shown(Path(path.stem)), shown(path))


def _head(path: Path) -> bytes:
    """What a file begins with; nothing where it cannot be opened without waiting, or not at all."""
    if not path.is_file():
        return b""
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError:
        return b""


def _together(folder: Path, what: str) -> NotAudited:
    """One row for all pages or records in a folder: thousands of rows that ask for nothing would hide those that do."""
    return NotAudited(shown(folder), what, NOTHING, failure=False)


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
    stems = {item.id for item in everything if isinstance(item, ToRead)}
    last = {stem: 1 for stem in stems if (part := _PART.fullmatch(stem)) and part[1] in stems}
    for item in everything:
        if isinstance(item, ToRead):
            number = last.get(item.id, 0) + 1
            while number > 1 and f"{item.id}~{number}" in stems:
                number += 1
            last[item.id] = number
            yield item if number == 1 else replace(item, id=f"{item.id}~{number}")
        else:
            yield item
