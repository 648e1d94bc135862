"""The part that a bone plays: flap, piece, raised, cut, or the place that receives; and vessels that receive flow."""

from __future__ import annotations

import pytest

from tests.language.kit import body, found, one, sight


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("An ulna flap was used.", "flap"),
        ("A free ulna flap was used.", "flap"),
        ("A flap of the left ulna was used.", "flap"),
        ("A vascularised ulna was used.", "flap"),
        ("An ulna graft was used.", "graft"),
        ("The ulna was harvested.", "harvest"),
        ("The ulna was sawn.", "cut"),
        ("The flap was carried to the ulna.", "receives"),
        ("The flap was set into the ulna.", "receives"),
        ("A nonunion of the ulna was found.", "receives"),
        ("The flap was placed across the ulna.", "receives"),
        ("Segmental loss of the distal ulna was seen.", "receives"),
        ("The ulna was resected.", "resect"),
        ("The ulna was seen.", None),
    ],
)
def test_role_of_a_bone(text: str, role: str | None) -> None:
    assert one(body(text), "bone", "ulna").role == role


@pytest.mark.parametrize(
    ("text", "donor", "place"),
    [
        ("Free rib flap to the tibia.", "rib", "tibia"),
        ("Free flap of the rib to the tibia.", "rib", "tibia"),
        ("Reconstruction of the tibia with a free rib flap.", "rib", "tibia"),
        ("Free tibia flap to the rib.", "tibia", "rib"),
    ],
)
def test_donor_and_place_of_one_sentence(text: str, donor: str, place: str) -> None:
    whole = f"TITLE OF OPERATION: {text}\n"
    assert one(whole, "bone", donor).role == "flap"
    assert one(whole, "bone", place).role != "flap"


def test_the_name_of_a_flap_is_a_flap() -> None:
    (name,) = found(body("A DCIA flap was raised."), "flap_name")
    assert (name.value, name.role) == ("iliac_crest", "flap")


@pytest.mark.parametrize(
    ("text", "giving", "receiving"),
    [
        ("The peroneal artery was sewn end-to-side to the anterior tibial artery.", "peroneal artery", "anterior tibial artery"),
        ("The peroneal artery was joined with the left facial artery.", "peroneal artery", "facial artery"),
        ("Peroneal artery -> posterior tibial artery.", "peroneal artery", "posterior tibial artery"),
        ("| Peroneal artery | facial artery |", "peroneal artery", "facial artery"),
    ],
)
def test_the_vessel_on_the_far_side_receives(text: str, giving: str, receiving: str) -> None:
    whole = f"OPERATIVE TECHNIQUE\n{text}\n"
    assert one(whole, "artery", giving).role is None
    assert one(whole, "artery", receiving).role == "receives"


def test_end_to_end_alone_makes_no_receiver() -> None:
    text = body("The join was end to end, peroneal artery first.")
    assert one(text, "artery").role is None


@pytest.mark.parametrize(
    ("title", "roles"),
    [
        ("Left tibia - vascularized fibula", {"tibia": "receives"}),
        ("Left humerus - free fibula flap", {"humerus": "receives"}),
        ("Rib - free flap to humerus", {"rib": "flap", "humerus": "receives"}),
    ],
)
def test_a_place_before_a_dash_receives_the_flap_behind_it(title: str, roles: dict[str, str]) -> None:
    told = sight(f"PROCEDURE: {title}\n\nDESCRIPTION: The leg rested.")
    assert {s.value: s.role for s in told if s.concept == "bone"} == roles


@pytest.mark.parametrize(
    ("text", "bone"),
    [
        ("R SCAPHOID NON-UNION - VASCULARISED GRAFT + SCREW\n", "scaphoid"),
        ("OPERATION: Scapula to left clavicle (free).\n", "clavicle"),
        ("Left talus, avascular necrosis of the body. It was curetted.\n", "talus"),
    ],
)
def test_the_bone_of_a_disease_receives(text: str, bone: str) -> None:
    assert one(text, "bone", bone).role == "receives"


def test_a_bone_that_is_cut_to_come_to_another_is_not_what_is_resected() -> None:
    text = "TECHNIQUE: The necrotic bone was curetted through a medial malleolar osteotomy.\n"
    assert one(text, "bone", "ankle").role == "cut"
