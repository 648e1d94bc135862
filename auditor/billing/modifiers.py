"""Modifiers and units of the transfers' lines, against the code and against what the note gives reasons for."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.billing import quotes
from auditor.billing.context import Context, Reason
from auditor.billing.model import Difference
from auditor.billing.surgeons import are_several, surgeon_keys
from auditor.claims.model import ClaimLine
from auditor.model import Status
from auditor.names import key_of, may_be
from auditor.rules.billing_schema import CheckRow, Level


def modifier_differences(case: Context) -> Iterator[Difference]:
    """Each check that a line, or the claim, does not pass, in the order of the lines and of the list."""
    for line in case.of_family():
        for check in case.rules.billing.check:
            for modifier in _failing(case, check, line):
                yield _difference(case, check, line, modifier)
        yield from _side(case, line)
    for check in case.rules.billing.check:
        if check.when == "cued":
            yield from _left_out(case, check)


def unit_differences(case: Context) -> Iterator[Difference]:
    """Units above what Medicare takes for likely in one day, and one transfer that two surgeons bill as theirs alone."""
    for line in case.of_family():
        row = case.fees.value(line.code)
        if row is not None and row.mue is not None and line.units > row.mue:
            limits = case.fees.limits
            reason = Reason(
                "fees, mue", case.result_reason("units").why, limits.source if limits else case.fees.source,
                limits.effective.isoformat() if limits else None, medicare=True,
            )  # fmt: skip
            yield case.differ(
                "units", reason, [line], direction="over", billed=line.code, units=str(line.units), most=str(row.mue)
            )
    yield from _repeated(case)
    yield from _assistants_alone(case)


def _failing(case: Context, check: CheckRow, line: ClaimLine) -> Iterator[str]:
    """The modifiers of a line that a check stops at; a note without a transfer is not asked for reasons."""
    if check.when == "cued" or (check.codes and line.code not in check.codes):
        return
    if check.cue and case.record.status is Status.NOT_APPLICABLE:
        return
    cued = check.cue in case.record.modifier_cues
    if (check.when == "both") is cued and not _mentioned(case, check.unless):
        yield from (modifier for modifier in line.modifiers if modifier in check.modifiers)


def _mentioned(case: Context, names: tuple[str, ...]) -> bool:
    cues = (mention for mention in case.record.evidence if mention.accepted and mention.concept == "modifier_cue")
    return any(mention.value in names or mention.rule_id in names for mention in cues)


def _left_out(case: Context, check: CheckRow) -> Iterator[Difference]:
    """A reason in the note for a modifier that no line of a transfer has."""
    if check.cue not in case.record.modifier_cues:
        return
    for code in dict.fromkeys(line.code for line in case.of_family() if not check.codes or line.code in check.codes):
        lines = [line for line in case.of_family() if line.code == code]
        if not any(set(line.modifiers) & set(check.modifiers) for line in lines):
            yield _difference(case, check, lines[0], check.modifiers[0])


def _difference(case: Context, check: CheckRow, line: ClaimLine, modifier: str) -> Difference:
    reason = Reason(f"billing.toml, check {check.id}", check.why, check.source, check.dated, check.medicare)
    said = check.says.format_map({"modifier": modifier, "code": line.code})
    needs = next((rule.needs for rule in case.rules.modifiers if rule.code == check.cue), ())
    return case.differ(
        "modifier",
        reason,
        [line],
        level=check.level,
        direction=check.direction,
        quotes=quotes.cues(case.record, needs),
        check=said,
    )


def _side(case: Context, line: ClaimLine) -> Iterator[Difference]:
    """A side on the line that neither donor nor recipient has."""
    rule = case.rules.billing.side
    found = [graft.laterality for graft in case.record.grafts]
    found += [case.record.defect.laterality] if case.record.defect else []
    sides = {side for side in found if side}
    if not sides or "bilateral" in sides:
        return
    for modifier in line.modifiers:
        if rule.modifiers.get(modifier, next(iter(sides))) not in sides:
            said = rule.says.format_map({"modifier": modifier, "code": line.code})
            yield case.differ(
                "modifier", Reason("billing.toml, side", rule.why, rule.source), [line], level=rule.level,
                quotes=quotes.element(case.record, "donor_site", "defect_location"), check=said,
            )  # fmt: skip


def _assistants_alone(case: Context) -> Iterator[Difference]:
    """A transfer that assistants alone bill; the surgeon whom the note names is none of them."""
    assistants = set(case.rules.billing.codes.assistants)
    surgeon = key_of(case.record.surgeon or "")
    for code in dict.fromkeys(line.code for line in case.of_family()):
        lines = [line for line in case.of_family() if line.code == code]
        if not all(assistants & set(line.modifiers) for line in lines):
            continue
        own = [line for line in lines if line.surgeon and surgeon and may_be(key_of(line.surgeon), surgeon)]
        yield case.differ(
            "assistants", case.result_reason("assistants"), own or lines, level="error" if own else None,
            direction="under" if own else "unknown", quotes=quotes.header(case.record, "surgeon") if own else (), billed=code,
            who="the surgeon whom the note names, as an assistant" if own else "those who assist alone",
        )  # fmt: skip


def _repeated(case: Context) -> Iterator[Difference]:
    codes = case.rules.billing.codes
    apart = {*codes.assistants, *codes.shared}
    keys = surgeon_keys(case.lines)
    for code in dict.fromkeys(line.code for line in case.of_family()):
        lines = [line for line in case.lines if line.code == code]
        people = {keys[line.row] for line in lines if keys[line.row]}
        shared = any(apart & set(line.modifiers) for line in lines)
        documented = sum(transfer.code == code for transfer in case.transfers)
        if len(people) > 1 and not shared and sum(line.units for line in lines) > documented:
            level: Level | None = None if are_several(people) else "query"
            yield case.differ(
                "repeated", case.result_reason("repeated"), lines, level=level, direction="over", billed=code,
                surgeons=str(len(people)),
            )  # fmt: skip
