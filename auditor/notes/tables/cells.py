"""What a cell of a claim file may hold, and its plain text. No word of trouble repeats what a cell holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, NamedTuple


class Trouble(NamedTuple):
    """What is wrong with a cell or a row, and what to do."""

    what: str
    remedy: str


Cell = str | int | float | Decimal | date | time | timedelta | Trouble | None
Cells = Sequence[Cell]


class Row(NamedTuple):
    """A row as a spreadsheet counts it, from 1; a Trouble stands for cells that could not be told apart."""

    number: int
    cells: Cells | Trouble


FORMULA: Final = Trouble("the formula has no stored result", "open the file in a spreadsheet and save it, or type what it shows")
_ERROR: Final = Trouble("the cell holds an error of the spreadsheet", "type what was meant")
_DAY: Final = Trouble("the spreadsheet has made a date or a time of it", "type it as text")

_ERRORS = frozenset(
    {
        "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
        "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#GETTING_DATA", "#EXTERNAL!",
    }
)  # fmt: skip
# What programs write where nothing is meant. "NA" only so: in small letters it may be a name.
_NOTHING = frozenset(
    {"", "-", "--", "---", "–", "—", ".", "n/a", "null", "(null)", "none", "(none)", "nan", "nat", "<na>", "(blank)"}
)
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_AS_TEXT = re.compile(r'="(.*)"')  # how exports keep a spreadsheet from making a number of a code
_WHOLE = re.compile(r"(\d+)\.0+")


def error_of(text: str) -> Trouble | None:
    """What is wrong with a text that is an error of the spreadsheet and nothing else."""
    return _ERROR if text.strip() in _ERRORS else None


def is_blank(cell: Cell) -> bool:
    """True where nothing at all stands in the cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def text_of(cell: Cell) -> str | Trouble | None:
    """The cell's text in one line without outer spaces, None where nothing is meant; a whole number has no decimals."""
    if cell is None or isinstance(cell, Trouble):
        return cell
    if isinstance(cell, str):
        return _plain(cell)
    if isinstance(cell, float | Decimal):
        if cell != cell:  # what data frames write for nothing
            return None
        return str(int(cell)) if -1e15 < cell < 1e15 and cell == int(cell) else str(cell)
    if isinstance(cell, datetime | date | time | timedelta):
        return _DAY
    return str(cell)


def _plain(text: str) -> str | Trouble | None:
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    text = " ".join(text.split())
    if text.startswith("="):
        match = _AS_TEXT.fullmatch(text)
        text = match[1].strip() if match else text
    text = text.removeprefix("'")
    return error_of(text) or (None if text == "NA" or text.lower() in _NOTHING else text)


def whole(text: str) -> str:
    """A number without the ".0" that data frames add."""
    match = _WHOLE.fullmatch(text)
    return match[1] if match else text
