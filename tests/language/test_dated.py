"""What a description dates before the operation belongs to the past."""

from __future__ import annotations

import pytest

from auditor.model import Assertion
from tests.language.kit import one


def told(day: str, head: str = "Date of surgery: 12 July 2023") -> Assertion:
    """How a fibula is told in a description."""
    text = f"{head}\nOPERATION: Removal of screws\n\nMETHOD\nThe scar was opened. {day} a fibula was raised. A screw came out.\n"
    return one(text, "bone", "fibula").assertion


@pytest.mark.parametrize(
    "day", ["On 2022.06.01", "On 3 May 2021", "On 06/14/2022", "In May 2021", "Early in June 2023", "Since July 2021"]
)
def test_a_day_before_the_operation(day: str) -> None:
    assert told(day) is Assertion.PRIOR


@pytest.mark.parametrize("day", ["On 12 July 2023", "On 12.7.2023", "In July 2023", "With a coupler of 2.5.\n10. From the leg"])
def test_the_day_of_the_operation_and_what_is_none(day: str) -> None:
    assert told(day) is Assertion.PERFORMED


def test_where_nobody_dates_the_operation_nothing_is_before_it() -> None:
    assert told("On 3 May 2021", head="Theatre 4") is Assertion.PERFORMED
