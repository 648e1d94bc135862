"""Bones that are named beside the flap that was raised: those that receive, of before, of access, of another flap."""

from __future__ import annotations

from tests.facts.kit import JOINED, facts, graft, grafts, note


def test_the_bone_that_receives_is_no_donor_for_standing_behind_the_flap() -> None:
    told = "The bone ends were cut back to a 52 mm gap R radius. Flap raised as planned, 55 mm bone, vessels divided."
    end = "Artery end-to-side to the radial artery, vein end-to-end to a vena comitans."
    found = grafts("Free vascularised bone flap, R radius", told, end)
    assert [(g.donor_site, g.vascularity) for g in found] == [("undocumented", "free")]
    named = grafts("Free vascularised bone flap, R iliac crest", told, end)
    assert [g.donor_site for g in named] == ["iliac_crest"]


def test_rib_cut_for_access_is_no_donor_beside_a_soft_flap_in_the_first_line() -> None:
    text = (
        "Procedure: Salvage laryngopharyngectomy defect - tubed anterolateral thigh free flap.\n"
        "Vessel-depleted neck, prior chemoradiation, previous bilateral neck dissections.\n"
        "The right third costal cartilage and 2 cm of the adjoining rib were removed with a rongeur and the internal "
        "mammary artery "
        "and vein were freed beneath. The rib pieces were kept in saline and in the end discarded. Left ALT, 22 x 9 cm, two "
        "perforators, raised with a strip of vastus and tubed. Artery to the internal mammary, end-to-end, 8-0. Vein "
        "to the internal "
        "mammary vein, 2.5 mm coupler. Skin closed. Stoma matured. Good arterial and venous signals in the ICU.\n"
    )
    assert facts(text).grafts == ()


def test_a_flap_of_before_that_is_lifted_off_its_plate_is_not_raised() -> None:
    text = (
        "Procedure Note: Removal of hardware, right hand\n"
        "Dx: Painful plate, right 2nd metacarpal, after free vascularized metatarsal flap with skin (Feb 2021).\n"
        "The skin of the metatarsal flap was lifted from the ulnar side with care for its pedicle. The plate and six "
        "screws came out.\n"
    )
    assert facts(text).grafts == ()


def test_each_of_two_numbered_flaps_has_its_own_skin_and_joins() -> None:
    text = (
        "Indication: gunshot wound of the face.\n"
        "FLAP 1: Right fibula, 11 cm, with a 10 x 5 cm skin paddle on two perforators, for the mandible. Peroneal "
        "artery to right facial "
        "artery end-to-end; vein to a branch of the internal jugular, coupler.\n"
        "FLAP 2: Left scapular tip, bone only, 5 x 3 cm, on the angular artery, for the left maxilla. Thoracodorsal "
        "artery to left "
        "superficial temporal end-to-end; vein to superficial temporal vein end-to-end.\n"
    )
    assert [(g.donor_site, g.skin_paddle) for g in facts(text).grafts] == [("fibula", "present"), ("scapula", "absent")]


def test_an_addendum_withdraws_what_only_the_title_claims() -> None:
    told = "7 cm of the left scapula was raised on the circumflex scapular vessels, bone only. The pedicle was divided."
    text = note(
        "Free vascularized fibula to left mandible.", told, "Artery end-to-end to the left facial artery, vein with coupler."
    )
    assert len(facts(text).conflicts) == 1
    later = "\nADDENDUM: The procedure line is wrong. The bone was the left scapula. No fibula was taken.\n"
    assert facts(text + later).conflicts == ()


def test_a_pedicled_bone_beside_a_soft_flap_takes_none_of_its_joins() -> None:
    text = (
        "PROCEDURES:\n1. Secondary reconstruction of right malar with parietal bone carried on the temporoparietal fascia.\n"
        "2. Radial forearm fasciocutaneous free flap, left, for palatal fistula.\n\n"
        "A 4 x 2.5 cm piece of parietal outer table was split, still adherent to the fascia. The bone was swung "
        "downward on the intact "
        "superficial temporal pedicle and plated. A 6 x 5 cm left radial forearm skin flap was transferred, radial "
        "artery to facial "
        "artery end-to-end, vein to facial vein with coupler.\n"
    )
    assert [(g.donor_site, g.vascularity) for g in facts(text).grafts] == [("calvarium", "pedicled")]


def test_a_bone_that_is_harvested_gives_whatever_is_filled_there() -> None:
    told = (
        "The right scaphoid nonunion was opened. A 2 cm bone block was harvested on the descending genicular artery. "
        "The defect of the left medial femoral condyle was filled with allograft chips."
    )
    assert graft("Free vascularised bone flap, left medial femoral condyle", told, JOINED).donor_site == "medial_femoral_condyle"


def test_a_stage_to_come_puts_off_nothing_that_was_told_before_it() -> None:
    told = (
        "Right iliac crest raised on the deep circumflex iliac vessels and joined end-to-end; the second stage is planned in May."
    )
    assert graft("Free iliac crest flap to mandible", told).vascularity == "free"
