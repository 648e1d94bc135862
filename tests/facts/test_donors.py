"""Which bones were raised with their vessels: a recipient, a chip, a plan or an earlier operation is none."""

from __future__ import annotations

import pytest

from tests.facts.kit import CREST, JOINED, LEG, facts, graft, grafts, note

RIB = "The left seventh rib was harvested on the intercostal vessels."


@pytest.mark.parametrize(
    ("title", "told", "donor"),
    [
        ("Free iliac crest flap to the left tibia.", CREST, "iliac_crest"),
        ("Free fibula flap to the left tibia.", LEG, "fibula"),
        ("Free rib flap to the left tibia.", RIB, "rib"),
        ("Reconstruction of the left tibia with a free fibula flap.", LEG, "fibula"),
        ("Reconstruction of the left tibia.", "A free fibula flap was raised on the peroneal vessels.", "fibula"),
        ("Reconstruction of the left tibia.", "The right fibula was cut. The peroneal artery and veins were followed.", "fibula"),
        ("Free DCIA flap to the left tibia.", CREST, "iliac_crest"),
        ("Free fibula flap to the left radius.", LEG, "fibula"),
        (
            "Free tibia flap to the left fibula.",
            "The tibia was harvested on the anterior tibial vessels as a bone flap.",
            "tibia",
        ),
    ],
)
def test_the_bone_that_was_raised(title: str, told: str, donor: str) -> None:
    assert graft(title, told, JOINED).donor_site == donor


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Free gracilis flap to the left leg.", "The muscle was set over the fibula and the tibia."),
        ("Free gracilis flap to the left leg.", "The peroneal artery was found and prepared in the leg."),
        ("Free latissimus dorsi flap to the left chest.", "The fourth rib was cut to reach the internal mammary vessels."),
        ("Plating of the left tibia.", "Iliac crest chips were packed into the gap."),
        ("Nonvascularised fibula graft to the left tibia.", "The fibula was harvested without its vessels and plated."),
        ("Iliac crest bone graft to the left scaphoid.", "A corticocancellous block was taken from the iliac crest."),
        ("Osteotomy of the left fibula.", "The fibula was sawn and plated."),
    ],
)
def test_no_bone_was_moved_on_its_vessels(title: str, told: str) -> None:
    assert facts(note(title, told)).grafts == ()


@pytest.mark.parametrize(
    "told",
    [
        "A free iliac crest flap was considered.",
        "A free iliac crest flap was not raised.",
        "Iliac crest chips were packed around it.",
        "He had had a free iliac crest flap in 2019.",
        "If needed, a free iliac crest flap will be done.",
        "As a rule a free iliac crest flap is raised with a saw.",
    ],
)
def test_a_bone_beside_the_flap_is_no_second_donor(told: str) -> None:
    assert [g.donor_site for g in grafts("Free fibula flap to the left tibia.", LEG, told, JOINED)] == ["fibula"]


def test_the_recipient_vessel_of_another_bones_name_is_no_donor() -> None:
    only = graft(
        "Free iliac crest flap to the left tibia.",
        CREST,
        "The flap artery was anastomosed end-to-side to the peroneal artery and the vein end-to-end to the peroneal vein.",
    )
    assert (only.donor_site, only.recipient_vessels) == ("iliac_crest", ("peroneal artery", "peroneal vein"))


def test_a_title_and_a_description_that_disagree() -> None:
    found = facts(note("Free iliac crest flap to the left tibia.", "A free rib flap was raised.", JOINED))
    (conflict,) = found.conflicts
    assert [each.donor_site for each in found.grafts] == ["rib"]
    assert (conflict.topic, conflict.first.quote, conflict.second.quote) == ("donor_site", "iliac crest", "rib")


def test_a_part_of_the_body_that_is_only_named_does_not_show_the_titles_bone() -> None:
    told = "The lateral border of the scapula was cut on the circumflex scapular vessels."
    found = facts(
        note("Free fibula flap to the left humerus.", told, JOINED, "The angiogram of the leg was reviewed beforehand.")
    )
    (conflict,) = found.conflicts
    assert [each.donor_site for each in found.grafts] == ["scapula"]
    assert (conflict.first.quote, conflict.second.quote) == ("Free fibula", "lateral border of the scapula")


