"""Skin on the flap's own pedicle: a paddle that was taken, and skin that belongs elsewhere."""

from __future__ import annotations

import pytest

from tests.facts.kit import CREST, JOINED, LEG, facts, graft, note

TITLE = "Free fibula flap to the left tibia."


@pytest.mark.parametrize(
    ("told", "cm"),
    [
        ("A skin paddle was taken.", None),
        ("A skin paddle of 9 x 4 cm was taken.", (9.0, 4.0)),
        ("A 4 x 9 cm skin island was drawn over the perforators.", (9.0, 4.0)),
        ("A small monitoring island of 20 x 15 mm was kept.", (2.0, 1.5)),
        ("The flap was raised as an osteocutaneous flap.", None),
        ("An ellipse of skin, 6 by 3 cm, went with the bone.", (6.0, 3.0)),
        ("A skin isle of 6 x 3 cm was taken along with the bone.", (6.0, 3.0)),
        ("A monitoring island of 3 x 2 cm was left on a single perforator.", (3.0, 2.0)),
        ("A skin paddle of 9 x 4 cm was taken. The pedicle was 8 cm long and the plate 14 cm.", (9.0, 4.0)),
    ],
)
def test_skin_that_was_taken(told: str, cm: tuple[float, ...] | None) -> None:
    found = graft(TITLE, LEG, told, JOINED)
    assert (found.skin_paddle, found.skin_paddle_cm) == ("present", cm)


@pytest.mark.parametrize(
    "told",
    [
        "The skin was closed with staples.",
        "A split-thickness skin graft of 8 x 4 cm covered the donor leg.",
        "The skin incision was 12 cm long.",
        "Skin flaps were raised at the leg.",
        "A skin paddle was discussed.",
        "Skin paddle: {Y/N}",
        "The overlying skin was deficient over 6 x 4 cm.",
        "The skin was opened, and the drain was not needed.",
        "The skin edges were trimmed.",
    ],
)
def test_skin_that_is_not_the_flaps(told: str) -> None:
    found = graft(TITLE, LEG, told, JOINED)
    assert (found.skin_paddle, found.skin_paddle_cm) == ("undocumented", None)


def test_the_skin_of_a_separate_flap_is_not_the_bones() -> None:
    found = graft(
        "Free iliac crest flap and free anterolateral thigh flap to the left leg.",
        CREST,
        "A separate anterolateral thigh flap with a skin paddle of 15 x 8 cm was raised.",
        JOINED,
    )
    assert (found.donor_site, found.skin_paddle, found.skin_paddle_cm) == ("iliac_crest", "undocumented", None)


def test_a_toe_carries_its_skin_by_nature() -> None:
    assert graft("Free second toe transfer to the left thumb.", "The second toe was raised.", JOINED).skin_paddle == "present"


def test_the_description_outranks_the_title_and_the_conflict_is_kept() -> None:
    found = facts(note("Free osteocutaneous fibula flap to the left tibia.", LEG, "No skin was taken.", JOINED))
    assert found.grafts[0].skin_paddle == "absent"
    (conflict,) = found.conflicts
    assert (conflict.topic, conflict.first.section, conflict.second.section) == ("skin_paddle", "title", "technique")
    assert "osteocutaneous" in conflict.first.quote.lower()
    assert conflict.second.quote.startswith("No skin")


def test_an_addendum_corrects_the_description_without_a_conflict() -> None:
    text = note(TITLE, LEG, "No skin was taken.", JOINED) + "\nADDENDUM: A skin paddle of 5 x 3 cm was taken.\n"
    found = facts(text)
    assert (found.grafts[0].skin_paddle, found.grafts[0].skin_paddle_cm, found.conflicts) == ("present", (5.0, 3.0), ())


