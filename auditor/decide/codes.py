"""Walks the code tables: one graft's facts -> one row, with the reason why each row before it did not hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auditor.facts.established import Facts
from auditor.model import Graft, Step
from auditor.rules.load import RuleSet
from auditor.rules.schema import CodeRow, StatusRow


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the tables say of one graft."""

    code: CodeRow | None
    status: StatusRow
    path: tuple[Step, ...]

    @property
    def audited(self) -> bool:
        """Whether the code is one of the audited set."""
        return self.code is not None and self.code.audited


def judge(graft: Graft, number: int, facts: Facts, rules: RuleSet) -> Verdict:
    """Read the code tables, then the status table, for one graft."""
    steps: list[Step] = []
    known: dict[str, str] = {
        "donor_site": graft.donor_site,
        "skin_paddle": graft.skin_paddle,
        "part": "joint" if facts.toe_joint else "whole",
    }
    code = None
    for row in (row for family in rules.families for row in family.row):
        fired = _step(row.id, row.when, known, number, steps)
        if fired:
            code = row
            break
    around = _status_facts(graft, code, facts)
    for status in rules.statuses:
        if _step(status.id, status.when, around, number, steps):
            return Verdict(code, status, tuple(steps))
    raise AssertionError("the status table is total: the linter proves it")


def _status_facts(graft: Graft, code: CodeRow | None, facts: Facts) -> dict[str, str]:
    topics = {conflict.topic for conflict in facts.conflicts}
    kind = "none" if code is None or code.code is None else "audited" if code.audited else "neighbour"
    return {
        "code": kind,
        "donor_named": "no" if graft.donor_site == "undocumented" else "yes",
        "vascularity": graft.vascularity,
        "anastomosis": "described" if facts.anastomosis_described else "silent",
        "completed": "yes" if facts.completed else "no",
        "conflict": "donor_site" if "donor_site" in topics else "skin_paddle" if "skin_paddle" in topics else "none",
    }


def _step(row: str, when: Mapping[str, tuple[str, ...]], known: Mapping[str, str], graft: int, steps: list[Step]) -> bool:
    """Test one row and record the outcome."""
    for key, allowed in when.items():
        if known[key] not in allowed:
            steps.append(
                Step(graft=graft, row=row, fired=False, why=f"{key} is {known[key]}, the row asks for {' or '.join(allowed)}")
            )
            return False
    said = ", ".join(f"{key} is {known[key]}" for key in when)
    steps.append(Step(graft=graft, row=row, fired=True, why=said))
    return True
