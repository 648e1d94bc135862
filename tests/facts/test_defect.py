"""The defect: its own size, bone and side, never those of anything else."""

from __future__ import annotations

import pytest

from tests.facts.kit import CREST, JOINED, LEG, defect, facts, graft, note


@pytest.mark.parametrize(
    ("told", "cm", "quote"),
    [
        ("The gap measured 6 cm.", (6.0,), "6 cm"),
        ("This left a bony defect of 60 mm.", (6.0,), "60 mm"),
        ("The segmental defect was 2 x 6 x 4 cm.", (6.0, 4.0, 2.0), "2 x 6 x 4 cm"),
        ("A six-centimetre gap was left.", (6.0,), "six-centimetre"),
        ("The ends of the tibia lay 2 inches apart.", (5.08,), "2 inches"),
        ("A 7 cm graft was cut for the 6 cm gap.", (6.0,), "6 cm"),
        ("The gap was 6 cm and took a plate of 14 cm.", (6.0,), "6 cm"),
        ("Bone loss: 6 cm.", (6.0,), "6 cm"),
        ("With the limb out to length 6 cm of tibia wanted replacing.", (6.0,), "6 cm"),
        ("The skin was short by 9 x 5 cm. The bone was short by 6 cm.", (6.0,), "6 cm"),
        ("Bone defect: segmental. Length: 6 cm.", (6.0,), "6 cm"),
        ("Bone length 7 cm. Gap width 2 cm.", (2.0,), "2 cm"),
        ("As expected the gap measured 6 cm. A trough of 2 cm was cut.", (6.0,), "6 cm"),
        ("A gap of 52 mm round the rim by 19 mm high was left.", (5.2, 1.9), "52 mm round the rim by 19 mm"),
        ("Lost was 6 cm of tibia. A plate of 14 cm was chosen to span it.", (6.0,), "6 cm"),
        ("The deficiency from the plafond to the tubercle of the tibia 61 x 22 mm.", (6.1, 2.2), "61 x 22 mm"),
        ("The scan had put the gap at 5 cm, but after more was cut back it came to 6 cm.", (6.0,), "6 cm"),
        ("From the ankle to where the tip should be is 45 mm that is not there.", (4.5,), "45 mm"),
        ("The void was filled with cement, and the template came to 14 x 12 x 9 mm.", (1.4, 1.2, 0.9), "14 x 12 x 9 mm"),
        ("On the model the hole was 40 x 20. The gap measured 3.4 cm.", (3.4,), "3.4 cm"),
        ("Size of defect (cm): 6   Size of graft (cm): 8 x 3", (6.0,), "6"),
        ("The first piece was too short for the gap of 6 cm.", (6.0,), "6 cm"),
        ("Bone loss: [ ] < 2 cm [x] > 2 cm   Measured: 6 cm", (6.0,), "6 cm"),
        ("Defect (cm) | 6 x 2 | Graft (cm) | 7 x 3 |", (6.0, 2.0), "6 x 2"),
        ("The graft was 7.5 cm long. The gap itself 6.2.", (6.2,), "6.2"),
        ("The graft was cut at 75 mm for a gap of just under 7 cm. Measured again it was 6.8.", (6.8,), "6.8"),
        ("The tumor was resected en bloc with 9 cm of the tibia.", (9.0,), "9 cm"),
        ("We took 9 cm of tibia with the lesion.", (9.0,), "9 cm"),
        ("The cavity was 5 cm. by 4 cm. and clean.", (5.0, 4.0), "5 cm. by 4 cm"),
        ("The ruler between the two stumps read six and a half centi-\nmetres.", (6.5,), "six and a half centi-\nmetres"),
        ("The ends were cut back by 8 mm and 12 mm. The defect is now 6 cm.", (6.0,), "6 cm"),
    ],
)
def test_size(told: str, cm: tuple[float, ...], quote: str) -> None:
    found = defect(told)
    assert (found.size_cm, found.quote) == (cm, quote)


