"""A claim file -> the tables that stand in it. What kind of file it is, its first bytes tell, whatever its name."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from auditor.claims.cells import Row
from auditor.claims.dates import EXCEL
from auditor.errors import ClaimsError
from auditor.notes.seen import shown

MAX_BYTES: Final = 300_000_000
_EXPORT: Final = "export the claims as CSV, XLSX or Parquet"


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of one sheet or of one file.

    `name` is the sheet's, None where a file is one table. In a `ragged` table a cell too many moves all that follow. `start`
    is day 0 of the dates that stand as numbers.
    """

    rows: Sequence[Row]
    name: str | None = None
    hidden: bool = False
    ragged: bool = False
    start: date = EXCEL


def read_bytes(path: Path) -> bytes:
    """The whole file. Raises ClaimsError."""
    where = shown(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe or a device could wait for ever
            raise ClaimsError(where, "this is not a regular file", "name the file that holds the claims")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ClaimsError(where, "there is no such file", "check the name") from None
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise ClaimsError(where, f"it cannot be read ({why})", "ask its owner for read access") from None
    if len(data) > MAX_BYTES:
        raise ClaimsError(where, f"the file is larger than {MAX_BYTES // 1_000_000} MB", "split it by months")
    if not data.strip():
        raise ClaimsError(where, "the file is empty", f"{_EXPORT} again")
    return data


def kind_of(data: bytes, where: str) -> str:
    """`xlsx`, `parquet` or `text`. Raises ClaimsError for what is none of these and often goes under their names."""
    if data.startswith(b"PK\x03\x04"):
        return "xlsx"
    if data.startswith(b"PAR1"):
        return "parquet"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ClaimsError(where, "it is a workbook of an old kind, or has a password", "save it as .xlsx without a password")
    head = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<?xml", b"<head", b"<style")):
        raise ClaimsError(
            where, "it is a web page or XML under another name", "open it in a spreadsheet and save it as .xlsx or CSV"
        )
    return "text"