def test_skin_planned_and_not_told_of_is_undocumented() -> None:
    text = "PLANNED PROCEDURE: Free fibula flap with skin paddle.\n\n" + note(TITLE, LEG, JOINED)
    assert facts(text).grafts[0].skin_paddle == "undocumented"


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("An ellipse of lateral leg skin was left on its perforators.", "present"),
        ("A skin flap of 9 x 4 cm was raised in continuity with the bone.", "present"),
        ("A skin flap of 9 x 4 cm was turned down.", "undocumented"),
        ("The skin over the fibula was not disturbed.", "absent"),
        ("The skin of the leg stays where it is.", "absent"),
        ("The graft was devoid of skin.", "absent"),
        ("The signal was loud at the skin of the instep.", "undocumented"),
    ],
)
def test_skin_that_goes_along_and_skin_that_stays(told: str, state: str) -> None:
    assert graft(TITLE, LEG, told, JOINED).skin_paddle == state


def test_a_paddle_that_is_only_drawn_stands_against_a_title_without_skin() -> None:
    found = facts(note("Free fibula flap, bone only, to the left tibia.", LEG, "An oval, 5 x 3 cm, went along.", JOINED))
    assert found.grafts[0].skin_paddle == "present"
    assert [conflict.topic for conflict in found.conflicts] == ["skin_paddle"]


def test_one_bone_from_each_foot_of_which_one_has_skin_is_asked_about() -> None:
    text = (
        "OPERATION PERFORMED:\n1. Free second metatarsal flap with skin, left foot, to the third metacarpal.\n"
        "2. Free second metatarsal flap, right foot, bone only, to the fourth metacarpal.\n\n"
        "DESCRIPTION OF PROCEDURE: A skin paddle of 7 x 4 cm was raised with the second metatarsal on the dorsalis pedis artery. "
        f"The other metatarsal was raised on its artery. No skin was taken. {JOINED}\n"
    )
    assert [each.topic for each in facts(text).conflicts] == ["skin_paddle"]


def test_skin_that_remains_connected_to_the_bone_is_carried() -> None:
    told = "The skin remained connected to the bone by the tissue around the artery."
    assert graft("Free iliac crest flap to the tibia", CREST, told, JOINED).skin_paddle == "present"


@pytest.mark.parametrize(
    "row",
    [
        "Skin paddle: [ ] Yes, size ___ x ___   [x] No",
        "Paddle \u2610 yes \u2612 no",
        "Skin island: \u2610 taken \u2611 not taken",
    ],
)
def test_boxes_with_remarks_and_boxes_that_are_signs(row: str) -> None:
    note = f"PROCEDURE: Free iliac crest flap to the tibia.\n\nDESCRIPTION OF PROCEDURE:\n{CREST}\n{row}\n{JOINED}\n"
    (found,) = facts(note).grafts
    assert found.skin_paddle == "absent"


@pytest.mark.parametrize(
    "row",
    [
        "Skin paddle:\u00a0[ ] Yes, size ___ x ___\u2003[x] No",
        "Skin paddle:\u202f[\u00a0] yes [x] no",
        "Skin paddle: [ ]\nyes  [x] no.",
        "Skin paddle: [ ]\r\nyes  [x] no.",
        "Bone block: [x] taken  Skin paddle: [ ] yes [x]\nno",
    ],
)
def test_spaces_and_line_ends_that_a_program_put_in_say_nothing(row: str) -> None:
    text = f"PROCEDURE: Free iliac crest flap to the tibia.\n\nDESCRIPTION OF PROCEDURE:\n{CREST}\n{row}\n{JOINED}\n"
    assert facts(text).grafts[0].skin_paddle == "absent"


@pytest.mark.parametrize(
    "told",
    [
        "No skin paddle had been included with the fibula flap that was done at another hospital in 2011.",
        "The fibula flap for the other leg, done elsewhere in 2015, had been bone only, without a skin island.",
    ],
)
def test_what_is_said_of_an_earlier_flap_says_nothing_of_this_one(told: str) -> None:
    assert graft("Free iliac crest flap to the tibia", CREST, told, JOINED).skin_paddle == "undocumented"


