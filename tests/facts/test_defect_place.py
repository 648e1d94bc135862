"""The bone that receives: its name and its side."""

from __future__ import annotations

import pytest

from tests.facts.kit import CREST, JOINED, LEG, defect, facts, note


@pytest.mark.parametrize(
    ("title", "location", "side"),
    [
        ("Free fibula flap to the left tibia.", "tibia", "left"),
        ("Free fibula flap to the right humerus.", "humerus", "right"),
        ("Free fibula flap to the mandible.", "mandible", None),
        ("Free fibula flap to the left femoral neck.", "femoral neck", "left"),
        ("Free fibula flap for nonunion of the right distal radius.", "distal radius", "right"),
        ("Free fibula flap to the left third metacarpal.", "third metacarpal", "left"),
        ("Reconstruction of the right clavicle with a free fibula flap.", "clavicle", "right"),
    ],
)
def test_place_and_side(title: str, location: str, side: str | None) -> None:
    found = defect("The bone was plated.", title)
    assert (found.location, found.laterality) == (location, side)


def test_a_donor_bone_is_not_the_place() -> None:
    assert defect("The fibula was sawn twice.").location == "tibia"


def test_a_place_that_was_written_in_two_words_as_heard() -> None:
    assert (
        defect("The gap measured 3 cm.", title="Free fibula flap to the left ring meta carpal.").location
        == "fourth (ring finger) metacarpal"
    )


def test_the_bone_that_the_title_gives_the_flap_to_outranks_its_neighbours() -> None:
    told = "The radius was shortened. The flap was turned to the radius and laid on the radius."
    text = note("Replacement of the proximal half of the right lunate by a free medial femoral trochlea flap.", told, JOINED)
    found = facts(text).defect
    assert found is not None
    assert (found.location, found.laterality) == ("lunate", "right")


def test_what_a_stretch_reaches_to_is_no_place() -> None:
    told = "The maxilla was resected. The bony defect, from the canine to the zygoma, was 5.5 x 3.5 cm."
    defect = facts(note("Free iliac crest flap", told, CREST, JOINED)).defect
    assert defect is not None
    assert (defect.location, defect.size_cm) == ("maxilla", (5.5, 3.5))


def test_a_ray_of_the_donors_kind_that_lost_its_shaft_receives() -> None:
    told = "The first metatarsal had a bone loss of 4 cm. The second metatarsal was harvested on the dorsalis pedis vessels."
    defect = facts(note("Free second metatarsal transfer, right foot to left foot", told, JOINED)).defect
    assert defect is not None
    assert defect.location == "first metatarsal"


@pytest.mark.parametrize(
    ("title", "location"),
    [
        (
            "Free PIP joint of the second toe to the PIPJ of the left index finger",
            "proximal interphalangeal joint of the index finger",
        ),
        ("Free second toe joint transfer, right foot to left ring MCP joint", "ring finger metacarpophalangeal joint"),
    ],
)
def test_a_joint_that_is_replaced_is_the_place_and_not_the_bones_at_its_ends(title: str, location: str) -> None:
    told = "The middle phalanx and the proximal phalanx were trimmed. The toe joint was set in and the phalanx was wired."
    defect = facts(note(title, told, "The joint of the second toe was harvested.", JOINED)).defect
    assert defect is not None
    assert (defect.location, defect.laterality) == (location, "left")


def test_what_fills_a_gap_at_the_donor_site_is_no_recipient() -> None:
    found = facts(note("Free vascularised third metatarsal to the left second metacarpal", JOINED,
        "The gap in the foot was bridged with a strip of his own crest, left side."))  # fmt: skip
    assert found.defect is not None
    assert found.defect.location == "second metacarpal"


@pytest.mark.parametrize(
    ("written", "named"), [("tib shaft", "tibia shaft"), ("os metacarpale III", "third metacarpal"), ("hemipelvis", "pelvis")]
)
def test_short_and_learned_names_of_bones_are_said_plainly(written: str, named: str) -> None:
    found = facts(note(f"Free iliac crest flap to the left {written}", CREST, JOINED))
    assert found.defect is not None
    assert found.defect.location == named


@pytest.mark.parametrize(
    ("title", "place", "side"),
    [
        ("Free fibula flap to the left wrist.", "wrist", "left"),
        ("Free iliac crest flap, right pelvis.", "pelvis", "right"),
        ("Free fibula flap for fusion of the right elbow.", "elbow", "right"),
        ("Free fibula flap to the left third metacarpal, wrist.", "third metacarpal", "left"),
    ],
)
def test_a_part_of_the_body_is_the_place_where_no_bone_is_named(title: str, place: str, side: str) -> None:
    found = defect("The gap measured 6 cm.", title)
    assert (found.location, found.laterality) == (place, side)


