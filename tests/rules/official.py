"""Files in the shape in which CMS publishes its relative values, made of the schedule that ships and of words of our own."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from auditor.rules.fee_schema import FeeRow, FeeSchedule, shipped_fees

Table = list[list[str]]

# The header of the files of July 2024 and October 2025: words stacked over up to five rows, some with a space behind.
STACKED: Table = [
    ["", "", "", " ", *[""] * 24, "NON-FACILITY", "FACILITY", ""],
    ["", "", "", "", "NOT USED", *[""] * 20, "PHYSICIAN", "", "DIAGNOSTIC", "PE USED", "PE USED", "MP USED"],
    [
        *("", "", "", "", "FOR", "", "", "NON-FAC", "", "FACILITY "),
        *[""] * 15,
        *("SUPERVISION OF", "", "IMAGING", "FOR OPPS", "FOR OPPS", "FOR OPPS"),
    ],
    [
        *("", "", "", "STATUS", "MEDICARE ", "WORK", "NON-FAC", "NA", "FACILITY", "NA", "MP", "NON-FACILITY", "FACILITY", "PCTC"),
        *("GLOB", "PRE", "INTRA", "POST", "MULT", "BILAT", "ASST", "CO-", "TEAM", "ENDO", "CONV", "DIAGNOSTIC", "CALCULATION"),
        *("FAMILY", "PAYMENT", "PAYMENT", "PAYMENT"),
    ],
    [
        *("HCPCS", "MOD", "DESCRIPTION", "CODE", "PAYMENT", "RVU", "PE RVU", "INDICATOR", "PE RVU", "INDICATOR", "RVU", "TOTAL"),
        *("TOTAL", "IND", "DAYS", "OP", "OP", "OP", "PROC", "SURG", "SURG", "SURG", "SURG", "BASE", "FACTOR", "PROCEDURES"),
        *("FLAG", "INDICATOR", "AMOUNT", "AMOUNT", "AMOUNT"),
    ],
]
TITLES = (
    "2024 National Physician Fee Schedule Relative Value File July Release",
    "Codes and their words belong to others; this file is made for a test.",
    "RELEASED 05/03/2024",
)
ABOVE = len(TITLES) + len(STACKED)  # rows before the first code
_FIELDS = (
    *("code", "modifier", "words", "status", "", "work", "facility_pe", "na", "facility_pe", "", "malpractice", "total", "total"),
    *(
        "split",
        "global_days",
        "before",
        "during",
        "after",
        "multiple",
        "bilateral",
        "assistant",
        "co_surgeon",
        "team",
        "",
        "factor",
    ),
)


def in_one_row(stacked: Table = STACKED) -> Table:
    """The same titles, each whole in one cell."""
    return [[" ".join(row[column] for row in stacked if row[column]) for column in range(len(stacked[0]))]]


def with_column(head: Table, before: int, words: Sequence[str]) -> Table:
    """The header with a column more, its words from the lowest row up."""
    named = [*words, *[""] * len(head)][: len(head)][::-1]
    return [[*row[:before], word, *row[before:]] for row, word in zip(head, named, strict=True)]


def cells(row: FeeRow, schedule: FeeSchedule, **changed: str) -> list[str]:
    """A line of the file for `row`."""
    values = {name: str(value) for name, value in row} | {"modifier": "", "words": "A made-up line, of no account", "": ""}
    values |= {"na": "NA", "factor": str(schedule.conversion_factor)} | changed
    return [values[name] for name in _FIELDS] + ["09", "0", "99", "0.00", "0.00", "0.00"]


def other(code: str, modifier: str = "") -> list[str]:
    """A line of a code that is not audited."""
    return [code, modifier, "Another made-up line", "A", "", *["1.00"] * 20, *[""] * 6]


def official(titles: Sequence[str] = TITLES, head: Table = STACKED, rows: Table | None = None) -> Table:
    """A whole file of the eight codes among others."""
    schedule = shipped_fees()
    lines = [cells(row, schedule) for row in schedule.row] if rows is None else rows
    above = [["", "", title, *[""] * 28] for title in titles]
    return [*above, *head, other("10021"), *lines, other("76000", "26"), other("76000", "TC")]


def as_csv(path: Path, table: Table, end: str = "\r\n", encoding: str = "utf-8") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end).writerows(table)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def as_xlsx(path: Path, table: Table) -> Path:
    """A workbook with numbers where the file has numbers, and a sheet before that is none of it."""
    book = Workbook()
    book.active.title = "Read me"  # type: ignore[union-attr]
    sheet = book.create_sheet("PPRRVU24_JUL")
    for row in table:
        sheet.append([float(cell) if cell.replace(".", "", 1).isdigit() else cell or None for cell in row])
    book.save(path)
    return path
