"""What was booked, begun, stopped or only spoken of, and so raised no bone or not all of it."""

from __future__ import annotations

import pytest

from tests.facts.kit import CREST, JOINED, facts, graft, grafts, note


def test_what_was_booked_and_begun_is_what_was_not_completed() -> None:
    text = (
        "Planned: free iliac crest flap to the left tibia\nPerformed: exposure of the left tibia\n\n"
        "DESCRIPTION OF PROCEDURE: The right iliac crest was raised on the deep circumflex iliac vessels. "
        "The operation was terminated on the advice of the anaesthetist.\n"
    )
    found = facts(text)
    assert [g.donor_site for g in found.grafts] == ["iliac_crest"]
    assert not found.completed


def test_a_soft_flap_in_the_title_does_not_hide_the_bone_that_was_booked() -> None:
    text = (
        "Consented for: free iliac crest flap to the left tibia\n\n"
        "OPERATION PERFORMED: As above. Local rotation flap of the leg.\n\n"
        f"DESCRIPTION OF PROCEDURE: {CREST} {JOINED}\n"
    )
    assert [g.donor_site for g in facts(text).grafts] == ["iliac_crest"]


def test_an_unscheduled_return_that_takes_the_flap_off_raises_none() -> None:
    head = "Case: unscheduled return, day 6\n"
    found = facts(head + note("Removal of the lost fibula flap.", "The fibula was lifted out on its peroneal vessels."))
    assert (found.grafts, found.cues) == ((), ("unplanned_return",))


def test_what_was_booked_names_no_title() -> None:
    told = "Booked as free vascularized medial femoral condyle to left scaphoid. The knee was never opened."
    assert facts(f"Ann Bell, MD, April 4, 2023. {told} Cancellous bone was packed into the scaphoid. Skin closed.").grafts == ()


def test_a_letter_that_asks_for_leave_tells_of_nothing_done() -> None:
    text = (
        "Re: request for authorization\n\nDear Medical Director:\n\nI am asking you to approve a free medial femoral condyle "
        "transfer. At surgery I take a block with its descending genicular vessels, plate it into the clavicle, and join the "
        "artery end to side to the transverse cervical.\n"
    )
    assert facts(text).grafts == ()


def test_a_visit_at_which_a_flap_is_proposed_transfers_nothing() -> None:
    text = (
        "Consulting room of microsurgery\nREPORT OF VISIT BEFORE SURGERY\n\nI propose iliac crest of the left side with its deep "
        "circumflex vessels. The artery goes end to end to the superior thyroid, the vein to the external jugular.\n"
    )
    assert facts(text).grafts == ()


def test_a_flap_that_was_raised_and_not_transferred_was_begun() -> None:
    told = note("Elevation of the right MFT flap, NOT transferred", "The trochlea was cut on three sides, still on its pedicle.")
    (begun,) = facts(told).grafts
    assert (begun.donor_site, begun.vascularity, facts(told).completed) == ("medial_femoral_trochlea", "undocumented", False)


@pytest.mark.parametrize(
    "told",
    [
        "We decide to stop. The piece is not detached, the pedicle is not cut.",
        "Decision made to stop for safety. Pedicle had NOT been divided.",
        "The case was DISCONTINUED prior to transfer.",
    ],
)
def test_an_operation_that_was_stopped(told: str) -> None:
    stopped = facts(note("Free scapular bone flap to the humerus", "The lateral border of the scapula was cut.", told))
    assert (stopped.completed, [g.vascularity for g in stopped.grafts]) == (False, ["undocumented"])


def test_a_flap_that_is_called_old_is_no_donor() -> None:
    told = "The skin island of the old fibula flap is supple and was not disturbed."
    assert [g.donor_site for g in grafts("Free iliac crest flap to the tibia", CREST, told, JOINED)] == ["iliac_crest"]


def test_looking_once_more_at_the_bed_is_no_return() -> None:
    found = facts(note("Re-exploration of the right maxilla. Free iliac crest flap to the right maxilla.", CREST, JOINED))
    assert ([graft.donor_site for graft in found.grafts], found.cues) == (["iliac_crest"], ())
    assert "unplanned_return" in facts(note("Re-exploration of the free fibula flap, left leg.", "The clot was removed.")).cues


def test_a_title_that_ends_with_discontinued() -> None:
    found = facts(
        "PROCEDURE:\n1. Debridement\n2. Vascularized iliac crest graft, left hip to right radius - DISCONTINUED\n\n"
        "DESCRIPTION: The left crest was scored with the saw over the deep circumflex iliac vessels. No vessel divided. "
        "The block was left attached."
    )
    assert not found.completed
    assert [g.donor_site for g in found.grafts] == ["iliac_crest"]
    assert found.grafts[0].vascularity == "undocumented"


def test_a_flap_that_had_been_aborted_ends_no_operation() -> None:
    found = facts(note("Free iliac crest flap to the tibia after an aborted free fibula flap.", CREST, JOINED))
    assert found.completed


def test_a_flap_named_by_its_artery_that_was_looked_at_and_not_raised() -> None:
    told = (
        "The 4+5 extensor compartment artery looked fine but the surface was in pieces, so the pedicled graft would not do and "
        "was not raised. The medial femoral trochlea was cut on the descending genicular vessels."
    )
    found = grafts("Free vascularized medial femoral trochlea to the left lunate.", told, JOINED)
    assert [g.donor_site for g in found] == ["medial_femoral_trochlea"]


