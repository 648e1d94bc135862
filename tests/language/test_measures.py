"""Sizes in figures or words become centimetres, largest first, and are quoted exactly."""

from __future__ import annotations

import pytest

from tests.language.kit import body, found, one


@pytest.mark.parametrize(
    ("quote", "cm"),
    [
        ("6 cm", (6.0,)),
        ("6cm", (6.0,)),
        ("6-cm", (6.0,)),
        ("4.5 cm", (4.5,)),
        ("4,5 cm", (4.5,)),
        ("45 mm", (4.5,)),
        ("8 mm", (0.8,)),
        ("2 inches", (5.08,)),
        ("1.5 inch", (3.81,)),
        ("6x4cm", (6.0, 4.0)),
        ("4 x 6 cm", (6.0, 4.0)),
        ("4 × 6 cm", (6.0, 4.0)),
        ("4 by 6 cm", (6.0, 4.0)),
        ("4 on 6 cm", (6.0, 4.0)),
        ("4 cm x 60 mm", (6.0, 4.0)),
        ("4 cm by 6 cm", (6.0, 4.0)),
        ("2 x 6 x 4 cm", (6.0, 4.0, 2.0)),
        ("60 x 40 x 20 mm", (6.0, 4.0, 2.0)),
        ("60/40/20 mm", (6.0, 4.0, 2.0)),
        ("6 cm long by 4 cm", (6.0, 4.0)),
        ("six centimetres", (6.0,)),
        ("six-centimeter", (6.0,)),
        ("twenty two millimetres", (2.2,)),
        ("six and a half centimetres", (6.5,)),
        ("four point five cm", (4.5,)),
        ("2 1/2 inches", (6.35,)),
        ("3½ cm", (3.5,)),
        ("half an inch", (1.27,)),
        ("an inch and a quarter", (3.175,)),
        ("[2.5] x [1.8] cm", (2.5, 1.8)),
        ("[7 x 2.5] cm", (7.0, 2.5)),
        ("[6] cm", (6.0,)),
        ("16 by 12 mm and was 8 mm", (1.6, 1.2, 0.8)),
        ("six by four centimetres", (6.0, 4.0)),
        ("1,200 mm", (120.0,)),
    ],
)
def test_sizes(quote: str, cm: tuple[float, ...]) -> None:
    finding = one(body(f"The gap measured {quote} in the ulna."), "size")
    assert (finding.cm, finding.evidence.quote) == (cm, quote)


def test_two_numbers_without_a_unit_are_centimetres() -> None:
    finding = one(body("A paddle 9 x 4 was drawn."), "size")
    assert (finding.cm, finding.evidence.quote) == ((9.0, 4.0), "9 x 4")


def test_one_size_told_in_two_steps() -> None:
    finding = one(body("The gap was 17 mm long and 10 mm wide."), "size")
    assert (finding.cm, finding.evidence.quote) == ((1.7, 1.0), "17 mm long and 10 mm")


@pytest.mark.parametrize(
    ("text", "cm"),
    [
        ("The hole was 4.1 cm front to back and 2.4 cm side to side.", (4.1, 2.4)),
        ("The bed was 14 mm wide, 11 mm front to back and 9 mm deep.", (1.4, 1.1, 0.9)),
        ("The absent bone measures 2,8 cm of arch by 1,2 cm of height.", (2.8, 1.2)),
    ],
)
def test_one_size_told_by_its_directions(text: str, cm: tuple[float, ...]) -> None:
    assert one(body(text), "size").cm == cm


@pytest.mark.parametrize(
    "text",
    [
        "The cuff was inflated to 250 mm Hg.",
        "Blood loss was 300 ml.",
        "The vein was sewn with 9-0 nylon.",
        "Plates with 6 holes were used.",
        "Six screws were placed.",
        "The plate took 3 in the tibia and 2 in the graft.",
        "The film of 4 x 5 views is filed, 200 x 300.",
    ],
)
def test_numbers_that_are_no_size_in_centimetres(text: str) -> None:
    assert [f.evidence.quote for f in found(body(text), "size") if f.accepted] == []


def test_several_sizes_of_one_sentence_stay_apart() -> None:
    sizes = found(body("The gap was 6 cm and the paddle was 9 x 4 cm."), "size")
    assert [(f.value, f.cm) for f in sizes] == [("defect", (6.0,)), ("paddle", (9.0, 4.0))]


