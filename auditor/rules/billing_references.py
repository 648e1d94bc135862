"""Names in `billing.toml` and `bundles.toml` that other files must know, and sentences that can be filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from string import Formatter
from typing import Final, get_args

from auditor.errors import RuleError
from auditor.rules.billing_schema import CheckRow, Edit, ResultName
from auditor.rules.load import RuleSet
from auditor.rules.references import repeated

_CHECK_WORDS: Final = frozenset({"modifier", "code"})
# What the program fills into the sentence of each result.
SAID: Final[dict[str, frozenset[str]]] = {
    "wrong_donor": frozenset({"billed", "billed_bone", "graft", "documented"}),
    "wrong_skin": frozenset({"billed", "billed_skin", "graft", "documented"}),
    "not_free": frozenset({"billed", "graft"}),
    "unbundled": frozenset({"other", "transfer", "label", "opening", "loser"}),
    "over_coded": frozenset({"billed", "times", "claimed", "count"}),
    "under_coded": frozenset({"graft", "documented"}),
    "outside_set": frozenset({"billed", "graft", "documented"}),
    "unsupported": frozenset({"billed", "open"}),
    "not_billed": frozenset({"graft", "documented", "nothing"}),
    "modifier": frozenset({"check"}),
    "units": frozenset({"billed", "units", "most"}),
    "repeated": frozenset({"billed", "surgeons"}),
    "diagnosis": frozenset({"check"}),
    "undecided": frozenset({"open"}),
    "statement": frozenset({"printed", "against"}),
    "assistants": frozenset({"billed", "who"}),
    "other_year": frozenset({"year", "table"}),
    "addendum": frozenset({"topics"}),
    "details": frozenset({"detail"}),
}


def billing_faults(rules: RuleSet) -> Iterator[RuleError]:
    """Yield every fault of how claims are held against notes."""
    yield from _result_faults(rules)
    yield from _code_faults(rules)
    cues = {modifier.code for modifier in rules.modifiers}
    values = {name for rule in rules.rules if rule.concept == "modifier_cue" for name in (rule.value, rule.id)}
    yield from repeated("billing.toml, check", (check.id for check in rules.billing.check))
    for check in rules.billing.check:
        yield from _check_faults(check, rules, cues, values)
    yield from _unfilled("billing.toml, side", rules.billing.side.says, _CHECK_WORDS)
    yield from repeated("bundles.toml, edit", (edit.id for edit in rules.bundles.edit))
    for place, edit in enumerate(rules.bundles.edit):
        yield from _edit_faults(edit, rules, rules.bundles.edit[:place])


def _result_faults(rules: RuleSet) -> Iterator[RuleError]:
    names = [row.id for row in rules.billing.result]
    yield from repeated("billing.toml, result", names)
    for name in get_args(ResultName):
        if name not in names:
            yield RuleError(f"billing.toml, result {name}", "there is no such entry", "write one, or restore the file")
    for row in rules.billing.result:
        yield from _unfilled(f"billing.toml, result {row.id}", row.says, SAID[row.id])


def _code_faults(rules: RuleSet) -> Iterator[RuleError]:
    codes = rules.billing.codes
    decided = {row.code for family in rules.families for row in family.row if row.code}
    for code in codes.transfers:
        where = f"billing.toml, codes {code}"
        if code not in decided:
            yield RuleError(where, "no row of the code tables gives this code", "take it out, or add a row to codes/")
        if code not in codes.bone:
            yield RuleError(where, "the table `bone` does not say what it is for", "add it there, in words of your own")
        if code in codes.alternatives:
            yield RuleError(where, "it is a transfer and an alternative at once", "take it out of one list")


def _check_faults(check: CheckRow, rules: RuleSet, cues: set[str], values: set[str]) -> Iterator[RuleError]:
    where = f"billing.toml, check {check.id}"
    yield from _unfilled(where, check.says, _CHECK_WORDS)
    for code in check.codes:
        if code not in rules.billing.codes.transfers:
            yield RuleError(where, f"{code} is no code of the family", "name one of `transfers`, or none for all of them")
    if check.cue is not None and check.cue not in cues:
        yield RuleError(where, f"modifiers.toml has no modifier {check.cue}", "name one that is there")
    if check.cue is None and check.when != "billed":
        yield RuleError(where, f"`when` is {check.when!r} and no cue is named", 'name the cue, or say when = "billed"')
    for name in check.unless:
        if name not in values:
            yield RuleError(where, f"no rule gives a modifier cue {name!r}", "mend the name")


def _edit_faults(edit: Edit, rules: RuleSet, before: tuple[Edit, ...]) -> Iterator[RuleError]:
    where = f"bundles.toml, edit {edit.id}"
    for code in edit.indicator:
        if code not in rules.billing.codes.transfers:
            yield RuleError(where, f"{code} is no code of the family", "name one of `transfers` in billing.toml")
    for each in edit.others:
        first, _, last = each.partition("-")
        if last and last < first:
            yield RuleError(where, f"the range {each} ends before it begins", "write the lower code first")
        hidden = next((other for other in before if set(edit.indicator) <= set(other.indicator) and other.names(first)
                       and other.names(last or first)), None)  # fmt: skip
        if hidden:
            yield RuleError(where, f"{each} is never reached, since edit {hidden.id} names it before", "move it up or delete it")


def _unfilled(where: str, says: str, known: Iterable[str]) -> Iterator[RuleError]:
    """Words in braces that nothing fills in, and braces that do not close."""
    try:
        wanted = {name for _, name, _, _ in Formatter().parse(says) if name is not None}
    except ValueError:
        yield RuleError(where, "a brace in `says` is not closed", "write {word}, with both braces")
        return
    for name in sorted(wanted - set(known)):
        yield RuleError(where, f"nothing fills in {{{name}}}", f"use {', '.join(f'{{{word}}}' for word in sorted(known))}")
