"""Lines of one surgeon and one day that the edit table joins."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.billing import quotes
from auditor.billing.context import Context, Reason
from auditor.billing.model import Difference
from auditor.billing.surgeons import groups
from auditor.claims.model import ClaimLine
from auditor.rules.billing_schema import Bundles, Edit, Level

_SIDES = frozenset({"LT", "RT"})
# These say that a service was distinct on whichever line they stand; all others only on the line that they speak of.
_DISTINCT = frozenset({"59", "XE", "XP", "XS", "XU"})


def bundle_differences(case: Context) -> Iterator[Difference]:
    """Each pair that the table joins, once; and what no modifier and no payer opens, where another surgeon bills it."""
    found = list(_pairs(case))
    for transfer, other, edit in found:
        yield _difference(case, transfer, other, edit)
    told = {other.row for _, other, _ in found}
    for transfer in case.of_family()[:1]:
        for other in case.lines:
            apart = _edit(case.rules.bundles, transfer.code, other.code)
            if apart is not None and not apart.medicare and other.row not in told:
                yield _difference(case, transfer, other, apart, level="query")


def joined_codes(case: Context) -> frozenset[str]:
    """Codes of the family that an edit names as an error beside another code of the family on this claim."""
    pairs = (pair for pair in _pairs(case) if pair[1].code in case.family and _difference(case, *pair).level == "error")
    return frozenset(line.code for pair in pairs for line in pair[:2])


def _pairs(case: Context) -> Iterator[tuple[ClaimLine, ClaimLine, Edit]]:
    for group in groups(case.lines):
        for transfer in (line for line in group if line.code in case.family):
            for other in group:
                edit = _edit(case.rules.bundles, transfer.code, other.code)
                if edit and other is not transfer:
                    yield transfer, other, edit


def _edit(table: Bundles, transfer: str, other: str) -> Edit | None:
    """The first edit that names the pair."""
    return next((edit for edit in table.edit if transfer in edit.indicator and edit.names(other)), None)


def _difference(case: Context, transfer: ClaimLine, other: ClaimLine, edit: Edit, *, level: Level | None = None) -> Difference:
    table = case.rules.bundles
    indicator = edit.indicator[transfer.code]
    opener = _opened(case, transfer, other, edit)
    dated = table.effective.isoformat()
    reason = Reason(f"bundles.toml, edit {edit.id}", edit.why, edit.source or table.source, dated, edit.medicare)
    loser = other if edit.loses == "other" else transfer
    return case.differ(
        "unbundled", reason, (transfer, other), wrong=(loser,), direction="even" if opener else "over",
        level="remark" if opener else level, quotes=quotes.element(case.record, edit.shows) if edit.shows else (),
        other=other.code, transfer=transfer.code, label=edit.label, opening=_opening(indicator, opener), loser=loser.code,
    )  # fmt: skip


def _opened(case: Context, transfer: ClaimLine, other: ClaimLine, edit: Edit) -> str | None:
    """The modifier that opens a pair, where its indicator allows that."""
    return _opener(case.rules.bundles, transfer, other) if edit.indicator[transfer.code] != 0 else None


def _opener(table: Bundles, transfer: ClaimLine, other: ClaimLine) -> str | None:
    """The modifier that says that the two were distinct. A side does so only where the other line has another side."""
    for line, beside in ((other, transfer), (transfer, other)):
        for modifier in line.modifiers:
            if modifier in _DISTINCT:
                return modifier
            if modifier not in table.opens or (modifier not in _SIDES and line is transfer):
                continue
            if modifier not in _SIDES or (_SIDES & set(beside.modifiers)) - {modifier}:
                return modifier
    return None


def _opening(indicator: int | str, opener: str | None) -> str:
    if indicator == 0:
        return ", and no modifier opens the pair"
    if opener is None:
        return " without a modifier that says it was distinct"
    unsure = ", and only some of these codes can be opened" if indicator == "unsure" else ""
    return f" unless it was distinct, as {opener} says: the record must show that{unsure}"
