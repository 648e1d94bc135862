"""The side from which the bone came."""

from __future__ import annotations

import pytest

from tests.facts.kit import JOINED, facts, graft, note

RIB = "The left seventh rib was harvested on the intercostal vessels."


@pytest.mark.parametrize(
    ("told", "side"),
    [
        ("The right fibula was harvested on the peroneal vessels.", "right"),
        ("The contralateral fibula was harvested on the peroneal vessels.", "right"),
        ("The ipsilateral fibula was harvested on the peroneal vessels.", "left"),
        ("The fibula was harvested on the peroneal vessels.", None),
        ("The fibula was harvested on the peroneal vessels. The left foot was dressed.", None),
        ("Through the right leg the fibula was harvested on the peroneal vessels.", "right"),
    ],
)
def test_side_of_the_donor(told: str, side: str | None) -> None:
    assert graft("Free fibula flap to the left humerus.", told, JOINED).laterality == side


def test_a_side_that_is_told_by_the_recipients() -> None:
    form = "Donor site: Iliac crest, deep circumflex iliac pedicle\nDonor side: Same as recipient\n"
    assert graft("Free iliac crest flap to the left tibia.", form, JOINED).laterality == "left"
    told = "The donor was the right side, opposite the tumor. The iliac crest was raised on its pedicle."
    assert graft("Free iliac crest flap to the left mandible.", told, JOINED).laterality == "right"
    told = "For bone we went to the knee opposite the affected wrist. The medial femoral condyle was raised on its pedicle."
    assert graft("Free medial femoral condyle flap to the right scaphoid.", told, JOINED).laterality == "left"


def test_an_addendum_answers_which_side_it_was() -> None:
    told = "A sheet of the medial femoral condyle was raised on the descending genicular vessels."
    text = note("Free medial femoral condyle flap to the left ulna.", told, JOINED)
    later = "\nADDENDUM: I did not say which knee. It was the right. The left one was not touched.\n"
    assert [graft.laterality for graft in facts(text + later).grafts] == ["right"]


def test_a_neck_is_no_donor_of_a_flap_without_a_name() -> None:
    told = "R neck opened, body of the mandible resected. A vascularised bone flap was raised, no skin."
    assert [graft.laterality for graft in facts(f"Osteomyelitis R mandible.\n{told} {JOINED}\n").grafts] == [None]


def test_a_side_behind_the_label_of_a_form() -> None:
    told = "Fibula ...... From the right. 14 cm, on the peroneal vessels."
    assert graft("Free fibula flap to the left tibia.", told, JOINED).laterality == "right"


def test_a_row_of_boxes_that_runs_over_its_line_names_the_donor_and_its_side() -> None:
    told = (
        "Donor:   [ ] iliac crest  [ ] fibula\n"
        "         [x] metatarsal: #2   Side: [x] L  [ ] R\n"
        "Transfer:   [x] free, pedicle divided\n"
        "Artery: DP to radial a.  [ ] end-end  [x] end-side\n"
    )
    text = f"PROCEDURE: Vascularized bone transfer to R first metacarpal\n\nGRAFT\n{told}"
    (only,) = facts(text).grafts
    assert (only.donor_site, only.laterality, only.arterial_anastomosis) == ("metatarsal", "left", ("end_to_side",))


def test_a_cuff_on_the_limb_tells_the_donor_side_where_the_recipient_lies_elsewhere() -> None:
    told = "The left leg was started under a tourniquet. Sixteen centimeters of fibula was cut on the peroneal vessels."
    assert graft("Free fibula flap to the mandible.", told, JOINED).laterality == "left"


def test_one_side_in_a_title_is_not_the_unnamed_donors() -> None:
    only = graft(
        "Revision fusion, left first TMT joint, with free vascularized bone flap.", "A bone flap was brought in.", JOINED
    )
    assert (only.donor_site, only.laterality) == ("undocumented", None)


def test_a_side_alone_in_its_sentence_is_that_of_the_harvest() -> None:
    told = "Harvesting: Left side. An oblique cut was made. The scapula was harvested on the circumflex scapular vessels."
    assert graft("Free scapula flap to the mandible.", told, JOINED).laterality == "left"


