"""Sheets "Billing", "Billing findings" and "Not compared": claims held against notes.

A row of "Billing" holds all that defends it; "Billing findings" has a row for each difference, to be filtered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.billing.model import Case, Difference, Unmatched
from auditor.claims.model import ClaimFault, ClaimLine
from auditor.model import Evidence
from auditor.report.text import words
from auditor.report.workbook.cells import Value
from auditor.report.workbook.sheet import Column
from auditor.report.workbook.signals import signal
from auditor.report.workbook.style import Look
from auditor.rules.load import RuleSet

TITLE, FINDINGS_TITLE, UNMATCHED_TITLE = "Billing", "Billing findings", "Not compared"
OUTCOMES = ("agree", "error", "query", "nothing to compare")
_LEVELS = ("error", "query", "remark")


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case, with the names that its results have in the rules."""

    case: Case
    labels: tuple[str, ...]

    @property
    def note(self) -> str:
        """The note of the case."""
        return self.case.note


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One difference of a case."""

    case: Case
    difference: Difference
    label: str

    @property
    def note(self) -> str:
        """The note of the case."""
        return self.case.note


@dataclass(frozen=True, slots=True)
class UncomparedRow:
    """A claim, a note or a row of the claim file that was not compared, or not as it stands."""

    kind: str
    name: str
    rows: str
    why: str
    remedy: str


def case_row(case: Case, rules: RuleSet) -> CaseRow:
    """The row of a case."""
    labels = result_labels(rules)
    return CaseRow(case, tuple(labels[result] for result in case.results))


def finding_rows(case: Case, rules: RuleSet) -> Iterator[FindingRow]:
    """A row for each difference, gravest first."""
    labels = result_labels(rules)
    return (FindingRow(case, each, labels[each.result]) for each in case.differences)


def uncompared(one: Unmatched) -> UncomparedRow:
    """The row of a claim or a note without a partner."""
    return UncomparedRow(one.kind, one.name, _rows(one.lines), one.why, one.remedy)


def faulty(fault: ClaimFault) -> UncomparedRow:
    """The row of a fault in the claim file."""
    kind = "row, compared all the same" if fault.kept else "row" if fault.failure else "row, left aside"
    return UncomparedRow(kind, f"column “{fault.column}”" if fault.column else "", str(fault.row), fault.what, fault.remedy)


def result_labels(rules: RuleSet) -> dict[str, str]:
    """The name of each result for people."""
    return {"agree": "agree", "nothing": "nothing to compare"} | {row.id: row.label for row in rules.billing.result}


def outcome(case: Case) -> str:
    """The answer for a case in one of four words."""
    if not case.grave:
        return "agree" if case.results == ("agree",) else "nothing to compare"
    return "error" if any(each.level == "error" for each in case.grave) else "query"


def direction(case: Case) -> str:
    """Where the claim lies: over or under what is documented, or both; empty where neither is known."""
    return " and ".join(each for each in ("over", "under") if each in case.directions)


def _billed(row: CaseRow) -> str:
    return ", ".join(_code(line) for line in row.case.lines)


def _code(line: ClaimLine) -> str:
    units = f" ×{line.units}" if line.units > 1 else ""
    return "-".join((line.code, *line.modifiers)) + units


def _rows(rows: tuple[int, ...]) -> str:
    return ", ".join(map(str, rows))


def _said(differences: tuple[Difference, ...]) -> str:
    return "\n".join(each.says for each in differences)


def _quoted(quotes: tuple[Evidence, ...]) -> str:
    places = (", ".join(filter(None, (words(quote.section), quote.where))) for quote in quotes)
    return "\n".join(f"“{quote.quote}” ({place})" for quote, place in zip(quotes, places, strict=True))


def _all_quotes(row: CaseRow) -> str:
    places = {(quote.start, quote.end): quote for each in row.case.grave for quote in each.quotes}
    return _quoted(tuple(places.values()))


def _reasons(row: CaseRow) -> str:
    told = (f"{each.why} {_source(each)} [{each.rule}]" for each in row.case.grave)
    return "\n".join(dict.fromkeys(told))


def _source(each: Difference) -> str:
    dated = f", {each.dated}" if each.dated and each.dated not in each.source else ""
    return f"({each.source}{dated})"


def _units(name: str, row: CaseRow) -> Value:
    value = getattr(row.case.values, name) if row.case.values else None
    return None if value is None else float(value)


def _charge(row: CaseRow) -> Value:
    charges = [line.charge for line in row.case.lines if line.charge is not None]
    return float(sum(charges)) if charges else None


def _once(row: CaseRow, name: str) -> str:
    return ", ".join(dict.fromkeys(str(value) for line in row.case.lines if (value := getattr(line, name))))


COLUMNS: tuple[Column[CaseRow], ...] = (
    Column("Note", 26, lambda row: row.note, Look.STRONG),
    Column("Outcome", 21, lambda row: outcome(row.case), Look.TEXT, tuple(map(signal, OUTCOMES))),
    Column("Result", 20, lambda row: "\n".join(row.labels), Look.STRONG),
    Column("Direction", 10, lambda row: direction(row.case), Look.WRAP),
    Column("Billed", 16, _billed, Look.WRAP),
    Column("Documented", 12, lambda row: ", ".join(row.case.documented), Look.STRONG),
    Column("What differs", 56, lambda row: _said(row.case.grave), Look.WRAP),
    Column("What the note says", 40, _all_quotes, Look.QUOTE),
    Column("Also worth a look", 40, lambda row: _said(row.case.remarks), Look.WRAP),
    Column("Why, source, date and rule", 56, _reasons, Look.MUTED),
    Column("Work RVU, billed less documented", 13, lambda row: _units("work_difference", row), Look.UNITS),
    Column("Total RVU, billed less documented", 13, lambda row: _units("total_difference", row), Look.UNITS),
    Column("Values of", 12, lambda row: row.case.values.label if row.case.values else "", Look.WRAP),
    Column("Surgeon of the note", 20, lambda row: row.case.surgeon, Look.WRAP),
    Column("Date of service", 12, lambda row: row.case.date_of_service),
    Column("Date on the claim", 12, lambda row: _once(row, "date_of_service"), Look.WRAP),
    Column("Case on the claim", 18, lambda row: row.case.case, Look.WRAP),
    Column("Matched by", 12, lambda row: row.case.matched_by, Look.WRAP),
    Column("Billed by", 20, lambda row: _once(row, "surgeon") or _once(row, "npi"), Look.WRAP),
    Column("Coder", 14, lambda row: _once(row, "coder"), Look.WRAP),
    Column("Payer", 16, lambda row: _once(row, "payer"), Look.WRAP),
    Column("Charge", 12, _charge, Look.UNITS),
    Column("Rows of the claim file", 12, lambda row: _rows(tuple(line.row for line in row.case.lines)), Look.MUTED),
)

FINDINGS: tuple[Column[FindingRow], ...] = (
    Column("Note", 26, lambda row: row.note, Look.STRONG),
    Column("Result", 22, lambda row: row.label, Look.STRONG),
    Column("Level", 10, lambda row: row.difference.level, Look.TEXT, tuple(map(signal, _LEVELS))),
    Column("Direction", 11, lambda row: row.difference.direction),
    Column("What was found", 60, lambda row: row.difference.says, Look.WRAP),
    Column("What the note says", 44, lambda row: _quoted(row.difference.quotes), Look.QUOTE),
    Column("Why", 50, lambda row: row.difference.why, Look.WRAP),
    Column("Source", 40, lambda row: row.difference.source, Look.MUTED),
    Column("Dated", 12, lambda row: row.difference.dated),
    Column("Medicare's rule", 10, lambda row: "yes" if row.difference.medicare else "no", signals=(signal("yes"), signal("no"))),
    Column("Rule", 32, lambda row: row.difference.rule, Look.MUTED),
    Column("Rows of the claim file", 12, lambda row: _rows(row.difference.lines), Look.MUTED),
)

UNCOMPARED: tuple[Column[UncomparedRow], ...] = (
    Column("What", 18, lambda row: row.kind, Look.STRONG),
    Column("Name", 34, lambda row: row.name, Look.WRAP),
    Column("Rows of the claim file", 14, lambda row: row.rows, Look.WRAP),
    Column("Why", 70, lambda row: row.why, Look.WRAP),
    Column("What to do", 60, lambda row: row.remedy, Look.WRAP),
)


def columns(*, linked: bool) -> tuple[Column[CaseRow], ...]:
    """The columns; the first looks like a link where it is one."""
    return (replace(COLUMNS[0], look=Look.LINK), *COLUMNS[1:]) if linked else COLUMNS