def test_the_side_of_the_place_is_not_that_of_the_donor_beside_it() -> None:
    told = (
        "The medial malleolus was missing over 3 cm. The left ankle was exposed.",
        "The second metatarsal of the right foot was harvested on the first dorsal metatarsal artery. The right foot was closed.",
        JOINED,
    )
    found = facts(note("Free metatarsal flap.", *told)).defect
    assert found is not None
    assert (found.location, found.laterality) == ("medial malleolus", "left")


def test_names_parted_at_the_end_of_a_line_are_named_whole() -> None:
    found = facts(
        note(
            "Free fibula flap to the left scaph-\noid.",
            "The gap in the scaph-\noid was 2 cm.",
            LEG,
            "The peroneal artery was sewn end-to-end to the left dor-\nsalis pedis artery.",
        )
    )
    assert found.defect is not None
    assert found.defect.location == "scaphoid"
    assert found.grafts[0].recipient_vessels == ("dorsalis pedis artery",)


def test_a_place_in_the_middle_has_no_side_of_its_own() -> None:
    title = "Free fibula flap, left leg, to the chin."
    found = facts(
        "DIAGNOSIS: Tumor of the front of the mandible.\n" + note(title, "The right neck was opened.", LEG, JOINED)
    ).defect
    assert found is not None
    assert found.laterality is None


def test_an_addendum_puts_the_side_of_the_place_right() -> None:
    text = "PREOP: Bone loss, RIGHT mandible.\n" + note("Free fibula flap to the mandible.", LEG, JOINED)
    found = facts(text + "\nADDENDUM: My preop line has the wrong side. It was the left mandible.\n").defect
    assert found is not None
    assert found.laterality == "left"


def test_the_front_of_a_limb_is_no_middle() -> None:
    text = "DIAGNOSIS: Bone loss at the front of the tibia, left leg.\n" + note("Free fibula flap to the tibia.", LEG, JOINED)
    found = facts(text).defect
    assert found is not None
    assert found.laterality == "left"


def test_an_addendum_puts_the_side_of_the_region_right() -> None:
    title = "Free second metatarsal flap, right foot, to the fifth metacarpal, right hand."
    told = "The right second metatarsal was raised on the dorsalis pedis vessels."
    added = "\n\nADDENDUM: The booking had the wrong hand. Injury, consent and operation are all left hand."
    found = facts(note(title, told, JOINED) + added)
    assert found.defect is not None
    assert (found.defect.laterality, found.grafts[0].laterality) == ("left", "right")


def test_the_first_metatarsal_receives_from_the_second_and_a_wire_across_a_joint_changes_nothing() -> None:
    title = "Free osteocutaneous 2nd metatarsal flap, left foot, to the right 1st metatarsal"
    told = (
        "The 2nd metatarsal was raised with the first dorsal metatarsal artery. One 1.6 wire was put across the TMT for 6 weeks."
    )
    defect = facts(note(title, told, JOINED)).defect
    assert defect is not None
    assert (defect.location, defect.laterality) == ("first metatarsal", "right")


def test_an_intact_bone_beside_the_gap_does_not_receive() -> None:
    title = "Free vascularised iliac crest on left tibia."
    defect = facts(note(title, "Remaining gap 5 cm, fibula intact.", CREST, JOINED)).defect
    assert defect is not None
    assert defect.location == "tibia"


def test_a_bone_that_is_held_while_the_gap_is_measured_does_not_receive() -> None:
    title = "Vascularised radius graft, right scaphoid."
    told = "The nonunion was burred out. 9 mm gap once the lunate was pinned straight."
    wedge = "A wedge was raised off the distal radius on the volar carpal artery, which stayed attached."
    defect = facts(note(title, told, wedge)).defect
    assert defect is not None
    assert (defect.location, defect.size_cm) == ("scaphoid", (0.9,))


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ("PREOPERATIVE DIAGNOSIS: Defect left ulna after a crush.\n", "The ulna was exposed."),
        ("HISTORY: Left clavicular nonunion. Right wrist was operated on in 2008.\n", "The clavicle was exposed."),
    ],
)
def test_the_disease_tells_the_side_where_the_place_does_not(before: str, told: str) -> None:
    found = facts(before + note("Free fibula flap.", told, LEG, JOINED)).defect
    assert found is not None
    assert found.laterality == "left"