@pytest.mark.parametrize(
    "told",
    [
        "The plate was 14 cm long.",
        "Defect size (cm) | not measured | Graft size (cm) | 7 x 3 |",
        "The defect was large. fibula 8 x 3 cm",
        "The leg was 15 mm short.",
        "Location of defect: 9 cm above the ankle.",
        "The lesion lay from 8 cm to 13 cm above the ankle.",
        "A skin paddle of 9 x 4 cm was drawn.",
        "The incision was 12 cm long.",
        "The graft was 8 cm long.",
        "8 cm of fibula were taken.",
        "The pedicle was 7 cm long.",
        "A split skin graft of 8 x 4 cm closed the leg.",
        "The skin defect was 8 x 5 cm.",
        "A 3.5 mm screw was placed.",
        "The tumour was 5 cm across.",
        "The artery was 2.5 mm wide.",
        "The cuff was set to 250 mm Hg.",
        "The cut was kept 6 cm above the ankle.",
    ],
)
def test_the_size_of_something_else(told: str) -> None:
    found = defect(told)
    assert (found.size_cm, found.quote, found.location) == (None, None, "tibia")


def test_the_operation_is_measured_before_the_history() -> None:
    found = defect("The gap measured 7 cm once it was clean.", before="HISTORY: A nonunion with a 5 cm gap of the tibia.\n\n")
    assert (found.size_cm, found.quote) == ((7.0,), "7 cm")


def test_an_addendum_corrects_the_size() -> None:
    assert defect("The gap measured 7 cm.", after="\nADDENDUM: The bony gap measured 8 cm.\n").size_cm == (8.0,)


def test_no_graft_no_defect() -> None:
    assert facts(note("Plating of the left tibia.", "The gap measured 6 cm.")).defect is None


@pytest.mark.parametrize(
    ("told", "cm"),
    [
        ("The ends of the tibia were rongeured. With the limb out to length it came to 6 cm.", (6.0,)),
        ("The nonunion was excised en bloc, 6 cm.", (6.0,)),
        ("The fascia was slit for 6 cm.", None),
        ("The ends were rongeured. The posterior tibial artery was followed for 6 cm.", None),
        ("The ends were rongeured. A drill of 3 mm was used.", None),
    ],
)
def test_a_size_that_nothing_owns_beside_bone_that_is_cut_back(told: str, cm: tuple[float, ...] | None) -> None:
    assert defect(told).size_cm == cm


def test_a_gap_outranks_dead_bone_that_was_taken_out() -> None:
    assert defect("A sequestrum of 4 cm was lifted out. The gap measured 6 cm.").size_cm == (6.0,)


def test_what_is_removed_from_the_donor_is_the_graft() -> None:
    assert defect("A 9 cm piece of the fibula was removed.").size_cm is None
    assert defect("A 9 cm piece of the tibia was removed.").size_cm == (9.0,)


def test_the_segment_that_an_excision_gave_before_the_donor_is_touched() -> None:
    assert defect("Excision of the tumour. Segment taken: 9 cm.").size_cm == (9.0,)
    assert defect("The shin was washed. Segment taken: 9 cm.").size_cm is None


def test_a_step_told_after_another_belongs_to_the_operation() -> None:
    told = "After the dead bone had been cut away to the marrow there remained a gap of 7.5 cm."
    defect = facts(note("Free fibula flap to the left tibia.", told, LEG, JOINED)).defect
    assert defect is not None
    assert defect.size_cm == (7.5,)


@pytest.mark.parametrize(
    ("told", "cm"),
    [
        ("We had templated 35 mm on the films, and the final gap in the tibia was 38 mm.", (3.8,)),
        ("(48 mm on the pot with soft tissue.) Bone gap 42 mm.", (4.2,)),
        ("The floor was absent over an area of 3 x 3 cm. The bony defect measured 5.2 cm.", (5.2,)),
        ("Shortening of 2 cm was accepted, and what was left open was a gap of 5.5 cm.", (5.5,)),
        ("A ten-hole 4.5 mm plate was laid over the gap of 6 cm.", (6.0,)),
        ("Gap after resection to bleeding bone 3.6 cm.", (3.6,)),
        ("A hole 4 x 3 cm and 2.5 deep was left in the bone.", (4.0, 3.0, 2.5)),
        ("That left an opening that measured 13 mm at the front cortex and 9 mm in depth.", (1.3, 0.9)),
    ],
)
def test_the_size_of_the_gap_among_others(told: str, cm: tuple[float, ...]) -> None:
    assert defect(told).size_cm == cm


