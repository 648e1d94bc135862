"""A patient who was brought back to the operating room, and one who only came into it."""

from __future__ import annotations

import pytest

from tests.facts.kit import JOINED, facts


def _cues(way: str) -> tuple[str, ...]:
    told = f"{way} The fibula was raised on the peroneal vessels. {JOINED}"
    return facts(f"PROCEDURE: Free fibula flap to the left tibia.\nDESCRIPTION OF PROCEDURE: {told}\n").cues


@pytest.mark.parametrize(
    "way",
    [
        "The patient was brought back to the operating room and positioned supine.",
        "The patient was taken back to the OR, placed supine and prepped.",
        "The patient was brought back to the operating room.",
        "She was identified in the holding area and brought back to OR 14. She was placed on a beanbag.",
    ],
)
def test_the_way_into_the_room_is_no_return(way: str) -> None:
    assert _cues(way) == ()


@pytest.mark.parametrize(
    "way",
    [
        "The patient was taken back to the operating room emergently and placed supine.",
        "He was taken back to the OR on POD 1 for a dusky paddle and placed supine.",
        "For a hematoma she was brought back to the operating room and positioned supine.",
        "Unplanned return to theatre. She was positioned supine.",
    ],
)
def test_a_return_with_its_reason_is_one(way: str) -> None:
    assert _cues(way) == ("unplanned_return",)


@pytest.mark.parametrize(
    ("above", "told"),
    [
        ("Exploration of free fibula flap", "The venous anastomosis was redone end-to-end with 9-0 nylon."),
        ("Revision of the vein of a free fibula flap", "The pedicle was divided and the vein joined anew, end-to-end."),
        ("Free fibula flap to the left tibia, two days ago", "The vein of the fibula was joined end-to-end with 9-0 nylon."),
    ],
)
def test_a_flap_that_is_looked_at_again_is_not_moved_again(above: str, told: str) -> None:
    way = "The patient was taken back to the operating room and placed supine. The wound was opened."
    assert facts(f"PROCEDURE: {above}\nDESCRIPTION OF PROCEDURE: {way} {told}\n").grafts == ()


def test_a_vein_that_is_cut_on_a_return_and_cuts_that_are_looked_at_raise_no_flap() -> None:
    told = (
        "This is an unplanned trip back. The vein was full of clot. A superficial vein was harvested from the forearm and set in "
        "end-to-end at both ends. The osteotomy sites of the bone flap were inspected."
    )
    text = (
        "PREOPERATIVE DIAGNOSIS: Venous congestion, free osteocutaneous fibula flap, left jaw.\n"
        f"PROCEDURE: Exploration of the neck, revision of the vein.\n\nDESCRIPTION OF PROCEDURE: {told}\n"
    )
    assert facts(text).grafts == ()
