"""A side belongs to the bone, region or flap that it is said of, and "left" is not always a side."""

from __future__ import annotations

import pytest

from tests.language.kit import body, found, one, sight


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("The left fibula was cut.", "left"),
        ("The right proximal fibula was cut.", "right"),
        ("The fibula (left) was cut.", "left"),
        ("The fibula, right, was cut.", "right"),
        ("R fibula was cut.", "right"),
        ("L. fibula was cut.", None),
        ("Bilateral fibulas were cut.", "bilateral"),
        ("The contralateral fibula was cut.", "opposite"),
        ("The ipsilateral fibula was cut.", "same"),
        ("The opposite fibula was cut.", "opposite"),
        ("The fibula was cut.", None),
        ("The fibula was cut. The left leg was dry.", None),
        ("A flap of the left fibula was cut.", "left"),
    ],
)
def test_side_of_a_bone(text: str, side: str | None) -> None:
    assert one(body(text), "bone", "fibula").side == side


@pytest.mark.parametrize(
    "text",
    [
        "We left the fibula in place.",
        "The fibula was left in place.",
        "The fibula was left undisturbed.",
        "The surgeon left a cuff on the fibula.",
        "A cuff was left on the fibula.",
        "This left the fibula intact.",
        "The saw was held at a right angle to the fibula.",
        "The cut on the fibula was right behind the screw.",
    ],
)
def test_words_that_are_no_side(text: str) -> None:
    assert one(body(text), "bone", "fibula").side is None


def test_each_bone_has_its_own_side() -> None:
    text = body("The right fibula was carried to the left tibia.")
    assert (one(text, "bone", "fibula").side, one(text, "bone", "tibia").side) == ("right", "left")


def test_a_side_that_opens_the_next_noun_does_not_close_this_one() -> None:
    text = body("Fibula, left leg, was raised.")
    assert one(text, "region", "leg").side == "left"


@pytest.mark.parametrize(("text", "side"), [("the left leg", "left"), ("the leg (right)", "right"), ("the R leg", "right")])
def test_side_of_a_region(text: str, side: str) -> None:
    assert one(body(f"In {text} the wound was closed."), "region").side == side


def test_a_word_that_is_no_side_leaves_no_finding() -> None:
    assert found(body("We left the fibula in place."), "side") == []
    assert [f.evidence.quote for f in found(body("The left fibula was cut."), "side")] == ["left"]


def test_a_side_that_a_flap_comes_from() -> None:
    assert one("PROCEDURE: Free iliac crest flap from the left side to the right tibia.", "bone", "iliac_crest").side == "left"


def test_small_letters_are_sides_before_a_part_of_the_body_alone() -> None:
    text = "free fibula, l leg to r femur\nplate put on, 2 l of saline\nrib cut\nr/o clot\n"
    assert {(f.evidence.quote, f.side) for f in found(text, "bone") + found(text, "flap_name") + found(text, "region")} == {
        ("free fibula", None), ("leg", "left"), ("femur", "right"), ("rib", None),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Op: metatarsal II left, free, to metacarpal.", "left"),
        ("Title: Vascularised scapula right to mandible.", "right"),
        ("The iliac crest from his left side was taken.", "left"),
        ("Stage 2 L hand and rib.", None),
    ],
)
def test_a_side_behind_its_noun(text: str, side: str | None) -> None:
    assert (found(text, "flap_name") or found(text, "bone"))[0].side == side


def test_a_shortened_side_with_its_full_stop() -> None:
    assert one(body("Lt. iliac crest was raised."), "bone").side == "left"


def test_an_addendum_that_says_which_one_was_used() -> None:
    note = f"{body('The right foot was opened.')}\n\nADDENDUM: The foot we used was the LEFT.\n"
    assert [f.side for f in found(note, "region") if f.evidence.section == "addendum"] == ["left"]


def test_a_letter_that_ends_its_sentence() -> None:
    text = "OPERATION PERFORMED: Segmental resection of mandible R. Free iliac crest, read by R. Hale.\n"
    assert [f.side for f in found(text, "bone", "mandible")] == ["right"]
    assert [f.evidence.quote for f in found(text, "side")] == ["R"]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("A tip of the scapula of the right side was raised.", "right"),
        ("An iliac crest flap from the left side was raised.", "left"),
        ("She was turned upon her left side and the scapula was raised.", None),
    ],
)
def test_the_side_of_a_noun_and_the_side_on_which_somebody_lay(text: str, side: str | None) -> None:
    bones = found(body(text), "bone") + found(body(text), "flap_name")
    assert {each.side for each in bones} == {side}


@pytest.mark.parametrize("position", ["left lateral position", "L lateral decubitus"])
def test_how_the_patient_lay_is_no_side(position: str) -> None:
    assert not found(body(f"{position} was used."), "side")


def test_a_side_that_is_corrected_stands_in_capitals() -> None:
    assert one("ADDENDUM: The scapula was LEFT (sling on that arm).", "bone").side == "left"
    assert one("ADDENDUM: The scapula was left in place.", "bone").side is None


def test_brackets_that_tell_from_where_to_where() -> None:
    text = "OPERATION: Free osteocutaneous flap, L foot to R hand (2nd metatarsal, to 4th metacarpal)\n\nThe rib was seen.\n"
    metatarsal = one(text, "bone", "metatarsal")
    assert (metatarsal.role, metatarsal.side) == ("flap", None)


def test_what_is_left_of_a_bone_is_no_side() -> None:
    assert one("TECHNIQUE: Obliques were tied to what's left of the ilium.", "bone").side is None


def test_a_short_side_with_its_stop_opens_the_next_noun() -> None:
    text = "OPERATION: Free iliac bone flap, Rt. ulna\n\nThe bone was cut.\n"
    assert (one(text, "bone", "iliac_crest").side, one(text, "bone", "ulna").side) == (None, "right")
    assert one("OPERATION: Free iliac crest flap, Rt.\n\nThe bone was cut.\n", "bone").side == "right"


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Crista iliaca dx., with its deep circumflex vessels.", "right"),
        ("The crista iliaca dextra was cut.", "right"),
        ("Nonunion of the radius sin.", "left"),
        ("Dx: nonunion of the radius.", None),
        ("Second metatarsal (right foot) was cut.", "right"),
        ("The radius (left wrist exposed first) was cut.", None),
        ("The fibula went to L5.", None),
        ("Chordoma of the fibula, post proton RT.", None),
        ("Nonunion of the fibula, RT.", "right"),
    ],
)
def test_sides_in_other_tongues_and_in_brackets(text: str, side: str | None) -> None:
    assert next(f.side for f in sight(body(text)) if f.concept == "bone") == side


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Free vascularised fibula rechts zu Tibia links", ["left"]),
        ("The fibula links to tibia above.", [None, None]),
        ("After Rt fibula harvest the left tibia was bridged.", ["right", "left"]),
        ("R2 metatarsal and L4 metatarsal were seen.", ["right", "left"]),
        ("New tibia dx - osteomyelitis.", [None]),
    ],
)
def test_words_that_only_look_like_sides(text: str, sides: list[str | None]) -> None:
    assert [f.side for f in sight(f"TITLE: {text}\n\nTECHNIQUE: Supine.\n") if f.concept == "bone"] == sides