@pytest.mark.parametrize(
    ("told", "side"),
    [
        ("Harvest side ( ) R (x) L", "left"),
        ("The deep circumflex iliac artery of the left side was isolated.", "left"),
    ],
)
def test_sides_in_a_field_of_the_harvest_and_on_its_vessels(told: str, side: str) -> None:
    crest = "The iliac crest was harvested on the deep circumflex iliac vessels."
    note = f"PROCEDURE: Free iliac crest flap to the tibia.\n\nDESCRIPTION OF PROCEDURE:\n{crest}\n{told}\n{JOINED}\n"
    (found,) = facts(note).grafts
    assert found.laterality == side


def test_a_side_in_the_field_behind_the_flap_of_a_title() -> None:
    told = "The scapular tip was cut on the angular branch. The pedicle was divided."
    text = f"PROCEDURE: Free flap   Type: scapular tip   Side: [x] L [ ] R\n\nDESCRIPTION OF PROCEDURE: {told} {JOINED}\n"
    (found,) = facts(text).grafts
    assert (found.donor_site, found.laterality) == ("scapula", "left")


def test_an_addendum_that_gives_the_side_of_the_harvest() -> None:
    text = note("Free left iliac crest flap to the tibia", "The left iliac crest was harvested.", JOINED)
    (found,) = facts(f'{text}\nADDENDUM: "Left" is wrong. The crest was taken from the RIGHT side.\n').grafts
    assert found.laterality == "right"


def test_an_addendum_that_puts_the_side_of_both_wounds_right() -> None:
    text = note("Free medial femoral condyle flap to the left ulna", "The right medial femoral condyle was harvested.", JOINED)
    assert (
        facts(f"{text}\nADDENDUM: I dictated right knee. Both knee incisions are on the left.\n").grafts[0].laterality == "left"
    )


@pytest.mark.parametrize(
    ("told", "side"),
    [
        ("Access was by an incision on the left.", "left"),
        ("We worked from the hip opposite to the injured leg.", "left"),
        ("The assistant stood on the patient's left and held the flank.", None),
        ("The left tibia was held by the assistant.", None),
    ],
)
def test_one_side_beside_the_harvest(told: str, side: str | None) -> None:
    crest = "The iliac crest was raised on the deep circumflex iliac vessels."
    assert graft("Free iliac crest flap to the right tibia", crest, told, JOINED).laterality == side


@pytest.mark.parametrize(
    ("told", "side"),
    [
        ("The donor hip, which was the left, had been prepped.", "left"),
        ("The crest flap was taken from the left as he sleeps on his right side.", "left"),
        ("Crest harvested from the same side as the fracture.", "right"),
        ("The homolateral iliac crest was chosen.", "right"),
        ("The contralat crest was used.", "left"),
        ("The right iliac crest was chosen because of the scar of an earlier graft in the left one.", "right"),
        ("Donor ilium:  [x] RIGHT   [ ] LEFT", "right"),
        ("Left radial arterial line.", None),
    ],
)
def test_a_side_told_in_other_words(told: str, side: str | None) -> None:
    raised = "The iliac crest was raised on the deep circumflex iliac vessels."
    assert graft("Free iliac crest flap to the right tibia.", raised, told, JOINED).laterality == side


def test_the_same_is_the_side_told_just_before() -> None:
    title = "Reconstruction of the first ray, right foot, with free left second metatarsal and dorsal skin of the same foot."
    told = "The second metatarsal was harvested with the skin on the dorsalis pedis vessels."
    assert graft(title, told, JOINED).laterality == "left"


def test_a_side_at_the_head_of_a_list_of_the_flap() -> None:
    told = "FLAP\n- R side, arm on spider\n- Angular branch found\n- Tip of the scapula cut on it\n- Clipped + divided\n"
    text = f"PROCEDURE: Free scapular tip flap for the left maxilla.\n\n{told}\nMICRO\n- Per the co-surgeon, not in this note\n"
    (only,) = facts(text).grafts
    assert (only.laterality, only.vascularity) == ("right", "free")


