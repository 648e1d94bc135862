"""Names of bones that make no donor: of soft flaps, of vague words, under the title of other work."""

from __future__ import annotations

import pytest

from tests.facts.kit import JOINED, graft, grafts


@pytest.mark.parametrize(
    "flap",
    ["scapular fasciocutaneous", "superficial circumflex iliac artery perforator", "peroneal artery perforator", "lateral arm"],
)
def test_a_soft_flap_that_bears_the_name_of_a_bone(flap: str) -> None:
    told = (f"A {flap} flap was raised.", "Chips of the iliac crest were packed into the gap.", JOINED)
    assert grafts(f"Free {flap} flap and bone graft to the left tibia.", *told) == ()


def test_a_soft_flap_that_is_named_again_by_its_first_name_alone() -> None:
    told = ("The scapular flap, 18 x 8 cm, was islanded.", "A strut of rib was laid in without vessels.", JOINED)
    assert grafts("Free scapular fasciocutaneous flap and rib graft to the left tibia.", *told) == ()


def test_a_soft_flap_that_takes_bone_along() -> None:
    title = "Left radial forearm free flap including a segment of radius to the mandible."
    told = (
        "A skin island of 8 x 6 cm was drawn over the radial artery. A keel of radius, 7 cm, was sawn. The pedicle was divided."
    )
    assert graft(title, told, JOINED).donor_site == "radius"


def test_rib_with_the_muscle_that_feeds_it() -> None:
    told = "Two lengths of rib, 7 cm each, were taken with the muscle on the thoracodorsal vessels."
    assert graft("Left rib and serratus anterior free flap to the frontal bone.", told, JOINED).donor_site == "rib"


def test_a_word_of_many_meanings_names_no_donor() -> None:
    title = "Free osseous flap to the left mandible with microvascular anastomosis."
    told = "The gum was mobilized off the crest. My colleague divided the flap and passed it to me. It was bone only."
    assert graft(title, told, JOINED).donor_site == "undocumented"


def test_a_title_of_other_work_and_nothing_raised() -> None:
    told = "The free scapula flap had its artery joined end-to-end to the facial artery. The plate was removed."
    assert grafts("Removal of plate and screws.", told) == ()