@pytest.mark.parametrize(
    ("title", "told", "donor"),
    [
        (
            "Tibialisation of the same-side fibula.",
            "The fibula was cut twice and pushed across on the peroneal artery, still attached to its muscles.", ("fibula",),
        ),
        (
            "Second metatarsal from the left foot, as a free graft with its vessels, to the right thumb.",
            f"The dorsalis pedis was taken up to the retinaculum. {JOINED}", ("metatarsal",),
        ),
        (
            "Resection of a tumour of the right third metacarpal.",
            "The first dorsal metatarsal artery and the periosteum of the second metatarsal were kept in one leaf. "
            f"The second metatarsal shaft was removed between two saw cuts. {JOINED}", ("metatarsal",),
        ),
        # A vessel that was hurt and mended is no anastomosis, and milled bone is no flap.
        (
            "Fusion of the right ankle with bulk allograft.",
            "The distal fibula was removed and milled for graft. The peroneal artery was nicked and was repaired end-to-end.", (),
        ),
    ],
)  # fmt: skip
def test_bones_without_the_word_flap(title: str, told: str, donor: tuple[str, ...]) -> None:
    assert tuple(each.donor_site for each in grafts(title, told)) == donor


def test_what_goes_into_an_old_flap_raises_none() -> None:
    told = "The ridge was opened and two implants were placed into the flap."
    assert grafts("Placement of two dental implants into DCIA flap, left mandible.", told) == ()


def test_two_donors_in_the_order_of_the_note() -> None:
    two = grafts("Free fibula flap to the left tibia and free rib flap to the right humerus.", LEG, RIB, JOINED)
    assert [(each.donor_site, each.laterality) for each in two] == [("fibula", "right"), ("rib", "left")]


@pytest.mark.parametrize(
    ("title", "told", "donor"),
    [
        ("Excision of the tibial tumour and bridging with left fibula, free.", LEG, "fibula"),
        ("Raising of the right iliac crest on the deep circumflex iliac vessels.", CREST, "iliac_crest"),
        ("Revascularisation of the tibia with rib graft on the intercostal artery.", RIB, "rib"),
    ],
)
def test_a_title_that_names_the_bone_without_a_flap(title: str, told: str, donor: str) -> None:
    assert graft(title, told, JOINED).donor_site == donor


@pytest.mark.parametrize(
    ("title", "donor"),
    [
        ("Right pectoralis major flap with the fifth rib, to the left mandible.", ["rib"]),
        ("Right pectoralis major flap, rib plating.", []),
    ],
)
def test_a_bone_that_a_muscle_flap_carries(title: str, donor: list[str]) -> None:
    told = "The rib was cut on both sides and left on the muscle. The flap was passed under the skin into the neck."
    assert [(g.donor_site, g.vascularity) for g in grafts(title, told)] == [(each, "pedicled") for each in donor]


def test_a_title_that_names_the_flap_by_the_vessels_of_one_bone() -> None:
    only = graft("Free tissue transfer, deep circumflex iliac system, left hip.", "Bone: crest, 9 cm, as a DCIA flap.", JOINED)
    assert (only.donor_site, only.laterality) == ("iliac_crest", "left")


def test_a_hurried_note_that_names_the_operation_beside_the_disease() -> None:
    told = "Foot: pedicle cut. The dorsalis pedis artery was anastomosed to the radial artery, the vein to the cephalic vein."
    (one,) = facts(f"Dx: as in clinic. Free 2nd metatarsal with a skin paddle to the left radius.\n\n{told}\n").grafts
    assert (one.donor_site, one.skin_paddle) == ("metatarsal", "present")
    ill = f"Dx: congestion of a free 2nd metatarsal flap.\nOPERATION PERFORMED: Exploration of the flap.\n\n{told}\n"
    assert facts(ill).grafts == ()


def test_a_bone_given_from_a_region_that_opens_the_sentence() -> None:
    text = (
        "Gap in the mandible. From the left foot: second metatarsal with skin on the dorsalis pedis. Vessels tied and "
        "cut. Artery end to end with the facial artery, vein end to end with the facial vein."
    )
    assert [one.donor_site for one in facts(text).grafts] == ["metatarsal"]


def test_a_muscle_that_carries_several_pieces_of_rib() -> None:
    told = "The thoracodorsal pedicle was divided."
    (one,) = grafts("Free latissimus dorsi muscle with two segments of rib to the left tibia.", told, JOINED)
    assert one.donor_site == "rib"


def test_a_bone_that_bears_skin_and_is_cut_was_raised() -> None:
    told = "Island of skin with the second metatarsal underneath, 4 cm sawn out. Pedicle cut at the ankle."
    assert graft("Repair of the left ulna.", told, "Dorsalis pedis artery end to end to the radial artery.").donor_site == (
        "metatarsal"
    )