@pytest.mark.parametrize(
    ("told", "cm"),
    [
        ("The cut was carried 1 cm beyond the tumour, and the gap was 6 cm.", (6.0,)),
        ("The lining was missing over 4 x 3 cm. The gap between the stumps, measured along the plate, came to 6 cm.", (6.0,)),
        ("The gap was 6 cm along the border (guides had been cut for 7).", (6.0,)),
        ("The dorsal slot measured 18 x 12 mm, 11 mm deep.", (1.8, 1.2, 1.1)),
        ("The slot was 18 x 12 mm, 14 deep.", (1.8, 1.4, 1.2)),
        ("The void was 14 mm on the volar side, 9 mm wide and 8 mm deep.", (1.4, 0.9, 0.8)),
        ("The dead bone was resected; the segment measured 6 cm.", (6.0,)),
        ("We were short of bone from end to end, 6 cm along the rim.", (6.0,)),
    ],
)
def test_what_is_told_beside_the_size_of_the_gap(told: str, cm: tuple[float, ...]) -> None:
    assert defect(told).size_cm == cm


def test_a_segment_of_the_donor_is_no_gap() -> None:
    told = "Skin was raised over the forearm and a segment of radius 6.5 cm long was cut with it."
    text = note("Free osteocutaneous radial forearm flap to the left mandible.", "The mandible was cut.", told, JOINED)
    found = facts(text).defect
    assert (found.location, found.size_cm) == ("mandible", None) if found else pytest.fail("no defect")


@pytest.mark.parametrize(
    ("told", "cm"),
    [
        ("The sclerotic ends were resected by 8 mm and 12 mm. The resulting gap was 6 cm.", (6.0,)),
        ("The tibia was deficient by 6 cm.", (6.0,)),
        ("The gap was then measured along the medial face. It came to 6 cm.", (6.0,)),
    ],
)
def test_how_far_a_cut_went_and_what_it_left(told: str, cm: tuple[float, ...]) -> None:
    assert defect(told).size_cm == cm


@pytest.mark.parametrize(
    "told",
    [
        "The gap looked like 4 cm on CT but was 6 cm after debridement.",
        "The loss of bone, which was 4 cm on the films, is thus of 6 cm.",
        "The gap before resection was 4 cm. The gap is 6 cm.",
        "Item | Planned | Actual\nGap | 4 cm | 6 cm\nGraft | 5 cm | 7 cm",
        "The gap measured 6 cm, 1 cm more than planned.",
    ],
)
def test_the_gap_as_it_was_planned_or_seen_before_gives_way(told: str) -> None:
    assert defect(told).size_cm == (6.0,)


def test_the_hole_at_the_donor_site_is_no_defect_of_the_recipient() -> None:
    title = "Free iliac crest flap to the left tibia."
    found = facts(note(title, "The hole left in the pelvis, 7 cm, was closed with mesh.", CREST, JOINED)).defect
    assert found is not None
    assert found.size_cm is None


def test_a_paddle_outranks_an_oval_that_was_cut_out() -> None:
    told = "The band was cut out, which left an oval of 7 x 4 cm. A skin island of 8 x 5 cm was raised on the fibula."
    assert graft("Free fibula flap to the left tibia.", told, LEG, JOINED).skin_paddle_cm == (8.0, 5.0)


def test_a_flap_that_is_drawn_is_measured_by_its_skin() -> None:
    told = "Flap 7 x 4 cm drawn over the first ray. The second metatarsal was cut with the skin on the dorsalis pedis."
    (only,) = facts(note("Osteocutaneous second metatarsal free flap to the left hand.", told, JOINED)).grafts
    assert only.skin_paddle_cm == (7.0, 4.0)


