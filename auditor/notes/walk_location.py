"""A location of a service -> everything that is seen there, in the order and with the rows of a folder on this machine."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from auditor.errors import NoteError
from auditor.notes.aside import HIDDEN, NOTHING, is_hidden
from auditor.notes.formats.registry import HEAD
from auditor.notes.judge import OF_SAMPLE, OF_TRAIL, judged, together
from auditor.notes.location import Location
from auditor.notes.outputs import RUN, TRAIL, is_of_sample_among
from auditor.notes.remote import Remote, RemoteFile, RemoteFolder, listed, opened
from auditor.notes.seen import NotAudited, Seen

_RENAME = "rename what is in it, or copy it to a folder and audit that"


def walk_location(location: Location, *, pictures: bool) -> Iterator[tuple[str, Seen]]:
    """Everything at a location, each with what it is known by. Raises LocationError where it cannot be looked into."""
    top = opened(location)
    if not isinstance(top, RemoteFolder):
        yield _seen(location.shown, top, frozenset(), pictures=pictures)
        return
    stack: list[tuple[str, Remote, Collection[str]]] = [(location.shown, top, ())]
    while stack:
        source, item, names = stack.pop()
        if item is not top and (aside := _left_aside(source)):
            yield source, aside
            continue
        if not isinstance(item, RemoteFolder):
            yield _seen(source, item, names, pictures=pictures)
            continue
        try:
            entries = list(listed(item))
        except NoteError as problem:
            yield source, NotAudited(source, problem.reason, problem.remedy)
            continue
        folder = source.rpartition("/")[2]
        ours = together(folder, source, [name for name, entry in entries if isinstance(entry, RemoteFile)])
        if ours.row:
            yield source, ours.row
        beside = {name for name, _ in entries} - ours.names
        stack += [(f"{source}/{_shown(name)}", entry, beside) for name, entry in reversed(entries) if name in beside]


def _left_aside(source: str) -> NotAudited | None:
    name = source.rpartition("/")[2]
    if not name:
        return NotAudited(source, "the folder has no name", _RENAME)
    return NotAudited(source, HIDDEN, NOTHING, failure=False) if is_hidden(name) else None


def _seen(source: str, item: Remote, names: Collection[str], *, pictures: bool) -> tuple[str, Seen]:
    if not isinstance(item, RemoteFile):
        return source, NotAudited(source, "this is neither a file nor a folder", "name the file that holds the note")
    of_trail = item.name == RUN and TRAIL in names
    ours = OF_SAMPLE if is_of_sample_among(item.name, names) else OF_TRAIL if of_trail else None
    return source, judged(item, source, names, lambda: _head(item), ours=ours, pictures=pictures)


def _head(file: RemoteFile) -> bytes:
    """What a file begins with; nothing where that cannot be had, as reading it will tell."""
    try:
        return file.begins(HEAD)
    except NoteError:
        return b""


def _shown(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
