"""A workbook -> a digest for each sheet of all that reviewers are not to change, the same before and after they filled it in.

Rows may be sorted, and other programs may save: a digest stands for the rows in any order, and for what cells say, not how they
are stored. In the sheets "Audit" it covers the guarded columns, wherever they stand, and the hidden ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from auditor.report.workbook.audit_sheet import GUARDED
from auditor.report.workbook.cells import Line, safe_text
from auditor.report.workbook.review_columns import CHECK, KEY, SEEN, check_of, plain
from auditor.review.sheets import File, all_sheets

_COLUMNS = tuple(dict.fromkeys((*GUARDED, KEY, SEEN, CHECK)))
_ALL = frozenset(_COLUMNS)
_ROW = 16  # bytes of a row's digest
_MISSING = "a column is missing"


class SheetDigests:
    """The same, gathered while a workbook is written: reading it back would take longer than writing it."""

    def __init__(self) -> None:
        self._sheets: dict[str, _Gathered] = {}

    def take(self, title: str, line: Line) -> None:
        """Take one row of the sheet of that title."""
        self._sheets.setdefault(title, _Gathered()).add([_said(value) for value, _ in line])

    def digests(self) -> dict[str, str]:
        """The digest of each sheet, once all is written."""
        return {title: sheet.digest for title, sheet in self._sheets.items()}


def sheet_digests(file: File) -> dict[str, str]:
    """The digest of each sheet, by its title. Raises WorkbookError where this is no workbook."""
    found = {}
    for title, read, rows in all_sheets(file):
        gathered = _Gathered()
        if read is None:
            for row in rows:
                gathered.add([_said(value) for value in row])
        elif set(read.missing).isdisjoint(_COLUMNS) and set(read.twice).isdisjoint(_COLUMNS):
            for each in read.lines:
                gathered.keep([_said(each.fields[column].value) for column in _COLUMNS])
        else:
            found[title] = _MISSING
            continue
        found[title] = gathered.digest
    return found


def altered_rows(file: File) -> Iterator[str]:
    """The sheet and number of each row of a note whose guarded cells do not fit the check that stands beside them."""
    for _, read, _ in all_sheets(file):
        for line in read.lines if read is not None and not read.missing else ():
            if line.fields[KEY].text and check_of(line.fields[title].value for title in GUARDED) != line.fields[CHECK].text:
                yield f"{line.sheet}, row {line.number}"


class _Gathered:
    """The rows of one sheet, in whichever order they come. Of a sheet "Audit", told by its titles, some columns alone."""

    def __init__(self) -> None:
        self._rows = bytearray()  # the digests one after the other: as objects of their own they would take three times as much
        self._places: list[int] = []

    def add(self, cells: list[str]) -> None:
        if self._places:
            self.keep([cells[place] if place < len(cells) else "" for place in self._places])
        elif _ALL.issubset(cells):
            self._places = [cells.index(title) for title in _COLUMNS]
            self._rows.clear()  # what stands above the titles is no row
        else:
            self.keep(cells)

    def keep(self, cells: list[str]) -> None:
        """Empty rows, and empty cells at the end of a row, say nothing."""
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            joined = "".join(f"{len(cell)}:{cell}" for cell in cells)
            self._rows += hashlib.sha256(joined.encode("utf-8", "surrogatepass")).digest()[:_ROW]

    @property
    def digest(self) -> str:
        rows = (bytes(self._rows[place : place + _ROW]) for place in range(0, len(self._rows), _ROW))
        return hashlib.sha256(b"".join(sorted(rows))).hexdigest()


def _said(value: Any) -> str:
    """What a cell says, the same before it is written and after any program has saved it."""
    if isinstance(value, str):
        return plain(safe_text(value))
    return f"{float(value):.10g}" if isinstance(value, float | Decimal) else plain(value)