def test_a_field_that_asks_for_skin_with_the_flap() -> None:
    text = (
        "Procedure:\n  [x] free flap with bone.  Donor:  [ ] fibula   [x] radius\n"
        "Skin with flap:     [x] yes, 8 x 5.5 cm   [ ] no\n\nNARRATIVE\n\n"
        f"The mandible was cut, gap 5 cm. The radius, 6 cm, was raised on the radial artery. {JOINED}\n"
    )
    (only,) = facts(text).grafts
    assert (only.donor_site, only.skin_paddle, only.skin_paddle_cm) == ("radius", "present", (8.0, 5.5))


def test_a_skin_flap_raised_with_its_bone_is_no_flap_of_its_own() -> None:
    assert graft(TITLE, "Fibula with peroneal skin flap raised in one block.", JOINED).skin_paddle == "present"


def test_skin_that_would_not_close_and_where_a_vessel_is_heard_is_no_paddle() -> None:
    told = "Forearm: volar skin direct, proximal 6 x 3 cm would not come, split skin graft."
    assert graft(TITLE, LEG, JOINED, told).skin_paddle == "undocumented"
    assert graft(TITLE, LEG, JOINED, "A Doppler sound was heard at the skin and marked.").skin_paddle == "undocumented"


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("The thigh flap had healed well. Its skin was raised along the border.", "undocumented"),
        ("Skin paddle: N/A (bone flap). Paddle size: N/A.", "absent"),
        ("The skin island stayed pale and was severed from the bone and put in the bucket.", "absent"),
        ("There was no skin on the flap.", "absent"),
        ("Some skin was left on one perforator and brought through the wound.", "undocumented"),
        ("We had consented her for a skin paddle.", "undocumented"),
        ("Free iliac crest +/- skin paddle was booked.", "undocumented"),
        ("Skin paddle (cm): ***", "undocumented"),
        ("The nerve to the skin of the thigh was spared.", "undocumented"),
        ("Bone and periosteum, no muscle, no skin. Skin closed by Dr. Bell.", "absent"),
        ("A skin paddle was thought of at first but proved unnecessary.", "absent"),
        ("A skin island had been drawn as a reserve. It was not incised as the shin is soft.", "absent"),
        ("Muscle was brought along instead of skin.", "absent"),
        ("No perforator was found, and we went on with the crest alone.", "absent"),
        ("FLAP COMPONENTS: BONE - Y. SKIN - N.", "absent"),
        ("The skin of the foot remains all in its place.", "absent"),
        ("A skin island was drawn, 5 x 3, and raised. It went dusky, so I cut it off and threw it out.", "absent"),
        ("The old thigh flap on the leg was elevated, and its skin paddle stayed viable.", "undocumented"),
        ("The flap's skin was tucked beneath the wound edge.", "present"),
    ],
)
def test_skin_of_others_and_skin_that_is_told_in_passing(told: str, state: str) -> None:
    assert graft("Free iliac crest flap to the left tibia.", CREST, told, JOINED).skin_paddle == state


def test_skin_that_is_measured_right_after_the_forearm_is_raised() -> None:
    told = "The forearm was raised under tourniquet. The skin measured 8 by 5 cm. A piece of radius 7 cm long was taken with it."
    found = graft("Free radial forearm flap with radius to the left mandible.", told, JOINED)
    assert (found.skin_paddle, found.skin_paddle_cm) == ("present", (8.0, 5.0))


def test_a_composite_forearm_flap_bears_skin() -> None:
    told = "The forearm was raised on the radial artery and a piece of radius 7 cm long was taken with it."
    assert graft("Composite radial forearm flap to the left mandible.", told, JOINED).skin_paddle == "present"


