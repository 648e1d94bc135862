"""A workbook -> a digest for each sheet of all that reviewers are not to change, the same before and after they filled it in.

Rows may be sorted, and other programs may save: a digest stands for the rows in any order, and for what cells say, not how they
are stored. In the sheets "Audit" it covers the guarded columns, wherever they stand, and the hidden ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from auditor.report.workbook.audit_sheet import GUARDED
from auditor.report.workbook.review_columns import CHECK, KEY, SEEN, check_of, plain
from auditor.review.sheets import File, Line, all_sheets

_COLUMNS = tuple(dict.fromkeys((*GUARDED, KEY, SEEN, CHECK)))
_ROW = 16  # bytes of a row's digest
_MISSING = "a column is missing"


def sheet_digests(file: File) -> Mapping[str, str]:
    """The digest of each sheet, by its title. Raises WorkbookError where this is no workbook."""
    found = {}
    for title, read, rows in all_sheets(file):
        if read is None:
            found[title] = _together(_plain_row(row) for row in rows)
        elif set(read.missing).isdisjoint(_COLUMNS) and set(read.twice).isdisjoint(_COLUMNS):
            found[title] = _together(map(_audit_row, read.lines))
        else:
            found[title] = _MISSING
    return found


def altered_rows(file: File) -> Iterator[str]:
    """The sheet and number of each row of a note whose guarded cells do not fit the check that stands beside them."""
    for _, read, _ in all_sheets(file):
        for line in read.lines if read is not None and not read.missing else ():
            if line.fields[KEY].text and check_of(line.fields[title].value for title in GUARDED) != line.fields[CHECK].text:
                yield f"{line.sheet}, row {line.number}"


def _audit_row(line: Line) -> list[str]:
    return [plain(line.fields[title].value) for title in _COLUMNS] if any(line.fields[title].value for title in _COLUMNS) else []


def _plain_row(row: Iterable[Any]) -> list[str]:
    cells = [f"{value:.10g}" if isinstance(value, float) else plain(value) for value in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _together(rows: Iterable[list[str]]) -> str:
    """One digest for all rows that say something, in whichever order they come."""
    each = sorted(_row_digest(cells) for cells in rows if cells)
    return hashlib.sha256(b"".join(each)).hexdigest()


def _row_digest(cells: list[str]) -> bytes:
    joined = "".join(f"{len(cell)}:{cell}" for cell in cells)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).digest()[:_ROW]
