"""Short forms that a note gives its vessels itself."""

from __future__ import annotations

import pytest

from tests.language.kit import body, found


def test_a_short_form_in_brackets_stands_for_its_vessel_from_then_on() -> None:
    text = body("Ulnar artery (UA) soft. Basilic vein (BV) 3 mm. The flap artery was sewn to UA, the vein to the BV.")
    assert [(f.value, f.evidence.quote) for f in found(text, "artery")] == [
        ("ulnar artery", "Ulnar artery"),
        ("ulnar artery", "UA"),
    ]
    assert [(f.value, f.evidence.quote) for f in found(text, "vein")] == [
        ("basilic vein", "Basilic vein"),
        ("basilic vein", "BV"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The flap artery was sewn to UA. Ulnar artery (UA) was soft.",
        "Ulnar artery (ua) soft. The flap artery was sewn to UA.",
        "Ulnar artery (CT of May). A CT was done.",
        "Ulnar artery (PT) open. PT to begin in a week.",
        "Ulnar artery (UA) and basilic vein (UA) open. UA was soft.",
        "Ulnar artery was soft (UA). The flap artery was sewn to UA.",
    ],
)
def test_letters_that_stand_for_no_vessel(text: str) -> None:
    assert [f.evidence.quote for f in found(body(text), "artery")] == ["Ulnar artery"]


def test_a_name_that_two_arteries_share_means_the_one_in_full() -> None:
    text = body("The profunda brachii artery was cut. The vein of the profunda was soft.")
    assert [f.value for f in found(text, "artery")] == ["profunda brachii artery", "profunda brachii artery"]
    assert [f.value for f in found(body("The profunda was soft."), "artery")] == ["deep femoral artery"]
