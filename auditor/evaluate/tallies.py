"""Counts of right and wrong for one field over all notes."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.shares import Share


@dataclass(frozen=True, slots=True)
class Counts:
    """Items of a set: `found` are in gold and answer, `extra` only in the answer, `missed` only in the gold."""

    found: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Both counts together."""
        return Counts(self.found + other.found, self.extra + other.extra, self.missed + other.missed)

    @property
    def items(self) -> int:
        """All items that gold or answer name."""
        return self.found + self.extra + self.missed

    @property
    def right(self) -> bool:
        """True where the two sets are the same."""
        return self.extra == self.missed == 0


@dataclass(frozen=True, slots=True)
class Sets:
    """Sets of items, counted note by note, since the notes are what an interval draws from."""

    notes: tuple[Counts, ...]

    @property
    def total(self) -> Counts:
        """The counts over all notes."""
        return sum(self.notes, Counts())

    @property
    def precision(self) -> Share | None:
        """The share of the answer's items that are in the gold; None where no answer names any."""
        total = self.total
        return Share(total.found, total.found + total.extra) if total.found + total.extra else None

    @property
    def recall(self) -> Share | None:
        """The share of the gold's items that are in the answer; None where no gold names any."""
        total = self.total
        return Share(total.found, total.found + total.missed) if total.found + total.missed else None

    @property
    def value(self) -> float:
        """F1, 0 to 1; 1 where there was nothing to find and nothing was found."""
        total = self.total
        return 2 * total.found / (total.items + total.found) if total.items else 1.0


Tally = Share | Sets