def test_an_addendum_within_a_single_line_corrects_the_side() -> None:
    text = (
        "Free vascularized second metatarsal transfer to the right fourth metacarpal. The right foot was opened and the second "
        "metatarsal was harvested on the dorsalis pedis vessels. The pedicle was divided. The flap artery was anastomosed "
        "end-to-side to the radial artery and the vein end-to-end to a vena comitans. The hand was closed with nylon. "
        "Addendum by Dr. Fox 1/25/2024, I said right foot above and that was wrong, the metatarsal came out of the left foot."
    )
    (only,) = facts(text).grafts
    assert only.laterality == "left"


def test_a_cuff_sits_on_the_part_nearest_to_it() -> None:
    told = "Right leg, thigh cuff 280 mmHg. Lateral approach. Fibula 19 cm with the peroneal vessels was harvested."
    assert graft("Reconstruction of the left femur with vascularized fibula (free).", told, JOINED).laterality == "right"


@pytest.mark.parametrize(
    ("told", "side"),
    [
        ("We turned to the ipsilateral iliac crest. The crest was cut on the deep circumflex iliac vessels.", "left"),
        ("Attention was then turned to the right iliac crest. It was cut on the deep circumflex iliac vessels.", "right"),
        ("Exposure of the ipsi iliac crest, which was harvested on the deep circumflex iliac vessels.", "left"),
    ],
)
def test_a_surgeon_who_turns_to_the_bone_gives_it_nothing(told: str, side: str) -> None:
    assert graft("Free vascularised iliac crest graft to the left tibia.", told, JOINED).laterality == side


def test_an_account_that_settles_on_a_side_tells_it_where_the_description_does_not() -> None:
    before = "INDICATION: The left foot had no first dorsal metatarsal artery, so the right foot was chosen.\n\n"
    told = "The second metatarsal was harvested on the first dorsal metatarsal artery."
    (only,) = facts(before + note("Free second metatarsal to the left first metacarpal.", told, JOINED)).grafts
    assert only.laterality == "right"


def test_an_arrow_parts_the_foot_that_gives_from_the_ray_that_receives() -> None:
    title = "Free osteocutaneous 2nd metatarsal flap, L foot \u2192 R 1st ray"
    told = "The 2nd metatarsal was raised with the first dorsal metatarsal artery and a skin paddle of 6 x 4 cm."
    assert graft(title, told, JOINED).laterality == "left"


def test_a_row_that_asks_for_a_side_below_the_row_of_the_flaps_own_vessel() -> None:
    rows = "Flap: deep circumflex iliac, bone + muscle\nSide: (x) R   ( ) L\nBone: iliac crest, 6 x 3 cm\n"
    text = f"PROCEDURE: Free osteomuscular flap to the left maxilla\n\n{rows}\nDESCRIPTION OF PROCEDURE: {JOINED}\n"
    assert graft(text).laterality == "right"


def test_an_ipsilateral_skin_graft_is_of_the_donors_own_side() -> None:
    told = "The left foot was opened and the metatarsal raised. The foot received a skin graft from the ipsilateral thigh."
    assert graft("Free second metatarsal flap to the right third metacarpal.", told, JOINED).laterality == "left"


def test_the_side_of_a_recipient_vessel_is_not_the_donors() -> None:
    told = "The fibula was raised.\nArtery: peroneal to left facial, end to end\nVein: to left external jugular, end to end\n"
    assert graft("Free fibula flap to the mandible.", told).laterality is None


def test_what_is_left_by_its_length_names_no_side() -> None:
    told = "Fifteen centimeters of fibula taken, distal 7 cm and proximal 6 cm left. Peroneal artery with two veins."
    assert graft("Free fibula flap to the humerus.", told, JOINED).laterality is None


