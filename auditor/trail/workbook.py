"""A workbook -> a digest for each sheet of all that reviewers are not to change, the same before and after they filled it in.

Rows may be sorted, and other programs may save: a digest stands for the rows in any order, and for what cells say, not how they
are stored. In the sheets "Audit" it covers the guarded columns, wherever they stand, and the hidden ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from auditor.report.workbook.audit_sheet import COUNTED, GUARDED
from auditor.report.workbook.review_columns import CHECK, KEY, check_of
from auditor.report.workbook.said import DIGITS, row_digest, said
from auditor.review.sheets import File, all_sheets

_ROW = DIGITS // 2  # bytes of a row's digest
_MISSING = "a column is missing"


class SheetDigests:
    """The same, gathered while a workbook is written: reading it back would take longer than writing it."""

    def __init__(self) -> None:
        self._sheets: dict[str, _Gathered] = {}

    def take(self, title: str, digest: str) -> None:
        """Take the digest of one row of the sheet of that title."""
        self._sheets.setdefault(title, _Gathered()).add(digest)

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
                gathered.add(row_digest([said(value) for value in row]))
        elif set(read.missing).isdisjoint(COUNTED) and set(read.twice).isdisjoint(COUNTED):
            for each in read.lines:
                gathered.add(row_digest([said(each.fields[column].value) for column in COUNTED]))
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
    """The rows of one sheet, in whichever order they come."""

    def __init__(self) -> None:
        self._rows = bytearray()  # the digests one after the other: as objects of their own they would take three times as much

    def add(self, digest: str) -> None:
        self._rows += bytes.fromhex(digest)

    @property
    def digest(self) -> str:
        rows = (bytes(self._rows[place : place + _ROW]) for place in range(0, len(self._rows), _ROW))
        return hashlib.sha256(b"".join(sorted(rows))).hexdigest()
