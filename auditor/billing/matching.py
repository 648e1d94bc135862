"""Which lines of the claims belong to which note: by id, else by surgeon and date. A tie is no match, and says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from auditor.billing.model import MatchedBy, Unmatched
from auditor.claims.model import ClaimLine
from auditor.names import key_of
from auditor.record.read import Recorded

_NUMBERED = re.compile(r"~\d+$")
_MEND = "find the report, or mend the id, the surgeon or the date"
_FIND = "find the claim, or bill what is documented"


@dataclass(frozen=True, slots=True)
class NoteKey:
    """What a note is known by."""

    id: str
    source: str
    surgeon: str
    day: date | None

    @classmethod
    def of(cls, record: Recorded) -> NoteKey:
        """The key of one record."""
        return cls(record.id, record.source, key_of(record.surgeon or ""), record.date_of_service)


@dataclass(frozen=True, slots=True)
class Matching:
    """The lines of each note that has some, by its id, and all that found no partner."""

    claims: Mapping[str, tuple[tuple[ClaimLine, ...], MatchedBy]]
    unmatched: tuple[Unmatched, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Lines that belong together: those of one case, else of one surgeon and day."""

    case: str | None
    lines: tuple[ClaimLine, ...]

    def days(self) -> set[tuple[str, str]]:
        """Surgeon and day, wherever a line has both."""
        return {(key_of(line.surgeon), line.date_of_service) for line in self.lines if line.surgeon and line.date_of_service}


_NoteNames = Callable[[NoteKey], Iterable[object]]
_GroupNames = Callable[[_Group], Iterable[object]]


def match(notes: Iterable[NoteKey], lines: Iterable[ClaimLine]) -> Matching:
    """Give each note its lines. Names are compared from the strictest to the loosest, and each time only where both are alone."""
    left, groups = {note.id: note for note in notes}, _groups(lines)
    found: dict[str, tuple[tuple[ClaimLine, ...], MatchedBy]] = {}
    ties: dict[int, MatchedBy] = {}
    for of_note, of_group, how in _ROUNDS:
        pairs, tied = _alone(list(left.values()), groups, of_note, of_group)
        for note, group in pairs:
            found[note.id] = (group.lines, how)
            del left[note.id]
        gone = {id(group) for _, group in pairs}
        groups = [group for group in groups if id(group) not in gone]
        ties |= {id(group): how for group in tied}
    claims = [_claim(group, ties.get(id(group))) for group in groups]
    return Matching(found, (*claims, *(_note(note) for note in left.values())))


def _groups(lines: Iterable[ClaimLine]) -> list[_Group]:
    found: dict[tuple[str, ...], list[ClaimLine]] = {}
    for line in lines:
        key = (line.case,) if line.case else ("", line.npi or key_of(line.surgeon or ""), line.date_of_service or "")
        found.setdefault(key, []).append(line)
    return [_Group(group[0].case, tuple(group)) for group in found.values()]


def _alone(
    notes: list[NoteKey], groups: list[_Group], of_note: _NoteNames, of_group: _GroupNames
) -> tuple[list[tuple[NoteKey, _Group]], list[_Group]]:
    """Pairs in which one name belongs to one note and one group; and the groups whose name belongs to several."""
    named: dict[object, list[NoteKey]] = {}
    for note in notes:
        for name in set(of_note(note)):
            named.setdefault(name, []).append(note)
    used = Counter(name for group in groups for name in set(of_group(group)))
    pairs, tied, taken = [], [], set()
    for group in groups:
        names = [name for name in dict.fromkeys(of_group(group)) if name in named]
        candidates = {note.id: note for name in names for note in named[name]}
        if not candidates:
            continue
        first = next(iter(candidates.values()))
        if len(candidates) > 1 or any(used[name] > 1 for name in names) or first.id in taken:
            tied.append(group)
        else:
            taken.add(first.id)
            pairs.append((first, group))
    return pairs, tied


def _ids(note: NoteKey) -> Iterator[str]:
    """The id, and the name that several files share where this one was given a number of its own (`stem~2`)."""
    yield note.id
    if _NUMBERED.search(note.id):
        yield _NUMBERED.sub("", note.id)


def _paths(note: NoteKey) -> Iterator[str]:
    """The ids, and the path of the file from any of its folders on, with and without its ending; capitals do not matter."""
    yield from (name.casefold() for name in _ids(note))
    parts = PurePosixPath(note.source.casefold()).parts
    for start in range(len(parts)):
        tail = PurePosixPath(*parts[start:])
        yield from (tail.as_posix(), tail.with_suffix("").as_posix())


_ROUNDS: tuple[tuple[_NoteNames, _GroupNames, MatchedBy], ...] = (
    (_ids, lambda group: [group.case] if group.case else [], "id"),
    (_paths, lambda group: [group.case.casefold()] if group.case else [], "id"),
    (
        lambda note: [(note.surgeon, note.day.isoformat())] if note.surgeon and note.day else [],
        lambda group: sorted(group.days()),
        "surgeon and date",
    ),
)


def _claim(group: _Group, tie: MatchedBy | None) -> Unmatched:
    first = group.lines[0]
    if tie:
        why = f"several notes, or several claims, have this {tie}"
    elif group.case and not group.days():
        why = "no note has this id, and the claim names no surgeon with a date to look for"
    elif group.case:
        why = "no note has this id, and none is of this surgeon and date"
    elif not group.days():
        why = "the claim names its surgeon by number alone, which notes do not print"
    else:
        why = "no note is of this surgeon and date"
    name = group.case or " ".join(part for part in (first.surgeon or first.npi, first.date_of_service) if part)
    return Unmatched(kind="claim", name=name, lines=tuple(line.row for line in group.lines), why=why, remedy=_MEND)


def _note(note: NoteKey) -> Unmatched:
    why = "no claim has this id, and none left is of this surgeon and date alone"
    return Unmatched(kind="note", name=note.id, lines=(), why=why, remedy=_FIND)
