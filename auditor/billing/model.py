"""What comes of holding claims against notes, as frozen types. Relative values are never money."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from auditor.claims.model import ClaimLine
from auditor.model import Evidence, Frozen
from auditor.rules.billing_schema import Direction, Level, ResultName

MatchedBy = Literal["id", "surgeon and date"]
Answer = ResultName | Literal["agree", "nothing"]


class Difference(Frozen):
    """One thing in which the claim and the note differ, or that a reviewer should know.

    `rule` names the row of the rules, `why`, `source` and `dated` are its own. `medicare` is true for rules of Medicare's.
    `direction` is that of the claim: over where more is billed than documented. `lines` are rows of the claim file, and `wrong`
    those of them that do not stand.
    """

    result: ResultName
    level: Level
    direction: Direction
    rule: str
    says: str
    why: str
    source: str
    dated: str | None
    medicare: bool
    lines: tuple[int, ...]
    wrong: tuple[int, ...]
    quotes: tuple[Evidence, ...]


class Values(Frozen):
    """Relative value units of the transfers billed and documented, by the schedule `label`.

    `documented` is None where the note leaves a transfer open, and both are None where a code has no value in the schedule.
    """

    label: str
    work_billed: Decimal | None
    work_documented: Decimal | None
    total_billed: Decimal | None
    total_documented: Decimal | None

    @property
    def work_difference(self) -> Decimal | None:
        """Work units billed less documented."""
        return _less(self.work_billed, self.work_documented)

    @property
    def total_difference(self) -> Decimal | None:
        """Total units billed less documented."""
        return _less(self.total_billed, self.total_documented)


class Case(Frozen):
    """A note with the lines of its claim. Without lines, no claim was found for it.

    `transfers` are those of the lines that bill a transfer, `documented` the codes of the transfers that the note decides.
    `results` are the kinds of the differences that are no remarks, else "agree",
    or "nothing" where there was nothing to compare.
    """

    note: str
    note_digest: str
    case: str | None
    matched_by: MatchedBy | None
    surgeon: str | None
    date_of_service: str | None
    lines: tuple[ClaimLine, ...]
    transfers: tuple[ClaimLine, ...]
    documented: tuple[str, ...]
    results: tuple[Answer, ...]
    differences: tuple[Difference, ...]
    values: Values | None

    @property
    def remarks(self) -> tuple[Difference, ...]:
        """What a reviewer should know and no result rests on."""
        return tuple(each for each in self.differences if each.level == "remark")

    @property
    def grave(self) -> tuple[Difference, ...]:
        """The differences that the results rest on."""
        return tuple(each for each in self.differences if each.level != "remark")

    def lines_at(self, level: Level) -> frozenset[int]:
        """Rows of the claim file that do not stand by differences of this level."""
        return frozenset(row for each in self.differences if each.level == level for row in each.wrong)

    @property
    def judged(self) -> tuple[int, ...]:
        """Rows that were judged: those that bill a transfer, and those that do not stand beside one."""
        rows = {line.row for line in self.transfers} | self.lines_at("error") | self.lines_at("query")
        return tuple(sorted(rows))

    @property
    def directions(self) -> tuple[Direction, ...]:
        """The directions of the grave differences, each once."""
        return tuple(dict.fromkeys(each.direction for each in self.grave))


class Unmatched(Frozen):
    """A group of claim lines without a note, or a note without claim lines, and why."""

    kind: Literal["claim", "note"]
    name: str
    lines: tuple[int, ...]
    why: str
    remedy: str


def _less(billed: Decimal | None, documented: Decimal | None) -> Decimal | None:
    return None if billed is None or documented is None else billed - documented
