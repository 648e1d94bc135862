"""The official relative value file of Medicare, as published, -> a fee schedule of the audited codes.

The file has lines of titles, then a header whose words are stacked over several rows ("WORK" above "RVU"), then a row for
each code and modifier. Columns are found by their stacked words and never by position. Descriptors are not kept: they
belong to the American Medical Association.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from auditor.errors import FeeError
from auditor.rules.fee_schema import FeeSchedule, Provenance, fee_error

Table = Sequence[Sequence[str]]

# How each column may be titled. Only the last words are compared: whatever stands above them belongs to the file as a whole.
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("HCPCS",),
    "modifier": ("MOD", "MODIFIER"),
    "status": ("STATUS CODE", "STATUS"),
    "work": ("WORK RVU", "WORK RVUS"),
    "facility_pe": ("FACILITY PE RVU", "FAC PE RVU"),
    "malpractice": ("MP RVU", "MALPRACTICE RVU"),
    "total": ("FACILITY TOTAL", "FAC TOTAL"),
    "split": ("PCTC IND", "PC/TC IND"),
    "global_days": ("GLOB DAYS", "GLOBAL DAYS"),
    "before": ("PRE OP",),
    "during": ("INTRA OP",),
    "after": ("POST OP",),
    "multiple": ("MULT PROC",),
    "bilateral": ("BILAT SURG",),
    "assistant": ("ASST SURG",),
    "co_surgeon": ("CO SURG",),
    "team": ("TEAM SURG",),
    "factor": ("CONV FACTOR", "CONVERSION FACTOR"),
}
_NUMBERS = ("work", "facility_pe", "malpractice", "total", "before", "during", "after")
_CENT = Decimal("0.01")
_LONGEST_HEAD = 40  # rows in which the header must end
_TITLE = re.compile(r"relative\s+value\s+file", re.IGNORECASE)
_RELEASED = re.compile(r"^released\b", re.IGNORECASE)
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_YEAR = re.compile(r"\b(20\d\d)\b")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)}|jan|apr|jul|oct)\b", re.IGNORECASE)
# From 2026 there are two conversion factors; the general one is that of surgeons who are no qualifying participants.
_PARTICIPANTS = frozenset({"QP", "QPP", "QUALIFYING", "APM"})


@dataclass(frozen=True, slots=True)
class Official:
    """What was taken from an official file: the schedule, and how many rows of its codes with a modifier were left out."""

    schedule: FeeSchedule
    with_modifier: int


def read_official(
    path: Path, codes: Collection[str], effective: datetime.date | None = None, limits: FeeSchedule | None = None
) -> Official:
    """Read the rows of `codes` from the official file `path` (.csv or .xlsx).

    The first day of its quarter is read from its title unless `effective` says it. Daily limits are in another table of
    Medicare; those of `limits` are carried over with their own date. Raises FeeError.
    """
    table, digest = _read(path)
    head = _head_end(table, path)
    columns = _columns(table[: head + 1], path)
    release = _release(table[:head])
    day = _effective(release, effective, path)
    wanted = [number for number in range(head + 1, len(table)) if _cell(table[number], columns["code"]) in codes]
    plain = [number for number in wanted if not _cell(table[number], columns["modifier"])]
    rows = _once_each(table, columns["code"], plain, codes, path)
    label = f"{_MONTHS[day.month - 1]} {day.year}"
    data = {
        "label": label,
        "effective": day,
        "source": f"CMS, National Physician Fee Schedule Relative Value File, {label}",
        "conversion_factor": _factor([_Row(table[n], n + 1, columns, path) for n in rows]),
        "limits": limits.limits if limits else None,
        "provenance": Provenance(file=path.name, sha256=digest, lines=len(table), release=release or "not titled"),
        "row": [_Row(table[n], n + 1, columns, path).fields() | _limit(_cell(table[n], columns["code"]), limits) for n in rows],
    }
    try:
        return Official(FeeSchedule.model_validate(data), len(wanted) - len(plain))
    except ValidationError as problem:
        raise fee_error(str(path), problem) from None


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the file, its number as a person counts it, and where its columns are."""

    cells: Sequence[str]
    number: int
    columns: Mapping[str, int]
    path: Path

    def text(self, name: str) -> str:
        """The cell of a column."""
        return _cell(self.cells, self.columns[name])

    def amount(self, name: str) -> Decimal:
        """The cell of a column as a number; raises FeeError where it is none."""
        try:
            value = Decimal(self.text(name))
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite():
            column = _COLUMNS[name][0]
            raise FeeError(
                f"{self.path}, row {self.number}",
                f"{self.text('code')} has no number in the column {column}",
                "name the file as CMS published it",
            )
        return value

    def fields(self) -> dict[str, object]:
        """The row as the fields of a FeeRow."""
        numbers = {name: self.amount(name) for name in _NUMBERS}
        shown = {name: value.quantize(_CENT) if value == value.quantize(_CENT) else value for name, value in numbers.items()}
        texts = {name: self.text(name).upper() for name in _COLUMNS if name not in {*_NUMBERS, "factor", "modifier"}}
        days = texts["global_days"]
        return {**texts, **shown, "global_days": days.zfill(3) if days.isdigit() else days}


