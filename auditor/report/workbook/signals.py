"""Conditional formats: the words of status, severity and review get a colour, and a sign for those who see none.

The sign is part of the format and not of the cell, so that filters and formulas meet the word alone.
"""

from __future__ import annotations

from typing import Literal

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from auditor.report.review_entry import Decision
from auditor.report.workbook.review_columns import CHANGED, REVIEWED, WANTED
from auditor.report.workbook.style import CHIPS, Look

_AGREE: Decision = "agree"
_DISAGREE: Decision = "disagree"
_SECOND: Decision = "needs second review"

_SIGNALS = {
    "supported": (Look.GOOD, "✓"),
    "query": (Look.ASK, "?"),
    "outside the set": (Look.OTHER, "→"),
    "not applicable": (Look.QUIET, "–"),
    "decisive": (Look.GRAVE, "!!"),
    "support": (Look.ASK, "!"),
    "regulatory": (Look.OTHER, "§"),
    "quality": (Look.QUIET, "·"),
    _AGREE: (Look.GOOD, "✓"),
    _DISAGREE: (Look.GRAVE, "✗"),
    _SECOND: (Look.ASK, "?"),
    REVIEWED: (Look.GOOD, "✓"),
    CHANGED: (Look.GRAVE, "!"),
    WANTED: (Look.ASK, "?"),
    "yes": (Look.GOOD, "✓"),
    "no": (Look.QUIET, "–"),
    "contradiction": (Look.GRAVE, "≠"),
    "not audited": (Look.GRAVE, "!"),
    "left aside": (Look.QUIET, "–"),
    "error": (Look.GRAVE, "✗"),
    "remark": (Look.QUIET, "·"),
    "nothing to compare": (Look.QUIET, "–"),
    "incomplete": (Look.GRAVE, "!"),
}
_FIRST_FORMAT = 200  # numbers of formats below 164 have a meaning of their own; openpyxl counts up from there


def chip(word: str) -> Look:
    """The look of a word that has a signal, for cells that never change."""
    return _SIGNALS.get(word, (Look.TEXT, ""))[0]


def signal(word: str) -> Rule:
    """The conditional format of cells that hold exactly this word."""
    look, sign = _SIGNALS[word]
    return _when(f'"{word}"', "equal", look, f'"{sign} "@', _FIRST_FORMAT + list(_SIGNALS).index(word))


def any_missing(look: Look) -> Rule:
    """The conditional format of a count that is not nought."""
    return _when("0", "greaterThan", look, None, 0)


def _when(formula: str, operator: Literal["equal", "greaterThan"], look: Look, code: str | None, number: int) -> Rule:
    ink, ground = CHIPS[look]
    style = DifferentialStyle(
        font=Font(color=ink, bold=True if code is None else None),
        fill=PatternFill("solid", fgColor=ground, bgColor=ground),
        numFmt=NumberFormat(numFmtId=number, formatCode=code) if code else None,
    )
    return Rule(type="cellIs", operator=operator, formula=[formula], dxf=style)
