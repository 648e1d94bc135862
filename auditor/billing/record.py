"""One case, or one that found no partner -> one line of `billing.jsonl`."""

from __future__ import annotations

from typing import Any

from auditor.billing.model import Case, Difference, Unmatched, Values
from auditor.billing.surgeons import by_case
from auditor.record.write import json_line


def line(outcome: Case | Unmatched) -> bytes:
    """The outcome as one line of UTF-8, with its line feed."""
    return json_line(case_record(outcome) if isinstance(outcome, Case) else unmatched_record(outcome))


def case_record(case: Case) -> dict[str, Any]:
    """A case as plain values, in the order in which they are written."""
    return {
        "note": case.note,
        "note_digest": case.note_digest,
        "case": case.case,
        "names": list(by_case(case.lines)),
        "matched_by": case.matched_by,
        "surgeon": case.surgeon,
        "date_of_service": case.date_of_service,
        "lines": [each.row for each in case.lines],
        "judged": list(case.judged),
        "billed": [each.code for each in case.lines],
        "documented": list(case.documented),
        "results": list(case.results),
        "differences": [_difference(each) for each in case.differences],
        "values": _values(case.values) if case.values else None,
    }


def unmatched_record(one: Unmatched) -> dict[str, Any]:
    """What found no partner as plain values."""
    note = one.name if one.kind == "note" else None
    return {"unmatched": one.kind, "note": note, "name": one.name, "lines": list(one.lines), "why": one.why}


def _difference(each: Difference) -> dict[str, Any]:
    return {
        "result": each.result,
        "level": each.level,
        "direction": each.direction,
        "rule": each.rule,
        "says": each.says,
        "why": each.why,
        "source": each.source,
        "dated": each.dated,
        "medicare": each.medicare,
        "lines": list(each.lines),
        "wrong": list(each.wrong),
        "quotes": [quote.model_dump(mode="json") for quote in each.quotes],
    }


def _values(values: Values) -> dict[str, Any]:
    """Units as text, exact to the cent."""
    names = ("work_billed", "work_documented", "work_difference", "total_billed", "total_documented", "total_difference")
    return {"schedule": values.label} | {name: _units(getattr(values, name)) for name in names}


def _units(value: object) -> str | None:
    return None if value is None else str(value)
