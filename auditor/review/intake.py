"""A workbook that reviewers have worked in -> the store: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from auditor.notes.seen import shown
from auditor.report.workbook.review_columns import final_codes
from auditor.review.opinions import SECOND, Changes, Fate, Source, standing, take
from auditor.review.reading import Against, Strictness, read_workbook
from auditor.review.rows import AuditedRow
from auditor.review.runs import known_rows
from auditor.review.sheets import File
from auditor.review.store import Store
from auditor.rules.load import RuleSet

_NAMED = 20
_TOLD = {
    Fate.NEW: "new",
    Fate.CHANGED: "changed; the former ones are kept",
    Fate.WITHDRAWN: "withdrawn; the former ones are kept",
    Fate.UNCHANGED: "unchanged",
    Fate.EMPTY: "empty in this workbook and left as they stand in the store; --withdraw-empty withdraws them",
    Fate.OLDER: "of an older date than those in the store, which were left as they stand",
}


@dataclass(frozen=True, slots=True)
class Intake:
    """What a workbook brought, with the rows by key, and the columns that were not read though something stands in them."""

    changes: Changes
    rows: Mapping[str, AuditedRow]
    others: tuple[str, ...]


def take_in(store: Store, file: File, rules: RuleSet, strict: Strictness, *, withdraw_empty: bool = False) -> Intake:
    """Take in all words of a workbook in one transaction. Raises WorkbookError where anything in it cannot be read."""
    with store.reading() as session:
        known, words = known_rows(session), standing(session)
    read = read_workbook(file, Against(known, words, final_codes(rules)), strict)
    source = Source(shown(Path(file.path.name)), file.digest, datetime.now(UTC).replace(tzinfo=None))
    with store.writing() as session:
        return Intake(take(session, read.entries, source, withdraw_empty=withdraw_empty), known.latest, read.others)


def told(intake: Intake) -> list[str]:
    """One line for each thing that became of reviews, with the rows, as far as they can be listed."""
    counts = {fate: len(found) for fate, found in intake.changes.by_fate.items()}
    main = ", ".join(f"{counts[fate]:,} {fate.value}" for fate in (Fate.NEW, Fate.CHANGED, Fate.UNCHANGED))
    lines = [f"Reviews: {main}."]
    for fate, found in intake.changes.by_fate.items():
        if found and fate is not Fate.UNCHANGED:
            lines.append(f"  {_TOLD[fate]}: {named(intake, fate)}")
    if intake.others:
        lines.append(f"Not read, since the tool has no such column: {listed(intake.others)}.")
    return lines


def named(intake: Intake, fate: Fate) -> str:
    """The rows that met this fate."""
    return listed(_name(key, place, intake.rows) for key, place in intake.changes.by_fate[fate])


def listed(names: Iterable[str]) -> str:
    """The first names, and how many more there are."""
    every = list(names)
    more = f" and {len(every) - _NAMED:,} more" if len(every) > _NAMED else ""
    return ", ".join(every[:_NAMED]) + more


def _name(key: str, place: str, rows: Mapping[str, AuditedRow]) -> str:
    name = rows[key].name if key in rows else key
    return f"{name} (2nd review)" if place == SECOND else name