@pytest.mark.parametrize(
    ("title", "completed"),
    [
        ("Free iliac crest flap to the left tibia. ABANDONED", False),
        ("Exploration of the left leg, abandoned; right scapular border, free transfer to the humerus", True),
    ],
)
def test_abandoned_ends_the_operation_where_nothing_follows(title: str, completed: bool) -> None:
    assert facts(note(title, CREST)).completed is completed


def test_what_the_programming_sheet_says_was_not_done() -> None:
    text = (
        'Programming sheet: "free vascularised iliac crest flap, left calcaneus"\n\n'
        "OPERATION PERFORMED: Filling of the calcaneus with graft of iliac crest. Free anterolateral thigh flap, right.\n\n"
        "DESCRIPTION: Cancellous bone was taken from the crest. The thigh flap was raised and its pedicle divided. "
        "Its artery was joined end-to-side to the posterior tibial artery.\n"
    )
    assert facts(text).grafts == ()


def test_a_heading_that_says_planned_and_performed_is_the_title() -> None:
    text = (
        "PLANNED AND PERFORMED SURGERY\nReconstruction of the left ulna with free vascularised bone flap.\n\n"
        "DESCRIPTION\nA bone segment was carved on its pedicle. The pedicle was cut. "
        "The artery was joined end-to-side to the ulnar artery and the vein end-to-end to the basilic vein.\n"
    )
    (only,) = facts(text).grafts
    assert (only.donor_site, only.vascularity) == ("undocumented", "free")


def test_orders_for_the_leg_raise_no_fibula() -> None:
    told = (
        "The incision followed the edge of the left scapula and the circumflex scapular vessels were found. "
        "8 cm of the lateral border was cut.",
        JOINED,
        "Orders are the usual: fibula leg elevated on two pillows.",
    )
    assert graft("Resection of the right mandible, free fibula flap.", *told).donor_site == "scapula"


def test_a_flap_of_the_schedule_was_not_done() -> None:
    title = "Repair of scaphoid nonunion with plain crest graft. On the schedule as: possible free medial femoral condyle flap."
    assert not grafts(title, "A wedge of the left crest was tapped into the scaphoid. The knee was not opened.")


@pytest.mark.parametrize(
    "told",
    [
        "The longest possible vascularised block of the right iliac crest was cut on the deep circumflex iliac vessels.",
        "The right crest was cut on the deep circumflex iliac vessels, dissected as far as possible free of fat.",
    ],
)
def test_what_was_possible_was_done(told: str) -> None:
    assert graft("Free iliac crest flap to the left tibia.", told, JOINED).donor_site == "iliac_crest"


@pytest.mark.parametrize(
    ("told", "completed"),
    [
        ("Cefazolin was started and discontinued after 24 hours.", True),
        ("The crest harvest was started and stopped.", False),
        ("A branch bled, and we stopped the bleeding with bipolar.", True),
        ("The pressure sank, so we stopped there.", False),
    ],
)
def test_a_drug_that_was_stopped_stops_no_operation(told: str, completed: bool) -> None:
    assert facts(note("Free iliac crest flap to the left tibia.", CREST, told)).completed is completed


def test_a_title_that_begins_with_what_was_stopped() -> None:
    told = "The iliac crest was cut on its vessels, hanging on its pedicle. The pedicle had not been divided. It was laid back."
    found = facts(note("Discontinued free vascularised iliac crest to the left talus.", told))
    assert (found.completed, found.grafts[0].vascularity) == (False, "undocumented")


def test_a_soft_flap_that_was_not_raised_takes_no_skin_from_the_bone() -> None:
    told = "The leg was skin grafted over the paddle site. An ALT was prepped in case. It was not raised."
    only = graft("Fibula free flap with skin to the left mandible.", "The fibula was raised with a skin paddle.", JOINED, told)
    assert only.skin_paddle == "present"


def test_a_stage_that_is_foreseen_is_no_operation_of_today() -> None:
    text = (
        "Stage 1 was the resection. Stage 3 is foreseen after 6 weeks: free vascularised iliac crest, right, to the tibia.\n\n"
        "PROCEDURE: Free gracilis muscle flap to the left leg.\n\nTECHNIQUE: The gracilis was raised and its pedicle divided. "
        "Artery end-to-side to the posterior tibial artery, vein with coupler. No bone was transferred in this session.\n"
    )
    assert facts(text).grafts == ()


def test_what_trainees_are_told_of_another_case_was_not_done() -> None:
    text = (
        "Op: curettage of the R distal femur\n\nThe cavity was filled with ceramic pellets.\n\nFor the trainees "
        "who watched: were such a "
        "lesion to recur, one would raise the medial femoral condyle on the descending genicular artery, divide "
        "the pedicle and join "
        "it to the popliteal branches.\n"
    )
    assert facts(text).grafts == ()


def test_what_a_clinic_letter_had_left_open_makes_no_letter_of_the_report() -> None:
    text = (
        "Procedure: Free osteocutaneous flap left calcaneus\n\nClinic letter had left the choice of flap open.\n\n"
        "Steps:\n- flap raised, bone 4.5 cm, skin paddle 9 x 5 cm\n- pedicle divided\n- art: end-side to "
        "posterior tibial. Vein: coupler\n"
    )
    assert [(g.donor_site, g.vascularity) for g in facts(text).grafts] == [("undocumented", "free")]
