"""A folder of outputs held against its audit trail: what was changed, is missing or was added, in one sentence each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from auditor.errors import TrailError
from auditor.notes.outputs import PAGES, RUN, TRAIL
from auditor.notes.seen import shown
from auditor.trail.chain import is_list, numbers, place_of, read_record
from auditor.trail.digests import digest, digest_of, read_listing
from auditor.trail.model import Listed, RunRecord
from auditor.trail.reviewed import reviewed

_STORE = re.compile(r"(reviews|work)\.db(-journal)?")
_SHOWN = 20  # faults of one kind that are told one by one


@dataclass(slots=True)
class Checked:
    """What a check came to. `faults` break the trail; `remarks` are for the reader to know, and are expected.

    `records` are those that could be read, by number, `digests` those of all records; `lists_whole` where every record and
    its list of outputs is there; `expected_changes` where something was filled in that is there to be filled in.
    """

    records: dict[int, RunRecord] = field(default_factory=dict)
    digests: dict[int, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    lists_whole: bool = True
    expected_changes: bool = False

    @property
    def sound(self) -> bool:
        """True where all is as recorded."""
        return not self.faults

    @property
    def last(self) -> int:
        """The number of the last record."""
        return max(self.digests)


def check(folder: Path, expected: str | None = None) -> Checked:
    """Hold everything in `folder` against its trail; `expected` is the digest of a record that somebody noted, or its beginning.

    Raises TrailError where there is no trail, or it cannot be read.
    """
    found = Checked()
    try:
        _records(folder, found)
        lists = _lists(folder, found)
        _outputs(folder, found, lists)
        _added(folder, found, lists)
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise TrailError(f"{shown(folder)}: it cannot be read ({why}); see to its rights, and check it again.") from None
    if expected is not None:
        _expect(expected.strip().lower(), found)
    return found


def _records(folder: Path, found: Checked) -> None:
    """Read the chain, and say where it is broken."""
    there = numbers(folder)
    if not there:
        what = f"there is no audit trail (no {TRAIL}/0001.json); name a folder that a command of this tool wrote into"
        raise TrailError(f"{shown(folder)}: {what}.")
    former: str | None = None
    for number in range(1, there[-1] + 1):
        name = f"{TRAIL}/{place_of(folder, number).name}"
        if number not in there:
            found.faults.append(f"{name} is missing: record {number} was taken away.")
            former, found.lists_whole = "", False
            continue
        content = place_of(folder, number).read_bytes()
        record = read_record(content)
        found.digests[number] = digest(content)
        if record is None or record.number != number:
            found.faults.append(f"{name} is not record {number} as a command wrote it: it was changed, cut short or moved.")
            found.lists_whole = False
        else:
            found.records[number] = record
            if former is None and record.former is not None:
                found.faults.append(f"{name} is not the first record: it follows another that is not here.")
            elif former and record.former != former:
                before = f"{TRAIL}/{place_of(folder, number - 1).name}"
                found.faults.append(f"{before} was changed, replaced or moved after {name} was written: its digest is another.")
        former = found.digests[number]
    last = folder / RUN
    if not last.is_file():
        found.faults.append(f"{RUN} is missing; it is a copy of {TRAIL}/{place_of(folder, there[-1]).name}.")
    elif digest_of(last) != found.digests[there[-1]]:
        found.faults.append(f"{RUN} is not the last record of the trail: it was changed, or records came or went after it.")


def _lists(folder: Path, found: Checked) -> Mapping[int, Mapping[str, str]]:
    """What each record has written, by its list; a list that is not as recorded is told, and not used."""
    lists = {}
    for number, record in found.records.items():
        outputs = _listing(folder, record.outputs.all, found, number)
        _listing(folder, record.inputs, found, number)
        named = {file.path: file.sha256 for file in record.outputs.main}
        found.lists_whole &= outputs is not None
        lists[number] = named if outputs is None else dict(read_listing(outputs, record.outputs.all.list))
    return lists


def _listing(folder: Path, listed: Listed, found: Checked, number: int) -> bytes | None:
    path = folder / listed.list
    if not path.is_file():
        _once(found, f"{listed.list} is missing: the list of files of record {number}.")
        return None
    content = path.read_bytes()
    if digest(content) != listed.sha256:
        _once(found, f"{listed.list} was changed: it is not the list of files that record {number} tells of.")
        return None
    return content


def _once(found: Checked, fault: str) -> None:
    if fault.partition(":")[0] not in {known.partition(":")[0] for known in found.faults}:
        found.faults.append(fault)


def _standing(found: Checked, lists: Mapping[int, Mapping[str, str]]) -> dict[str, int]:
    """The number of the record that wrote each file last, by path; files that were taken away since are not among them."""
    standing: dict[str, int] = {}
    for number, record in sorted(found.records.items()):
        for gone in record.outputs.cleared:
            for path in [path for path in standing if path == gone or path.startswith(f"{gone}/")]:
                del standing[path]
        standing |= dict.fromkeys(lists[number], number)
    return standing


def _outputs(folder: Path, found: Checked, lists: Mapping[int, Mapping[str, str]]) -> None:
    missing: list[str] = []
    changed: list[str] = []
    for path, number in sorted(_standing(found, lists).items()):
        place = folder / path
        if not place.is_file():
            missing.append(f"{path} is missing; record {number} of {found.records[number].when} wrote it.")
        elif (now := digest_of(place)) != lists[number][path]:
            told = _altered(place, path, number, found, {older: lists[older].get(path) for older in lists}, now)
            (found.remarks if told.expected else changed).append(told.sentence)
            found.expected_changes |= told.expected
    found.faults += [*cut(changed, "files were changed"), *cut(missing, "files are missing")]


@dataclass(frozen=True, slots=True)
class _Told:
    sentence: str
    expected: bool = False


def _altered(place: Path, path: str, number: int, found: Checked, history: Mapping[int, str | None], now: str) -> _Told:
    """Why a file has another digest than it was written with."""
    record = found.records[number]
    for older, told in sorted(history.items(), reverse=True):
        if told == now:
            when = found.records[older].when
            return _Told(f"{path} is the one that record {older} of {when} wrote, not that of record {number}.")
    if path in record.sheets:
        answer = reviewed(place, record.sheets[path])
        return _Told(f"{path} {answer.says}", expected=answer.expected)
    return _Told(f"{path} was changed since record {number} of {record.when} wrote it.")


def _added(folder: Path, found: Checked, lists: Mapping[int, Mapping[str, str]]) -> None:
    """Files that no record tells of: faults in the tool's own folders, a remark beside its outputs."""
    known = set(_standing(found, lists)) | {RUN} | {place_of(Path(), number).as_posix() for number in found.digests}
    known |= {each.list for record in found.records.values() for each in (record.inputs, record.outputs.all)}
    folders = [place for place in (folder / TRAIL, folder / PAGES) if place.is_dir() and found.lists_whole]
    own = [path.relative_to(folder) for place in folders for path in place.rglob("*")]
    added = [shown(path) for path in sorted(own) if (folder / path).is_file() and path.as_posix() not in known]
    left = [path for path in added if _is_left(folder / path)]
    found.faults += cut([f"{path} was added: no record tells of it." for path in added if path not in left], "files were added")
    if left:
        files_left = "1 file was" if len(left) == 1 else f"{len(left):,} files were"
        found.remarks.append(f"{files_left} left in {TRAIL}/ by a command that was ended before it made its record.")
    beside = [path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith(".")]
    stores = [path for path in beside if _STORE.fullmatch(path.name)]
    others = [name for path in beside if path not in stores and (name := shown(Path(path.name))) not in known]
    if stores:
        found.remarks.append("The stores beside the outputs (.db) change with every review and run; no record tells of them.")
    if others:
        files = "1 file" if len(others) == 1 else f"{len(others):,} files"
        named = f"{', '.join(others[:5])}{', …' if len(others) > 5 else ''}"
        found.remarks.append(f"No record tells of {files} beside the outputs, and nothing is said of what is in them: {named}.")


def _is_left(path: Path) -> bool:
    """Whether a command that was ended before its record left this: a part, or a list that bears the name of its content."""
    if path.parent.name != TRAIL:
        return False
    return (path.name.startswith(".") and path.suffix == ".part") or is_list(path.name, digest_of(path))


def cut(sentences: list[str], rest: str) -> Iterator[str]:
    """The first of many sentences, and how many more there are."""
    yield from sentences[:_SHOWN]
    if len(sentences) > _SHOWN:
        yield f"{len(sentences) - _SHOWN:,} more {rest}."


def _expect(expected: str, found: Checked) -> None:
    number = next((number for number, told in found.digests.items() if told.startswith(expected)), None)
    if number is None:
        found.faults.append("No record has the digest that you noted: the trail was written anew, or this is another folder.")
    elif number == found.last:
        found.remarks.append(f"The last record, {number}, has the digest that you noted.")
    else:
        later = found.last - number
        more = "1 record was" if later == 1 else f"{later:,} records were"
        found.remarks.append(f"Record {number} has the digest that you noted; {more} added since.")
