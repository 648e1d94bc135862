"""A new run over an older workbook: what reviewers typed is taken into the store first, and nothing of it is ever replaced.

An older workbook that cannot be taken in holds nobody up: it is kept beside the new one under another name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from auditor.errors import OutputError, WorkbookError
from auditor.notes.seen import shown
from auditor.report.review_entry import ReviewEntry
from auditor.review.intake import listed, take_in
from auditor.review.opinions import Fate, entries, standing
from auditor.review.reading import Strictness
from auditor.review.rows import AuditedRow
from auditor.review.runs import known_rows, wrote
from auditor.review.sheets import read_file
from auditor.review.store import Store
from auditor.rules.load import RuleSet

_LOCKS = ("~${}", ".~lock.{}#")  # Excel's, LibreOffice's
_LENIENT = Strictness(finished=False, untouched=False)  # half-done work is carried on as it is
_KEPT = "audit (not imported{}).xlsx"


@dataclass(frozen=True, slots=True)
class Older:
    """The workbook that a run is to replace, as it was met. `digest` is None where there was none or it cannot be read.

    `refusal` says why its reviews could not be taken in.
    """

    path: Path
    digest: str | None = None
    taken: str | None = None
    refusal: WorkbookError | None = None


def refuse_open(path: Path) -> None:
    """Raise OutputError where a spreadsheet program has the workbook open: what is not yet saved there would be lost."""
    for lock in (path.with_name(form.format(path.name)) for form in _LOCKS):
        if path.exists() and lock.exists():
            raise OutputError(
                f"{shown(path)}: it is open in another program; save and close it, or choose another folder with --out "
                f"(where nobody has it open, delete {shown(Path(lock.name))})."
            )


def take_older(path: Path, store: Store, rules: RuleSet) -> Older:
    """Take in what reviewers typed into the workbook that is there, finished or not. Nothing is moved yet."""
    if not path.is_file():
        return Older(path)
    older = Older(path)
    try:
        file = read_file(path)
        older = replace(older, digest=file.digest)
        with store.reading() as session:
            if wrote(session, file.digest):  # nobody has saved it since
                return older
        changes = take_in(store, file, rules, _LENIENT).changes
    except WorkbookError as problem:
        return replace(older, refusal=problem)
    count = changes.count(Fate.NEW, Fate.CHANGED)
    said = "1 review was" if count == 1 else f"{count:,} reviews were"
    return replace(older, taken=f"{said} taken in from {shown(path)}." if count else None)


def set_aside(older: Older) -> Path | None:
    """Keep the older workbook under another name where its reviews are not in the store; to be called just before it is replaced.

    That is so where they could not be taken in, and where somebody has saved it since. Raises OutputError.
    """
    if not older.path.is_file() or (not older.refusal and read_file(older.path).digest == older.digest):
        return None
    number, kept = 1, older.path.with_name(_KEPT.format(""))
    while kept.exists():
        number += 1
        kept = older.path.with_name(_KEPT.format(f" {number}"))
    try:
        older.path.rename(kept)
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise OutputError(
            f"{shown(older.path)}: it cannot be kept under another name ({why}); close it in other programs."
        ) from None
    return kept


def told_aside(older: Older, kept: Path) -> list[str]:
    """Why the older workbook was kept, and how its reviews come into the store."""
    why = "was saved while the run went on" if older.refusal is None else "could not be taken in"
    lines = [f"The older workbook {why}, so it is kept as {shown(kept)}; its reviews are not in the new one."]
    if older.refusal:
        lines += [f"  {line}" for line in (str(older.refusal), *older.refusal.faults)]
    return [*lines, f'  Mend it, then: auditor review import "{shown(kept)}", and run the audit once more.']


def carried(store: Store) -> dict[str, ReviewEntry]:
    """All reviews, by key, as they are written into the new workbook."""
    with store.reading() as session:
        return entries(standing(session))


def told_carried(given: Mapping[str, ReviewEntry], rows: Collection[AuditedRow], store: Store) -> list[str]:
    """What became of the reviews in the new workbook: carried, changed since, or of notes that this run did not see."""
    if not given:
        return []
    seen = {row.key: row.seen for row in rows}
    here = [entry for key, entry in given.items() if key in seen]
    changed = sum(entry.seen != seen[entry.key] for entry in here)
    many = "1 review is" if len(here) == 1 else f"{len(here):,} reviews are"
    lines = [f"{many} carried into the new workbook, {changed:,} of them marked “changed since review”."]
    absent = [key for key in given if key not in seen]
    if absent:
        with store.reading() as session:
            known = known_rows(session).latest
        names = listed(known[key].name if key in known else key for key in absent)
        lines.append(f"Reviews of notes that are not in this run stay in the store: {names}.")
    return lines
