"""What a reviewer typed in one row -> an Opinion, and what of it cannot be read. No message repeats what a cell holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from auditor.model import Status
from auditor.report.review_entry import Opinion
from auditor.report.workbook.review_columns import DECISIONS, FIELDS
from auditor.review.rows import AuditedRow
from auditor.review.sheets import Field, Line
from auditor.review.words import answer_of, codes_of

_CHOOSE: Final = "choose one, or clear the decision until then"
_DAY: Final = "write it as YYYY-MM-DD"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that keeps a workbook from being taken in. `place` is a cell, a row, or empty for the whole sheet."""

    sheet: str
    place: str
    what: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.sheet}, {self.place}" if self.place else self.sheet
        return f"{where}: {self.what}; {self.remedy}."


class _CellError(ValueError):
    """Says what is wrong with a cell, and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


def read_opinion(line: Line, titles: Collection[str], codes: Collection[str], faults: list[Fault]) -> Opinion:
    """The word of one reviewer, whose columns have these titles; a cell that cannot be read is left out and told."""
    found: dict[str, Any] = {}
    for name, title in zip(FIELDS, titles, strict=True):
        cell = line.fields[title]
        try:
            found[name] = _value(name, cell, codes)
        except _CellError as problem:
            faults.append(Fault(line.sheet, f"{cell.place} ({title})", problem.what, problem.remedy))
    return Opinion(**found)


def _value(name: str, cell: Field, codes: Collection[str]) -> str | date | None:
    if cell.kind == "f":
        raise _CellError("it holds a formula", "type what it shows")
    if cell.kind == "e":
        raise _CellError("it holds an error of the spreadsheet", "type what was meant")
    text = cell.text
    if text is None:
        return None
    if name == "reviewed_on":
        return _day(cell)
    if isinstance(cell.value, datetime | date):
        raise _CellError("it holds a date", "type what was meant as text")
    if name == "decision":
        return _one_of(text, DECISIONS, "this is no decision")
    if name == "final_code":
        return _one_of(text, codes, "this is no code that can be given here")
    return text


def _one_of(text: str, allowed: Collection[str], what: str) -> str:
    """The allowed word, however its letters and spaces were typed."""
    plain = " ".join(text.split()).casefold()
    for word in allowed:
        if plain == word.casefold():
            return word
    raise _CellError(what, f"choose {', '.join(allowed)}")


def _day(cell: Field) -> date:
    """A day, as the spreadsheet knows it or written so that nobody can mistake the month."""
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    if not isinstance(cell.value, str):
        raise _CellError("this is a number and no date", _DAY)
    try:
        day = date.fromisoformat((cell.text or "")[:10])
    except ValueError:
        raise _CellError("this is no date, or one that can be read in two ways", _DAY) from None
    if (cell.text or "")[10:].strip(" T:0"):
        raise _CellError("more than a date stands here", _DAY)
    return day


def unfinished(line: Line, titles: Mapping[str, str], opinion: Opinion, row: AuditedRow | None) -> Iterator[Fault]:
    """Each way in which a word contradicts itself, or does not say yet all that a disagreement must say."""
    decision, code = opinion.decision, opinion.final_code
    where = {name: f"{line.fields[title].place} ({title})" for name, title in titles.items()}
    if decision == "disagree" and opinion.reason is None:
        yield Fault(line.sheet, where["reason"], "“disagree” needs a reason", _CHOOSE)
    if decision == "disagree" and code is None:
        yield Fault(line.sheet, where["final_code"], "“disagree” needs a final code", _CHOOSE)
    if decision == "disagree" and code and row and code == answer_of(row):
        what = "“disagree” stands beside the tool's own code"
        yield Fault(line.sheet, where["final_code"], what, "say “agree”, or choose the code that should stand there")
    if decision == "agree" and code and row and row.status is not Status.QUERY and code not in codes_of(row):
        what = "“agree” stands beside a code that is not the tool's"
        yield Fault(line.sheet, where["final_code"], what, "say “disagree”, or clear the code")
    if opinion.reviewed_on and opinion.reviewed_on > date.today() + timedelta(days=1):  # it may be tomorrow where the reviewer is
        yield Fault(line.sheet, where["reviewed_on"], "this day is yet to come", "type the day of the review")
