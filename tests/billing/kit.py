"""Claims and records for the tests of billing: the records come from the samples, through the whole pipeline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from auditor.billing.case import compare
from auditor.billing.model import Case
from auditor.claims.model import ClaimLine
from auditor.engine.one import Auditor
from auditor.model import Note
from auditor.record.read import Recorded, read_lines
from auditor.record.write import line
from auditor.rules.fee_schema import FeeSchedule, shipped_fees
from auditor.rules.load import RuleSet, load

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
_BILLED = re.compile(r"(?P<code>[0-9A-Z]{5})(?P<modifiers>(-[0-9A-Z]{2})*)(\*(?P<units>\d+))?")


@cache
def rules() -> RuleSet:
    return load()


@cache
def fees() -> FeeSchedule:
    return shipped_fees()


@cache
def auditor() -> Auditor:
    return Auditor(rules())


def record_of_text(text: str, id: str = "note") -> Recorded:
    audit = auditor().audit(Note(id=id, text=text, source=f"{id}.txt"))
    (record,) = read_lines([line(audit)], "record")
    return record


@cache
def record(name: str) -> Recorded:
    return record_of_text((SAMPLES / f"{name}.txt").read_text("utf-8"), name)


def claim(*billed: str, **told: Any) -> tuple[ClaimLine, ...]:
    """Lines from "20962-LT-62*2": code, modifiers, units; all else is the same on each line."""
    return tuple(_line(row, text, told) for row, text in enumerate(billed, 2))


def _line(row: int, text: str, told: dict[str, Any]) -> ClaimLine:
    found = _BILLED.fullmatch(text)
    assert found, text
    modifiers = tuple(part for part in found["modifiers"].split("-") if part)
    return ClaimLine(row=row, code=found["code"], modifiers=modifiers, units=int(found["units"] or 1), **{"case": "c", **told})


def case(name: str, *billed: str, **told: Any) -> Case:
    return of_lines(name, claim(*billed, **told))


def of_lines(name: str, lines: Iterable[ClaimLine]) -> Case:
    return compare(record(name), tuple(lines), "id", rules(), fees())


def found(of: Case, level: str | None = None) -> list[tuple[str, str, str]]:
    """Result, direction and rule of the differences, where wanted of one level."""
    return [(each.result, each.direction, each.rule) for each in of.differences if level in (None, each.level)]
