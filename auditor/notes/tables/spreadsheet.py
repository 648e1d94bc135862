"""A workbook -> its sheets as tables. Formulas count by the result that the spreadsheet stored; nothing is evaluated."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from auditor.errors import TableError
from auditor.notes.office import plain_name
from auditor.notes.tables.cells import FORMULA, Cell, Row
from auditor.notes.tables.table import Table
from auditor.notes.tables.titles import listed
from auditor.notes.tables.workbook import opened

_PLAIN: Final = (str, int, float, Decimal, date, time, timedelta)
_DAMAGE: Final = (  # what the libraries meet in files that are none; a ZIP with a password is a RuntimeError
    BadZipFile, SyntaxError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RuntimeError, OSError, EOFError,
    struct.error, zlib.error,
)  # fmt: skip
_SAVE: Final = "save it as .xlsx without a password, or as CSV"


def read_sheets(data: bytes, where: str, wanted: str | None = None, unpacked: int | None = None) -> tuple[Table, ...]:
    """Every sheet with cells, hidden ones too, or only the one that is `wanted`.

    Raises TableError where this is no workbook, has no such sheet, or unpacks to more than `unpacked` bytes.
    """
    _refuse_others(data, where, unpacked)
    with _told(where):
        book = opened(data, results=False)
        sheets = book.worksheets
        names = [sheet.title for sheet in sheets]
        if wanted is not None and wanted not in names:
            raise TableError(where, f"there is no sheet “{wanted}”", f"name one of {listed(names)}")
        tables = tuple(_table(sheet, book.epoch, data) for sheet in sheets if wanted in (None, sheet.title))
        book.close()
    return tables


def _refuse_others(data: bytes, where: str, unpacked: int | None) -> None:
    """Packed files of other programs begin in the same way."""
    with _told(where), ZipFile(BytesIO(data)) as packed:
        names = set(map(plain_name, packed.namelist()))
        size = sum(info.file_size for info in packed.infolist())
    if unpacked is not None and size > unpacked:
        raise TableError(where, f"the workbook unpacks to more than {unpacked // 1_000_000} MB", "split it")
    if "xl/workbook.xml" in names:
        return
    kinds = {
        "word/document.xml": "a Word document",
        "content.xml": "an OpenDocument file",
        "xl/workbook.bin": "a binary workbook",
    }
    kind = next((kind for name, kind in kinds.items() if name in names), "a ZIP file that is no workbook")
    raise TableError(where, f"it is {kind}", _SAVE)


def _is_hidden(sheet: Any) -> bool:
    return str(sheet.sheet_state) != "visible"


def _table(sheet: Any, epoch: datetime, data: bytes) -> Table:
    rows = _rows(sheet)
    if any(_is_formula(value) for row in rows for value in row):
        book = opened(data, results=True)
        rows = [_resolved(row, results) for row, results in zip(rows, _rows(book[sheet.title]), strict=True)]
        book.close()
    told: Iterable[Sequence[Cell]] = rows
    return Table(
        tuple(Row(number, cells) for number, cells in enumerate(told, 1)), sheet.title, _is_hidden(sheet), start=epoch.date()
    )


def _rows(sheet: Any) -> list[tuple[Any, ...]]:
    sheet.reset_dimensions()  # other programs write sizes that are wrong
    return list(sheet.iter_rows(values_only=True))


def _is_formula(value: Any) -> bool:
    """True for a formula, and for a text that looks like one: only the second reading tells them apart."""
    return value is not None and (not isinstance(value, _PLAIN) or (isinstance(value, str) and value.startswith("=")))


def _resolved(row: Sequence[Any], results: Sequence[Any]) -> tuple[Cell, ...]:
    return tuple(
        value if not _is_formula(value) else FORMULA if result is None else result
        for value, result in zip(row, results, strict=True)
    )


@contextmanager
def _told(where: str) -> Iterator[None]:
    """What goes wrong inside the file becomes one sentence without anything that stands in it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            yield
    except _DAMAGE:
        raise TableError(where, "the workbook is damaged or has a password", _SAVE) from None
