"""The sheets of claims held against notes, written as the cases come."""

from __future__ import annotations

from collections.abc import Callable

from auditor.billing.model import Case, Unmatched
from auditor.claims.model import ClaimFault
from auditor.report.workbook import billing_sheet as billing
from auditor.report.workbook.billing_tally import BillingTally
from auditor.report.workbook.rows import Sheets
from auditor.report.workbook.sheet import Table
from auditor.rules.load import RuleSet


class BillingSheets:
    """Takes cases and what was not compared; `tally` counts them. `link` gives the evidence page of a note."""

    def __init__(self, sheets: Sheets, rules: RuleSet, *, link: Callable[[str], str] | None) -> None:
        self._rules = rules
        self.tally = BillingTally()
        self._cases: Table[billing.CaseRow] = Table(
            sheets, billing.TITLE, billing.columns(linked=link is not None), freeze=3,
            link=(lambda row: link(row.note)) if link else None, pages_wide=2,
        )  # fmt: skip
        self._findings = Table(sheets, billing.FINDINGS_TITLE, billing.FINDINGS)
        self._uncompared = Table(sheets, billing.UNMATCHED_TITLE, billing.UNCOMPARED)

    def add(self, one: Case | Unmatched | ClaimFault) -> None:
        """Add the rows of one outcome."""
        if isinstance(one, Case):
            self.tally.add(one)
            self._cases.add(billing.case_row(one, self._rules))
            for row in billing.finding_rows(one, self._rules):
                self._findings.add(row)
        elif isinstance(one, Unmatched):
            self.tally.add_unmatched(one)
            self._uncompared.add(billing.uncompared(one))
        else:
            self.tally.add_fault(one)
            self._uncompared.add(billing.faulty(one))

    def close(self) -> None:
        """End the tables."""
        self._cases.close()
        self._findings.close()
        self._uncompared.close()
