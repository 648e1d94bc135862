"""How the numbers and values of an evaluation are written for people."""

from __future__ import annotations

from auditor.evaluate.compare import Value
from auditor.evaluate.scores import Rate
from auditor.report.text import words

NONE = "–"


def number(value: float | None) -> str:
    """A share or F1 with three decimals; a dash where there is none."""
    return NONE if value is None else f"{value:.3f}"


def interval(rate: Rate | None) -> str:
    """The 95 % interval, `0.940–1.000`; a dash where there is none."""
    return NONE if rate is None or rate.interval is None else "–".join(map(number, rate.interval))


def value(said: Value) -> str:
    """A value of gold or answer: `nothing` where it is empty, items with semicolons between, a size with its unit."""
    if not said:
        return "nothing"
    if isinstance(said, str):
        return words(said)
    sides = [f"{side:g}" for side in said if isinstance(side, float)]
    return f"{' × '.join(sides)} cm" if sides else "; ".join(words(str(item)) for item in said)


def counted(amount: int, noun: str) -> str:
    """`1 note`, `2 notes`."""
    return f"{amount:,} {noun}{'' if amount == 1 else 's'}"
