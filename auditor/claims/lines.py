"""A row -> a claim line, or the reason why it is none. Every row that holds anything is one of the two, exactly once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from auditor.claims.cells import Cell, Cells, Row, Trouble, is_blank
from auditor.claims.codes import read_code, read_diagnoses, read_modifiers, read_units
from auditor.claims.columns import Column, Columns, title_in
from auditor.claims.dates import Days
from auditor.claims.model import ClaimFault, ClaimLine
from auditor.claims.money import Money
from auditor.claims.people import Person, read_case, read_npi, read_person, read_text

_NOTHING: Final = "nothing to do"
_TOTAL: Final = Trouble("the row holds a total or a remark, and no claim line", _NOTHING)
_TITLES: Final = Trouble("the row repeats the titles of the table", _NOTHING)
_MOVED: Final = Trouble(
    "the row has more cells than the table has columns", "put a text that holds the separator between quotation marks"
)
_UNMATCHABLE: Final = Trouble(
    "the row tells neither the case nor both the surgeon and the day, so that it belongs to no note",
    "add the case, or the surgeon and the date of service",
)
_TWO_NPIS: Final = Trouble("two different NPIs stand in the row, and this one is compared", "keep the NPI of the surgeon")

_TOTAL_WORD = re.compile(
    r"\W*(grand|sub|report|page|overall)?[ -]?(totals?|sum|count|records|rows|lines|average|end of (report|file|list))\b",
    re.IGNORECASE,
)


class Read(NamedTuple):
    """What came of the rows: every row is a line, or has the one fault that is not kept."""

    lines: tuple[ClaimLine, ...]
    faults: tuple[ClaimFault, ...]
    rows: int


class _NoLineError(Exception):
    """The row cannot be compared."""

    def __init__(self, trouble: Trouble, column: Column | None = None) -> None:
        self.trouble = trouble
        self.column = column


def read_rows(rows: Sequence[Row], columns: Columns, days: Days, money: Money, *, ragged: bool) -> Read:
    """Read the rows below the titles; `days` and `money` have judged their columns already."""
    reader = _Reader(columns, days, money, ragged)
    lines: list[ClaimLine] = []
    faults: list[ClaimFault] = []
    first: dict[tuple[Any, ...], int] = {}
    count = 0
    for row in rows:
        if not isinstance(row.cells, Trouble) and all(map(is_blank, row.cells)):
            continue
        count += 1
        try:
            line, kept = reader.read(row)
        except _NoLineError as no_line:
            faults.append(_fault(row.number, no_line.column, no_line.trouble, kept=False))
            continue
        lines.append(line)
        faults += kept
        key = tuple(value for name, value in line if name != "row")
        same = first.setdefault(key, line.row)
        if same != line.row:
            trouble = Trouble(f"the same line stands in row {same}", "leave it out if it was billed once")
            faults.append(_fault(row.number, None, trouble, kept=True))
    return Read(tuple(lines), tuple(faults), count)


class _Reader:
    def __init__(self, columns: Columns, days: Days, money: Money, ragged: bool) -> None:
        self._of = columns.of
        self._width = columns.width
        self._days = days
        self._money = money
        self._ragged = ragged
        self._code = columns.of["code"][0]

    def read(self, row: Row) -> tuple[ClaimLine, list[ClaimFault]]:
        """The line and the faults that it is kept with. Raises _NoLineError."""
        if isinstance(row.cells, Trouble):
            raise _NoLineError(row.cells)
        cells = row.cells
        if self._ragged and not all(map(is_blank, cells[self._width :])):
            raise _NoLineError(_MOVED)
        code, modifiers = self._coded(cells)
        units, trouble = self._first("units", cells, read_units, 1)
        if trouble:
            raise trouble
        kept: list[_NoLineError] = []
        person, npi = self._who(cells, kept)
        case = self._kept("case", cells, read_case, kept)
        day = self._kept("date_of_service", cells, self._days.read, kept)
        if case is None and (day is None or (person.name is None and npi is None)):
            raise kept[0] if len(kept) == 1 else _NoLineError(_UNMATCHABLE)
        line = ClaimLine(
            row=row.number, case=case, date_of_service=day, surgeon=person.name, npi=npi, code=code, modifiers=modifiers,
            units=units, coder=self._kept("coder", cells, read_text, kept), payer=self._kept("payer", cells, read_text, kept),
            charge=self._kept("charge", cells, self._money.read, kept), diagnoses=self._diagnoses(cells, kept),
        )  # fmt: skip
        return line, [_fault(row.number, one.column, one.trouble, kept=True) for one in kept]

    def _coded(self, cells: Cells) -> tuple[str, tuple[str, ...]]:
        """The code, and the modifiers that stand with it and in columns of their own."""
        code, modifiers, trouble = read_code(_cell(cells, self._code))
        if code is None or trouble:
            raise _no_code(cells, self._code, trouble)
        for column, (found, trouble) in self._each("modifiers", cells, read_modifiers):
            if trouble:
                raise _NoLineError(trouble, column)
            modifiers += found
        return code, tuple(dict.fromkeys(modifiers))

    def _who(self, cells: Cells, kept: list[_NoLineError]) -> tuple[Person, str | None]:
        person = self._kept("surgeon", cells, read_person, kept) or Person()
        npi = self._kept("npi", cells, read_npi, kept)
        if npi and person.npi and npi != person.npi:
            kept.append(_NoLineError(_TWO_NPIS, self._of["npi"][0]))
        return person, npi or person.npi

    def _diagnoses(self, cells: Cells, kept: list[_NoLineError]) -> tuple[str, ...]:
        diagnoses: tuple[str, ...] = ()
        for column, (found, trouble) in self._each("diagnoses", cells, read_diagnoses):
            diagnoses += found
            if trouble:
                kept.append(_NoLineError(trouble, column))
        return tuple(dict.fromkeys(diagnoses))

    def _kept(
        self, field: str, cells: Cells, read: Callable[[Cell], tuple[Any, Trouble | None]], kept: list[_NoLineError]
    ) -> Any:
        """What stands in a field whose faults take no line away."""
        value, trouble = self._first(field, cells, read, None)
        if trouble:
            kept.append(trouble)
        return value

    def _first(
        self, field: str, cells: Cells, read: Callable[[Cell], tuple[Any, Trouble | None]], nothing: Any
    ) -> tuple[Any, _NoLineError | None]:
        for column, (value, trouble) in self._each(field, cells, read):
            return value, _NoLineError(trouble, column) if trouble else None
        return nothing, None

    def _each(self, field: str, cells: Cells, read: Callable[[Cell], Any]) -> Iterator[tuple[Column, Any]]:
        for column in self._of.get(field, ()):
            yield column, read(_cell(cells, column))


def _cell(cells: Cells, column: Column) -> Cell:
    return cells[column.place] if column.place < len(cells) else None


def _no_code(cells: Cells, column: Column, trouble: Trouble | None) -> _NoLineError:
    """Why a row without a code that can be read is no line."""
    if title_in(cells, column.place, column.title):
        return _NoLineError(_TITLES)
    if any(isinstance(cell, str) and _TOTAL_WORD.match(cell) for cell in cells):
        return _NoLineError(_TOTAL)
    assert trouble is not None
    return _NoLineError(trouble, column)


def _fault(row: int, column: Column | None, trouble: Trouble, *, kept: bool) -> ClaimFault:
    return ClaimFault(row=row, column=column and column.title, what=trouble.what, remedy=trouble.remedy, kept=kept)
