"""Modifier cues: only what the note gives a reason for."""

from __future__ import annotations

import pytest

from tests.decide.kit import answer, note, shipped

TITLE = "Free rib flap to the left humerus."
RAISED = "The right seventh rib was harvested on the intercostal vessels."


def cues(*told: str, before: str = "") -> tuple[str, ...]:
    """The modifiers of a report that tells this beside the operation."""
    return answer(before + note(TITLE, RAISED, *told, artery="brachial artery")).modifier_cues


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("The scarred bed made this unusually difficult and added three hours to the operation.", "22"),
        ("The dissection took nine hours, more than twice the usual four hours.", "22"),
        ("The whole operation ran eleven hours against the six she would expect.", "22"),
        ("This was a bilateral procedure.", "50"),
        ("Raising of the muscle was electively omitted and a reduced service is reported.", "52"),
        ("Postoperative care will be provided by the surgeon in his home town.", "54"),
        ("This was the second stage, as planned at the first operation.", "58"),
        ("Three attending surgeons of different specialties each did a distinct part.", "66"),
        ("This is a repeat transfer after loss of the first.", "76"),
        ("This is a repeat procedure by another surgeon after loss of the first flap.", "77"),
        ("This operation is unrelated to the original procedure.", "79"),
        ("Dr. Reed, attending, assisted because no qualified resident was available.", "82"),
    ],
)
def test_a_reason_that_is_told(told: str, code: str) -> None:
    assert cues(told) == (code,)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("Surgeon: Ann Bell, MD\nCo-surgeon: Carl Dunn, MD\nEach surgeon dictates a separate report of a distinct part.\n", "62"),
        ("Surgeon: Ann Bell, MD\nAssistant surgeon: Carl Dunn, MD, attending\n", "80"),
        ("Surgeon(s): * Ann Bell, MD - Primary    * Carl Dunn, MD - Co-surgeon: resection    * Tom Reed, MD - Resident\n", "62"),
        ("Surgeon: Ann Bell, MD\nCo-surgeon: Carl Dunn, MD\nResidents Reed and Fox\n", "62"),
        ("Consultant: Miss Bell\nSecond consultant: Mr Carl Dunn\n", "62"),
        (
            "Ian Fox dictating as resident, staff surgeon is Dr. Bell, and the second attending was Dr. Dunn.\n",
            "62",
        ),
        ("Surgeon: Ann Bell, MD\nAssistant: Carl Dunn, MD, the registrar post being vacant\n", "82"),
    ],
)
def test_a_reason_in_the_header(header: str, code: str) -> None:
    assert cues(before=header) == (code,)


@pytest.mark.parametrize(
    "told",
    [
        "",
        "The leg was draped in the usual manner.",
        "The whole operation took seven hours.",
        "The dissection was difficult.",
        "The fracture was reduced.",
        "Both sides of the bone were smoothed.",
        "No second stage is needed.",
        "A return to the operating room was not needed.",
        "The consent named an unplanned return as a risk.",
        "Three screws were placed.",
        "Ischemia was 1 hour 20 minutes. The vein filled and emptied normally.",
    ],
)
def test_no_reason(told: str) -> None:
    assert cues(told) == ()


@pytest.mark.parametrize(
    "header",
    [
        "Surgeon: Ann Bell, MD\nResident: Tom Reed, MD\n",
        "Surgeon: Ann Bell, MD\nAssistant: Tom Reed, MD, PGY-4\n",
        "Surgeon: Ann Bell, MD\nFirst assistant: Ida Moss, PA-C\n",
        "Surgeon: Ann Bell, MD\nFellow: Tom Reed, MD\n",
        "Surgeon: Ann Bell, MD\nScrub nurse: R. Poole\n",
        "HISTORY: Free crest to the jaw in October 2022, joint case with ENT.\n",
        "Second surgeon: Ms Dunn, consultant plastic surgeon\nAssistant: Dr Reed, registrar\n",
        "Theatre record (dual consultant)\nConsultant: Miss Bell\nSecond consultant: none.\n",
    ],
)
def test_a_junior_or_a_nurse_is_no_reason(header: str) -> None:
    assert cues(before=header) == ()


def test_an_unplanned_return_is_a_reason_and_no_second_transfer() -> None:
    audit = answer(
        "OPERATION PERFORMED: Emergency return to the operating room, exploration of the free rib flap of the left humerus.\n\n"
        "DESCRIPTION OF PROCEDURE: The vein was kinked and congested. The anastomosis was taken down and sewn again.\n"
    )
    assert (audit.modifier_cues, audit.status) == (("78",), "not_applicable")


def test_every_modifier_of_the_rules_is_tried_here() -> None:
    tried = {"22", "50", "52", "53", "54", "58", "62", "66", "76", "77", "78", "79", "80", "82"}
    assert {modifier.code for modifier in shipped().rules.modifiers} == tried


def test_a_side_is_never_a_modifier() -> None:
    assert not {"LT", "RT"} & set(cues("The left arm and the right chest were dressed."))


def test_a_transfer_that_was_stopped_is_not_a_reduced_one() -> None:
    stopped = note(
        TITLE,
        "The right seventh rib was raised on the intercostal vessels.",
        "The operation was stopped because of hypotension, and a reduced service is reported.",
        artery=None,
    )
    assert answer(stopped).modifier_cues == ("53",)


def test_who_broke_off_completed_no_transfer_and_a_drill_that_broke_off_stops_none() -> None:
    raised = "The right seventh rib was raised on the intercostal vessels."
    audit = answer(note(TITLE, raised, "The pressure fell and we broke off at 11:20. The rib was laid back.", artery=None))
    assert (audit.modifier_cues, audit.status) == (("53",), "query")
    assert cues("The tip of the drill broke off at the cortex.") == ()


def test_a_team_is_not_also_two_surgeons() -> None:
    assert cues("Three attending surgeons worked, two as co-surgeons with a distinct part each.") == ("66",)


def test_the_missing_resident_outranks_the_assistant() -> None:
    header = "Surgeon: Ann Bell, MD\nAssistant surgeon: Carl Dunn, MD, attending, as no qualified resident was available\n"
    assert cues(before=header) == ("82",)


def test_several_reasons_come_in_the_order_of_the_list() -> None:
    told = ("This was the second stage, as planned at the first operation.", "It was unusually difficult and added three hours.")
    assert cues(*told) == ("22", "58")
