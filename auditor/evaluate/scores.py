"""Marks of all notes -> one score a field, with its intervals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.evaluate.compare import Mark
from auditor.evaluate.fields import in_order
from auditor.evaluate.intervals import f1_interval
from auditor.evaluate.tallies import Counts, Sets, Tally
from auditor.shares import Interval, Share, wilson


@dataclass(frozen=True, slots=True)
class Rate:
    """A share from 0 to 1 with its 95 % interval."""

    value: float
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class ShareScore:
    """An accuracy: `right` of `total` notes, grafts, defects, elements or quotations."""

    field: str
    right: int
    total: int
    share: Rate


@dataclass(frozen=True, slots=True)
class SetScore:
    """A field of sets. Precision is None where no answer names an item, recall where no gold does."""

    field: str
    counts: Counts
    precision: Rate | None
    recall: Rate | None
    f1: Rate


Score = ShareScore | SetScore


class Tallies:
    """Collects the marks of one note after another."""

    def __init__(self) -> None:
        self._shares: dict[str, Share] = {}
        self._sets: dict[str, list[Counts]] = {}

    def add(self, marks: Sequence[Mark]) -> None:
        """Add all marks of one note."""
        of_note: dict[str, Counts] = {}
        for mark in marks:
            if isinstance(mark.result, Counts):
                of_note[mark.field] = of_note.get(mark.field, Counts()) + mark.result
            else:
                old = self._shares.get(mark.field)
                right, total = (old.right, old.total) if old else (0, 0)
                self._shares[mark.field] = Share(right + mark.result, total + 1)
        for field, counts in of_note.items():
            self._sets.setdefault(field, []).append(counts)

    def scores(self, elements: Iterable[str]) -> tuple[Score, ...]:
        """The scores of all fields that some note touched; `elements` gives the order of single elements."""
        tallies: dict[str, Tally] = {**self._shares, **{field: Sets(tuple(notes)) for field, notes in self._sets.items()}}
        return tuple(_score(field, tallies[field]) for field in in_order(tallies, elements))


def _score(field: str, tally: Tally) -> Score:
    if isinstance(tally, Share):
        return ShareScore(field, tally.right, tally.total, Rate(tally.value, wilson(tally)))
    f1 = Rate(tally.value, f1_interval(tally.notes))
    return SetScore(field, tally.total, _rate(tally.precision), _rate(tally.recall), f1)


def _rate(share: Share | None) -> Rate | None:
    return Rate(share.value, wilson(share)) if share else None
