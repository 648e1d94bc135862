"""Which bone a title names as the donor, in whatever form, and which it does not."""

from __future__ import annotations

import pytest

from tests.facts.kit import JOINED, LEG, facts, graft, grafts, note


@pytest.mark.parametrize(
    ("title", "donor"),
    [
        ("Free vascularized fibular grafting of the left femoral head", "fibula"),
        ("Free vascularised scapular tip reconstruction, R side", "scapula"),
        ("Free vascularised rib grafting of the humerus", "rib"),
    ],
)
def test_a_bone_between_free_and_what_is_done_with_it(title: str, donor: str) -> None:
    assert graft(title, "The bone was cut with a saw.", JOINED).donor_site == donor


def test_the_bone_that_is_rebuilt_is_no_donor() -> None:
    assert graft("Free vascularised mandibular reconstruction with left fibula", LEG, JOINED).donor_site == "fibula"


def test_a_title_alone_raises_no_bone() -> None:
    """Title and body name different bones: the conflict is asked for, whatever words the title has for its own."""
    title = "Free vascularised iliac crest bone graft to the ulna, with microvascular anastomosis"
    told = "A corticocancellous block was cut from the medial femoral condyle on the descending genicular vessels."
    found = facts(note(title, told, JOINED))
    assert [g.donor_site for g in found.grafts] == ["medial_femoral_condyle"]
    assert [c.topic for c in found.conflicts] == ["donor_site"]


def test_a_strut_taken_bare_is_no_transfer() -> None:
    told = "The fibula was stripped subperiosteally and the strut cleaned of all soft tissue."
    assert grafts("Free fibula strut (left leg) to the right humerus", told, "A plate was applied.") == ()


def test_a_joint_of_a_toe_is_no_metatarsal() -> None:
    found = graft(
        "Microvascular transfer of the second metatarsophalangeal joint from the left foot to the right wrist",
        "The metatarsal was cut in its middle with an oval of skin.", JOINED,
    )  # fmt: skip
    assert (found.donor_site, found.laterality) == ("second_toe", "left")


def test_a_transplant_is_a_flap() -> None:
    text = note("Resection. Reconstruction with microvascular bone transplant", "The bone was handed over, pedicle cut.", JOINED)
    assert [g.donor_site for g in facts(text).grafts] == ["undocumented"]


_FORMS = (
    "Free vascularized {} graft, tibia, left",
    "Vascularized {} transfer to left tibia",
    "Free vascularized {} strut graft to the tibia",
    "Open reduction of the tibia with free vascularized {} autograft",
    "Free revascularised {} graft to the tibia",
    "Living {} bone graft to the tibia",
    "Free flap reconstruction of the left tibia ({})",
    "Free-flap transfer, {}, tibia",
    "Free bone transfer ({}) with microvascular anastomosis, left tibia",
    "Microsurgical transfer of {} to left tibia",
    "Resection and reconstruction of the tibia with free {}",
)


@pytest.mark.parametrize("form", _FORMS)
@pytest.mark.parametrize(("named", "donor"), [("fibular", "fibula"), ("iliac crest", "iliac_crest"), ("rib", "rib")])
def test_a_title_names_the_donor_in_any_form(form: str, named: str, donor: str) -> None:
    told = "The bone was cut to shape and raised with its vessels. The pedicle was divided."
    assert [g.donor_site for g in grafts(form.format(named), told, JOINED)] == [donor]


@pytest.mark.parametrize(
    ("title", "bone"),
    [
        (
            "Debridement, tricortical iliac crest graft, free tissue transfer (ALT)",
            "A block was cut from the iliac crest with the saw.",
        ),
        ("Autogenous rib graft. Free flap (latissimus dorsi)", "A piece of the sixth rib was taken and split."),
        ("Radial forearm free flap and autogenous rib graft to the left tibia", "A piece of the sixth rib was taken and split."),
    ],
)
def test_a_graft_beside_a_flap_of_another_tissue_is_no_flap(title: str, bone: str) -> None:
    raised = "The latissimus muscle was raised on the thoracodorsal vessels."
    assert grafts(title, "The tibia was debrided, leaving a defect of 4 cm.", bone, raised, JOINED) == ()