def test_the_side_of_a_donor_that_a_form_leaves_unnamed() -> None:
    fields = "Donor bone      :\nDonor side      : L\nSkin island     : No\n"
    text = f"PROCEDURE: Free vascularized bone flap to the right tibia\n{fields}\nDESCRIPTION OF PROCEDURE: {JOINED}\n"
    (only,) = facts(text).grafts
    assert (only.donor_site, only.laterality) == ("undocumented", "left")


def test_the_side_of_the_flaps_own_vessel_where_it_is_joined_in_the_same_clause() -> None:
    told = "The iliac crest was raised. The right deep circumflex iliac artery was joined to the femoral artery end to end."
    assert graft("Free iliac crest flap to the femur.", told, JOINED).laterality == "right"


def test_a_side_below_options_that_run_over_two_lines() -> None:
    told = (
        "DONOR\n  Bone: [ ] fibula  [x] metatarsal, ray # 2\n        [ ] scapula  [ ] rib  [ ] other:\n"
        "  Side: [{left}] L  [{right}] R\n  Skin: [x] bone only\n  Bone cut. Pedicle divided.\n"
    )
    text = f"PROCEDURES\n1. Free vascularized second metatarsal to left ring metacarpal\n\n{told}\nMICRO\n{JOINED}"
    ticked, blank = (facts(text.format(left=left, right=" ")).grafts for left in "x ")
    assert [g.laterality for g in (*ticked, *blank)] == ["left", None]


def test_a_bracket_tells_what_a_bone_was_given_and_not_its_side() -> None:
    title = "Free flap to R tibia (lateral border of scapula with latissimus)."
    assert graft(title, "The lateral border of the scapula was raised on the angular branch.", JOINED).laterality is None


def test_a_side_before_an_arrow_is_the_donors() -> None:
    told = "16 cm of fibula was cut, left 7 cm distally. The peroneal pedicle was divided."
    assert graft("Free fibula osteocutaneous flap R -> L tibia.", told, JOINED).laterality == "right"


def test_that_same_side_is_the_recipients() -> None:
    told = "A piece of the iliac crest from that same side was raised on the deep circumflex iliac vessels."
    assert graft("Free iliac crest flap to the right femoral neck.", told, JOINED).laterality == "right"


def test_a_scar_of_the_other_side_under_a_label_is_no_side() -> None:
    told = "HIP: The left side bears an old scar. On the right I cut above the crest. The iliac crest was raised."
    assert graft("Free iliac crest flap to the right mandible.", told, JOINED).laterality == "right"


def test_a_donor_that_the_reason_agrees_on_gives_its_side() -> None:
    reason = "The cyst has come back, so we agreed to replace the shaft with the metatarsal of the left foot on its own vessels."
    before = f"INDICATION: {reason}\n\n"
    told = "The second metatarsal was raised on the dorsalis pedis."
    (only,) = facts(before + note("Free metatarsal flap to the right ring metacarpal.", told, JOINED)).grafts
    assert only.laterality == "left"


def test_the_side_that_an_account_settles_on() -> None:
    before = "INDICATION: The angiogram showed a good vessel on the left. The right one was thin, so I used the left foot.\n\n"
    told = "The second metatarsal was raised on the dorsalis pedis."
    (only,) = facts(before + note("Free second metatarsal flap to the right ring metacarpal.", told, JOINED)).grafts
    assert only.laterality == "left"


@pytest.mark.parametrize(
    ("title", "told", "side"),
    [
        ("Free fibula flap to the jaw.", "High tourniquet on the left, 300 mmHg. The fibula was raised and divided.", "left"),
        ("Free fibula flap to the left tibia.", "Right thigh tourniquet 300 mmHg. The fibula was raised and divided.", None),
        ("Free scapula flap to the jaw.", "Turned to the lateral position, right side up. The scapula was raised.", "right"),
        ("Free scapula flap to the jaw.", "Left-sided harvest, arm draped free. Tip of the scapula cut.", "left"),
        ("Free scapula flap to the jaw.", "RHS maxillectomy by the other team. Scapula LHS raised and divided.", "left"),
        ("Free fibula flap, left mandible.", "Case of cancer, left lower sulcus. The fibula was raised.", None),
        ("Free fibula flap to the jaw.", "The fibula was raised. Right calf (donor): elevate, and watch the toes.", "right"),
        (
            "Osteocutaneous radial forearm flap to the jaw.",
            "Arterial line in the right wrist. Allen's test was good. The left forearm was raised with 6 cm of radius.",
            "left",
        ),
    ],
)
def test_a_side_told_by_how_the_patient_lay_and_where_the_cuff_sat(title: str, told: str, side: str | None) -> None:
    assert graft(title, told, JOINED).laterality == side