@pytest.mark.parametrize(
    "told",
    [
        "A sinus of 3 cm was cored out and the ends were cut back until they bled.",
        "Through a short cut on the wrist the artery was cleaned for 2 cm.",
        "The ends were freshened and an opening checked. A plate of 18 cm was chosen to span it.",
    ],
)
def test_what_is_measured_and_is_no_gap(told: str) -> None:
    assert defect(told).size_cm is None


@pytest.mark.parametrize(
    ("told", "size"),
    [
        ("Bony gap, saw cut to saw cut, 48 mm.", (4.8,)),
        ("DEFECT ...... bone 5.0 x 3.5 cm (tibia); skin 11 x 6 cm", (5.0, 3.5)),
        ("The gap was 6,5 cm in the basal border by 2,8 cm of height.", (6.5, 2.8)),
        ("Bone gap: space 3.0 cm talus to navicular by 2.2 deep.", (3.0, 2.2)),
        ("Skin was freed one by one from the scar. The gap measured 4 cm.", (4.0,)),
        ("Measures\n                       mm\n  Bone gap of tibia      44\n  Graft, as taken       52", (4.4,)),
        ("A cutaneous loss of 8 x 4 cm was left. Distance between the stumps 7 cm.", (7.0,)),
    ],
)
def test_other_ways_to_measure_a_gap(told: str, size: tuple[float, ...]) -> None:
    defect = facts(note("Free fibula flap to the left tibia.", told, LEG, JOINED)).defect
    assert defect is not None
    assert defect.size_cm == size


def test_a_gap_in_the_receiving_bone_is_none_of_the_donors_though_both_are_rays() -> None:
    told = "The metatarsal was cut. Length of the bone defect in the second metacarpal with the ray at length: 41 mm."
    text = f"PROCEDURE: Free second metatarsal flap to the right second metacarpal.\nDESCRIPTION OF PROCEDURE: {told} {JOINED}\n"
    found = facts(text).defect
    assert found is not None
    assert found.size_cm == (4.1,)


@pytest.mark.parametrize(
    ("told", "cm"),
    [
        ("Bone: tibial gap 6 x 2.5 cm, posterior cortex thin, not continuous.", (6.0, 2.5)),
        ("After the fibrous tissue had been removed the defect in the tibia was 26 mm.", (2.6,)),
        ("There was a void in the bone 16 mm long on the volar side by 11 by 9.", (1.6, 1.1, 0.9)),
        ("The old obturator (52 x 41 mm) came out. An absent segment of 8.5 cm was left.", (8.5,)),
        ("The mucosa gap was 6 x 3. Gap 4 cm.", (4.0,)),
    ],
)
def test_a_size_among_other_words(told: str, cm: tuple[float, ...]) -> None:
    assert defect(told).size_cm == cm


def test_a_side_that_the_head_gives_for_the_whole_operation() -> None:
    found = facts(f"SIDE: LEFT\n\n{note('Free scapula to the clavicle.', 'The ends of the clavicle were trimmed.', JOINED)}")
    assert found.defect is not None
    assert found.defect.laterality == "left"


def test_a_side_that_closes_the_line_of_the_title() -> None:
    text = f"Title: free trochlea, R knee -> scaphoid left\n\nIndication\nNonunion.\n\nWrist: cavity 14 mm. {JOINED}\n"
    found = facts(text)
    assert found.defect is not None
    assert found.defect.laterality == "left"


def test_a_side_told_where_the_defect_is_measured() -> None:
    told = (
        "After opening the right side, a foil template was made of the bone defect in the alveolus, 5.5 x 2.5 cm.",
        "The left scapular tip was cut on the angular branch and the thoracodorsal vessels were divided.",
        "Facial artery end-to-end and vein with coupler.",
    )
    found = facts(note("Free scapular tip flap to the maxilla.", *told)).defect
    assert found is not None
    assert (found.size_cm, found.laterality) == ((5.5, 2.5), "right")
