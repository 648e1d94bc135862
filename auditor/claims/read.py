"""A claim file -> its lines and its faults: the door of the room."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from auditor.claims.columns import Columns, choose
from auditor.claims.find import find_table, headless
from auditor.claims.lines import read_rows
from auditor.claims.mapping import checked
from auditor.claims.model import ClaimsFile
from auditor.claims.money import Money
from auditor.claims.tables import read_bytes
from auditor.errors import ClaimsError, TableError
from auditor.notes.seen import shown
from auditor.notes.tables.cells import Cell, Row, Trouble
from auditor.notes.tables.dates import Days
from auditor.notes.tables.head import Head, HeadFinder
from auditor.notes.tables.table import Table
from auditor.notes.tables.titles import Titles, listed
from auditor.rules.schema import ClaimFields


def read_claims(
    path: Path,
    columns: Mapping[str, str | Sequence[str]] | None = None,
    *,
    day_first: bool | None = None,
    sheet: str | None = None,
    fields: ClaimFields | None = None,
) -> ClaimsFile:
    """Read the claims in `path`: CSV, XLSX or Parquet, by content.

    `columns` names the columns of fields and goes before any guess: a title, several where the field takes several, or ""
    for a field that shall not be read. `day_first` says how dates such as 03/04/2024 are meant, `sheet` in which sheet of a
    workbook the claims stand, `fields` how columns are known by their titles (default: the rules that ship).

    Every row below the titles that is not blank is a line of the result, or has one fault that is not kept.
    Raises ClaimsError where the file cannot be used at all; the error never holds a value of it.
    """
    named = checked(columns or {}, "columns")
    known = Titles(_shipped() if fields is None else fields)
    where = shown(path)
    data = read_bytes(path)
    finder = HeadFinder(known, named)
    table, head, others = _found(data, where, finder, sheet)
    if head is None:
        raise headless(data, where, finder, sheet, known, named)
    below = table.rows[head.at + 1 :]
    cells = [row.cells for row in below if not isinstance(row.cells, Trouble)]
    chosen = choose(head, cells, known, named, where)
    days, money = _judged(below, chosen, Days(table.start, day_first), where)
    read = read_rows(below, chosen, days, money, ragged=table.ragged)
    if not read.rows:
        raise ClaimsError(where, "there is no row below the titles", "export the claims again")
    return ClaimsFile(
        source=where, digest=hashlib.sha256(data).hexdigest(), rows=read.rows, lines=read.lines, faults=read.faults,
        columns=chosen.chosen, unused=(*chosen.unused, *others),
    )  # fmt: skip


def _found(data: bytes, where: str, finder: HeadFinder, sheet: str | None) -> tuple[Table, Head | None, tuple[str, ...]]:
    try:
        return find_table(data, where, finder, sheet)
    except TableError as problem:
        raise ClaimsError(problem.where, problem.what, problem.remedy) from None


def shown_columns(claims: ClaimsFile) -> tuple[str, ...]:
    """One line for each field that is read, such as `case: column “Account” (guessed)`, and one for what is not read."""
    told = [f"{one.field}: column “{one.column}” ({'guessed' if one.guessed else 'as named'})" for one in claims.columns]
    return (*told, f"not read: {listed(claims.unused)}") if claims.unused else tuple(told)


def _shipped() -> ClaimFields:
    from auditor.rules.load import load

    return load().claims


def _judged(rows: Sequence[Row], columns: Columns, days: Days, where: str) -> tuple[Days, Money]:
    """What dates and amounts mean in this table. Raises ClaimsError where the dates can mean two things."""
    money = Money()
    for column in columns.of.get("date_of_service", ()):
        if trouble := days.judge(_column(rows, column.place)):
            raise ClaimsError(f"{where}, column “{column.title}”", trouble.what, trouble.remedy)
    for column in columns.of.get("charge", ()):
        money.judge(cell for _, cell in _column(rows, column.place))
    return days, money


def _column(rows: Sequence[Row], place: int) -> Iterator[tuple[int, Cell]]:
    for number, cells in rows:
        if not isinstance(cells, Trouble) and place < len(cells):
            yield number, cells[place]
