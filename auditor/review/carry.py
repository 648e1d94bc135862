"""A new run over an older workbook: what reviewers typed is taken into the store first, and nothing of it is ever replaced.

An older workbook that cannot be taken in holds nobody up: it is kept beside the new one under another name, and so is one in
which somebody left more than reviews.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from auditor import __version__
from auditor.billing.model import Case
from auditor.errors import OutputError, WorkbookError
from auditor.notes.seen import shown
from auditor.report.files import replacing
from auditor.report.waiting import Waiting
from auditor.report.workbook.trend import Trend
from auditor.review.answers import Answers, RunClaims
from auditor.review.beyond import holds_more
from auditor.review.carried import Carried
from auditor.review.intake import Intake, listed, named, take_in
from auditor.review.months import Months
from auditor.review.opinions import Fate, entries, standing
from auditor.review.reading import Strictness
from auditor.review.rows import AuditedRow
from auditor.review.runs import Origin, Run, add_run, known_rows, wrote
from auditor.review.sheets import read_file
from auditor.review.store import Store
from auditor.rules.load import RuleSet

_LOCKS = ("~${}", ".~lock.{}#")  # Excel's, LibreOffice's
_BLOCK = 1 << 20
_LENIENT = Strictness(finished=False, untouched=False)  # half-done work is carried on as it is
_NOT_IMPORTED = "audit (not imported{}).xlsx"
_AS_SAVED = "audit (as saved{}).xlsx"


@dataclass(frozen=True, slots=True)
class Older:
    """The workbook that a run is to replace, as it was met. `digest` is None where there was none, or it cannot be read.

    `intake` is what it brought; `refusal` says why its reviews could not be taken in.
    """

    path: Path
    digest: str | None = None
    intake: Intake | None = None
    refusal: WorkbookError | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """The older workbook under its new name; `imported` where its reviews are in the store, and it held something else."""

    path: Path
    imported: bool


class Carrier:
    """Carries reviews over one run: made before the first note, told of every audit and case, asked before files are replaced."""

    def __init__(self, path: Path, store: Store, rules: RuleSet, claims: RunClaims | None = None) -> None:
        """Take in what stands in the workbook at `path`. Raises OutputError where it is open elsewhere, and StoreError."""
        _refuse_open(path)
        self._store = store
        self._rules = rules
        self._older = _take_older(path, store, rules)
        with store.reading() as session:
            self.entries = entries(standing(session))
        self._rows = Waiting(path.parent)
        self._answers = Answers(claims, path.parent)
        self._months = Months()
        self._kept: Kept | None = None

    def add(self, note: Carried) -> None:
        """Keep in mind what reviewers will see of one note."""
        for row in note.rows:
            self._rows.add(row.plain)
        self._answers.add(note.answer)
        self._months.add(note)

    def add_case(self, case: Case) -> None:
        """Keep in mind how a note that was added compares with its claim."""
        self._answers.add_case(case)
        self._months.add_case(case)

    def trend(self) -> Trend:
        """The months of all runs with this one, once all is added. Raises StoreError."""
        with self._store.reading() as session:
            return self._months.over(session)

    def settle(self, workbook: BinaryIO, origin: Origin | None = None) -> None:
        """Keep the run in the store, and the older workbook where it holds what neither the store nor the new one does.

        `workbook` is the new one, written and not yet in its place; `origin` is what the run tells of itself. Raises StoreError
        and OutputError.
        """
        workbook.seek(0)
        digest = hashlib.sha256()
        while block := workbook.read(_BLOCK):
            digest.update(block)
        now = datetime.now(UTC).replace(tzinfo=None)
        with self._store.writing() as session:
            number = add_run(session, Run(now, __version__, self._rules.digest, digest.hexdigest(), origin), self._batches)
            self._answers.keep(session, number)
        self._kept = _set_aside(self._older, workbook)

    @property
    def complete(self) -> bool:
        """True where everything that reviewers typed into their columns is in the new workbook or in the store."""
        return self._kept is None or self._kept.imported

    @property
    def kept_as(self) -> Path | None:
        """Where the older workbook is kept, if it is."""
        return self._kept.path if self._kept else None

    def told(self) -> Iterator[str]:
        """What became of the reviews; nothing where there is none."""
        older = self._older
        if older.intake:
            yield from _told_intake(older.path, older.intake)
        if self._kept and self._kept.imported:
            yield (
                "The older workbook held, beside reviews, what is not in the new one: cells of other sheets, columns of "
                f"somebody's own or notes on cells. It is kept as {shown(self._kept.path)}."
            )
        elif self._kept:
            yield from _told_aside(older, self._kept.path)
        if self.entries:
            yield from self._told_carried()

    def _batches(self) -> Iterator[list[AuditedRow]]:
        """The rows of the run, some at a time."""
        for batch in self._rows.batches():
            yield [AuditedRow.of(row) for row in batch]

    def _told_carried(self) -> Iterator[str]:
        seen = {row.key: row.seen for batch in self._batches() for row in batch if row.key in self.entries}
        here = [entry for key, entry in self.entries.items() if key in seen]
        changed = sum(entry.seen != seen[entry.key] for entry in here)
        rows = "1 row" if len(here) == 1 else f"{len(here):,} rows"
        yield f"The reviews of {rows} are carried into the new workbook, {changed:,} of them marked “changed since review”."
        absent = [key for key in self.entries if key not in seen]
        if absent:
            with self._store.reading() as session:
                known = known_rows(session).latest
            names = listed(known[key].name if key in known else key for key in absent)
            yield f"Reviews of notes that are not in this run stay in the store: {names}."


def _told_intake(path: Path, intake: Intake) -> Iterator[str]:
    if count := intake.changes.count(Fate.NEW, Fate.CHANGED):
        yield f"{_reviews(count)} taken in from {shown(path)}."
    if count := intake.changes.count(Fate.EMPTY):
        yield f"{_reviews(count)} empty in {shown(path)} and left as they stand in the store."
    if count := intake.changes.count(Fate.OLDER):
        what = f"{_reviews(count)} of an older date than in the store, whose own words stand in the new workbook"
        yield f"{what}: {named(intake, Fate.OLDER)}."


def _reviews(count: int) -> str:
    return "1 review was" if count == 1 else f"{count:,} reviews were"


def _refuse_open(path: Path) -> None:
    """What is typed into an open workbook and not yet saved would be lost, or would take the place of the new one."""
    for lock in (path.with_name(form.format(path.name)) for form in _LOCKS):
        if path.exists() and lock.exists():
            raise OutputError(
                f"{shown(path)}: it is open in another program; save and close it, or choose another folder with --out "
                f"(where nobody has it open, delete {shown(Path(lock.name))})."
            )


def _take_older(path: Path, store: Store, rules: RuleSet) -> Older:
    """Take in what reviewers typed into the workbook that is there, finished or not. Nothing is moved yet."""
    older = Older(path)
    if not path.is_file():
        return older
    try:
        file = read_file(path)
        older = replace(older, digest=file.digest)
        with store.reading() as session:
            if wrote(session, file.digest):  # nobody has saved it since
                return older
        return replace(older, intake=take_in(store, file, rules, _LENIENT))
    except WorkbookError as problem:
        return replace(older, refusal=problem)


def _set_aside(older: Older, workbook: BinaryIO) -> Kept | None:
    """Keep the older workbook under another name where it could not be taken in, where somebody has saved it since, or where it
    holds, beside reviews, what is not in `workbook`, the new one.
    """
    if not older.path.is_file():
        return None
    file = read_file(older.path)
    imported = not older.refusal and file.digest == older.digest
    if imported and (older.intake is None or not holds_more(file, workbook)):
        return None
    name = _AS_SAVED if imported else _NOT_IMPORTED
    number, kept = 1, older.path.with_name(name.format(""))
    while kept.exists():
        if kept.read_bytes() == file.data:  # a run that was ended a moment later has kept it
            return Kept(kept, imported)
        number += 1
        kept = older.path.with_name(name.format(f" {number}"))
    with replacing(kept) as copy:
        copy.write(file.data)
    return Kept(kept, imported)


def _told_aside(older: Older, kept: Path) -> Iterator[str]:
    """Why the older workbook was kept, and how its reviews come into the store."""
    why = "could not be taken in" if older.refusal else "was saved while the run went on"
    yield f"The older workbook {why}. It is kept as {shown(kept)}, and its latest reviews are not in the new one."
    if older.refusal:
        yield from (f"  {line}" for line in (str(older.refusal), *older.refusal.faults))
    yield f'  Mend it where needed, then: auditor review import "{shown(kept)}", and run the audit once more.'
