"""Which lines of the claims belong to which note: by id, else by surgeon and date. A tie is no match, and says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from auditor.billing.model import MatchedBy, Unmatched
from auditor.billing.surgeons import by_case
from auditor.claims.model import ClaimFault, ClaimLine
from auditor.names import key_of, may_be
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
        return cls(record.id, record.source, key_of(record.surgeon or ""), record.day)


@dataclass(frozen=True, slots=True)
class Matching:
    """The lines of each note that has some, by its id, all that found no partner, and rows of notes that could not be read."""

    claims: Mapping[str, tuple[tuple[ClaimLine, ...], MatchedBy]]
    unmatched: tuple[Unmatched, ...]
    unread: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class _Group:
    """Lines that belong together: those of one case, else of one surgeon and day."""

    case: str | None
    lines: tuple[ClaimLine, ...]

    def days(self) -> set[tuple[str, str]]:
        """Surgeon and day, wherever a line has both."""
        return {(key_of(line.surgeon), line.date_of_service) for line in self.lines if line.surgeon and line.date_of_service}


def match(notes: Iterable[NoteKey], lines: Iterable[ClaimLine], faults: Iterable[ClaimFault] = ()) -> Matching:
    """Give each note its lines. Names are compared from the strictest to the loosest; several may name one note."""
    notes = tuple(notes)
    left, ties = [_Group(group[0].case, group) for group in by_case(lines).values()], dict[int, MatchedBy]()
    found: dict[str, list[_Group]] = {}
    for of_note in (_ids, _paths):
        named = _named(notes, of_note)
        for group in [each for each in left if each.case]:
            meant = named.get(_written(group.case or "", of_note), ())
            if len(meant) == 1:
                found.setdefault(meant[0].id, []).append(group)
            elif meant:
                ties[id(group)] = "id"
        left = _without(left, found)
    left = _joined(notes, left, found)
    by_day, tied = _by_surgeon_and_day([note for note in notes if note.id not in found], left)
    ties |= {id(group): "surgeon and date" for group in tied}
    left = _without(left, by_day)
    matched = _claims(found, "id") | _claims(by_day, "surgeon and date")
    alone = [_claim(group, ties.get(id(group))) for group in left]
    without = [_note(note) for note in notes if note.id not in matched]
    return Matching(matched, (*alone, *without), _unread(notes, faults))


def _unread(notes: tuple[NoteKey, ...], faults: Iterable[ClaimFault]) -> dict[str, tuple[int, ...]]:
    """Rows that name a note and could not be read, by the note."""
    rows: dict[str, tuple[int, ...]] = {}
    named = _named(notes, _paths)
    for fault in faults:
        meant = named.get(fault.case.casefold(), ()) if fault.case and not fault.kept else ()
        for note in meant:
            rows[note.id] = (*rows.get(note.id, ()), fault.row)
    return rows


def _joined(notes: tuple[NoteKey, ...], left: list[_Group], found: Mapping[str, list[_Group]]) -> list[_Group]:
    """Give lines without a case to the note of their surgeon and day that has its claim already; what is left comes back."""
    by_day, _ = _by_surgeon_and_day(list(notes), [group for group in left if not group.case])
    taken = {name: groups for name, groups in by_day.items() if name in found}
    for name, groups in taken.items():
        found[name].extend(groups)
    return _without(left, taken)


def _without(groups: list[_Group], found: Mapping[str, list[_Group]]) -> list[_Group]:
    gone = {id(group) for taken in found.values() for group in taken}
    return [group for group in groups if id(group) not in gone]


def _claims(found: Mapping[str, list[_Group]], how: MatchedBy) -> dict[str, tuple[tuple[ClaimLine, ...], MatchedBy]]:
    return {name: (_lines(groups), how) for name, groups in found.items()}


def _lines(groups: Iterable[_Group]) -> tuple[ClaimLine, ...]:
    return tuple(sorted((line for group in groups for line in group.lines), key=lambda line: line.row))


def _named(notes: Iterable[NoteKey], of_note: Callable[[NoteKey], Iterable[str]]) -> dict[str, list[NoteKey]]:
    """The notes that go by each name."""
    named: dict[str, list[NoteKey]] = {}
    for note in notes:
        for name in set(of_note(note)):
            named.setdefault(name, []).append(note)
    return named


def _written(case: str, of_note: object) -> str:
    """The name on the claim as the names of notes are compared."""
    return case if of_note is _ids else case.casefold()


def _by_surgeon_and_day(notes: list[NoteKey], groups: list[_Group]) -> tuple[dict[str, list[_Group]], list[_Group]]:
    """Pairs in which a surgeon and a day belong to one note and one group alone; and the groups that are tied.

    Whole names go before names with initials, so that "A. Stone" is Anna Stone only where nobody else can be meant.
    """
    known: dict[str, list[NoteKey]] = {}
    for note in notes:
        if note.surgeon and note.day:
            known.setdefault(note.day.isoformat(), []).append(note)
    pairs: dict[str, list[_Group]] = {}
    tied: list[_Group] = []
    for alike in (str.__eq__, may_be):
        left = [group for group in groups if id(group) not in {id(each) for (each,) in pairs.values()}]
        meant = {id(group): _meant(group, known, alike) for group in left}
        used = Counter(note for notes_meant in meant.values() for note in notes_meant)
        used.update(pairs.keys())  # a note that has its claim may yet be meant by another
        for group in left:
            if len(meant[id(group)]) == 1 and used[meant[id(group)][0]] == 1:
                pairs[meant[id(group)][0]] = [group]
            elif meant[id(group)] and group not in tied:
                tied.append(group)
    return pairs, [group for group in tied if [group] not in pairs.values()]


def _meant(group: _Group, known: Mapping[str, list[NoteKey]], alike: Callable[[str, str], bool]) -> list[str]:
    """The notes of the group's days whose surgeon has a name like one of the group's."""
    found = (note.id for name, day in sorted(group.days()) for note in known.get(day, ()) if alike(name, note.surgeon))
    return list(dict.fromkeys(found))


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


def _claim(group: _Group, tie: MatchedBy | None) -> Unmatched:
    first = group.lines[0]
    if tie:
        why = f"several notes, or several claims, have this {tie}"
    elif group.case and not group.days():
        why = "no note has this id, and the claim names no surgeon with a date to look for"
    elif group.case:
        why = "no note has this id, and none is of this date and prints this surgeon's name"
    elif not group.days():
        why = "the claim names its surgeon by number alone, which notes do not print"
    else:
        why = "no note is of this date and prints this surgeon's name"
    name = group.case or " ".join(part for part in (first.surgeon or first.npi, first.date_of_service) if part)
    return Unmatched(kind="claim", name=name, lines=tuple(line.row for line in group.lines), why=why, remedy=_MEND)


def _note(note: NoteKey) -> Unmatched:
    why = "no claim that could be read has this id, and none left is of this surgeon and date alone"
    return Unmatched(kind="note", name=note.id, lines=(), why=why, remedy=_FIND)
