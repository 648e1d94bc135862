"""A fee schedule as the TOML that is kept, and as the table that people read."""

from __future__ import annotations

import datetime
import json
from collections.abc import Container, Iterator
from decimal import Decimal

from pydantic import BaseModel

from auditor.rules.fee_schema import FeeRow, FeeSchedule

_HEAD = (
    *("code", "work", "facility PE", "malpractice", "total", "global", "shares"),
    *("51", "50", "80/82", "62", "66", "26/TC", "MUE", "MAI"),
)


def fees_toml(schedule: FeeSchedule) -> str:
    """The schedule as a file that `load_fees` reads back to the same schedule."""
    lines = ["# Written by `auditor fees load` from the official file that [provenance] names."]
    lines += _entries(schedule, without={"limits", "provenance", "row"})
    for name in ("limits", "provenance"):
        table = getattr(schedule, name)
        if table is not None:
            lines += ["", f"[{name}]", *_entries(table)]
    for row in schedule.row:
        lines += ["", "[[row]]", *_entries(row)]
    return "\n".join(lines) + "\n"


def _entries(model: BaseModel, without: Container[str] = ()) -> Iterator[str]:
    for name, value in model:
        if value is not None and name not in without:
            yield f"{name} = {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return json.dumps(value)  # a JSON string, with all but ASCII escaped, is a TOML string too


def fees_told(schedule: FeeSchedule) -> str:
    """The table with its date and source, as lines of text."""
    lines = [
        f"Medicare fee schedule, {schedule.label}, in force from {schedule.effective.isoformat()}",
        f"  source              {schedule.source}",
        f"  conversion factor   {schedule.conversion_factor}",
    ]
    if schedule.limits is None:
        lines.append("  daily limits        not in this file")
    else:
        lines.append(f"  daily limits        {schedule.limits.source}, in force from {schedule.limits.effective.isoformat()}")
    if (taken := schedule.provenance) is not None:
        lines.append(f"  taken from          {taken.file}, {taken.lines:,} lines, SHA-256 {taken.sha256}")
        lines.append(f"  release             {taken.release}")
    table = [_HEAD, *(_cells(row) for row in schedule.row)]
    widths = [max(len(cells[column]) for cells in table) for column in range(len(_HEAD))]
    rows = ("  ".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True)) for cells in table)
    return "\n".join([*lines, "", *rows]) + "\n"


def _cells(row: FeeRow) -> tuple[str, ...]:
    return (
        row.code,
        *(format(value, "f") for value in (row.work, row.facility_pe, row.malpractice, row.total)),
        row.global_days,
        "/".join(format(share, "f").lstrip("0") or "0" for share in (row.before, row.during, row.after)),
        *(row.multiple, row.bilateral, row.assistant, row.co_surgeon, row.team, row.split),
        *("-" if limit is None else str(limit) for limit in (row.mue, row.mai)),
    )