def test_a_side_that_answers_nothing_corrects_nothing() -> None:
    told = "A block of the left medial femoral condyle was raised on the descending genicular vessels."
    text = note("Free left medial femoral condyle flap to the right scaphoid.", told, JOINED)
    later = "\nADDENDUM: The knee is comfortable on day 2. Cast split on the right.\n"
    assert [graft.laterality for graft in facts(text + later).grafts] == ["left"]


def test_a_plate_that_came_out_tells_no_side_of_the_harvest() -> None:
    told = "Three old screws and one L plate came out. The scapular tip was raised on the angular branch. Muscle cuff left raw."
    assert graft("Free scapular tip flap to left maxilla.", told, JOINED).laterality is None


@pytest.mark.parametrize(
    ("title", "told", "side"),
    [
        (
            "Free scapular flap to the forearm.",
            "Rolled onto the beanbag with the left side down. The scapula was raised.",
            "right",
        ),
        ("Free second metatarsal (right foot) to first metatarsal (left foot).", "The metatarsal was harvested.", "right"),
    ],
)
def test_a_side_told_by_what_lay_below_and_in_brackets(title: str, told: str, side: str) -> None:
    assert graft(title, told, JOINED).laterality == side


def test_a_side_in_the_first_field_below_the_heading_of_the_harvest() -> None:
    form = (
        "PROCEDURE:\n  Free osteocutaneous second metatarsal to thumb ray\n\nHARVEST - FOOT:\n  Side  [x] L  [ ] R\n"
        "  Metatarsal cut 45 mm. Dorsalis pedis divided.\n\n"
        "MICROVASCULAR:\n  Artery: dorsalis pedis -> radial artery, end-to-end\n"
    )
    assert [graft.laterality for graft in facts(form).grafts] == ["left"]


@pytest.mark.parametrize(
    ("title", "told", "side"),
    [
        ("Free medial femoral trochlea to scaphoid (Right).", "Knee (left): the trochlea was raised.", "left"),
        (
            "Free metatarsal transfer to the left hand.",
            "Foot was closed. Second metatarsal from the good foot was raised.",
            "right",
        ),
        (
            "Free fibula to the left tibia.",
            "Fibula free flap Rt leg as Lt leg has an old fracture. The fibula was raised.",
            "right",
        ),
        ("Free scapular flap to the mandible.", "Patient on right side. The scapula was raised.", "left"),
        ("Free scapular flap to the mandible.", "Left lateral decubitus. The scapula was raised.", "right"),
        ("Free iliac crest to the talus.", "Iliac crest right with DCIA was cut, left uncovered.", "right"),
        ("Free fibula to the femoral head.", "Lateral decubitus left. Fibula right harvested, 12 cm.", "right"),
    ],
)
def test_sides_that_the_description_tells_in_passing(title: str, told: str, side: str) -> None:
    assert graft(title, told, JOINED).laterality == side


def test_a_harvest_tells_the_side_of_a_bone_that_nobody_names() -> None:
    told = "Bone flap then raised from left side by the second team, 8 cm."
    assert graft("Free vascularised bone graft to the right tibia.", told, JOINED).laterality == "left"
    form = "HARVEST\nDonor: ***\nSide: left lower limb, draped free\nBone length 8 cm\n"
    text = (
        f"OPERATION: Free vascularised bone graft to the right ulna\n\nINSET\nThe bone was plated.\n\n{form}\nMICRO\n{JOINED}\n"
    )
    assert [g.laterality for g in facts(text).grafts] == ["left"]