def test_a_title_of_living_bone_names_its_donor_though_no_flap_is_named() -> None:
    told = "A block was cut off the lip of the radius and swung into the hole."
    assert graft("Vascularised bone, right distal radius to scaphoid.", told).donor_site == "radius"


def test_a_flap_named_with_the_bone_that_it_goes_to_needs_no_more_than_a_join() -> None:
    told = "The operation is free medial femoral trochlea, left knee, to right lunate. A piece was cut."
    found = facts(f"Operated 4 May 2021.\n\n{told} The artery was sewn end to end to the radial artery.").grafts
    assert [one.donor_site for one in found] == ["medial_femoral_trochlea"]


def test_a_bone_called_free_behind_its_comma_is_the_donor() -> None:
    told = "Right fibula, free, bone alone, no skin. Facial artery end to end, 9-0. Vein with a coupler."
    assert graft("Resection of the left mandible.", told).donor_site == "fibula"


def test_what_somebody_reconstructs_with_receives_nothing() -> None:
    title = "Maxillectomy; reconstruction using the tip of the right scapula, with serratus, as a free flap."
    told = "The angular branch was followed to the tip. Six centimetres of lateral border were sawn off."
    vessels = "Right facial artery, end to end with the thoracodorsal, 9/0. Common facial vein by coupler."
    made = graft(title, told, vessels)
    assert (made.donor_site, made.recipient_vessels) == ("scapula", ("facial artery", "common facial vein"))


def test_a_line_of_its_own_in_an_account_is_the_title() -> None:
    text = (
        "Hx: broken 2015, never united.\nFree fibula (bone, no skin) R leg -> L humerus\nFibula raised on the peroneal vessels, "
        "pedicle divided.\nPeroneal artery end to side to the brachial artery.\n"
    )
    (made,) = facts(text).grafts
    assert (made.donor_site, made.laterality, made.skin_paddle) == ("fibula", "right", "absent")


def test_skin_named_in_one_breath_with_the_bone_is_of_its_flap() -> None:
    only = graft("Left fibula and skin free flap to the right clavicle.", LEG, JOINED)
    assert (only.donor_site, only.skin_paddle) == ("fibula", "present")


def test_a_donor_that_nobody_understood_is_asked_for() -> None:
    only = graft("Free vascularized [inaudible] transfer to left tibia, bone only.", "The bone was cut with a saw.", JOINED)
    assert (only.donor_site, only.vascularity) == ("undocumented", "free")


def test_the_pisiform_swung_on_its_vessels() -> None:
    found = graft(
        "Vascular-pedicled pisiform to the lunate", "The pisiform was raised on its pedicle.", "It was swung into the lunate."
    )
    assert (found.donor_site, found.vascularity) == ("other", "pedicled")


def test_a_bone_with_which_something_is_rebuilt_is_no_place() -> None:
    told = "The peroneal vessels were dissected. Three segments were shaped. The pedicle was divided."
    found = graft("Reconstruction with left fibula", told, "The peroneal artery was anastomosed to the facial artery end-to-end.")
    assert (found.donor_site, found.laterality, found.vascularity) == ("fibula", "left", "free")


def test_a_bone_that_only_its_own_vessels_show_to_be_the_donor() -> None:
    text = note(
        "Bone gap of the third metacarpal",
        "The gap measured 3 cm. From the humerus, outer edge, a strip stays on the septum.",
        "The posterior radial collateral artery was joined end-to-end to the radial artery, the vein to the cephalic vein.",
    )
    (found,) = facts(text).grafts
    assert (found.donor_site, found.vascularity) == ("humerus", "free")


def test_a_bone_flap_that_is_only_announced_and_then_joined_is_asked_for() -> None:
    announced = "Humerus nonunion, nail and plate failed. Plan = free vascularised bone flap."
    told = "The flap went up the canal. The flap artery was sewn end-to-side to the brachial artery, its vein end-to-end, 9-0."
    (found,) = facts(f"{announced}\n\nTECHNIQUE: The arm was opened. {told}\n").grafts
    assert (found.donor_site, found.vascularity) == ("undocumented", "free")
    assert facts(f"{announced}\n\nTECHNIQUE: The arm was opened. The plate was changed.\n").grafts == ()


