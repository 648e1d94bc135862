"""A file -> the tables that stand in it. What kind of file it is, its first bytes tell, whatever its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from auditor.errors import TableError
from auditor.notes.tables.cells import Row
from auditor.notes.tables.dates import EXCEL


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of one sheet or of one file.

    `name` is that of the sheet, or of whatever `kind` of part of the file it is, None where a file is one table. In a `ragged`
    table a cell too many moves all that follow. `start` is day 0 of the dates that stand as numbers. `remarks` say what of the
    file is not in the table.
    """

    rows: Sequence[Row]
    name: str | None = None
    hidden: bool = False
    ragged: bool = False
    start: date = EXCEL
    kind: str = "sheet"
    remarks: Sequence[str] = ()


def kind_of(data: bytes, where: str) -> str:
    """`xlsx`, `parquet` or `text`. Raises TableError for what is none of these and often goes under their names."""
    if data.startswith(b"PK\x03\x04"):
        return "xlsx"
    if data.startswith(b"PAR1"):
        return "parquet"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableError(where, "it is a workbook of an old kind, or has a password", "save it as .xlsx without a password")
    head = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<?xml", b"<head", b"<style")):
        raise TableError(
            where, "it is a web page or XML under another name", "open it in a spreadsheet and save it as .xlsx or CSV"
        )
    return "text"
