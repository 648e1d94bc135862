"""A claim file -> its lines and its faults: the door of the room."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from auditor.claims import delimited
from auditor.claims.cells import Cell, Row, Trouble
from auditor.claims.columns import Columns, choose, listed
from auditor.claims.dates import Days
from auditor.claims.head import HEAD_ROWS, Head, HeadFinder
from auditor.claims.lines import read_rows
from auditor.claims.mapping import checked
from auditor.claims.model import ClaimsFile
from auditor.claims.money import Money
from auditor.claims.tables import Table, kind_of, read_bytes
from auditor.claims.titles import Titles
from auditor.errors import ClaimsError
from auditor.notes.seen import shown
from auditor.rules.schema import ClaimField

_TRIED_LINES: Final = 400


def read_claims(
    path: Path,
    columns: Mapping[str, str | Sequence[str]] | None = None,
    *,
    day_first: bool | None = None,
    sheet: str | None = None,
    fields: Sequence[ClaimField] | None = None,
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
    finder = HeadFinder(known, [title for titles in named.values() for title in titles], named.get("code", ()))
    table, head, others = _table(data, where, finder, sheet)
    if head is None:
        raise _headless(data, finder, named, where)
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


def shown_columns(claims: ClaimsFile) -> tuple[str, ...]:
    """One line for each field that is read, such as `case: column “Account” (guessed)`, and one for what is not read."""
    told = [f"{one.field}: column “{one.column}” ({'guessed' if one.guessed else 'as named'})" for one in claims.columns]
    return (*told, f"not read: {listed(claims.unused)}") if claims.unused else tuple(told)


def _shipped() -> Sequence[ClaimField]:
    from auditor.rules.load import load

    return load().claims


def _table(data: bytes, where: str, finder: HeadFinder, sheet: str | None) -> tuple[Table, Head | None, tuple[str, ...]]:
    """The table with the claims, its head, and names of hidden sheets that look as if they held claims too."""
    kind = kind_of(data, where)
    if kind == "xlsx":
        return _sheet(data, where, finder, sheet)
    if sheet is not None:
        raise ClaimsError(where, f"it has no sheets, and “{sheet}” is asked for", "leave the sheet out")
    if kind == "parquet":
        from auditor.claims.parquet import read_parquet

        table = read_parquet(data, where)
        return table, finder.find(table.rows), ()
    return *_delimited(data, where, finder), ()


def _delimited(data: bytes, where: str, finder: HeadFinder) -> tuple[Table, Head | None]:
    """The text, cut by the separator with which most titles are known."""
    text, separators = delimited.candidates(delimited.read_text(data, where))
    heads = [(finder.find(delimited.split(text, sign, _TRIED_LINES)), sign) for sign in separators]
    best, sign = max(heads, key=lambda one: one[0].known if one[0] else -1)
    if best is None:
        return Table(()), None
    return Table(delimited.split(text, sign), ragged=True), best


def _sheet(data: bytes, where: str, finder: HeadFinder, wanted: str | None) -> tuple[Table, Head | None, tuple[str, ...]]:
    """The sheet that is named, else the only visible one with a head."""
    from auditor.claims.spreadsheet import read_sheets

    found = [(table, head) for table in read_sheets(data, where, wanted) if (head := finder.find(table.rows)) is not None]
    seen = found if wanted is not None else [one for one in found if not one[0].hidden]
    hidden = tuple(f"hidden sheet {table.name}" for table, _ in found if table.hidden and wanted is None)
    if len(seen) > 1:
        several = listed(table.name or "" for table, _ in seen)
        raise ClaimsError(
            where, f"the sheets {several} could each hold the claims", 'name one: sheet = "NAME" in the file of --columns'
        )
    if not seen and hidden:
        what = f"only a hidden sheet holds claims ({listed(table.name or '' for table, _ in found)})"
        raise ClaimsError(where, what, 'show it, or name it: sheet = "NAME" in the file of --columns')
    return (*seen[0], hidden) if seen else (Table(()), None, ())


def _headless(data: bytes, finder: HeadFinder, named: Mapping[str, Sequence[str]], where: str) -> ClaimsError:
    """Why no titles were found. A row is shown only where it surely holds titles: it may be a line of a patient."""
    titles = named.get("code")
    code = f"the title “{titles[0]}” that is named for the code" if titles else "a title for the code, such as CPT"
    try:
        likely = _table(data, where, finder.without_code(), None)[1]
    except ClaimsError:
        likely = None
    if likely is not None:
        remedy = f'name it, such as --column code="TITLE"; the file has {listed(likely.titles)}'
        return ClaimsError(where, f"no column has {code}", remedy)
    remedy = 'name it, such as --column code="TITLE", and see that the titles stand above the lines'
    return ClaimsError(where, f"no row of the first {HEAD_ROWS} has {code}", remedy)


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