def test_a_ray_that_was_cut_back_is_not_the_one_that_was_taken() -> None:
    told = (
        "The ends of the right first metatarsal were nibbled away until they bled.",
        "An island of 7 by 5 cm was raised on the left dorsalis pedis with its first metatarsal branch.",
        "Second metatarsal sawn close to its base, 5 cm, hanging from the skin. Then the vessels were tied.",
        "The dorsalis pedis was joined end to end to the right anterior tibial artery.",
    )
    (only,) = facts("Theatre note\n\nRight foot. The gap was 4.5 cm. " + " ".join(told)).grafts
    assert (only.donor_site, only.skin_paddle) == ("metatarsal", "present")


def test_a_graft_whose_vessels_stayed_behind() -> None:
    told = "The fascia was turned over the arch. The sixth rib was removed. The intercostal vessels were left in the chest."
    assert grafts("Reconstruction of the condyle by costochondral graft from the right sixth rib.", told) == ()


def test_a_transfer_of_a_bone_in_the_title_and_the_extensor_of_a_toe() -> None:
    told = (
        "The extensor of the great toe was divided.",
        "The dorsalis pedis was kept under the island, and its twigs to the second metatarsal were seen.",
        "5 cm of that bone were taken.",
        "The dorsalis pedis was sewn end-to-end to the ulnar artery, and the saphenous vein to the basilic vein.",
    )
    only = graft("Transfer of the right second metatarsal with foot skin to the left hand.", *told)
    assert (only.donor_site, only.skin_paddle) == ("metatarsal", "present")


def test_a_vein_too_thin_for_a_coupler_was_sewn() -> None:
    told = "The artery was sewn end-to-side to the radial artery. The vein was too flimsy for a coupler and was sewn end-to-end."
    assert graft("Free fibula flap to the left tibia.", LEG, told).venous_anastomosis == ("end_to_end",)


def test_a_name_repeated_in_the_body_raises_no_bone_where_another_was_cut_on_its_own_vessels() -> None:
    told = (
        "The circumflex scapular artery was found and followed. The lateral border of the right scapula was sawn, 9 cm long.",
        JOINED,
        "Conclusion for the letter: free DCIA flap.",
    )
    assert graft("Free iliac crest flap (DCIA), right, to the left mandible.", *told).donor_site == "scapula"


def test_a_bone_among_the_components_of_a_flap_is_its_donor() -> None:
    fields = (
        "RECONSTRUCTION\nFlap ........... Radial forearm, free\nDonor side ..... Left\n"
        "Components ..... Skin 7 x 5 cm; radius, 5.4 cm of its volar cortex\n"
        "Artery ......... End-to-end to the facial artery\nVein ........... Coupler to the facial vein\n\n"
    )
    told = "NARRATIVE\nThe left forearm flap was raised on the radial vessels and the radius was cut. The pedicle was divided."
    (only,) = facts("OPERATION PERFORMED: Resection of the left mandible.\n\n" + fields + told).grafts
    assert (only.donor_site, only.skin_paddle, only.skin_paddle_cm) == ("radius", "present", (7.0, 5.0))


def test_the_radius_of_a_forearm_flap_that_only_the_description_cuts() -> None:
    told = (
        "The left forearm flap was raised on the radial vessels. Of the radius, 6 cm was cut. The radius was harvested. "
        "The pedicle was divided. The radius segment, 6 cm, was fixed below the plate. "
        "The radial artery was sewn end-to-end to the facial artery."
    )
    assert graft("Resection of the mandible; radial forearm free flap", told).donor_site == "radius"


def test_a_rib_turned_on_its_bundle_needs_no_anastomosis() -> None:
    told = "The rib was freed on its intercostal bundle and turned into the slots. Microvascular anastomosis not required."
    assert graft("Anterior fusion T7-T10 with vascularized rib graft", told).vascularity == "pedicled"


def test_a_bone_whose_own_vessels_are_divided_and_joined_is_the_donor_that_a_letter_names() -> None:
    text = (
        "Dear Dr Moss,\n\nHer clavicle never united. I thought that the medial femoral condyle would yield a supple graft.\n\n"
        "The ends were cut back and a gap of 3 cm was measured in the clavicle. At the knee the descending genicular artery was "
        "followed down to the condyle. A rectangle of 4 by 2 cm was cut with osteotomes. The pedicle was 6 cm long when it was "
        "tied and divided. Both vessels were joined end to end with 9-0 nylon, the artery to the transverse cervical artery and "
        "the vein to the external jugular vein.\n"
    )
    (only,) = facts(text).grafts
    assert (only.donor_site, only.vascularity) == ("medial_femoral_condyle", "free")