def _limit(code: str, limits: FeeSchedule | None) -> dict[str, object]:
    row = limits.value(code) if limits else None
    return {"mue": row.mue, "mai": row.mai} if row else {}


def _read(path: Path) -> tuple[Table, str]:
    """The cells of the file as text, and its SHA-256."""
    try:
        raw = path.read_bytes()
    except OSError as problem:
        raise FeeError(str(path), f"it cannot be read ({type(problem).__name__})", "check its name and its rights") from None
    digest = hashlib.sha256(raw).hexdigest()
    match path.suffix.lower():
        case ".csv":
            return _csv(raw), digest
        case ".xlsx":
            return _xlsx(raw, path), digest
        case ".zip":
            raise FeeError(str(path), "it is an archive", "unpack it and name the file PPRRVU… with the ending .csv or .xlsx")
        case _:
            raise FeeError(str(path), "it is neither .csv nor .xlsx", "name the file PPRRVU… in one of these two forms")


def _csv(raw: bytes) -> Table:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]


def _xlsx(raw: bytes, path: Path) -> Table:
    """The first sheet that has the column HCPCS."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        sheets = [[[_shown(cell) for cell in row] for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise FeeError(str(path), "it cannot be opened as a workbook", "download it again, or name the .csv") from None
    return next((sheet for sheet in sheets if _head_rows(sheet)), sheets[0] if sheets else [])


def _shown(value: object) -> str:
    """A cell as the .csv prints it: a whole number without a point, and no trace of binary fractions."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(round(value, 6))), "f")
    return str(value).strip()


def _cell(row: Sequence[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""


def _head_rows(table: Table) -> list[int]:
    return [number for number, row in enumerate(table[:_LONGEST_HEAD]) if any(_words(cell) == ["HCPCS"] for cell in row)]


def _head_end(table: Table, path: Path) -> int:
    """The last row of the header: the one in which HCPCS stands."""
    found = _head_rows(table)
    if not found:
        what = f"no column HCPCS is titled in its first {_LONGEST_HEAD} rows"
        raise FeeError(str(path), what, "name the National Physician Fee Schedule Relative Value File (PPRRVU…)")
    return found[-1]


def _words(cell: str) -> list[str]:
    """The words of a title; "NON-FAC" stays one word, so that it is never read as FAC."""
    plain = re.sub(r"\bNON[\s-]+(?=FAC|Q)", "NON-", cell.upper())
    return [word.strip("-.") for word in plain.split() if word.strip("-.")]


def _columns(head: Table, path: Path) -> dict[str, int]:
    width = max(len(row) for row in head)
    stacked = [_words(" ".join(_cell(row, column) for row in head)) for column in range(width)]
    found = {}
    for name, titles in _COLUMNS.items():
        places = [n for n, words in enumerate(stacked) if any(words[-len(t.split()) :] == t.split() for t in titles)]
        if name == "factor" and len(places) > 1:
            places = [n for n in places if not _PARTICIPANTS & set(stacked[n])]
        if len(places) != 1:
            what = f"{'no' if not places else 'more than one'} column is titled {titles[0]}"
            raise FeeError(f"{path}, header", what, "name the file as CMS published it, or report the new form of its header")
        found[name] = places[0]
    return found


def _release(head: Table) -> str:
    """The title as printed, and the day of release where it stands beside it; empty where there is no title."""
    lines = [re.sub(r"\s+", " ", " ".join(row)).strip() for row in head]
    for above, line in zip(["", *lines], lines, strict=False):
        if _TITLE.search(line):
            title = line if _YEAR.search(line) else f"{above} {line}".strip()
            return "; ".join([title, *[line for line in lines if _RELEASED.search(line)][:1]])
    return ""


def _effective(release: str, given: datetime.date | None, path: Path) -> datetime.date:
    title = release.partition(";")[0]
    year, month = _YEAR.search(title), _MONTH.search(title)
    if given is not None:
        if year and int(year[1]) != given.year:
            what = f"its title names {year[1]}, and {given.isoformat()} is another year"
            raise FeeError(str(path), what, "give the day from which this file holds")
        return given
    if not (year and month):
        raise FeeError(str(path), "its title does not name year and month of its release", "give --effective YYYY-MM-DD")
    short = [name[:3].lower() for name in _MONTHS]
    return datetime.date(int(year[1]), short.index(month[1][:3].lower()) + 1, 1)


def _once_each(table: Table, column: int, plain: list[int], codes: Collection[str], path: Path) -> list[int]:
    """The rows in the order of their codes; raises FeeError unless each code has just one."""
    for code in sorted(codes):
        count = sum(_cell(table[number], column) == code for number in plain)
        if count != 1:
            what = f"{code} has {'no row' if not count else f'{count} rows'} without a modifier"
            raise FeeError(str(path), what, "name the file whole and as CMS published it")
    return sorted(plain, key=lambda number: _cell(table[number], column))


def _factor(rows: Sequence[_Row]) -> Decimal:
    factors = {row.amount("factor") for row in rows}
    if len(factors) > 1:
        what = f"the codes have {len(factors)} conversion factors"
        raise FeeError(f"{rows[0].path}, column CONV FACTOR", what, "name the file as CMS published it")
    return factors.pop()
