"""The part of the rule book that tells how claims are held against notes."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.rules.billing_schema import BillingRules, Bundles, CheckRow, Edit
from auditor.rules.load import RuleSet
from auditor.rules.markdown import plain, table


def billing(rules: RuleSet) -> Iterator[str]:
    """Results, codes, payers, checks of modifiers, and bundles."""
    yield from ("", "## Claims held against notes", "")
    yield from _payers(rules.billing)
    yield ""
    yield from table(
        ("Result", "Level", "Medicare's", "Said of a case", "What it means"),
        ((row.label, row.level, _yes(row.medicare), row.says, row.meaning) for row in rules.billing.result),
    )
    yield ""
    codes = rules.billing.codes
    yield from table(("Code", "For"), ((code, codes.bone.get(code, "")) for code in codes.transfers))
    yield from ("", f"Codes that stand in the place of a transfer: {', '.join(codes.alternatives)}.", "")
    yield from table(
        ("Check", "Modifiers", "Codes", "When", "Level", "Direction", "Medicare's", "Said", "Why", "Source"),
        map(_check, rules.billing.check),
    )
    side = rules.billing.side
    yield from (
        "",
        f"Sides ({', '.join(side.modifiers)}), {side.level}: {plain(side.says)} {plain(side.why)} {plain(side.source)}.",
    )
    yield from _bundles(rules.bundles)


def _payers(rules: BillingRules) -> Iterator[str]:
    payers, benchmark = rules.payers, rules.benchmark
    names = ", ".join(f"“{name}”" for name in payers.medicare)
    untold = "Medicare's" if payers.untold == "medicare" else "another payer's"
    yield f"A claim is Medicare's where its payer holds {names}; one without a payer counts as {untold}."
    yield f"Accuracy is held against {benchmark.accuracy:.0%}. {plain(benchmark.why)} {plain(benchmark.source)}."


def _check(check: CheckRow) -> tuple[str, ...]:
    when = {"billed": "billed", "cued": "not billed, though the note has the cue", "both": "billed, and the note has the cue"}
    told = when[check.when]
    if check.when == "billed" and check.cue:
        told = "billed, and the note has no such cue"
    if check.unless:
        told += f", and no {' or '.join(name.replace('_', ' ') for name in check.unless)}"
    source = f"{check.source}, {check.dated}" if check.dated and check.dated not in check.source else check.source
    return (
        check.id, ", ".join(check.modifiers), ", ".join(check.codes) or "all", told, check.level, check.direction,
        _yes(check.medicare), check.says, check.why, source,
    )  # fmt: skip


def _bundles(bundles: Bundles) -> Iterator[str]:
    yield from ("", "## Bundles", "", f"{plain(bundles.table)}, effective {bundles.effective}. {plain(bundles.source)}.", "")
    yield from table(
        ("Edit", "Codes", "Read as", "Indicator by transfer", "Not paid", "Medicare's", "Shown of the note", "Why", "Source"),
        map(_edit, bundles.edit),
    )
    yield from ("", f"Modifiers that can open an edit with indicator 1: {', '.join(bundles.opens)}.")


def _edit(edit: Edit) -> tuple[str, ...]:
    indicators = ", ".join(f"{code}: {indicator}" for code, indicator in edit.indicator.items())
    loses = "the transfer" if edit.loses == "transfer" else "the other code"
    return (
        edit.id, ", ".join(edit.others), edit.label, indicators, loses, _yes(edit.medicare), (edit.shows or "").replace("_", " "),
        edit.why, edit.source or "the table",
    )  # fmt: skip


def _yes(value: bool) -> str:
    return "yes" if value else "no"
