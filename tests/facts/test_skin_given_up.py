"""Skin that was drawn or raised and then given up, thrown away, trimmed or put back, and what only sounds like it."""

from __future__ import annotations

import pytest

from tests.facts.kit import CREST, JOINED, LEG, facts, graft, note

TITLE = "Free fibula flap to the left tibia."


@pytest.mark.parametrize(
    "told",
    [
        "No skin paddle was taken.",
        "It was raised without skin.",
        "It was raised as a bone-only flap.",
        "Skin paddle: none.",
        "We did not take any skin with the bone; there was no need for it.",
        "A skin paddle was not taken.",
        "The skin paddle of 9 x 4 cm was raised and was then discarded.",
        "Perforators to the skin were met, none was followed.",
        "The skin was reflected but none of it was carried.",
        "The skin of the calf was reflected and not carried with the bone.",
        "Skin paddle: {No}",
        "The skin of the calf was lifted and not taken along.",
        "We asked only for bone and left the calf skin where it was.",
    ],
)
def test_skin_that_was_not_taken_or_was_thrown_away(told: str) -> None:
    found = graft(TITLE, LEG, told, JOINED)
    assert (found.skin_paddle, found.skin_paddle_cm) == ("absent", None)


@pytest.mark.parametrize(
    "told",
    [
        "An island of 4 x 2 cm was outlined. The island stayed white for ten minutes. It was cut off and binned.",
        "A skin island was raised. The skin was put back where it came from. Only bone went to the leg.",
        "Bone was the only thing wanted, and we left all skin on the foot.",
        "I thought of an island and did not take one. Skin with it: no.",
    ],
)
def test_an_island_that_is_thrown_away_in_the_next_sentence_and_skin_left_behind(told: str) -> None:
    assert graft("Free iliac crest flap to the tibia", CREST, told, JOINED).skin_paddle == "absent"


def test_the_ellipse_of_a_scar_is_no_paddle() -> None:
    told = "Incision was given including the previous scar in an ellipse of 4 x 1 cm."
    assert graft("Free iliac crest flap to the tibia, bone only", CREST, told, JOINED).skin_paddle == "absent"


def test_skin_that_was_not_planned_and_not_taken() -> None:
    told = "No skin was planned and none was taken."
    assert graft("Free iliac crest flap to the tibia", CREST, told, JOINED).skin_paddle == "absent"


@pytest.mark.parametrize(
    "told",
    [
        "A skin island of 8 x 4 cm was drawn. Decided against once the wound was seen to close, never raised.",
        "We began with a skin island, 6 x 4 cm. It looked grey. It was cut off and discarded before the bone was moved.",
        "A skin island was raised on one perforator. I took the island off at its branch and discarded it.",
        "A paddle was drawn in case we wanted one. It would close, so we did not raise it; the ellipse is still on the foot.",
        "A monitor island was drawn but not raised.",
        "No perforator was found, so the planned skin paddle was given up and none was taken.",
        "What was transferred was bone with a cuff of muscle.",
        "The paddle stayed blue and was therefore excised.",
        "I looked for perforators for a skin paddle but decided against taking one.",
    ],
)
def test_skin_that_was_given_up_in_other_words(told: str) -> None:
    assert graft(TITLE, LEG, told, JOINED).skin_paddle == "absent"


@pytest.mark.parametrize(
    "told",
    [
        "A skin paddle of 8 x 4 cm was raised with the bone. A second island was discarded.",
        "A skin island was carried on two perforators. The tip of it was trimmed off and discarded.",
        "An 8 x 4 cm paddle was raised; the scarred skin at the recipient site was excised and thrown away.",
        "A skin paddle of 8 x 4 cm was raised. Instead of discarding the paddle we used it to close the shin.",
    ],
)
def test_what_was_thrown_away_was_not_the_paddle(told: str) -> None:
    assert graft(TITLE, LEG, told, JOINED).skin_paddle == "present"


@pytest.mark.parametrize(
    "told",
    [
        "A skin paddle of 8 x 4 cm was raised. We trimmed it to 6 x 2.5 cm and sewed it in as a skin paddle.",
        "A paddle of 8 x 4 cm was designed. The hole was smaller than thought, so the paddle raised was 6 x 2.5 cm.",
    ],
)
def test_a_paddle_that_was_trimmed_has_its_last_size(told: str) -> None:
    assert graft(TITLE, LEG, told, JOINED).skin_paddle_cm == (6.0, 2.5)


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("A small skin island was kept. Island to be cut away in the clinic at day 12.", "present"),
        ("A skin island was kept. It was cut away and binned.", "absent"),
        ("The artery was lifted with a skin paddle. The toe was not touched.", "present"),
        ("A skin paddle of 7 x 5 cm stayed on the fibula shaft.", "present"),
        ("A skin paddle was outlined. As the leg was thick it was not raised.", "absent"),
        ("I drew an island. It stayed white, so the skin was given up and the fibula went in as bone only.", "absent"),
    ],
)
def test_what_is_said_later_of_skin(told: str, state: str) -> None:
    assert graft("Free fibula flap to the left tibia.", LEG, told, JOINED).skin_paddle == state


def test_an_addendum_puts_the_figures_of_a_paddle_right_and_takes_none_away() -> None:
    text = note("Free fibula flap to the left tibia.", LEG, "A skin paddle of sixteen by six centimeters was raised.", JOINED)
    text += "\nADDENDUM, correction of dictation error: The skin paddle was transcribed as sixteen by six centimeters. "
    (only,) = facts(text + "This is incorrect. It was ten by six centimeters.\n").grafts
    assert (only.skin_paddle, only.skin_paddle_cm) == ("present", (10.0, 6.0))


@pytest.mark.parametrize(
    "told", ["A flap drawn 5 x 3 cm over the condyle was cut.", "Incision with an ellipse of the biopsy tract 4 x 1.5 cm."]
)
def test_what_is_drawn_or_cut_out_elsewhere_is_no_paddle(told: str) -> None:
    only = graft(
        "Free medial femoral condyle flap to the talus.", told, "The condyle was raised on the descending genicular.", JOINED
    )
    assert (only.skin_paddle, only.skin_paddle_cm) == ("undocumented", None)


@pytest.mark.parametrize(
    "told",
    [
        "The skin was raised and left on the septum as an 8 x 4 cm paddle.",
        "Skin island area 8 x 5 cm was raised with the bone.",
        "A skin paddle was raised with the bone.\nSkin island   No. of perforators: 2",
        "It was raised with skin.\nSkin paddle: 0,8 x 4 cm",
        "It was raised with skin.\nSkin paddle:\nSize: 8 x 4 cm",
    ],
)
def test_skin_that_words_of_denial_are_near_to(told: str) -> None:
    assert graft("Free vascularized iliac crest flap to the left tibia.", CREST, told, JOINED).skin_paddle == "present"


def test_a_skin_graft_that_was_decided_against_takes_no_paddle_away() -> None:
    told = "A skin paddle of 4 x 2 cm was raised with the bone. For the leg we decided not to take a skin graft."
    assert graft("Free fibula flap to the left tibia.", LEG, told, JOINED).skin_paddle == "present"
    assert graft("Free fibula flap to the left tibia.", LEG, "I elected not to take any skin.", JOINED).skin_paddle == "absent"
