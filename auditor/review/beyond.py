"""What somebody left in a workbook beyond the reviewers' columns, which no run carries on: it must not be lost unseen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any, BinaryIO
from zipfile import ZipFile

from auditor.errors import WorkbookError
from auditor.report.workbook.audit_sheet import GUARDED
from auditor.report.workbook.review_columns import CHECK, KEY, STATE, STATES, check_of, plain
from auditor.report.workbook.scorecard_sheets import CODERS, SURGEONS
from auditor.report.workbook.summary_sheet import TITLE as SUMMARY
from auditor.report.workbook.trend_sheet import TITLE as TREND
from auditor.review.sheets import File, Line, audit_sheets, other_cells

_ATTACHED = re.compile(r"xl/(comments|threadedComments|media)", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_COUNTS = frozenset({SUMMARY, SURGEONS, CODERS, TREND})
_LARGE = 20_000_000  # bytes; from there a copy costs less than reading two workbooks


def holds_more(older: File, new: BinaryIO) -> bool:
    """Whether the older workbook holds what is neither in the reviewers' columns nor in the new one; in doubt it does.

    A cell of another sheet counts where the new workbook has its text less often, be it that the answers have changed.
    """
    if len(older.data) > _LARGE:
        return True
    new.seek(0)
    try:
        return _attached(older) or _beside_reviews(older) or bool(_others(older) - _others(replace(older, data=new.read())))
    except WorkbookError:
        return True


def _attached(file: File) -> bool:
    """Notes on cells, and pictures."""
    with ZipFile(BytesIO(file.data)) as parts:
        return any(_ATTACHED.match(name) for name in parts.namelist())


def _beside_reviews(file: File) -> bool:
    return any(sheet.above or any(map(_holds_more, sheet.lines)) for sheet in audit_sheets(file))


def _holds_more(line: Line) -> bool:
    """Whether somebody added to a row, or changed in it what is not for reviewers."""
    state = line.fields.get(STATE)
    if line.others or (state and state.text not in (None, *STATES)):
        return True
    if line.fields[KEY].text is None:
        return any(cell.value is not None for cell in line.fields.values())
    return check_of(line.fields[title].value for title in GUARDED) != line.fields[CHECK].text


def _others(file: File) -> Counter[str]:
    """How often each text stands in the sheets without reviews; numbers that are counted are other ones in each run."""
    return Counter(text for sheet, value in other_cells(file) for text in _texts(sheet, value))


def _texts(sheet: str, value: Any) -> Iterator[str]:
    text = f"{value:.6g}" if isinstance(value, float) else plain(value)
    text = _DIGITS.sub("", text) if sheet in _COUNTS else text
    if any(map(str.isalnum, text)):
        yield text
