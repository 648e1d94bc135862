"""Sheet "Summary": a dashboard that a manager reads in one look, and below it the numbers behind the charts."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.formatting.rule import DataBar, FormatObject, Rule
from openpyxl.worksheet.worksheet import Worksheet

from auditor.report.text import STATUS_WORDS
from auditor.report.workbook import summary_tables as tables
from auditor.report.workbook.billing_tables import billing_sections
from auditor.report.workbook.billing_tally import BillingTally
from auditor.report.workbook.charts import AMBER, BLUE, GREEN, GREY, PURPLE, RED, Bars, Box, add_bars
from auditor.report.workbook.rows import Rows, Sheets
from auditor.report.workbook.style import ACCENT, BAR, Look
from auditor.report.workbook.summary_tables import RunFacts, Section
from auditor.report.workbook.tally import Tally
from auditor.rules.load import RuleSet

TITLE = "Summary"
_WIDTHS = (28, 22, 22, 22, 22, 22)
_TOP = (6, 18)  # the rows of each band of charts, from 0; the second ends where its names need it
_SECOND = 19
_MOST_SURGEONS = 12  # bars with room for names of two lines
# Dark enough to be told apart in grey: supported, query, outside the set, not applicable.
_STATUS_COLOURS = (GREEN, AMBER, BLUE, GREY)
_SEVERITY_COLOURS = (RED, AMBER, BLUE, GREY, PURPLE)


def open_summary(sheets: Sheets) -> Rows:
    """Create the empty sheet, as the first of the book."""
    rows = sheets.open(TITLE, _WIDTHS)
    rows.sheet.page_setup.orientation = "portrait"
    rows.sheet.page_setup.paperSize = Worksheet.PAPERSIZE_LETTER
    rows.sheet.sheet_view.tabSelected = True
    rows.sheet.sheet_properties.tabColor = ACCENT
    return rows


def write_summary(
    rows: Rows, tally: Tally, rules: RuleSet, facts: RunFacts, shown: int, billing: BillingTally | None = None
) -> None:
    """Write the whole sheet; `rows` comes from `open_summary`, `shown` is the number of findings in the workbook."""
    audited = sorted({row.code for family in rules.families for row in family.row if row.audited and row.code})
    status, codes = tables.status_section(tally), tables.code_section(tally, audited)
    severity, missing = tables.severity_section(tally), tables.missing_section(tally, rules)
    surgeons = tables.surgeon_section(tally)
    foot = _SECOND + max(12, len(missing.lines) + 2)
    rows.append([("Audit of operative notes", Look.TITLE)], height=34)
    rows.append([(f"Vascularised bone transfer: {', '.join(audited)}. {tally.sentence}", Look.CAPTION)])
    if billing:
        rows.append([(billing.sentence, Look.CAPTION)])
    _tiles(rows, tally)
    _blank(rows, until=foot + 1 if tally.audited else 6)
    places = {}
    claimed = billing_sections(billing, rules) if billing else ()
    for section in (*claimed, status, codes, severity, missing, surgeons, tables.run_section(tally, rules, facts, shown)):
        places[section.heading] = _write(rows, section)
    if tally.audited:
        _charts(rows, [status, codes, severity, missing, surgeons], places, foot)


def _tiles(rows: Rows, tally: Tally) -> None:
    tiles = [(tally.audited, "notes audited"), *((tally.status[status], word) for status, word in STATUS_WORDS.items())]
    tiles.append((tally.failures, "files not audited"))
    rows.append([])
    rows.append([(number, Look.TILE) for number, _ in tiles], height=32)
    rows.append([(label, Look.TILE_LABEL) for _, label in tiles])


def _blank(rows: Rows, until: int) -> None:
    while rows.count < until:
        rows.append([])


def _write(rows: Rows, section: Section) -> tuple[int, int]:
    """Write one table, and say in which rows its lines stand."""
    rows.append([(section.heading, Look.HEADING)], height=24)
    if section.titles:
        rows.append(section.head())
    first = rows.count + 1
    for line in section.lines:
        rows.append(line)
    if not section.lines:
        rows.append([("none", Look.TEXT), *[(None, Look.TEXT)] * (len(_WIDTHS) - 1)])
    last = rows.count
    if "Share" in section.titles:
        ends = [FormatObject(type="num", val=0), FormatObject(type="num", val=1)]
        bar = Rule(type="dataBar", dataBar=DataBar(cfvo=ends, color=BAR, minLength=0, maxLength=100))
        rows.sheet.conditional_formatting.add(f"C{first}:C{last}", bar)
    rows.append([])
    return first, last


def _charts(rows: Rows, sections: Sequence[Section], places: dict[str, tuple[int, int]], foot: int) -> None:
    status, codes, severity, missing, surgeons = sections
    top, end = _TOP

    def draw(
        section: Section, title: str, box: Box, columns: Sequence[int], colours: Sequence[str], number: str = "#,##0"
    ) -> None:
        first, last = places[section.heading]
        if section.lines:
            last = min(last, first + _MOST_SURGEONS - 1) if section is surgeons else last
            add_bars(rows.sheet, Bars(title, first, last, columns, colours, number), box)

    draw(status, "Notes by status", Box(0, top, 2, end), [2], _STATUS_COLOURS)
    draw(codes, "Notes by code", Box(2, top, 4, end), [2], [BLUE])
    draw(severity, "Gaps by severity", Box(4, top, 6, end), [2], _SEVERITY_COLOURS)
    draw(missing, "Share of notes in which an element is missing", Box(0, _SECOND, 3, foot), [3], [BLUE], "0%")
    most = f"Notes by surgeon, the {_MOST_SURGEONS} with most" if len(surgeons.lines) > _MOST_SURGEONS else "Notes by surgeon"
    draw(surgeons, most, Box(3, _SECOND, 6, foot), [3, 4, 5, 6], _STATUS_COLOURS, "#,##0;;")