def test_free_before_a_flap_of_soft_tissue_says_nothing_of_the_bone_beside_it() -> None:
    title = "Exenteration of the right orbit; free anterolateral thigh flap; split calvarial bone"
    told = "An outer table plate was split from the right parietal bone and screwed in as a plain graft."
    assert grafts(title, told, "The thigh flap was raised.", JOINED) == ()


def test_a_title_that_denies_the_vessels_of_its_bone() -> None:
    title = "Bridging of the pelvic ring with non-vascularised fibula"
    told = "The right fibula was cut on its lateral side; the peroneal vessels remain in the leg."
    assert grafts(title, "A free vascularised fibula would have needed a vessel.", told) == ()
    inside = "Free vascularised fibula inside an allograft, left femur"
    assert [g.donor_site for g in grafts(inside, "The right fibula was raised with its vessels.", JOINED)] == ["fibula"]


def test_a_metatarsal_that_goes_to_another_is_the_donor_of_its_title() -> None:
    title = "Osteocutaneous free flap, left second metatarsal with dorsal foot skin, to right first metatarsal"
    told = "Second metatarsal, 5.2 cm, sawn at each end, joints left behind. The left first metatarsal was never exposed."
    (only,) = grafts(title, told, JOINED)
    assert (only.donor_site, only.laterality, only.skin_paddle) == ("metatarsal", "left", "present")


def test_a_condyle_without_its_side_in_the_title_is_the_one_that_was_raised() -> None:
    told = (
        "My plan was to take the medial condyle. The descending genicular artery ended in scar.",
        "A block was marked on the lateral condyle over the superolateral genicular artery and cut.",
    )
    (only,) = grafts("Free vascularized femoral condyle bone to the left ulna", *told, JOINED)
    assert only.donor_site == "lateral_femoral_condyle"


def test_a_second_title_that_tells_in_sentences_is_the_description() -> None:
    text = (
        "OP\nFree lateral femoral condyle bone flap, R knee to R talus.\n\n"
        "PROC\n1. Old scars opened. Broken screw out. Burr to blood.\n"
        "2. R lateral knee. Superolateral genicular artery traced. Block cut with saw.\n"
        "3. Block impacted. Two screws through it.\n"
        "4. Flap artery to anterior tibial artery ETS, 9/0. Flap vein to its vena comitans, ETE, 10/0.\n"
    )
    (only,) = facts(text).grafts
    assert (only.vascularity, only.arterial_anastomosis, only.venous_anastomosis) == ("free", ("end_to_side",), ("end_to_end",))


def test_a_title_that_moves_a_piece_of_bone_names_its_donor() -> None:
    title = (
        "Free microvascular transplantation of corticocancellous block from right medial femoral condyle into the left humerus"
    )
    told = "The descending genicular artery was followed. A block was cut. The pedicle of 8 cm was ligated and cut at its origin."
    assert [g.donor_site for g in grafts(title, told)] == ["medial_femoral_condyle"]


def test_bone_that_is_said_to_have_no_vessels_is_no_flap_whatever_free_means() -> None:
    told = "We agreed on free calvarial bone graft, in the old sense: plain bone with no vessels. The zygoma was rotated."
    assert grafts("Osteotomy of the right zygoma", told, "The superficial temporal vessels were left upon the fascia.") == ()


def test_a_title_in_capitals_that_is_wrapped_behind_the_bone() -> None:
    title = "PROCEDURE: SEGMENTAL MANDIBULECTOMY WITH IMMEDIATE ILIAC CREST\nFREE FLAP WITH INTERNAL OBLIQUE.\n\n"
    told = "A PIECE OF CREST WAS CUT. THE PEDICLE WAS CLIPPED.\nSUPERIOR THYROID ARTERY, END TO END. FACIAL VEIN, 2.5 COUPLER."
    (only,) = facts(f"{title}PROCEDURE. THE MANDIBLE WAS EXPOSED AND CUT. THE GAP WAS 62 MM. {told}\n").grafts
    assert (only.donor_site, only.vascularity) == ("iliac_crest", "free")


