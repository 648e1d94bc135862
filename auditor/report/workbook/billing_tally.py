"""What the summary counts of cases, gathered one by one so that no case need be kept."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from auditor.billing.model import Case, Unmatched
from auditor.claims.model import ClaimFault, ClaimsFile
from auditor.report.text import counted
from auditor.report.workbook.billing_sheet import OUTCOMES, direction, outcome

Sums = dict[str, Decimal]  # by direction: over, and under as a negative sum


class LineCount(NamedTuple):
    """Lines of one case that were judged, and how many of them are wrong or open."""

    lines: int
    wrong: int
    open: int


class BillingTally:
    """Running counts over the cases of one run. A line is wrong where an error names it, and open where only a query does.

    `claimed` counts outcomes of cases with a claim, `shares` the cases by what their judged lines come to.
    """

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.claimed: Counter[str] = Counter()
        self.results: Counter[str] = Counter()
        self.directions: dict[str, Counter[str]] = {}
        self.unmatched: Counter[str] = Counter()
        self.faults = 0
        self.doubts = 0
        self.left_aside = 0
        self.shares: Counter[LineCount] = Counter()
        self.work = _no_sums()
        self.total = _no_sums()
        self.schedule = ""
        self.file: ClaimsFile | None = None

    def add(self, case: Case) -> None:
        """Count one case."""
        self.outcomes[outcome(case)] += 1
        self.claimed[outcome(case)] += bool(case.lines)
        for result in case.results:
            self.results[result] += 1
            self.directions.setdefault(result, Counter())[direction(case) or "not known"] += 1
        self._add_lines(case)
        if case.values:
            self.schedule = case.values.label
            _add(self.work, case.values.work_difference)
            _add(self.total, case.values.total_difference)

    def add_unmatched(self, one: Unmatched) -> None:
        """Count one claim or note without a partner."""
        self.unmatched[one.kind] += 1

    def add_fault(self, fault: ClaimFault) -> None:
        """Count one fault of the claim file."""
        if fault.kept:
            self.doubts += 1
        elif fault.failure:
            self.faults += 1
        else:
            self.left_aside += 1

    def _add_lines(self, case: Case) -> None:
        wrong, asked = case.lines_at("error"), case.lines_at("query")
        rows = case.judged
        if rows:
            self.shares[LineCount(len(rows), sum(row in wrong for row in rows), sum(row in asked - wrong for row in rows))] += 1

    @property
    def sentence(self) -> str:
        """The counts in one sentence, as the last line of a run prints them."""
        parts = ", ".join(f"{self.outcomes[word]} {word}" for word in OUTCOMES)
        left = f"{counted(self.unmatched['claim'], 'claim')} and {counted(self.unmatched['note'], 'note')} without a partner"
        return f"{counted(self.outcomes.total(), 'case')}: {parts}; {left}, {counted(self.faults, 'row')} not read."


def _no_sums() -> Sums:
    return {"over": Decimal(0), "under": Decimal(0)}


def _add(sums: Sums, difference: Decimal | None) -> None:
    if difference:
        sums["over" if difference > 0 else "under"] += difference
