"""A size belongs to the thing that is measured; only defect, paddle and skin keep theirs."""

from __future__ import annotations

import pytest

from tests.language.kit import body, found, one


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("The gap measured 6 cm.", "defect"),
        ("A 6 cm defect was left in the tibia.", "defect"),
        ("There was a segmental defect of 6 cm.", "defect"),
        ("The ends of the ulna lay 6 cm apart.", "defect"),
        ("This left a 6-cm bony gap.", "defect"),
        ("The graft was 6 cm long.", "graft"),
        ("A 6 cm strut was cut.", "graft"),
        ("The flap measured 6 cm.", "graft"),
        ("A skin paddle of 6 x 4 cm was drawn.", "paddle"),
        ("The island measured 6 x 4 cm.", "paddle"),
        ("A split-thickness skin graft of 6 x 4 cm closed the leg.", "skin_graft"),
        ("A 6 cm incision was made.", "incision"),
        ("The incision ran for 6 cm.", "incision"),
        ("Through a 16 cm extensile approach the bone loss was cleaned of scar.", "incision"),
        ("The saphenous branch supplied a skin island measuring 5 x 2.5 cm.", "paddle"),
        ("The gap was 48 mm in a straight line.", "defect"),
        ("The cheek skin that was gone was 9 x 6 cm.", "soft_defect"),
        ("The bone that was gone measured 6 x 4 cm.", "defect"),
        ("The plate was 6 cm long.", "hardware"),
        ("A 3.5 mm screw was placed.", "hardware"),
        ("The artery measured 2.5 mm.", "vessel"),
        ("A 2.5 mm coupler was used.", "vessel"),
        ("The pedicle was 6 cm long.", "pedicle"),
        ("The tumour was 6 cm across.", "tumour"),
        ("A cuff of muscle 1 cm thick was kept.", "muscle"),
        ("The cut was kept 6 cm above the ankle.", "place"),
        ("The wound measured 6 x 4 cm.", "soft_defect"),
        ("Held with the mini fixator there was a 6 cm gap.", "defect"),
        ("Between the saw cut and the roof remain 6 cm to fill.", "defect"),
        ("The distance of the two ends became 6 cm.", "defect"),
        ("The thumb needs 6 cm of bone.", "defect"),
        ("6 cm were left short of tibia.", "defect"),
    ],
)
def test_owner(text: str, owner: str) -> None:
    assert one(body(text), "size").value == owner


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("A 7 cm graft was cut for the 6 cm gap.", [("graft", 7.0), ("defect", 6.0)]),
        ("The gap was 6 cm and the graft was 7 cm.", [("defect", 6.0), ("graft", 7.0)]),
        ("The gap, 6 cm, took a plate of 14 cm.", [("defect", 6.0), ("hardware", 14.0)]),
        ("Through a 12 cm incision the 6 cm defect was seen.", [("incision", 12.0), ("defect", 6.0)]),
        (
            "The 8 cm paddle covered a skin defect of 5 cm over the 6 cm gap.",
            [("paddle", 8.0), ("soft_defect", 5.0), ("defect", 6.0)],
        ),
    ],
)
def test_two_owners_in_a_sentence(text: str, owners: list[tuple[str, float]]) -> None:
    assert [(f.value, f.cm and f.cm[0]) for f in found(body(text), "size")] == owners


def test_the_words_that_own_a_size_are_named() -> None:
    text = body("The segmental defect measured 6 cm.")
    size = one(text, "size")
    assert size.cue is not None
    assert (size.cue.rule_id, size.cue.quote) == ("owner-defect", "segmental defect")
    assert text[size.cue.start : size.cue.end] == "segmental defect"


def test_a_size_of_something_else_does_not_count_and_says_so() -> None:
    size = one(body("The skin graft was 6 x 4 cm."), "size")
    assert (size.accepted, size.why) == (False, "the size of another thing: skin graft")