def test_a_chip_that_hangs_on_its_vessel_is_a_pedicled_bone() -> None:
    text = (
        "Scaphoid nonunion. The first dorsal metacarpal artery was found with its branch to the second metacarpal. "
        "From the neck of the second metacarpal I took out a chip of 10 x 7 mm with a chisel. It hangs on its vessel, which was "
        "followed to the radial artery. The hollow in the scaphoid measured 9 x 6 mm and took the chip.\n"
    )
    (only,) = facts(f"DESCRIPTION OF PROCEDURE: {text}").grafts
    assert (only.donor_site, only.vascularity) == ("metacarpal", "pedicled")


@pytest.mark.parametrize("title", ["Free bone and muscle flap from the hip", "Free D C I A bone and muscle flap"])
def test_bone_and_muscle_is_no_soft_flap(title: str) -> None:
    told = "The right iliac crest was cut on the deep circumflex iliac vessels with the internal oblique."
    assert graft(f"{title} to the left tibia.", told, JOINED).donor_site == "iliac_crest"


def test_a_form_that_names_the_donor_of_a_vascularised_graft_is_asked_for_its_joins() -> None:
    text = (
        "OPERATION: Vascularised bone graft to the left radius\n\nDONOR\nSite: [x] rib  [ ] fibula\n\nThe graft was plated in.\n"
    )
    (only,) = facts(text).grafts
    assert (only.donor_site, only.vascularity) == ("rib", "undocumented")


def test_a_donor_that_is_told_by_its_vessels_alone_is_quoted_by_them() -> None:
    assert [g.quote for g in facts("shot fibula flap too small aa.Peroneal pedicle cuts coupler").grafts] == ["Peroneal"]


@pytest.mark.parametrize(
    "plain", ["Non-vascular fibula graft", "Non-vasc. fibula strut graft", "NVFG, fibula", "Unvascularised fibula"]
)
def test_a_bone_that_is_said_to_have_no_vessels_is_no_donor(plain: str) -> None:
    told = "The fibula was cut, 8 cm, stripped of muscle and fixed in the tibial gap of 7 cm with a plate."
    assert grafts(f"{plain} to the left tibia.", told) == ()


def test_a_flap_that_was_first_choice_and_dropped_is_no_graft() -> None:
    told = "Free vascular fibula was first choice and the microscope was booked. The fibula was cut, no vessels taken."
    assert grafts("Non-vasc. fibula autograft to the left tibia.", told) == ()


def test_a_bone_of_which_a_measured_part_was_cut_away_is_the_place() -> None:
    told = "The tumour team had removed the distal 7 cm of the radius. Free bone flap from the usual place, no skin, 8 cm."
    (only,) = grafts("Vascularised bone flap, left distal radius.", told, "It was set between radius and carpus.", JOINED)
    assert only.donor_site == "undocumented"


def test_a_flap_that_opens_a_sentence_and_joins_behind_it_make_a_donor() -> None:
    told = "Free fibula from left leg for the palate. Two segments. Facial artery end to end, facial vein end to end."
    assert [g.donor_site for g in facts(f"The maxilla was lost to a fungus.\n{told}\n").grafts] == ["fibula"]


@pytest.mark.parametrize(
    "told",
    [
        "The board said scapula or DCIA, whichever looks better. The flap was up when I came.",
        "A free fibula can still be done. Cancellous chips were packed. The thigh flap was joined.",
    ],
)
def test_a_flap_that_is_only_spoken_of_is_no_donor(told: str) -> None:
    text = f"TITLE: Free vascularised bone flap to the left talus.\n\nWHAT I DID: {told} {JOINED}\n"
    assert {g.donor_site for g in facts(text).grafts} <= {"undocumented"}


def test_a_bone_that_was_looked_at_and_left_alone_is_no_donor() -> None:
    told = "On exploring the right fibula its artery was the only one of the foot, so it was left alone."
    found = grafts("Vascularised fibula to the left tibia.", told, "We then took the left iliac crest on the DCIA.", JOINED)
    assert [g.donor_site for g in found] == ["iliac_crest"]


def test_living_bone_with_plain_graft_added_stays_living() -> None:
    told = "Right fibula 15 cm free + frozen allograft shell. Plate. " + JOINED
    assert [g.donor_site for g in grafts("Resection of the left tibia.", told)] == ["fibula"]
