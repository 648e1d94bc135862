"""Whether a bone kept its vessels, had them joined again, or had none: what nobody says is undocumented."""

from __future__ import annotations

import pytest

from tests.facts.kit import CREST, JOINED, LEG, facts, graft, grafts, note


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("The pedicle was divided.", "free"),
        ("The pedicle was clipped and divided.", "free"),
        ("The flap artery was anastomosed end-to-side to the anterior tibial artery.", "free"),
        ("The flap was kept on its pedicle.", "pedicled"),
        ("The pedicle was not divided.", "pedicled"),
        ("It stayed on that leash throughout.", "pedicled"),
        ("The bone was left on its muscle.", "pedicled"),
        ("The bone was plated into the gap.", "undocumented"),
        ("The peroneal vessels were ligated at the lower cut, and there was nothing to sew.", "pedicled"),
        ("The distal end of the vessels was tied and cut. The bone was slid across into the gap.", "pedicled"),
        ("The peroneal vessels were clipped and divided distally.", "undocumented"),
    ],
)
def test_free_or_pedicled(told: str, state: str) -> None:
    assert graft("Vascularised fibula flap to the left tibia.", LEG, told).vascularity == state


def test_a_flap_whose_title_keeps_the_pedicle_is_not_free_for_a_vessel_that_was_cut() -> None:
    told = "The vessels were divided and the flap was raised from below upwards."
    assert graft("Pedicled fibula flap to the left tibia.", LEG, told).vascularity == "pedicled"


def test_not_vascularised_denies_the_whole_name() -> None:
    title = "Non-vascularised fibula strut to the left ulna. Free latissimus dorsi flap."
    told = "The fibula was taken from the right leg; the peroneal vessels were left alone."
    assert grafts(title, told, JOINED) == ()


def test_a_fibula_on_its_intact_pedicle_is_no_free_flap() -> None:
    text = "Fibula moved into the right tibia on the intact peroneal pedicle. The peroneal vessels stayed in continuity. Plate."
    assert {one.vascularity for one in facts(text).grafts} <= {"pedicled", "undocumented"}


LOST = "The ulna lacked 5 cm once the dead ends were trimmed."


SEWN = "Its artery was sewn end to side to the radial artery and its vein end to end to the cephalic vein."


def test_vessels_that_are_joined_feed_the_only_bone_that_was_taken() -> None:
    assert graft("Repair of the left ulna.", LOST, "A piece was cut from the medial femoral condyle.", SEWN).donor_site == (
        "medial_femoral_condyle"
    )


@pytest.mark.parametrize(
    "told",
    [
        "A piece was cut from the medial femoral condyle. A gracilis flap covered it.",  # which could be what they feed
        "A piece was cut from the medial femoral condyle. Cancellous bone was packed around.",  # bone that nothing feeds
        "A piece would be cut from the medial femoral condyle.",
        "The right iliac was cut.",  # an artery's name as much as a bone's
        "A piece was cut from the medial femoral condyle. A strut was cut from the rib.",
    ],
)
def test_and_nothing_is_inferred_where_they_could_feed_something_else(told: str) -> None:
    assert facts(note("Repair of the left ulna.", LOST, told, SEWN)).grafts == ()


def test_bone_brought_with_its_own_vessels_is_a_flap_without_the_word() -> None:
    brought = "We filled it with iliac crest from the left, brought across with its own blood vessels."
    assert graft("Repair of the left ulna.", LOST, brought, SEWN).donor_site == "iliac_crest"


def test_a_bone_beside_its_vessels_that_is_then_turned_stayed_on_them() -> None:
    told = "The fibula was cut above and below with its peroneal vessels beside it. It was swung into the gap on its pedicle."
    moved = graft("Repair of the left tibia.", told)
    assert (moved.donor_site, moved.vascularity) == ("fibula", "pedicled")


def test_what_one_of_two_surgeons_left_in_place_is_not_yet_pedicled() -> None:
    told = "The fibula was cut on the peroneal vessels and left attached; the pedicle was not divided. So much for my part."
    assert graft("Free fibula to the right tibia.", told).vascularity == "undocumented"


def test_vessels_on_a_scan_feed_nothing() -> None:
    told = "The fibula would have been next. Angio-CT shows a strong peroneal artery on both sides."
    assert facts(note("Plate to the left mandible.", "The gap of 6 cm was bridged.", told)).grafts == ()


def test_a_chip_that_is_called_free_has_no_vessels() -> None:
    told = (
        "The right iliac crest was exposed. No vessels are prepared. A tricortical chip is gained. The chip is freely inserted, "
        "i.e. avascular. End-to-end contact of the cortices. The vessels of the leg were not touched."
    )
    assert grafts("Revision of the left tibia, free tricortical iliac crest chip from the right side.", told) == ()