def test_a_flap_that_only_the_list_of_codes_names() -> None:
    text = (
        "SURGEON: A. Bell, MD\nDX: Nonunion right scaphoid waist.\n\nCPT:\n"
        "20962-RT   Free vascularized medial femoral condyle graft to scaphoid\n20680      Buried screw\n\n"
        "DESCRIPTION: Wrist first. The void was 16 x 10 mm. Left thigh cuff. The descending genicular artery was followed. "
        "A block was outlined over the condyle and taken. Clipped and divided. The genicular artery was sewn end-to-side to the "
        "radial artery and one vein end to end to a radial vena comitans.\n"
    )
    (only,) = facts(text).grafts
    assert (only.donor_site, only.laterality, only.vascularity) == ("medial_femoral_condyle", "left", "free")


def test_a_clavicle_that_is_swung_down_is_a_pedicled_donor() -> None:
    told = "The left clavicle was freed medially and kept attached laterally. Its pedicle was never divided. It was swung down."
    only = graft("Left proximal humerus resection and clavicula pro humero.", "The humerus was cut at 12 cm.", told)
    assert (only.donor_site, only.vascularity) == ("clavicle", "pedicled")


def test_a_flap_of_a_catalogue_of_procedures() -> None:
    title = "MANDIBULECTOMY (Right)\nFREE FLAP, BONE, LATERAL SCAPULA W/ MICROVASCULAR ANASTOMOSIS (Left)"
    told = "Circumflex scapular vessels were found. The lateral border of the left scapula was cut. Flap left on its vessels."
    (only,) = grafts(title, "The mandible was cut.", told, "Artery: *** to ***")
    assert (only.donor_site, only.laterality) == ("scapula", "left")


def test_a_bone_behind_what_was_set_free_is_no_donor() -> None:
    told = "Incisions over the ulnar border. The radius was resected, tendons free, ulnar head kept. The bone flap was laid in."
    joined = "Both anastomoses, to radial artery and to cephalic vein, were done end-to-end."
    only = graft("Excision of right distal radius and vascularised bone transfer.", told, joined)
    assert (only.donor_site, only.vascularity) == ("undocumented", "free")


def test_a_resected_bone_that_ends_an_item_is_not_the_flap_of_the_next() -> None:
    text = (
        "PROCEDURE:\nExcision of tumor of right femur\nFree vascularized bone graft to right femur\n\n"
        f"DESCRIPTION OF PROCEDURE: The bone was resected leaving a 6 cm defect. The flap was raised on its pedicle. {JOINED}\n"
    )
    assert [g.donor_site for g in facts(text).grafts] == ["undocumented"]


def test_an_older_operation_below_a_plan_stays_older() -> None:
    text = (
        "HISTORY: 40-year-old man. Nonunion of the left tibia. Plan: hardware removal.\n\n"
        "In 2019 in Leeds he had this operation:\n"
        f"The right iliac crest was harvested on the deep circumflex iliac artery. {JOINED} It failed at two months.\n"
    )
    assert facts(text).grafts == ()


def test_a_title_that_changes_its_plan_names_what_was_done() -> None:
    text = (
        "Planned   | Resection, free iliac crest (DCIA)\n"
        "Operation | Resection of the left mandible. DCIA not usable. Change of plan: free\n"
        "          | fibula with skin island\n"
        "Leg       | Skin island 6 x 3 cm. 8 cm\n"
        "          | of fibula in two pieces are used. Peroneal vessels cut.\n"
        "Vessels   | Artery to the facial artery end-to-end, vein to the facial vein by coupler.\n"
    )
    (only,) = facts(text).grafts
    assert (only.donor_site, only.skin_paddle) == ("fibula", "present")


def test_a_line_that_names_the_flap_is_the_title_whatever_its_brackets_recall() -> None:
    text = (
        "Microvascular part of procedure, 14 Feb 2030\n\n"
        "Free vascularised bone flap to L body of mandible (old gunshot, two plates failed).\n\n"
        "Gap 5.5 cm. Bone-only flap received, pedicle already divided. Set in with a plate. "
        "Flap artery to L facial artery, end to end.\n"
    )
    assert [(g.donor_site, g.vascularity) for g in facts(text).grafts] == [("undocumented", "free")]
