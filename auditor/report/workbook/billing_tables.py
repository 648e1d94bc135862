"""The tables of the sheet "Summary" that hold claims against notes: outcomes, results in both directions, and values."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from auditor.report.workbook.billing_sheet import OUTCOMES
from auditor.report.workbook.billing_tally import BillingTally
from auditor.report.workbook.cells import Line, Value
from auditor.report.workbook.guidance_sheet import OUTCOME_MEANING
from auditor.report.workbook.rates_tables import rates_section
from auditor.report.workbook.signals import chip
from auditor.report.workbook.style import Look
from auditor.report.workbook.summary_tables import Section
from auditor.rules.load import RuleSet


def billing_sections(tally: BillingTally, rules: RuleSet) -> tuple[Section, ...]:
    """The tables, in the order in which they are read."""
    return (
        _outcomes(tally),
        _results(tally, rules),
        rates_section(tally, rules),
        _values(tally),
        _partners(tally),
        *_columns(tally),
    )


def _outcomes(tally: BillingTally) -> Section:
    whole = tally.outcomes.total()
    lines = [_outcome(word, tally.outcomes[word], whole) for word in OUTCOMES]
    return Section("Billed against documented", ("Outcome", "Cases", "Share", "What it means", "", ""), lines)


def _outcome(word: str, count: int, whole: int) -> Line:
    return [(word, chip(word)), (count, Look.NUMBER), _share(count, whole), *_wide(OUTCOME_MEANING[word])]


def _results(tally: BillingTally, rules: RuleSet) -> Section:
    """Both directions side by side, with the same weight."""
    names = {row.id: row.label for row in rules.billing.result}
    lines = [_result(names[name], tally.results[name], tally.directions[name]) for name in names if tally.results[name]]
    return Section("What differs", ("Result", "Cases", "Over", "Under", "Over and under", "Not known, or even"), lines)


def _result(label: str, count: int, directions: Counter[str]) -> Line:
    found = (directions["over"], directions["under"], directions["over and under"], directions["not known"])
    return [(label, Look.STRONG), (count, Look.NUMBER), *((number, Look.SOME) for number in found)]


def _values(tally: BillingTally) -> Section:
    """Sums of both directions apart, since one must not hide the other."""
    titles = ("Relative value units", "Over", "Under", "Together", "Schedule", "")
    rows = (("Work", tally.work), ("Total, facility", tally.total))
    lines = [
        [
            (name, Look.STRONG), _units(sums["over"]), _units(sums["under"]), _units(sums["over"] + sums["under"]),
            (tally.schedule, Look.TEXT), (None, Look.TEXT),
        ]
        for name, sums in rows
    ] if tally.schedule else []  # fmt: skip
    return Section("Billed less documented", titles, lines)


def _partners(tally: BillingTally) -> Section:
    rows: list[tuple[str, Value, str]] = [
        ("Claims without a note", tally.unmatched["claim"], "Billed, and no note of theirs is among those audited."),
        (
            "Notes without a claim",
            tally.unmatched["note"],
            "Where they document a transfer, they are cases too.",
        ),
        ("Rows not read", tally.faults, "Rows of the claim file that hold no line that could be compared."),
        ("Rows left aside", tally.left_aside, "Totals, remarks and repeated titles."),
        ("Rows with a doubt", tally.doubts, "Compared all the same; the sheet says what is wrong."),
    ]
    lines = [[(name, Look.STRONG), (count, Look.NUMBER), (None, Look.TEXT), *_wide(what)] for name, count, what in rows]
    return Section("Not compared", ("", "Count", "", "What it means", "", ""), lines)


def _columns(tally: BillingTally) -> list[Section]:
    """Which column was read as what, and what was not read: an answer is no better than that."""
    if tally.file is None:
        return []
    read = [
        (one.field.replace("_", " "), f"“{one.column}”", "guessed" if one.guessed else "as named") for one in tally.file.columns
    ]
    unused = [("not read", f"“{title}”", "") for title in tally.file.unused]
    lines: list[Line] = [
        [(field, Look.STRONG), (column, Look.TEXT), (how, Look.TEXT), *[(None, Look.TEXT)] * 3]
        for field, column, how in (*read, *unused)
    ]
    return [Section("Columns of the claim file", ("Field", "Column", "How it is known", "", "", ""), lines)]


def _units(value: Decimal) -> tuple[Value, Look]:
    return float(value), Look.UNITS


def _share(part: int, whole: int) -> tuple[Value, Look]:
    return (part / whole if whole else None), Look.SHARE


def _wide(text: str) -> Line:
    return [(text, Look.TEXT), (None, Look.TEXT), (None, Look.TEXT)]
