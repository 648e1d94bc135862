"""A Parquet file -> its table. Its titles count as row 1, as they would in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from importlib import import_module
from itertools import chain
from typing import Any, Final

from auditor.errors import TableError
from auditor.notes.tables.cells import Cell, Row, Trouble
from auditor.notes.tables.table import Table

_PLAIN: Final = (str, int, float, Decimal, date, time, timedelta)
_NESTED: Final = Trouble("the cell holds a structure", "write one value, or a list of texts")
_BEYOND: Final = Trouble("the cell holds what no calendar or clock has", "write the day as YYYY-MM-DD")
# A day or span that is too large, a time in a zone that is not known here, or parts of a second that are too small.
_NO_VALUE: Final = (OverflowError, ValueError, LookupError)


def read_parquet(data: bytes, where: str, joint: str = ", ") -> Table:
    """The table of the file; `joint` stands between the texts of a list.

    Raises TableError where it is damaged, or the library that reads it is not installed.
    """
    arrow, parquet = _library(where)
    try:
        # In this thread alone and part by part: where memory ends in a thread of the library's own, that ends the process.
        file = parquet.ParquetFile(arrow.BufferReader(data), pre_buffer=False)
        titles = tuple(str(name) for name in file.schema_arrow.names)
        rows = tuple(Row(number, cells) for number, cells in enumerate(chain([titles], _lines(file, joint)), 1))
    except (arrow.ArrowException, OSError, ValueError):
        raise TableError(where, "the Parquet file is damaged", "export it again, or as CSV") from None
    return Table(rows)


def _library(where: str) -> tuple[Any, Any]:
    """The library that reads Parquet, which an installation may lack."""
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ModuleNotFoundError:
        remedy = "install it (the extra `parquet` of this package), or export the table as CSV or XLSX"
        raise TableError(where, "a Parquet file needs the library pyarrow", remedy) from None


def _lines(file: Any, joint: str) -> Iterator[tuple[Cell, ...]]:
    for batch in file.iter_batches(use_threads=False):
        yield from zip(*((_cell(value, joint) for value in _values(column)) for column in batch.columns), strict=True)


def _values(column: Any) -> Iterator[Any]:
    """The values of a column; where Python has none such, as of a day beyond its calendar, each that it has."""
    try:
        yield from column.to_pylist()
    except _NO_VALUE:
        yield from map(_value, column)


def _value(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except _NO_VALUE:
        return _BEYOND


def _cell(value: Any, joint: str) -> Cell:
    if value is None or isinstance(value, _PLAIN) or value is _BEYOND:
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return joint.join(value)
    return _NESTED
