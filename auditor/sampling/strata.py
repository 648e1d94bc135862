"""A frame -> its strata, by surgeon, by code or by value. Every unit is in exactly one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from auditor.errors import SampleError
from auditor.names import key_of, printed
from auditor.sampling.model import By, Frame, Unit

PARTS = 3
ALL = "all"
NO_VALUE = "value not told"
Strata = Mapping[str, tuple[Unit, ...]]


def stratify(frame: Frame, by: By | None, parts: int | None) -> Strata:
    """The strata in the order of their names, each with its units in the order of the frame. Raises SampleError."""
    if by is None:
        return {ALL: frame.units}
    if frame.kind == "notes":
        raise SampleError(
            f"--by {by}", "a folder of notes tells no surgeon, code or value", "audit it, and draw from its audit.jsonl"
        )
    if by == "value":
        name_of = _by_value(frame.units, parts or PARTS)
    else:
        name_of = _by_surgeon(frame.units) if by == "surgeon" else _by_code
    found: dict[str, list[Unit]] = {}
    for unit in frame.units:
        found.setdefault(name_of(unit), []).append(unit)
    return {name: tuple(found[name]) for name in sorted(found)}


def strata_listing(strata: Strata) -> bytes:
    """One line for each unit of the frame: the number of its stratum, a tab, its id."""
    lines = [(unit.id, number) for number, units in enumerate(strata.values(), 1) for unit in units]
    return b"".join(f"{number}\t{name}\n".encode() for name, number in sorted(lines, key=lambda line: line[0].encode()))


def _by_code(unit: Unit) -> str:
    if len(unit.codes) > 1:
        return "several codes"
    return unit.codes[0] if unit.codes else "no code"


def _by_surgeon(units: Sequence[Unit]) -> Callable[[Unit], str]:
    """One stratum for each person, however the name is printed."""
    prints: dict[str, list[str]] = {}
    for unit in units:
        for name in unit.surgeons:
            prints.setdefault(key_of(name), []).append(name)

    def name_of(unit: Unit) -> str:
        if len(unit.surgeons) > 1:
            return "several surgeons"
        return printed(prints[key_of(unit.surgeons[0])]) if unit.surgeons else "surgeon not told"

    return name_of


def _by_value(units: Sequence[Unit], parts: int) -> Callable[[Unit], str]:
    """Parts that each hold about the same sum: a value is in part 1 + floor(parts * sum of all smaller values / sum of all).

    Equal values are so never parted. Raises SampleError where no unit has a value, or one is below zero.
    """
    values = sorted(unit.value for unit in units if unit.value is not None)
    if not values:
        raise SampleError("--by value", "no unit has a value", "draw from claims with charges, or from a billing.jsonl")
    if values[0] < 0:
        raise SampleError("--by value", "a value is below zero", "stratify by surgeon or code")
    total, smaller, part_of = sum(values, Decimal()), Decimal(), dict[Decimal, int]()
    for value in values:
        if value not in part_of:
            part_of[value] = 1 + int(parts * smaller / total) if total else 1
        smaller += value
    names = {part: _part_name(part, [value for value in part_of if part_of[value] == part]) for part in set(part_of.values())}

    def name_of(unit: Unit) -> str:
        return NO_VALUE if unit.value is None else names[part_of[unit.value]]

    return name_of


def _part_name(part: int, values: Sequence[Decimal]) -> str:
    return f"value {part}: {min(values)} to {max(values)}"
