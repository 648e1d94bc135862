"""How many units each stratum gives."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from statistics import stdev

from auditor.errors import SampleError
from auditor.sampling.model import Allocation, Unit
from auditor.sampling.strata import Strata

LEAST = 2  # with a single unit, nothing is known of how units of the stratum differ

WORDS = {
    "proportional": "in proportion to its number of units",
    "equal": "in equal parts",
    "neyman": "in proportion to its number of units times the standard deviation of their values",
}


def allocate(size: int, strata: Strata, allocation: Allocation) -> Mapping[str, int]:
    """Share `size` among the strata; the shares add up to it. Raises SampleError where that cannot be.

    Every stratum first gives two units, or the one that it has. Then one unit at a time is taken from the stratum that is
    furthest behind its due share of `size` and still has units; of several, from the first by name.
    """
    sizes = {name: len(units) for name, units in strata.items()}
    given = {name: min(LEAST, count) for name, count in sizes.items()} if len(sizes) > 1 else dict.fromkeys(sizes, 0)
    _check(size, sum(given.values()), sum(sizes.values()), len(sizes))
    weights = _weights(strata, allocation)
    due = {name: size * weight / sum(weights.values()) for name, weight in weights.items()}
    for _ in range(size - sum(given.values())):
        behind = max((name for name in given if given[name] < sizes[name]), key=lambda name: due[name] - given[name])
        given[behind] += 1
    return given


def _check(size: int, least: int, most: int, strata: int) -> None:
    if size > most:
        raise SampleError(f"--size {size}", f"the frame has {most:,} units", f"draw {most:,} at most")
    if size < least:
        what = f"{strata} strata need {least:,} units, two of each or the one that it has"
        raise SampleError(f"--size {size}", what, f"draw {least:,} at least, or stratify by something coarser")


def _weights(strata: Strata, allocation: Allocation) -> Mapping[str, Fraction]:
    if allocation == "equal":
        return {name: Fraction(1) for name in strata}
    sizes = {name: Fraction(len(units)) for name, units in strata.items()}
    if allocation == "proportional":
        return sizes
    spread = {name: sizes[name] * _deviation(units) for name, units in strata.items()}
    return spread if any(spread.values()) else sizes


def _deviation(units: tuple[Unit, ...]) -> Fraction:
    values = [unit.value for unit in units if unit.value is not None]
    if len(values) < len(units):
        raise SampleError("--allocation neyman", "a unit of the frame has no value", "choose proportional or equal")
    return Fraction(stdev(values)) if len(values) > 1 else Fraction(0)
