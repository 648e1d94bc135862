"""`billing.jsonl` and a recorded sample -> rates of what was looked at, and what may be said of the frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from auditor.sampling.attributes import CountEstimate
from auditor.sampling.by_line import LineAccuracy, line_accuracy
from auditor.sampling.model import Checked, Sample
from auditor.sampling.projection import NotProjected, basis, project_values, project_wrong, units_by_note
from auditor.sampling.rates import Accuracy, accuracy
from auditor.sampling.runs import BilledLine, read_billed
from auditor.sampling.variables import Appraisal
from auditor.shares import LEVEL, Share


class Outcome(StrEnum):
    """What came of a case."""

    ERROR = "error"
    QUERY = "query"
    AGREE = "agree"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Result:
    """A case: its note, the names of its claims, its outcome, its lines that were judged with those that are wrong and those
    that are open, and the total units billed less documented, None where they are not known.
    """

    note: str
    note_digest: str | None
    claims: tuple[str, ...]
    outcome: Outcome
    lines: int
    wrong: int
    open: int
    difference: Decimal | None


@dataclass(frozen=True, slots=True)
class Rates:
    """Accuracy of the cases that were looked at, once with open queries as not right and once as right, by case and by line;
    and for the frame the cases with an error, those with an error or a query, and the total difference in units.
    """

    cases: Accuracy | None
    cases_answered: Accuracy | None
    lines: LineAccuracy | None
    lines_answered: LineAccuracy | None
    errors: CountEstimate | NotProjected
    errors_and_queries: CountEstimate | NotProjected
    difference: Appraisal | NotProjected


def read_results(path: Path) -> tuple[Result, ...]:
    """The cases of `billing.jsonl`; claims and notes without a partner are none. Raises SampleError."""
    return tuple(_result(line) for _, line in read_billed(path) if line.unmatched is None)


def _result(line: BilledLine) -> Result:
    wrong = {row for each in line.differences if each.level == "error" for row in each.wrong}
    asked = {row for each in line.differences if each.level == "query" for row in each.wrong} - wrong
    outcome = _outcome(line)
    known = line.values.total_difference if line.values else None
    return Result(
        note=line.note or "",
        note_digest=line.note_digest,
        claims=line.names,
        outcome=outcome,
        lines=len(line.judged),
        wrong=len(wrong.intersection(line.judged)),
        open=len(asked.intersection(line.judged)),
        difference=Decimal(0) if outcome is Outcome.NOTHING else known,
    )


def _outcome(line: BilledLine) -> Outcome:
    levels = {each.level for each in line.differences}
    if "error" in levels:
        return Outcome.ERROR
    if "query" in levels:
        return Outcome.QUERY
    return Outcome.AGREE if line.results == ("agree",) else Outcome.NOTHING


def rates(
    results: Sequence[Result],
    sample: Sample,
    checked: Checked,
    benchmark: float,
    level: float = LEVEL,
    *,
    missing_wrong: bool = False,
) -> Rates:
    """Rates of the results, carried to the frame of `sample` where that may be done.

    With `missing_wrong`, a drawn unit without a result is an error whose value is not known.
    """
    found = dict(_by_unit(results, sample))
    if missing_wrong:
        found = {each.id: [] for each in sample.drawn} | found
    ground = basis(sample, checked, found)
    outcomes = {unit: {each.outcome for each in mine} or {Outcome.ERROR} for unit, mine in found.items()}
    wrong = [unit for unit, mine in outcomes.items() if Outcome.ERROR in mine]
    open_too = [unit for unit, mine in outcomes.items() if mine & {Outcome.ERROR, Outcome.QUERY}]
    return Rates(
        cases=_by_case(results, benchmark, level, answered=False),
        cases_answered=_by_case(results, benchmark, level, answered=True),
        lines=_by_line(results, benchmark, level, answered=False),
        lines_answered=_by_line(results, benchmark, level, answered=True),
        errors=project_wrong(ground, wrong, level),
        errors_and_queries=project_wrong(ground, open_too, level),
        difference=project_values(ground, {unit: _difference(mine) for unit, mine in found.items()}),
    )


def _by_unit(results: Sequence[Result], sample: Sample) -> Iterator[tuple[str, list[Result]]]:
    """The results of each unit; one that is of no drawn unit stands under a name of its own, and so is seen."""
    by_note, found = units_by_note(sample), dict[str, list[Result]]()
    units: tuple[str, ...]
    for each in results:
        if sample.kind == "claims":
            units = each.claims  # a note without a claim is no unit of claims
        elif sample.kind == "cases":
            units = (each.note,)
        else:
            units = by_note.get(each.note_digest or "", (f"not drawn: {each.note}",))
        for unit in units:
            found.setdefault(unit, []).append(each)
    yield from found.items()


def _difference(results: list[Result]) -> Decimal | None:
    """The difference of a unit; notes with the same text have one only where their claims agree on it."""
    known = {each.difference for each in results}
    return known.pop() if len(known) == 1 else None


def _by_case(results: Sequence[Result], benchmark: float, level: float, *, answered: bool) -> Accuracy | None:
    outcomes = [each.outcome for each in results if each.outcome is not Outcome.NOTHING and each.claims]
    right = outcomes.count(Outcome.AGREE) + (outcomes.count(Outcome.QUERY) if answered else 0)
    return accuracy(Share(right, len(outcomes)), benchmark, level) if outcomes else None


def _by_line(results: Sequence[Result], benchmark: float, level: float, *, answered: bool) -> LineAccuracy | None:
    shares = [Share(each.lines - each.wrong - (0 if answered else each.open), each.lines) for each in results if each.lines]
    return line_accuracy(shares, benchmark, level)
