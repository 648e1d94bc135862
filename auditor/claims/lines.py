"""A row -> a claim line, or the reason why it is none. Every row that holds anything is one of the two, exactly once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from auditor.claims.codes import NO_CODE, read_code, read_diagnoses, read_modifiers, read_units
from auditor.claims.columns import Column, Columns, title_in
from auditor.claims.model import NOTHING, ClaimFault, ClaimLine
from auditor.claims.money import Money
from auditor.claims.people import Person, read_case, read_npi, read_person, read_text
from auditor.notes.tables.cells import Cell, Cells, Row, Trouble, is_blank
from auditor.notes.tables.dates import Days

_TOTAL: Final = Trouble("the row holds a total or a remark, and no claim line", NOTHING)
_TITLES: Final = Trouble("the row repeats the titles of the table", NOTHING)
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


_Reading = Callable[[Cell], tuple[Any, Trouble | None]]


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
        faults += (_fault(row.number, one.column, one.trouble, kept=True) for one in kept)
        key = tuple(line.__dict__.values())[1:]  # all but the row
        same = first.setdefault(key, line.row)
        if same != line.row:
            trouble = Trouble(f"the same line stands in row {same}", "leave it out if it was billed once")
            faults.append(_fault(row.number, None, trouble, kept=True))
    return Read(tuple(lines), tuple(faults), count)


class _Slot:
    """One column and how its cells are read; texts come again and again, so that each is read once."""

    __slots__ = ("_known", "_place", "_read", "column")

    def __init__(self, column: Column, read: _Reading) -> None:
        self.column = column
        self._place = column.place
        self._read = read
        self._known: dict[str, tuple[Any, Trouble | None]] = {}

    def of(self, cells: Cells) -> tuple[Any, Trouble | None]:
        """The value, and what is wrong with it."""
        cell = cells[self._place] if self._place < len(cells) else None
        if not isinstance(cell, str):
            return self._read(cell)
        found = self._known.get(cell)
        if found is None:
            found = self._known[cell] = self._read(cell)
        return found


class _Reader:
    """Reads row by row; `_of` has the columns of each field."""

    def __init__(self, columns: Columns, days: Days, money: Money, ragged: bool) -> None:
        how: dict[str, _Reading] = {
            "case": read_case, "date_of_service": days.read, "surgeon": read_person, "npi": read_npi, "code": read_code,
            "modifiers": read_modifiers, "units": read_units, "coder": read_text, "payer": read_text, "charge": money.read,
            "diagnoses": read_diagnoses,
        }  # fmt: skip
        self._of = {field: tuple(_Slot(column, how[field]) for column in found) for field, found in columns.of.items()}
        self._width = columns.width
        self._ragged = ragged

    def read(self, row: Row) -> tuple[ClaimLine, list[_NoLineError]]:
        """The line, and what is wrong with it though it is kept. Raises _NoLineError."""
        if isinstance(row.cells, Trouble):
            raise _NoLineError(row.cells)
        cells = row.cells
        if self._ragged and len(cells) > self._width and not all(map(is_blank, cells[self._width :])):
            raise _NoLineError(_MOVED)
        code, modifiers = self._coded(cells)
        units = self._units(cells)
        kept: list[_NoLineError] = []
        person, npi = self._who(cells, kept)
        case = self._kept("case", cells, kept)
        day = self._kept("date_of_service", cells, kept)
        if case is None and (day is None or (person.name is None and npi is None)):
            raise kept[0] if len(kept) == 1 else _NoLineError(_UNMATCHABLE)
        line = ClaimLine(
            row=row.number, case=case, date_of_service=day, surgeon=person.name, npi=npi, code=code, modifiers=modifiers,
            units=units, coder=self._kept("coder", cells, kept), payer=self._kept("payer", cells, kept),
            charge=self._kept("charge", cells, kept), diagnoses=self._diagnoses(cells, kept),
        )  # fmt: skip
        return line, kept

    def _coded(self, cells: Cells) -> tuple[str, tuple[str, ...]]:
        """The code, and the modifiers that stand with it and in columns of their own."""
        (slot,) = self._of["code"]
        coded, trouble = slot.of(cells)
        if coded is None or trouble:
            raise _no_code(cells, slot.column, trouble or NO_CODE)
        modifiers: tuple[str, ...] = coded.modifiers
        for slot in self._of.get("modifiers", ()):
            found, trouble = slot.of(cells)
            if trouble:
                raise _NoLineError(trouble, slot.column)
            modifiers += found
        return coded.code, tuple(dict.fromkeys(modifiers))

    def _units(self, cells: Cells) -> int:
        for slot in self._of.get("units", ()):
            units, trouble = slot.of(cells)
            if trouble:
                raise _NoLineError(trouble, slot.column)
            return int(units)
        return 1

    def _who(self, cells: Cells, kept: list[_NoLineError]) -> tuple[Person, str | None]:
        person = self._kept("surgeon", cells, kept) or Person()
        npi = self._kept("npi", cells, kept)
        if npi and person.npi and npi != person.npi:
            kept.append(_NoLineError(_TWO_NPIS, self._of["npi"][0].column))
        return person, npi or person.npi

    def _diagnoses(self, cells: Cells, kept: list[_NoLineError]) -> tuple[str, ...]:
        diagnoses: tuple[str, ...] = ()
        for slot in self._of.get("diagnoses", ()):
            found, trouble = slot.of(cells)
            diagnoses += found
            if trouble:
                kept.append(_NoLineError(trouble, slot.column))
        return tuple(dict.fromkeys(diagnoses))

    def _kept(self, field: str, cells: Cells, kept: list[_NoLineError]) -> Any:
        """What stands in a field of one column whose faults take no line away."""
        for slot in self._of.get(field, ()):
            value, trouble = slot.of(cells)
            if trouble:
                kept.append(_NoLineError(trouble, slot.column))
            return value
        return None


def _no_code(cells: Cells, column: Column, trouble: Trouble) -> _NoLineError:
    """Why a row without a code that can be read is no line."""
    if title_in(cells, column.place, column.title):
        return _NoLineError(_TITLES)
    first = next((cell for cell in cells if not is_blank(cell)), None)
    if isinstance(first, str) and _TOTAL_WORD.match(first):
        return _NoLineError(_TOTAL)
    return _NoLineError(trouble, column)


def _fault(row: int, column: Column | None, trouble: Trouble, *, kept: bool) -> ClaimFault:
    return ClaimFault(row=row, column=column and column.title, what=trouble.what, remedy=trouble.remedy, kept=kept)
