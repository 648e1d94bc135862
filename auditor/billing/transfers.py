"""The transfers of a note as the tables decided them: with a code, left open, or without a code of the family."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from auditor.decide.reasons import graft_words
from auditor.model import Graft
from auditor.record.read import Recorded
from auditor.rules.load import RuleSet
from auditor.rules.schema import CodeRow, StatusRow


class State(StrEnum):
    """How far the note decides a transfer's code. `UNCODED` is a pedicled bone, which has no code of the family."""

    DECIDED = "decided"
    OPEN = "open"
    UNCODED = "uncoded"


@dataclass(frozen=True, slots=True)
class Transfer:
    """One graft of the note, counted from 1, with the rows that fired for it."""

    number: int
    graft: Graft
    row: CodeRow | None
    status: StatusRow

    @property
    def state(self) -> State:
        """Whether the note decides the code."""
        if self.status.status == "query":
            return State.OPEN
        return State.UNCODED if self.status.id == "pedicled" or self.code is None else State.DECIDED

    @property
    def code(self) -> str | None:
        """The code that fits, which for an open transfer is not supported."""
        return self.row.code if self.row else None

    @property
    def words(self) -> str:
        """The graft in a few words, with its article where its bone is named."""
        told = graft_words(self.graft)
        return told if self.graft.donor_site == "undocumented" else f"a {told}"


def transfers(record: Recorded, rules: RuleSet) -> tuple[Transfer, ...]:
    """The transfers of a note, in its order."""
    rows = {row.id: row for family in rules.families for row in family.row}
    statuses = {row.id: row for row in rules.statuses}
    return tuple(_transfers(record, rows, statuses))


def _transfers(record: Recorded, rows: dict[str, CodeRow], statuses: dict[str, StatusRow]) -> Iterator[Transfer]:
    for place, graft in enumerate(record.grafts):
        fired = [step.row for step in record.path if step.fired and step.graft == place]
        row = next((rows[name] for name in fired if name in rows), None)
        yield Transfer(place + 1, graft, row, next(statuses[name] for name in fired if name in statuses))
