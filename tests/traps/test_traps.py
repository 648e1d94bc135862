"""One short note per trap: text that invites a wrong reading, and what a certified coder says of it.

NAME.txt is the note; NAME.toml says which trap it is, why the answer is what it is, and the fields that must come out.
Only fields that stand in the file are compared; `grafts = []` says that there is none. What is known to fail stands in
known_gaps.toml and must still fail.
"""

from __future__ import annotations

import pytest

from tests.traps.kit import HERE, NAMES, gold, known_gaps, wrong


@pytest.mark.parametrize("name", NAMES)
def test_the_trap_holds(name: str) -> None:
    found = wrong(name)
    known = known_gaps().get(name, frozenset())
    new = {field: values for field, values in found.items() if field not in known}
    assert not new, f"{gold(name)['trap']}: expected and found are {new}; {gold(name)['why']}"
    closed = sorted(known - found.keys())
    assert not closed, f"{closed} is right now; remove it from tests/traps/known_gaps.toml"


def test_every_note_has_its_answer_and_every_answer_its_note() -> None:
    answers = {path.stem for path in HERE.glob("*.toml")} - {"known_gaps"}
    assert sorted(answers) == NAMES
    assert known_gaps().keys() <= answers


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_says_which_trap_it_is_and_why(name: str) -> None:
    told = gold(name)
    assert told["trap"]
    assert told["why"].endswith(".")
    assert {"status", "best_fit"} <= told.keys()