@pytest.mark.parametrize(
    "told",
    [
        "The rod holds only by its vessels. The vessels have been neither clamped nor interrupted. It passes under the muscle.",
        "No vessel of any consequence was clamped and none was divided. It was tunnelled under the muscle.",
        "The vessels were tied at the lower end only. The upper end was left in continuity, and no anastomosis was needed.",
        "Left on its stalk. Distal end of the vessels tied, the proximal end remained attached.",
        "Left on its stalk throughout. Dead bone out with a curette. No anastomosis needed.",
    ],
)
def test_a_bone_whose_vessels_nobody_touched_is_pedicled(told: str) -> None:
    only = graft("Transposition of the scapula on its circumflex scapular vessels.", "The scapula was cut with a saw.", told)
    assert only.vascularity == "pedicled"


def test_vascular_bone_that_stays_on_its_muscle_is_the_donor() -> None:
    text = (
        "op: vasc radius bone graft on pronator quadratus to R scaphoid\n\n"
        "scaphoid curetted. R distal radius block cut, stays hinged on the muscle, swung distally. screw. skin closed\n"
    )
    (only,) = facts(text).grafts
    assert (only.donor_site, only.vascularity) == ("radius", "pedicled")


def test_a_bone_that_no_table_knows_is_claimed_on_its_pedicle() -> None:
    told = "Cuboid block cut with its periosteum. Kept attached throughout, no anastomosis needed. Swung into the window."
    only = graft("Pedicled vascularized cuboid bone graft to the right talus.", told)
    assert (only.donor_site, only.vascularity) == ("undocumented", "pedicled")


def test_a_vessel_that_was_given_up_stops_no_operation() -> None:
    told = "The anterior tibial bundle was torn. I abandoned it and dissected the posterior tibial vessels."
    assert facts(note("Free iliac crest flap to the tibia", CREST, told, JOINED)).completed
    assert not facts(note("Free iliac crest flap to the tibia", CREST, JOINED, "The vein clotted. We abandoned it.")).completed


def test_nothing_was_divided() -> None:
    told = "The flap was turned down on its vessels; nothing was divided and no microscope was called for."
    assert graft("Vascularised calvarial bone flap to the zygoma", told).vascularity == "pedicled"


def test_a_letterhead_claims_no_free_flap() -> None:
    text = "INSTITUTE OF PLASTIC AND MICROVASCULAR SURGERY\n\n" + note(
        "Muscle pedicle bone graft of the femoral neck", "The block was swung over.", "No vessel was divided or anastomosed."
    )
    assert [g.vascularity for g in facts(text).grafts] == ["pedicled"]


def test_a_flap_whose_end_was_cleared_of_soft_tissue_stays_one() -> None:
    told = "The upper end of the right fibula was stripped of periosteum and cleared of soft tissue for 1 cm."
    assert graft("Free fibula flap to the humerus", LEG, told, JOINED).vascularity == "free"


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("Circumflex vessels were tied. No vessel is cut for the transfer and there was nothing to anastomose.", "pedicled"),
        ("The bundle was never interrupted. The bone was swung into the gap.", "pedicled"),
        ("The bone was shifted into the gap. Anastomoses were not necessary.", "pedicled"),
        ("The pedicle of 8 cm was ligated and cut at its origin.", "free"),
    ],
)
def test_vessels_of_others_and_nothing_to_join(told: str, state: str) -> None:
    assert graft("Vascularised fibula to the left tibia.", LEG, told).vascularity == state


def test_an_operation_that_stopped_before_the_vessels_were_joined_kept_none() -> None:
    told = "The pedicle was divided. No vessel was sutured and the operation was abandoned."
    assert graft("Free fibula flap to the left tibia.", LEG, told).vascularity == "free"


@pytest.mark.parametrize(
    "told",
    [
        "The block was left hooked to the radial artery and swung round to the scaphoid.",
        "The artery stays in continuity with the radial artery. At no moment is the pedicle clamped or sectioned.",
    ],
)
def test_vessels_that_stay_where_they_come_from(told: str) -> None:
    raised = "A block of the distal radius was cut on the volar carpal artery."
    assert graft("Vascularized bone graft, right volar distal radius to right scaphoid.", raised, told).vascularity == "pedicled"


def test_a_rib_that_is_swung_on_its_stalk_is_pedicled() -> None:
    told = "I took the left seventh rib with its intercostal bundle. The bone was swung on its stalk and slotted into T6 and T10."
    (only,) = facts(f"Dystrophic kyphosis.\n{told} The chest was closed.\n").grafts
    assert (only.donor_site, only.vascularity) == ("rib", "pedicled")
