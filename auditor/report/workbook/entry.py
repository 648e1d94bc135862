"""Data validations: what may be typed into a column, and the guard of those into which nothing may be typed.

A protected sheet would refuse to sort. The guard refuses typing and leaves sorting and filtering whole; what is pasted over a
guarded cell all the same is found by its row's check when the workbook is read back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person may type into a column.

    `choices` is where a list stands: a defined name, or the words themselves in quotation marks. A list that is not `strict`
    is a proposal. `prompt` is shown when a cell is chosen.
    """

    kind: Literal["list", "day", "text"] = "text"
    choices: str = ""
    strict: bool = True
    prompt: str = ""


def validation(entry: Entry, title: str, area: str) -> DataValidation:
    """The validation of the cells in `area`, which is a column or a part of one."""
    made = _MAKERS[entry.kind](entry)
    if entry.prompt:
        made.promptTitle, made.prompt, made.showInputMessage = title[:32], entry.prompt, True
    made.sqref = MultiCellRange(area)
    return made


def guard(areas: str) -> DataValidation:
    """A validation that refuses whatever is typed into `areas`, which are separated by spaces."""
    return DataValidation(
        sqref=MultiCellRange(areas),
        type="custom",
        formula1="FALSE",
        allow_blank=False,
        showErrorMessage=True,
        errorTitle="Written by the audit",
        error="This cell is not to be changed. Press Esc, and type into the reviewers' columns.",
    )


def _list(entry: Entry) -> DataValidation:
    return DataValidation(
        type="list",
        formula1=entry.choices,
        allow_blank=True,
        showErrorMessage=entry.strict,
        errorTitle="Not in the list",
        error="Press Esc and choose from the list.",
    )


def _day(_: Entry) -> DataValidation:
    return DataValidation(
        type="date",
        operator="between",
        formula1="DATE(2000,1,1)",
        formula2="TODAY()",
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="No date of a review",
        error="Type a date that is not in the future, such as 2025-03-04.",
    )


def _text(_: Entry) -> DataValidation:
    return DataValidation(
        type="textLength",
        operator="lessThanOrEqual",
        formula1="2000",
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Too long",
        error="Use at most 2,000 characters.",
    )


_MAKERS = {"list": _list, "day": _day, "text": _text}
