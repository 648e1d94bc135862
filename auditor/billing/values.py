"""Relative value units of what is billed and of what is documented."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from auditor.billing.context import Context
from auditor.billing.model import Values
from auditor.billing.transfers import State


def values(case: Context, *, decided: bool) -> Values | None:
    """The values of one case; None where it has no claim, or neither side has a transfer of the family.

    Surgeons who assist or share do not add to what is billed: theirs is the same transfer. Nothing is documented for certain
    where the case is not `decided`.
    """
    billed, documented = _billed(case), _documented(case) if decided else None
    if not case.lines or not (billed or case.transfers):
        return None
    work, total = _sums(case, billed)
    work_documented, total_documented = (None, None) if documented is None else _sums(case, documented)
    return Values(
        label=case.fees.label, work_billed=work, work_documented=work_documented, total_billed=total,
        total_documented=total_documented,
    )  # fmt: skip


def _billed(case: Context) -> list[str]:
    codes = case.rules.billing.codes
    found: list[str] = []
    for code in dict.fromkeys(line.code for line in case.of_family()):
        lines = [line for line in case.of_family() if line.code == code]
        others = [line for line in lines if {*codes.assistants, *codes.shared} & set(line.modifiers)]
        own = sum(line.units for line in lines if line not in others)
        found += [code] * (own or max(line.units for line in others))
    return found


def _documented(case: Context) -> list[str] | None:
    """Codes of the transfers that are decided; None where one is left open."""
    if any(transfer.state is State.OPEN for transfer in case.transfers):
        return None
    return [transfer.code for transfer in case.transfers if transfer.state is State.DECIDED and transfer.code in case.family]


def _sums(case: Context, codes: Iterable[str]) -> tuple[Decimal | None, Decimal | None]:
    rows = [case.fees.value(code) for code in codes]
    known = [row for row in rows if row is not None]
    if len(known) < len(rows):
        return None, None
    return sum((row.work for row in known), Decimal(0)), sum((row.total for row in known), Decimal(0))
