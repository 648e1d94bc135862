"""Dates of any usual form -> year-month-day. Which of day and month stands first is judged over a whole column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from auditor.notes.tables.cells import Cell, Trouble, text_of, whole

EXCEL: Final = date(1899, 12, 30)  # day 0 of a spreadsheet's count, as its count of 1900 comes out from March on
_YEARS = range(1970, 2100)
_BAD: Final = Trouble("this is no date", "write it as YYYY-MM-DD")
_IMPOSSIBLE: Final = Trouble("there is no such day in the order that the column has", "write it as YYYY-MM-DD")

_TIME = re.compile(r"(?:T| +|:)\d{1,2}:\d{2}.*| +\d{1,2}\.\d{2}\.\d{2}\b.*", re.IGNORECASE)  # 08:30, as Oracle writes it 08.30.00
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})|(\d{2})(\d{2})(\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-. /]*([a-z]{3,9})[-., /]*(\d{4}|\d{2})")
_MONTH_DAY = re.compile(r"([a-z]{3,9})[-. /]*(\d{1,2})(?:st|nd|rd|th)?[-., /]+(\d{4}|\d{2})")
_YEAR_MONTH = re.compile(r"(\d{4})[-. /]*([a-z]{3,9})[-. /]*(\d{1,2})")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip


class Pair(NamedTuple):
    """Day and month in an order that the date itself does not tell, or the one that does: `clear` then says which."""

    first: int
    second: int
    year: int

    @property
    def clear(self) -> bool | None:
        """True where only the day can stand first, False where only the month can, None where both can or neither."""
        day_first, month_first = self.day(day_first=True), self.day(day_first=False)
        return None if (day_first is None) == (month_first is None) else day_first is not None

    @property
    def unclear(self) -> bool:
        """True where the two orders give different days."""
        day_first, month_first = self.day(day_first=True), self.day(day_first=False)
        return day_first is not None and month_first is not None and day_first != month_first

    def day(self, *, day_first: bool) -> date | None:
        """The day in this order, None where there is none."""
        day, month = (self.first, self.second) if day_first else (self.second, self.first)
        return _day(self.year, month, day)


@dataclass(slots=True)
class Days:
    """Reads the dates of one column. `start` is day 0 of the spreadsheet's count; `day_first` None leaves it to the column."""

    start: date = EXCEL
    day_first: bool | None = None
    _known: dict[str, date | Pair | None] = field(default_factory=dict)

    def judge(self, cells: Iterable[tuple[int, Cell]]) -> Trouble | None:
        """Look at the whole column, each cell with its row; what it cannot tell comes back as what is wrong and what to do."""
        if self.day_first is not None:
            return None
        clear: dict[bool, int] = {}
        unclear = 0
        for row, cell in cells:
            if isinstance(cell, str) and cell in self._known:
                continue
            found = self._found(cell)
            if isinstance(found, Pair):
                if found.clear is not None:
                    clear.setdefault(found.clear, row)
                elif found.unclear:
                    unclear = unclear or row
        if len(clear) == 1:
            self.day_first = next(iter(clear))
        if len(clear) == 1 or not unclear:
            return None
        if clear:
            order = f"the day stands first in row {clear[True]} and the month in row {clear[False]}"
            what = f"{order}, so that row {unclear} can be either"
        else:
            what = f"no date tells whether the day or the month stands first (such as in row {unclear})"
        return Trouble(what, "say --day-first or --month-first, or write day_first = true or false into the file of --columns")

    def read(self, cell: Cell) -> tuple[str | None, Trouble | None]:
        """The day as YYYY-MM-DD, or what is wrong with it; neither where nothing is there."""
        found = self._found(cell)
        if isinstance(found, Pair):
            order = found.clear if self.day_first is None else self.day_first
            found = found.day(day_first=bool(order))
            return (None, _IMPOSSIBLE) if found is None else (found.isoformat(), None)
        if found is not None:
            return found.isoformat(), None
        if isinstance(cell, date | time | timedelta):
            return None, _BAD
        text = text_of(cell)
        return None, text if text is None or isinstance(text, Trouble) else _BAD

    def _found(self, cell: Cell) -> date | Pair | None:
        if isinstance(cell, datetime):
            cell = cell.date()
        if isinstance(cell, date):
            return cell if cell.year in _YEARS else None
        if isinstance(cell, int | float | Decimal):
            cell = text_of(cell)
        if not isinstance(cell, str):
            return None
        if cell not in self._known:
            text = text_of(cell)
            self._known[cell] = _parse(text, self.start) if isinstance(text, str) else None
        return self._known[cell]


def _parse(text: str, start: date) -> date | Pair | None:
    text = _TIME.sub("", whole(text)).strip().lower()
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[3]), int(match[4]))
    if (match := _COMPACT.fullmatch(text)) and (found := _day(*map(int, match.groups()))):
        return found
    if match := _NUMERIC.fullmatch(text):
        first, second, year = (match[1], match[3], match[4]) if match[1] else (match[5], match[6], match[7])
        pair = Pair(int(first), int(second), _year(year))
        return pair if pair.day(day_first=True) or pair.day(day_first=False) else None
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        found = start + timedelta(days=int(float(text)))
        return found if found.year in _YEARS else None
    return _named(text)


def _named(text: str) -> date | None:
    """A date whose month is a word."""
    if match := _DAY_MONTH.fullmatch(text):
        return _day(_year(match[3]), _month(match[2]), int(match[1]))
    if match := _MONTH_DAY.fullmatch(text):
        return _day(_year(match[3]), _month(match[1]), int(match[2]))
    if match := _YEAR_MONTH.fullmatch(text):
        return _day(int(match[1]), _month(match[2]), int(match[3]))
    return None


def _month(word: str) -> int:
    """1 to 12; 0 for a word that is no month."""
    word = "sep" if word == "sept" else word
    return next((number for number, name in enumerate(_MONTHS, 1) if word in (name, name[:3])), 0)


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year >= 70 else 2000)


def _day(year: int, month: int, day: int) -> date | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
