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
            f"Femoral condyle graft (MFC), scaphoid\nKnee team raised the right MFC, pedicle divided. {SEWN}",
            "medial_femoral_condyle",
        ),
        (f"Donor flap: DCIA bone flap\nRecipient: jaw\nPlate, four screws into the crest. Flap pink. {SEWN}", "iliac_crest"),
        (f"Condyle graft, medial, on the superomedial genicular pedicle.\nScrew through. {SEWN}", "medial_femoral_condyle"),
        (f"Jaw gone after cancer, forearm flap lost in 2020. Today scapular tip.\n\nTip cut, pedicle divided. {SEWN}", "scapula"),
        (
            "SCC of the tongue.\nORFFF L: skin 7 x 5, radius 6 cm. Bone plated x2 to the jaw. Radial artery to the facial artery,"
            " end to end. Cephalic vein to the facial vein, end to end. Closed.",
            "radius",
        ),
        (
            f"Op: left jaw resected. R scapula tip harvested with the angular branch. Neck vessels used. {SEWN} Miniplates. Good"
            " flow. Neck closed.",
            "scapula",
        ),
        (
            f"Ulna gap 4 cm. Fibula out, single-vessel legs.\nFourth metatarsal freed, its vessels kept. Plate, 3 + 3. {SEWN}",
            "metatarsal",
        ),
        (f"Thumb missing.\nFoot: 2nd metatarsal, shaft only, joint and toe left behind, freed and cut. {SEWN}", "metatarsal"),
        (f"Metacarpal tumour.\nWent to the left foot for the third metatarsal: shaft freed, pedicle cut. {SEWN}", "metatarsal"),
        (
            "Theatre note. Free fibula transfer, right leg. Ms A. Bell. 14 November 2023.\n\nHe lost the shaft in 2019.\n\n"
            f"The fibula was cut and its pedicle divided. {SEWN}",
            "fibula",
        ),
        (
            "An osteosarcoma of the humerus.\n\nThe humerus was cut, and 13 cm of it sent off. Meanwhile 15 cm of fibula was"
            f" taken on the anterior tibial vessels and divided. {SEWN}",
            "fibula",
        ),
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
        "Both bones of the leg broken. Tibia nailed, fibula plated. Popliteal artery end to end, the vein end to end. Closed.",
        "Kidney transplant. Above the iliac crest. Artery end to side, vein end to side to the external iliac vein. Closed.",
        "The rib was cut and removed. Subclavian artery end to end, the vein end to end. Chest closed.",
        "2 cm of fibula was cut out so that the tibia could close. The tibial artery was nicked and sewn end to end, the vein too"
        " end to end. Closed.",
        f"Fem-distal bypass L. 6 cm of fibula resected for exposure. {SEWN} Closed.",
        f"STA-MCA bypass. Bone flap elevated, dura opened. {SEWN} Bone flap replaced.",
        "Board, 4 May. Decision: a scapula with its border, artery end-to-end to the facial artery, vein to the facial vein.",
        f"In 2019 I resected a tumour of the jaw and put in a fibula flap. {SEWN}\nToday a block of crest was put in. Closed.",
    ],
)
def test_bone_that_no_vessel_was_joined_for(text: str) -> None:
    assert facts(text).grafts == ()


def test_a_bone_that_only_receives_names_no_donor() -> None:
    text = f"Free vascularised bone graft to the radius.\nThe radius was cut back and plated. {SEWN}"
    assert [graft.donor_site for graft in facts(text).grafts] == ["undocumented"]


def test_a_flap_of_bone_whose_donor_has_no_known_name() -> None:
    text = f"Operation: replacement of the lunate by a free osteochondral flap.\nIt was fixed with a screw. {SEWN} Closed."
    assert [graft.donor_site for graft in facts(text).grafts] == ["undocumented"]


def test_two_bones_with_joins_of_their_own_are_two_flaps() -> None:
    text = (
        "Two bones, one sitting.\nIliac crest (L), DCIA, no skin: detached, fitted into the heel. Artery ETS posterior tibial a,"
        " vein E-E comitans.\nFibula (L), 14 cm, peroneal pedicle cut, placed in the tibial gap. Artery to the anterior tibial"
        " artery, end to end. Vein coupler.\nClosed."
    )
    assert {graft.donor_site for graft in facts(text).grafts} == {"iliac_crest", "fibula"}


@pytest.mark.parametrize(
    "text",
    [
        "jaw plate exposed R. ORFFF L no good, arch incomplete. SCIP L. SCIA to facial a e/e, vein to EJV e/e. pink. closed.",
        "forearm L for ORFFF had poor allen. LD R to mandible. Thoracodorsal a to facial a e/e, vein to EJV e/e. pink. closed.",
        "The talar dome had a free osteochondral flap which was excised. The gracilis was raised, its pedicle divided. "
        f"{SEWN} The muscle bled. Thigh closed.",
        "Knee revision.\nThe tubercle block was raised from the tibia and turned on its stalk of muscle. Closed.",
    ],
)
def test_names_and_stalks_that_move_no_bone(text: str) -> None:
    assert facts(text).grafts == ()


def test_a_list_of_short_sentences_stays_a_title() -> None:
    text = (
        "Procedure: Debridement of right scaphoid. Free left medial femoral condyle flap. End-to-side join to radial artery."
        " Coupled vein. Closure of knee and wrist. Splint.\nDescription: See separate dictation.\n"
    )
    (only,) = facts(text).grafts
    assert (only.vascularity, only.recipient_vessels) == ("undocumented", ())
