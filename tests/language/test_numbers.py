"""Numbers as notes write them, and figures that are none."""

from __future__ import annotations

import pytest

from auditor.language.numbers import read_number

MANY = "9" * 5_000  # more than Python makes a number of


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("2 1 / 2 cm", (2.5, 4)), ("1 / 2 cm", (0.5, 3)), ("1 / 3 / 2024", (1 / 3, 3)), (f"1 / {MANY}", (1.0, 1)),
        (f"2 1 / {MANY}", (2.0, 1)), (f"2 {MANY} / 4", (2.0, 1)), ("2 ² / 4", (2.0, 1)), (f"{MANY} cm", None),
        (f"{MANY}.5 cm", None), (f"0.{MANY} cm", (1.0, 1)),
    ],
)  # fmt: skip
def test_numbers_and_what_python_makes_no_number_of(words: str, number: tuple[float, int] | None) -> None:
    assert read_number(words.split(), 0) == number
