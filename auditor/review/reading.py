"""A workbook that reviewers have worked in -> their words by key, or every reason why it cannot be taken in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from auditor.errors import WorkbookError
from auditor.notes.seen import shown
from auditor.report.review_entry import Opinion, ReviewEntry
from auditor.report.workbook.audit_sheet import GUARDED
from auditor.report.workbook.review_columns import CHECK, FIELDS, FIRST, KEY, SECOND, SEEN, check_of
from auditor.review.cells import Fault, read_opinion, unfinished
from auditor.review.opinions import PLACES, Standing, Words
from auditor.review.runs import Known
from auditor.review.sheets import TYPED, File, Line, Sheet, audit_sheets

_SHOWN = 50
_GUARDED = "a cell that is not for reviewers was changed, or only some columns were sorted"
_BACK = "take the row from the workbook as `auditor run` wrote it, and type the review again"


@dataclass(frozen=True, slots=True)
class Strictness:
    """What is looked at beyond what must be.

    `finished` refuses a "disagree" without reason or code or beside the tool's own code, and an "agree" beside another one;
    `guarded` refuses cells that are not for reviewers to change; `untouched` refuses such rows, too, in which nobody has
    typed anything.
    """

    finished: bool = True
    guarded: bool = True
    untouched: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """Every row that has a key, in the order of the workbook, also those in which nobody has typed anything.

    `others` are the columns that somebody added and in which something stands, by title or by letter.
    """

    entries: tuple[ReviewEntry, ...]
    others: tuple[str, ...]


@dataclass(slots=True)
class _Found:
    """What was read so far, the cell of each key, and the columns that were not read though something stands in them."""

    entries: dict[str, ReviewEntry] = field(default_factory=dict)
    others: dict[str, None] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Against:
    """What a workbook is held against: the rows and the words of the store, and the codes that may be final."""

    known: Known
    words: Words
    codes: Collection[str]


def read_workbook(file: File, against: Against, strict: Strictness) -> Reading:
    """Read all sheets of a workbook. Raises WorkbookError with all faults."""
    found = _Found()
    for sheet in audit_sheets(file):
        if not _sheet_faults(sheet, strict, found.faults):
            for line in sheet.lines:
                found.others |= dict.fromkeys(line.others)
                _take(line, against, strict, found)
    if found.faults:
        raise _refusal(file.path, found.faults)
    return Reading(tuple(found.entries.values()), tuple(found.others))


def _sheet_faults(sheet: Sheet, strict: Strictness, faults: list[Fault]) -> bool:
    """Tell of columns that are missing or stand twice; True where the rows cannot be read for that."""
    spared = frozenset() if strict.guarded else frozenset((*GUARDED, CHECK)) - {KEY, SEEN}
    back, away = "put it back, with the title as it was", "remove or rename the one that was added"
    found = [Fault(sheet.name, "", f"the column “{title}” is missing", back) for title in sheet.missing if title not in spared]
    found += [Fault(sheet.name, "", f"two columns are called “{title}”", away) for title in sheet.twice if title not in spared]
    faults += found
    return bool(found)


def _take(line: Line, against: Against, strict: Strictness, found: _Found) -> None:
    key, seen = line.fields[KEY].text, line.fields[SEEN].text
    if key is None or seen is None:
        typed = [cell for title in TYPED if (cell := line.fields[title]).value is not None]
        if typed:
            what = "a review stands in a row that belongs to no note"
            found.faults.append(Fault(line.sheet, typed[0].place, what, "move it to the row of its note"))
        return
    faults: list[Fault] = []
    known = against.known
    first, second = (
        _opinion(line, titles, against, against.words.get((key, place)), strict, faults)
        for place, titles in zip(PLACES, (FIRST, SECOND), strict=True)
    )
    says = bool(faults) or not (first.empty and second.empty)
    if says or (strict.untouched and key in known.latest):  # a row of an unknown run in which nothing was typed is no loss
        faults += _row_faults(line, key, known.latest, strict)
    faults += _twice(line, ReviewEntry(key=key, seen=seen, first=first, second=second), found)
    found.faults += faults


def _opinion(
    line: Line, titles: Sequence[str], against: Against, stored: Standing | None, strict: Strictness, faults: list[Fault]
) -> Opinion:
    """One reviewer's word; whether it is finished is asked only where all of it could be read.

    A word that was carried here unaltered does not speak of the code that now stands beside it.
    """
    unreadable: list[Fault] = []
    opinion = read_opinion(line, titles, against.codes, unreadable)
    faults += unreadable
    carried = stored is not None and stored.opinion == opinion
    row = None if carried else against.known.seen.get((line.fields[KEY].text or "", line.fields[SEEN].text or ""))
    if strict.finished and not unreadable:
        faults += unfinished(line, dict(zip(FIELDS, titles, strict=True)), opinion, row)
    return opinion


def _row_faults(line: Line, key: str, keys: Collection[str], strict: Strictness) -> Iterator[Fault]:
    if key not in keys:
        yield Fault(
            line.sheet, f"{line.fields[KEY].place} ({KEY})", "the store knows no such row",
            "name the store that belongs to this workbook with --store, or put the key back",
        )  # fmt: skip
    elif strict.guarded and check_of(line.fields[title].value for title in GUARDED) != line.fields[CHECK].text:
        yield Fault(line.sheet, f"row {line.number}", _GUARDED, _BACK)


def _twice(line: Line, entry: ReviewEntry, found: _Found) -> Iterator[Fault]:
    """A row that was copied does no harm while both say the same, or one says nothing."""
    place = f"{line.sheet}, row {line.number}"
    other = found.entries.get(entry.key)
    if other is None:
        found.entries[entry.key], found.places[entry.key] = entry, place
        return
    first, second = _either(other.first, entry.first), _either(other.second, entry.second)
    if first is None or second is None:
        what = f"this row stands twice with different reviews, here and at {found.places[entry.key]}"
        yield Fault(line.sheet, f"row {line.number}", what, "keep one of the two")
        return
    said = entry if other.first.empty and other.second.empty else other
    found.entries[entry.key] = said.model_copy(update={"first": first, "second": second})


def _either(one: Opinion, other: Opinion) -> Opinion | None:
    """The one that says something; None where they say different things."""
    if one == other or other.empty:
        return one
    return other if one.empty else None


def _refusal(path: Path, faults: list[Fault]) -> WorkbookError:
    told = [str(fault) for fault in faults[:_SHOWN]]
    if len(faults) > _SHOWN:
        told.append(f"… and {len(faults) - _SHOWN:,} more.")
    many = "1 place" if len(faults) == 1 else f"{len(faults):,} places"
    return WorkbookError(f"{shown(path)}: nothing was taken in, because {many} cannot be read.", tuple(told))
