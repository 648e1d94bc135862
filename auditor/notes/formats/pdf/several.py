"""Whether the pages of a PDF name several operations: a print of several notes looks like one."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.notes.formats.pdf.furniture import Sheet
from auditor.notes.formats.several import dates, records

_TOP = 12  # rows
_LONGEST = 300  # characters of a row that are looked at


def pages_that_differ(sheets: Sequence[Sheet]) -> list[int]:
    """The pages whose heads name a date of operation, or a record number, that no page before names; none where all agree."""
    of_records: dict[str, int] = {}
    of_dates: dict[tuple[int, ...], int] = {}
    for sheet in sheets:
        head = "\n".join(row.text[:_LONGEST] for row in sheet.rows[:_TOP])
        for record in records(head)[:1]:
            of_records.setdefault(record, sheet.number)
        for date in dates(head)[:1]:
            of_dates.setdefault(date, sheet.number)
    return sorted({page for named in (of_records, of_dates) if len(named) > 1 for page in named.values()})
