"""Sheet "Summary": what a manager reads in one look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from openpyxl import Workbook
from openpyxl.formatting.rule import DataBar, FormatObject, Rule

from auditor.model import Status
from auditor.report.text import STATUS_WORDS
from auditor.report.workbook.archive import create_sheet
from auditor.report.workbook.cells import Value
from auditor.report.workbook.sheet import Rows, lay_out
from auditor.report.workbook.style import BAR, Look, chip
from auditor.report.workbook.tally import Tally
from auditor.rules.load import RuleSet

WIDTHS = (30, 18, 18, 16, 72)
MEANING = {
    Status.SUPPORTED: "A code of the set fits, and all that decides it is documented.",
    Status.QUERY: "What decides the code is missing or contradictory: ask the surgeon.",
    Status.OUTSIDE_SET: "A vascularised bone transfer that no code of the set describes.",
    Status.NOT_APPLICABLE: "No vascularised bone transfer was performed in this operation.",
}


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What the summary says about the run itself. `when` is the local time of the run."""

    tool_version: str
    when: datetime


Line = Sequence[tuple[Value, Look]]
_BLANK: Line = ()


def write_summary(sheet: Rows, tally: Tally, rules: RuleSet, facts: RunFacts) -> None:
    """Write the whole sheet; `sheet` comes from `open_summary`."""
    shares: list[int] = []
    for line in _lines(tally, rules, facts):
        if len(line) > 2 and line[2][1] is Look.SHARE:
            shares.append(sheet.count + 1)
        sheet.append(line)
    if shares:
        ends = [FormatObject(type="num", val=0), FormatObject(type="num", val=1)]
        bar = Rule(type="dataBar", dataBar=DataBar(cfvo=ends, color=BAR, minLength=0, maxLength=100))
        sheet.sheet.conditional_formatting.add(" ".join(f"C{number}" for number in shares), bar)


def open_summary(book: Workbook) -> Rows:
    """Create the empty sheet, as the first of the book."""
    sheet = create_sheet(book, "Summary")
    lay_out(sheet, WIDTHS, landscape=False)
    sheet.sheet_view.tabSelected = True
    sheet.row_dimensions[1].height = 34
    return Rows(sheet, WIDTHS)


def _lines(tally: Tally, rules: RuleSet, facts: RunFacts) -> Iterator[Line]:
    audited = sorted({row.code for family in rules.families for row in family.row if row.audited and row.code})
    yield [("Audit of operative notes", Look.TITLE)]
    yield [(f"Vascularised bone transfer: {', '.join(audited)}. {tally.sentence}", Look.CAPTION)]
    yield from _status(tally)
    yield from _codes(tally, audited)
    yield from _missing(tally, rules)
    yield from _run(tally, rules, facts)


def _headed(heading: str, *titles: tuple[str, Look]) -> Iterator[Line]:
    yield _BLANK
    yield [(heading, Look.HEADING)]
    yield titles


def _share(part: int, whole: int) -> tuple[Value, Look]:
    return (part / whole, Look.SHARE) if whole else (None, Look.TEXT)


def _status(tally: Tally) -> Iterator[Line]:
    notes, share = ("Notes", Look.HEAD_NUMBER), ("Share", Look.HEAD_NUMBER)
    yield from _headed("Status", ("Status", Look.HEAD), notes, share, ("What it means", Look.HEAD), ("", Look.HEAD))
    for status in Status:
        word, count = STATUS_WORDS[status], tally.status[status]
        meaning = (MEANING[status], Look.TEXT)
        yield [(word, chip(word)), (count, Look.NUMBER), _share(count, tally.audited), meaning, (None, Look.TEXT)]
    yield [("all notes", Look.STRONG), (tally.audited, Look.NUMBER), *[(None, Look.TEXT)] * 3]


def _codes(tally: Tally, audited: Sequence[str]) -> Iterator[Line]:
    notes, share = ("Notes", Look.HEAD_NUMBER), ("Share", Look.HEAD_NUMBER)
    yield from _headed("Codes", ("Code", Look.HEAD), notes, share, ("Part of the set", Look.HEAD), ("", Look.HEAD))
    for code in [*audited, *sorted(set(tally.best_fit) - set(audited))]:
        yield _code(code, tally.best_fit[code], tally.audited, "yes")
    for code in sorted(tally.other_codes):
        yield _code(code, tally.other_codes[code], tally.audited, "no, a neighbour")


def _code(code: str, count: int, whole: int, kind: str) -> Line:
    return [(code, Look.STRONG), (count, Look.NUMBER), _share(count, whole), (kind, Look.TEXT), (None, Look.TEXT)]


def _missing(tally: Tally, rules: RuleSet) -> Iterator[Line]:
    """Most often missing first; the share is of the notes for which the element is asked at all."""
    yield from _headed(
        "Missing documentation",
        ("Element", Look.HEAD),
        ("Missing in", Look.HEAD_NUMBER),
        ("Share", Look.HEAD_NUMBER),
        ("Severity", Look.HEAD),
        ("Who asks for it", Look.HEAD),
    )
    asked = [element for element in rules.elements if tally.asked[element.id]]
    if not asked:
        yield [("No note in this run is asked for the elements.", Look.TEXT), *[(None, Look.TEXT)] * 4]
    for element in sorted(asked, key=lambda element: -tally.missing[element.id] / tally.asked[element.id]):
        missing = tally.missing[element.id]
        yield [
            (element.label, Look.STRONG),
            (missing, Look.NUMBER),
            _share(missing, tally.asked[element.id]),
            (element.severity, chip(element.severity)),
            (element.authority, Look.MUTED),
        ]


def _run(tally: Tally, rules: RuleSet, facts: RunFacts) -> Iterator[Line]:
    yield _BLANK
    yield [("This run", Look.HEADING)]
    encodings = ", ".join(f"{name} ({count})" for name, count in sorted(tally.encodings.items()))
    rows: list[tuple[str, Value]] = [
        ("When", facts.when),
        ("Files seen", tally.audited + tally.failures + tally.left_aside),
        ("Notes audited", tally.audited),
        ("Files not audited", tally.failures),
        ("Files left aside", tally.left_aside),
        ("Encodings of the notes", encodings),
        ("Tool version", facts.tool_version),
        ("Rule digest", rules.digest),
    ]
    for label, value in rows:
        look = Look.MOMENT if isinstance(value, datetime) else Look.TEXT
        yield [(label, Look.STRONG), (value, look), *[(None, Look.TEXT)] * 3]