def test_three_sizes_of_one_thing_told_in_steps() -> None:
    assert one(body("The hole was 18 mm long, 12 mm across and 11 mm deep."), "size").cm == (1.8, 1.2, 1.1)


@pytest.mark.parametrize(
    ("written", "cm"),
    [
        ("Hole: 15 mm radial to ulnar, 12 mm front to back, 10 mm deep.", (1.5, 1.2, 1.0)),
        ("The hole was four centimeters tall and two across.", (4.0, 2.0)),
        ("The gap was 14 mm volar x 9.", (1.4, 0.9)),
        ("The gap was 5.4 cm in the direction of the arch by 3.2 cm of height.", (5.4, 3.2)),
        ("Bone defect: L 6 cm / W 2.5 cm.", (6.0, 2.5)),
        ("The space was 14 mm, and 12 mm wide.", (1.4, 1.2)),
    ],
)
def test_dimensions_told_by_their_directions(written: str, cm: tuple[float, ...]) -> None:
    assert one(body(written), "size").cm == cm


def test_a_second_number_without_a_direction_is_another_size() -> None:
    assert [f.cm for f in found(body("The cut was 6 cm long and 2 plates were used."), "size")] == [(6.0,)]


def test_a_second_dimension_that_announces_itself() -> None:
    assert one(body("The gap was 5 cm, with a height of 4."), "size").cm == (5.0, 4.0)


@pytest.mark.parametrize(
    ("text", "cm"),
    [
        ("The bony gap was 38 mm, and in height it was 22 mm.", (3.8, 2.2)),
        ("The defect measured 21 x 15 mm on the dorsal face and 12 mm in depth.", (2.1, 1.5, 1.2)),
    ],
)
def test_a_last_dimension_that_is_told_for_itself(text: str, cm: tuple[float, ...]) -> None:
    assert [each.cm for each in found(body(text), "size")] == [cm]


def test_a_new_one_put_in_is_no_inch() -> None:
    assert found(body("I took the jaw out and put the new one in. It was fixed."), "size") == []


def test_a_size_that_ends_with_the_note() -> None:
    assert [each.cm for each in found("The gap was 4 x 3 cm over there and 2 cm in", "size")] == [(4.0, 3.0), (2.0,)]


def test_a_stroke_between_two_sizes_of_one_thing() -> None:
    assert [f.cm for f in found("TECHNIQUE: The paddle was 12cm/6cm.", "size")] == [(12.0, 6.0)]


@pytest.mark.parametrize(
    ("text", "cm"),
    [
        ("The cavity is 24 x 18 mm, deep 14 mm.", (2.4, 1.8, 1.4)),
        ("Paddle length: 7 cm | Paddle width: 4 cm", (7.0, 4.0)),
        ("Paddle length (cm): 7\nPaddle width (cm): 4", (7.0, 4.0)),
        ("Island (cm): length 12 width 6", (12.0, 6.0)),
        ("The gap was 5 cm. by 4 cm. and clean.", (5.0, 4.0)),
        ("Skin island (mm): 70 / 35", (7.0, 3.5)),
        ("Skin 11 cm in length with a maximal width of 6 cm was cut.", (11.0, 6.0)),
    ],
)
def test_dimensions_told_in_fields_and_behind_stops(text: str, cm: tuple[float, ...]) -> None:
    assert found(body(text), "size")[0].cm == cm


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("The gap was 6 cm, to be bridged by 7.5 cm of crest.", [(6.0,), (7.5,)]),
        ("The gap was 5 cm to the angle by", [(5.0,)]),
        ("A gap of 3.0 cm talus to navicular by 2.2 deep was left.", [(3.0, 2.2)]),
    ],
)
def test_a_second_dimension_stands_behind_two_ends_and_no_act(text: str, sizes: list[tuple[float, ...]]) -> None:
    assert [size.cm for size in found(body(text), "size")] == sizes


def test_figures_of_which_python_makes_no_number_are_no_size() -> None:
    many = "9" * 5_000
    for text in (f"{many} cm", f"{many}/25/20 mm", f"1/25/{many} mm", f"3 x {many} cm"):
        assert not any(many in f.evidence.quote for f in found(body(f"The gap measured {text} in the ulna."), "size"))
