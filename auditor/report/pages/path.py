"""The way through the tables in plain words: which row fitted, and which were tried before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from auditor.model import Audit, Graft, Status, Step
from auditor.report.text import STATUS_WORDS, words
from auditor.rules.load import RuleSet
from auditor.rules.schema import StatusRow


@dataclass(frozen=True, slots=True)
class Table:
    """One table as it was read for a graft: the rows that did not fit, then the one that did, and what follows."""

    title: str
    tried: tuple[Step, ...]
    fitted: Step | None
    follows: str
    why: str


@dataclass(frozen=True, slots=True)
class Way:
    """The tables for one graft, or for the note as a whole."""

    title: str
    tables: tuple[Table, ...]


class Ways:
    """Tells ways with the words of one rule set."""

    def __init__(self, rules: RuleSet) -> None:
        self._codes = {row.id: row for family in rules.families for row in family.row}
        self._statuses = {row.id: row for row in rules.statuses}

    def of(self, audit: Audit) -> Iterator[Way]:
        """One way for each graft, in their order."""
        for number, steps in groupby(audit.path, key=lambda step: step.graft):
            known = 0 <= number < len(audit.grafts)
            title = f"Graft {number + 1}: {graft_words(audit.grafts[number])}" if known else "The note as a whole"
            yield Way(title, tuple(self._tables(tuple(steps))))

    def _tables(self, steps: Sequence[Step]) -> Iterator[Table]:
        for status, found in groupby(steps, key=lambda step: step.row in self._statuses):
            rows = tuple(found)
            fitted = next((step for step in rows if step.fired), None)
            title = "What follows for the audit" if status else "Which code describes it"
            follows, why = self._answer(fitted, status=status)
            yield Table(title, tuple(step for step in rows if not step.fired), fitted, follows, why)

    def _answer(self, fitted: Step | None, *, status: bool) -> tuple[str, str]:
        """What the row says, and its own reason. A row that is not in these rules has neither."""
        if fitted is None:
            return ("no row fitted", "")
        if status:
            answer: StatusRow = self._statuses[fitted.row]
            return (STATUS_WORDS[Status(answer.status)], answer.why)
        row = self._codes.get(fitted.row)
        if row is None:
            return ("", "")
        kind = "in the audited set" if row.audited else "a neighbour outside the set"
        return (f"code {row.code}, {kind}" if row.code else "no code", row.why)


def graft_words(graft: Graft) -> str:
    """The graft in a line: `left iliac crest, transfer free, skin paddle absent`."""
    bone = f"{words(graft.laterality)} {words(graft.donor_site)}".strip()
    return f"{bone}, transfer {graft.vascularity}, skin paddle {graft.skin_paddle}"
