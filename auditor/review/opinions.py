"""Reviewers' words in the store: what stands there now, what stood there before, and how a workbook is taken in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from auditor.report.review_entry import Decision, Opinion, ReviewEntry
from auditor.review.tables import ImportRow, OpinionRow

FIRST: Final = "first"
SECOND: Final = "second"
PLACES: Final = (FIRST, SECOND)


class Fate(StrEnum):
    """What became of one word of a workbook. The last two leave the store's own word standing."""

    NEW = "new"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    UNCHANGED = "unchanged"
    EMPTY = "empty in the workbook"
    OLDER = "older in the workbook"


@dataclass(frozen=True, slots=True)
class Standing:
    """One reviewer's present word, and the fingerprint of what it was said of."""

    opinion: Opinion
    seen: str


@dataclass(frozen=True, slots=True)
class Source:
    """The workbook that words come from. `at` is UTC."""

    name: str
    digest: str
    at: datetime


@dataclass(slots=True)
class Changes:
    """What a workbook brought: for each fate, the rows and places that met it, in the order of the workbook."""

    by_fate: dict[Fate, list[tuple[str, str]]] = field(default_factory=lambda: {fate: [] for fate in Fate})

    def count(self, *fates: Fate) -> int:
        """How many words met one of these fates."""
        return sum(len(self.by_fate[fate]) for fate in fates)


Words = Mapping[tuple[str, str], Standing]


def standing(session: Session) -> dict[tuple[str, str], Standing]:
    """Every present word, by key and place."""
    found = session.scalars(select(OpinionRow).where(OpinionRow.replaced_by.is_(None)).order_by(OpinionRow.id))
    return {(row.key, row.place): Standing(_opinion(row), row.seen) for row in found}


def entries(words: Words) -> dict[str, ReviewEntry]:
    """The words row by row. An entry speaks of what the latest of its two reviewers had before him or her."""
    found: dict[str, ReviewEntry] = {}
    for key in dict.fromkeys(key for key, _ in words):
        first, second = (words.get((key, place)) for place in PLACES)
        latest = cast(Standing, second or first)
        found[key] = ReviewEntry(
            key=key,
            seen=latest.seen,
            first=first.opinion if first else Opinion(),
            second=second.opinion if second else Opinion(),
        )
    return found


def history(session: Session, key: str, place: str) -> tuple[Standing, ...]:
    """Every version of one word, oldest first; the last is the present one."""
    asked = select(OpinionRow).where(OpinionRow.key == key, OpinionRow.place == place)
    present_last = asked.order_by(OpinionRow.replaced_by.is_(None), OpinionRow.id)
    return tuple(Standing(_opinion(row), row.seen) for row in session.scalars(present_last))


def take(session: Session, typed: Iterable[ReviewEntry], source: Source, *, withdraw_empty: bool = False) -> Changes:
    """Take in what a workbook holds. No word is lost: one that is replaced or withdrawn stays as a former version.

    An empty word leaves one that is there alone, since it may come from a copy that somebody else had; with
    `withdraw_empty` it withdraws it. A word whose review date is the older of the two replaces the other only where the same
    reviewer corrects what stands there.
    """
    log = ImportRow(at=source.at, workbook=source.name, workbook_digest=source.digest, new=0, changed=0, unchanged=0, kept=0)
    session.add(log)
    session.flush()
    present = {
        (row.key, row.place): row
        for row in session.scalars(select(OpinionRow).where(OpinionRow.replaced_by.is_(None)))
    }  # fmt: skip
    changes = Changes()
    for entry in typed:
        for place, opinion in ((FIRST, entry.first), (SECOND, entry.second)):
            stored = present.get((entry.key, place))
            fate = _fate(opinion, _opinion(stored) if stored else None)
            if fate is Fate.OLDER and stored and _corrects(session, opinion, stored):
                fate = Fate.CHANGED
            if fate is None:
                continue
            if fate is Fate.EMPTY and withdraw_empty:
                fate = Fate.WITHDRAWN
            changes.by_fate[fate].append((entry.key, place))
            _settle(session, fate, _stored(entry, place, opinion, log.id), stored)
    log.new, log.changed = changes.count(Fate.NEW), changes.count(Fate.CHANGED, Fate.WITHDRAWN)
    log.unchanged, log.kept = changes.count(Fate.UNCHANGED), changes.count(Fate.EMPTY, Fate.OLDER)
    return changes


def _fate(typed: Opinion, stored: Opinion | None) -> Fate | None:
    """What is to become of a word; None where there is none on either side."""
    if stored is None:
        return None if typed.empty else Fate.NEW
    if typed == stored:
        return Fate.UNCHANGED
    if typed.empty:
        return Fate.EMPTY
    older = typed.reviewed_on and stored.reviewed_on and typed.reviewed_on < stored.reviewed_on
    return Fate.OLDER if older else Fate.CHANGED


def _corrects(session: Session, typed: Opinion, stored: OpinionRow) -> bool:
    """True where the reviewer of the stored word says something that was never said there: no copy of old would hold it."""
    named = typed.reviewer and stored.reviewer and typed.reviewer.casefold() == stored.reviewer.casefold()
    return bool(named) and typed not in (one.opinion for one in history(session, stored.key, stored.place))


def _settle(session: Session, fate: Fate, new: OpinionRow, stored: OpinionRow | None) -> None:
    if stored and fate in (Fate.CHANGED, Fate.WITHDRAWN):
        stored.replaced_by = new.import_id
    if fate is Fate.OLDER:
        if _opinion(new) in (one.opinion for one in history(session, new.key, new.place)):
            return
        new.replaced_by = new.import_id  # a former version from the start
    if fate in (Fate.NEW, Fate.CHANGED, Fate.OLDER):
        session.add(new)


def _stored(entry: ReviewEntry, place: str, opinion: Opinion, import_id: int) -> OpinionRow:
    return OpinionRow(key=entry.key, place=place, seen=entry.seen, import_id=import_id, replaced_by=None, **opinion.model_dump())


def _opinion(row: OpinionRow) -> Opinion:
    return Opinion(
        decision=cast("Decision | None", row.decision), final_code=row.final_code, reason=row.reason, comment=row.comment,
        reviewer=row.reviewer, reviewed_on=row.reviewed_on,
    )  # fmt: skip