@pytest.mark.parametrize(
    ("told", "skin"),
    [
        ("Flap components: crest, oblique cuff, skin.", "present"),
        ("Flap components: bone, muscle, no skin.", "absent"),
        ("Dimensions of flap: skin 9 x 5 cm, bone 8 x 3 cm.", "present"),
        ("Skin paddle ........ {Yes/No}", "undocumented"),
        ("The skin of the calf was opened and put back; it did not travel with the bone.", "absent"),
        ("[x] bone/cartilage only   [ ] with skin paddle   Size: ***", "absent"),
        ("Taking a skin portion was dispensed with.", "absent"),
        ("The skin padle was inset into the shin.", "present"),
        ("Flap composition: Bone - Y; Muscle - Y (cuff); Skin - Y; Nerve - N", "present"),
        ("| Flap component | Taken |\n| Bone | yes |\n| Skin | yes |", "present"),
        ("A skin paddle had been drawn along the septum and was incised first.", "present"),
        ("A skin paddle had been drawn along the septum but no perforator was found and none was taken.", "absent"),
        ("I elected to carry the overlying leg skin with the bone.", "present"),
        ("No monitor skin attached.", "absent"),
        ("A skin island of 8 by 4 cm was planned to a paper pattern and incised.", "present"),
    ],
)
def test_skin_in_lists_and_fields(told: str, skin: str) -> None:
    assert graft(TITLE, LEG, f"\n{told}\n", JOINED).skin_paddle == skin


def test_a_skin_flap_over_the_donors_artery_is_its_paddle() -> None:
    told = (
        "A skin flap measuring 7 x 5 cm was drawn over the radial artery. The radius was cut, 4 cm, and harvested with it.",
        "The pedicle was divided. The radial artery was sewn end-to-side to the facial artery, the vein to the facial vein.",
    )
    found = graft("Osteocutaneous radial forearm free flap to the mandible.", *told)
    assert (found.skin_paddle, found.skin_paddle_cm) == ("present", (7.0, 5.0))


def test_who_did_what_tells_of_skin_where_the_description_does_not() -> None:
    parts = "Division of work\nTwo attending surgeons. Dr. Bell raised the flap, bone only, with no skin, and dictates that part."
    text = f"PROCEDURE: Free fibula flap to the left tibia.\n\n{parts}\n\nDESCRIPTION OF PROCEDURE: {JOINED}\n"
    (only,) = facts(text).grafts
    assert only.skin_paddle == "absent"


def test_a_reason_that_follows_dates_nothing() -> None:
    told = "No skin paddle was included with this flap, since the mouth had already been closed."
    assert graft("Free fibula flap to the left tibia.", LEG, told, JOINED).skin_paddle == "absent"


def test_skin_of_another_part_that_stays_is_none_of_the_flaps() -> None:
    told = "The great toe was raised with its skin on the first dorsal metatarsal artery. The second toe skin was untouched."
    assert graft("Free osteocutaneous great toe flap to the right thumb.", told, JOINED).skin_paddle == "present"


def test_a_skin_flap_drawn_where_the_donor_lies() -> None:
    told = "LEFT FOOT. A skin flap was drawn on the dorsum, 7 x 5 cm. The second metatarsal was cut and came up with the skin."
    found = graft("Free osteocutaneous second metatarsal flap to the right foot.", told, JOINED)
    assert found.skin_paddle_cm == (7.0, 5.0)


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("Lateral border 5 cm, no muscle, skin 6 x 5 cm.", "present"),
        ("We gave up the skin portion and went on with bone alone.", "absent"),
        ("The skin was only opened and not included.", "absent"),
    ],
)
def test_skin_in_few_words(told: str, state: str) -> None:
    assert graft("Free scapula to the left mandible.", "The scapula was raised.", told, JOINED).skin_paddle == state


def test_an_island_that_was_raised_without_bone_is_another_flap_s() -> None:
    other = "The thigh was opened and a skin island of 9 x 6 cm was raised, without bone. This island was set into the mouth."
    found = graft("Free fibula flap, bone only. Anterolateral thigh flap.", LEG, "No skin was taken with it.", JOINED, other)
    assert (found.skin_paddle, found.skin_paddle_cm) == ("absent", None)
