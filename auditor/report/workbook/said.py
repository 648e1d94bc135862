"""What a row says -> a digest, the same before it is written and after reviewers and other programs have saved the workbook.

The audit trail keeps one of each sheet (`auditor.trail.workbook`). That of a row is made with the row, by whoever makes it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from auditor.report.workbook.cells import safe_text
from auditor.report.workbook.review_columns import plain

DIGITS = 32  # of a row's digest, in hexadecimal


@lru_cache(maxsize=16_384, typed=True)
def said(value: str | float | Decimal | date | None) -> str:
    """What a cell says, however it is stored."""
    if isinstance(value, str):
        return plain(safe_text(value))
    return f"{float(value):.10g}" if isinstance(value, float | Decimal) else plain(value)


def row_digest(cells: Sequence[str]) -> str:
    """The digest of what the cells of a row say; none of an empty row. Empty cells at its end say nothing."""
    last = len(cells)
    while last and not cells[last - 1]:
        last -= 1
    if not last:
        return ""
    joined = "".join([f"{len(cell)}:{cell}" for cell in cells[:last]])
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
