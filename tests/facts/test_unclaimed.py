"""Notes in which nobody calls the bone a flap: it was moved on its vessels where vessels were joined."""

from __future__ import annotations

import pytest

from tests.facts.kit import facts

SEWN = "Artery to the facial artery, end to end. Vein to the facial vein, end to end."


@pytest.mark.parametrize(
    ("text", "donor"),
    [
        (f"Jaw, Tuesday list.\nR fibula, 9 cm, two segments. Reconstruction plate. {SEWN}", "fibula"),
        (f"Rib to mandible\nSurgeon: A. Bell\nThe rib was cut and plated. {SEWN}", "rib"),
        (f"Dear Ann,\nYesterday I lifted the left iliac crest on its pedicle and cut it free. {SEWN}", "iliac_crest"),
        (
            "Nonunion of the left scaphoid.\nUnder plexus block the fibrous tissue was cut out. From the knee a corticocancellous"
            " chip of 15 x 9 mm on the descending genicular vessels; pedicle clipped and divided. Radial artery end-to-side 9-0,"
            " vein end-to-end.",
            "medial_femoral_condyle",
        ),
        (f"Crest -> jaw\nOp: 3/4/2021, Theatre 2\nHip: bone 7 cm. DCIA and vein tied and cut. {SEWN}", "iliac_crest"),
        (
            f"Operation: the iliac crest was cut with its vessels, and these were divided. It was plated to the jaw. {SEWN}",
            "iliac_crest",
        ),
        (f"Vasc MFC (L) -> R scaphoid\nPedicle divided. {SEWN}", "medial_femoral_condyle"),
        (
            f"Free iliac crest flap, jaw.\nThe crest was raised and divided. {SEWN} Return to theatre Friday for a skin graft.",
            "iliac_crest",
        ),
    ],
)
def test_the_bone_that_vessels_were_joined_for(text: str, donor: str) -> None:
    assert [graft.donor_site for graft in facts(text).grafts] == [donor]


@pytest.mark.parametrize(
    "text",
    [
        f"Free gracilis flap to the leg.\nThe fibula was plated. {SEWN}",
        f"Leg wound.\nA block of iliac crest was taken, scraped clean, with no pedicle on it, and screwed in. {SEWN}",
        f"Jaw.\nCancellous chips from the iliac crest were packed around the plate. {SEWN}",
        "Fibula to mandible\nThe fibula was cut and plated.",
        f"In 2019 I resected a tumour of the jaw and put in a fibula flap. {SEWN}\nToday a block of crest was put in. Closed.",
    ],
)
def test_bone_that_no_vessel_was_joined_for(text: str) -> None:
    assert facts(text).grafts == ()


def test_a_bone_that_only_receives_names_no_donor() -> None:
    text = f"Free vascularised bone graft to the radius.\nThe radius was cut back and plated. {SEWN}"
    assert [graft.donor_site for graft in facts(text).grafts] == ["undocumented"]
