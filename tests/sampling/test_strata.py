"""Strata and how they share a sample, worked out by hand."""

from __future__ import annotations

import pytest

from auditor.errors import SampleError
from auditor.sampling.allocation import allocate
from auditor.sampling.model import Frame
from auditor.sampling.strata import strata_listing, stratify
from tests.sampling.kit import frame, numbered, unit


def sized(**sizes: int) -> dict[str, tuple[object, ...]]:
    return {name: tuple(unit(f"{name}{number}") for number in range(count)) for name, count in sizes.items()}


@pytest.mark.parametrize(
    "sizes,size,allocation,expected",
    [
        ({"a": 50, "b": 30, "c": 20}, 10, "proportional", {"a": 5, "b": 3, "c": 2}),
        # due 9.5 and 0.5: two of each first, then six times from the first, which is always further behind
        ({"a": 95, "b": 5}, 10, "proportional", {"a": 8, "b": 2}),
        # due 3 1/3 each: the tenth goes to the first by name
        ({"a": 50, "b": 30, "c": 20}, 10, "equal", {"a": 4, "b": 3, "c": 3}),
        ({"a": 2, "b": 50}, 10, "equal", {"a": 2, "b": 8}),
        ({"a": 1, "b": 50}, 3, "proportional", {"a": 1, "b": 2}),
        ({"a": 50}, 1, "proportional", {"a": 1}),
    ],
)
def test_shares(sizes: dict[str, int], size: int, allocation: str, expected: dict[str, int]) -> None:
    assert allocate(size, sized(**sizes), allocation) == expected  # type: ignore[arg-type]


def test_neyman_looks_where_values_differ() -> None:
    """Of four and four units, the first with 0, 0, 10, 10 and the second all alike: all that is left goes to the first."""
    strata = {
        "spread": tuple(unit(f"s{number}", value=value) for number, value in enumerate(["0", "0", "10", "10"])),
        "alike": tuple(unit(f"a{number}", value="1") for number in range(4)),
    }
    assert allocate(6, strata, "neyman") == {"spread": 4, "alike": 2}


def test_neyman_needs_the_value_of_every_unit() -> None:
    with pytest.raises(SampleError, match="a unit of the frame has no value; choose proportional or equal"):
        allocate(5, {"a": (unit("1", value="1"), unit("2")), "b": (unit("3", value="1"),) * 4}, "neyman")


def test_too_few_for_the_strata() -> None:
    with pytest.raises(
        SampleError, match=r"^--size 4: 3 strata need 5 units, two of each or the one that it has; draw 5 at least"
    ):
        allocate(4, sized(a=1, b=5, c=5), "equal")  # type: ignore[arg-type]


def test_by_value_each_part_holds_about_the_same_sum() -> None:
    """1, 2, 3, 4 in two parts: 1 + floor(2 * smaller/10) is 1, 1 + floor(0.2) = 1, 1 + floor(0.6) = 1, 1 + floor(1.2) = 2."""
    whole = frame(unit(name, value=name) for name in "1234")
    found = stratify(whole, "value", 2)
    assert {name: [each.id for each in units] for name, units in found.items()} == {
        "value 1: 1 to 3": ["1", "2", "3"],
        "value 2: 4 to 4": ["4"],
    }
    assert strata_listing(found) == b"1\t1\n1\t2\n1\t3\n2\t4\n"


def test_equal_values_stay_together_and_unknown_ones_are_apart() -> None:
    found = stratify(frame([*(unit(name, value="5") for name in "abcd"), unit("e")]), "value", 3)
    assert {name: len(units) for name, units in found.items()} == {"value 1: 5 to 5": 4, "value not told": 1}
    zero = stratify(frame(unit(name, value="0") for name in "ab"), "value", 3)
    assert list(zero) == ["value 1: 0 to 0"]


def test_a_surgeon_is_one_however_the_name_is_printed() -> None:
    units = [unit("1", surgeon="Smith, Anna"), unit("2", surgeon="Dr. Anna Smith"), unit("3", surgeon="Bo Lind"), unit("4")]
    units.append(unit("5").model_copy(update={"surgeons": ("Anna Smith", "Bo Lind")}))
    found = {name: [each.id for each in members] for name, members in stratify(frame(units), "surgeon", None).items()}
    assert found == {"Bo Lind": ["3"], "Dr. Anna Smith": ["1", "2"], "several surgeons": ["5"], "surgeon not told": ["4"]}


def test_codes() -> None:
    units = [unit("1", code="20956"), unit("2"), unit("3").model_copy(update={"codes": ("20956", "20962")})]
    found = {name: [each.id for each in members] for name, members in stratify(frame(units), "code", None).items()}
    assert found == {"20956": ["1"], "no code": ["2"], "several codes": ["3"]}


@pytest.mark.parametrize("values,what", [([None], "no unit has a value"), (["-1", "3"], "a value is below zero")])
def test_values_that_cannot_be_cut(values: list[str | None], what: str) -> None:
    with pytest.raises(SampleError, match=what):
        stratify(frame(unit(str(number), value=value) for number, value in enumerate(values)), "value", 3)


def test_a_folder_of_notes_has_no_strata() -> None:
    with pytest.raises(SampleError, match=r"tells no surgeon, code or value; audit it, and draw from its audit.jsonl"):
        stratify(Frame(kind="notes", units=tuple(numbered(3))), "surgeon", None)