def test_a_size_that_nothing_owns() -> None:
    size = one(body("Then came 6 cm."), "size")
    assert (size.value, size.accepted, size.why) == ("unknown", False, "nothing says what it measures")


def test_an_owner_in_another_sentence_owns_nothing() -> None:
    assert one(body("The gap was seen. Then came 6 cm."), "size").value == "unknown"


def test_hardware_straight_behind_a_size_owns_it() -> None:
    assert [f.value for f in found(body("A 12 hole 3.5 mm plate was bent."), "size")] == ["hardware"]


@pytest.mark.parametrize(
    "told",
    [
        "A notch in the shaft was cleaned and it is 12 mm long.",
        "The specimen was handed off and I laid a ruler in the space: 12 mm from the cut end to the lunate.",
        "The gap was 11, no, correction, make that 12 mm on the caliper.",
    ],
)
def test_it_a_label_and_a_correction_point_back_to_the_gap(told: str) -> None:
    size = one(body(told), "size", "defect")
    assert (size.cm, size.accepted) == ((1.2,), True)


def test_a_heading_in_capitals_owns_the_size_below_it() -> None:
    note = "OPERATION\nFree rib to the tibia.\n\nBONE GAP\n4.8 cm.\n\nRIB\n6 cm taken.\n"
    assert [(f.value, f.cm) for f in found(note, "size") if f.accepted] == [("defect", (4.8,))]


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("Bone 7 x 3 cm with a skin paddle.", ["graft_part"]),
        ("Paddle and bone (bone 8 x 2 cm), paddle pink.", ["graft_part"]),
        ("Skin island: yes\nSize: 6 x 4 cm\nBone block: 8 x 3 cm", ["paddle", "graft"]),
        ("Skin island dimensions (cm): length 12 width 6", ["paddle"]),
        ("The island looked like 5 cm but was 6 cm.", ["paddle", "paddle"]),
        ("Skin was marked as a 6 x 4 cm rectangle.", ["paddle"]),
        ("What's missing came to 5 x 4.5 cm.", ["defect"]),
        ("Template 6 x 4 drawn on the perforators, the skin was cut in front first.", ["paddle"]),
        ("The template was 6 x 4 cm. The skin was closed.", ["graft"]),
        ("Skin was taken further up, and an 8 x 4 cm flap raised.", ["paddle"]),
        ("A skin paddle 5 x 3 cm to fill the hole was raised.", ["paddle"]),
        ("The gap was measured after the trimming. It came to 6 cm, and a 7 cm graft was cut.", ["defect", "graft"]),
        ("Ruler in the wound: 6 cm from the proximal to distal bone end.", ["defect"]),
        ("The gap left between the process and the tendon stump was 55 x 40 mm.", ["defect"]),
        ("The gap was between the tendons, and the muscle was 4 cm.", ["muscle"]),
        ("The gap between condyle and shaft was spanned by a plate 18 cm long.", ["hardware"]),
        ("The defect between the condyle and the shaft took a strut of 8 cm.", ["graft"]),
    ],
)
def test_fields_brackets_and_verbs_tell_whose_a_size_is(text: str, owners: list[str]) -> None:
    assert [f.value for f in found(body(text), "size")] == owners


def test_an_island_whose_line_is_told_owns_the_area_behind_it() -> None:
    text = body("A skin island was planned, drawn along a line from below the ligament out past the spine, 10 x 6 cm.")
    drawn = body("Skin island drawn along a line from below the ligament out past the spine, 10 x 6 cm.")
    assert one(drawn, "size").value == "paddle"
    assert one(text, "size").value != "defect"


def test_skin_that_is_missing_is_no_gap_in_bone() -> None:
    assert one(body("The wound ended up as 8 x 6 cm of missing skin."), "size").value == "soft_defect"


def test_a_pterygoid_plate_is_a_place() -> None:
    text = body("The missing part measured 48 mm from the incisor back to the pterygoid plate and 25 mm across.")
    assert one(text, "size").cm == (4.8, 2.5)
