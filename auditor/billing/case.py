"""One case: all comparisons put together, gravest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.billing.bundles import bundle_differences
from auditor.billing.codes import code_differences
from auditor.billing.context import Context
from auditor.billing.diagnoses import diagnosis_differences
from auditor.billing.model import Answer, Case, Difference, MatchedBy
from auditor.billing.modifiers import modifier_differences, unit_differences
from auditor.billing.statements import addendum_differences, detail_differences, statement_differences, year_differences
from auditor.billing.transfers import State, transfers
from auditor.billing.values import values
from auditor.claims.model import ClaimLine
from auditor.record.read import Recorded
from auditor.rules.fee_schema import FeeSchedule
from auditor.rules.load import RuleSet


def compare(
    record: Recorded, lines: tuple[ClaimLine, ...], matched_by: MatchedBy | None, rules: RuleSet, fees: FeeSchedule,
    unread: tuple[int, ...] = (), *, has_modifiers: bool = True,
) -> Case:  # fmt: skip
    """Hold the claim of one note against it. The same note, claim and rules always give the same case."""
    case = Context(record, lines, transfers(record, rules), rules, fees, unread, has_modifiers)
    order = {row.id: place for place, row in enumerate(rules.billing.result)}
    differences = list(_together(_differences(case, matched_by)))
    differences += year_differences(case, differences)
    found = sorted(differences, key=lambda each: (each.level == "remark", order[each.result]))
    return Case(
        note=record.id,
        note_digest=record.note_digest,
        case=next((line.case for line in lines if line.case), None),
        matched_by=matched_by,
        surgeon=record.surgeon,
        date_of_service=record.day.isoformat() if record.day else None,
        lines=lines,
        transfers=case.of_family(),
        documented=tuple(str(each.code) for each in case.transfers if each.state is State.DECIDED),
        results=_results(case, found),
        differences=tuple(found),
        values=values(case, decided=all(each.level != "query" for each in found)),
    )


def _together(found: Iterable[Difference]) -> Iterator[Difference]:
    """What is said of several lines in the same words is said once."""
    alike: dict[tuple[str, str, str], list[Difference]] = {}
    for each in found:
        alike.setdefault((each.rule, each.level, each.says), []).append(each)
    for same in alike.values():
        lines = tuple(dict.fromkeys(row for each in same for row in each.lines))
        wrong = tuple(dict.fromkeys(row for each in same for row in each.wrong))
        yield same[0].model_copy(update={"lines": lines, "wrong": wrong})


def _differences(case: Context, matched_by: MatchedBy | None) -> Iterator[Difference]:
    yield from code_differences(case)
    yield from bundle_differences(case)
    yield from modifier_differences(case)
    yield from unit_differences(case)
    yield from diagnosis_differences(case)
    yield from statement_differences(case)
    yield from addendum_differences(case)
    if matched_by == "id":
        yield from detail_differences(case)


def _results(case: Context, found: list[Difference]) -> tuple[Answer, ...]:
    grave = tuple(dict.fromkeys(each.result for each in found if each.level != "remark"))
    if grave:
        return grave
    documented = any(each.state is State.DECIDED for each in case.transfers)
    if not case.of_family() and not documented:
        return ("nothing",)
    return ("agree",)
