"""What the note says of a mention: performed, or one of seven ways of not being performed, and the words that say it."""

from __future__ import annotations

import pytest

from auditor.model import Assertion
from tests.language.kit import body, found, one


@pytest.mark.parametrize(
    ("text", "assertion", "cue"),
    [
        ("The rib was not cut.", "negated", "was not"),
        ("We did not cut the rib.", "negated", "did not"),
        ("The operation was done without a rib.", "negated", "without a"),
        ("The ulna was plated instead of the rib.", "negated", "instead of"),
        ("No rib was cut.", "negated", "No"),
        ("Rib: none.", "negated", ": none"),
        ("The rib was left undisturbed.", "negated", "left undisturbed"),
        ("The rib will be cut.", "planned", "will be"),
        ("Grafting of the rib is scheduled.", "planned", "scheduled"),
        ("If needed the rib is taken.", "planned", "If needed"),
        ("The rib was plated elsewhere.", "prior", "elsewhere"),
        ("The rib was plated in 2019.", "prior", "in 2019"),
        ("The previous rib was soft.", "prior", "previous"),
        ("Yesterday the rib was cut.", "prior", "Yesterday"),
        ("A rib was discussed.", "considered", "discussed"),
        ("The options were a rib and an ulna.", "considered", "options"),
        ("A rib would have been too thin.", "considered", "would have"),
        ("The rib was abandoned.", "converted", "abandoned"),
        ("The case was changed to a rib.", "converted", "changed to"),
        ("The rib was put back.", "discontinued", "put back"),
        ("The rib was returned to its bed.", "discontinued", "was returned to its bed"),
        ("As a rule the rib is cut first.", "taught", "As a rule"),
        ("Classically the rib is cut.", "taught", "Classically"),
    ],
)
def test_not_performed(text: str, assertion: str, cue: str) -> None:
    whole = body(text)
    rib = one(whole, "bone", "rib")
    assert (rib.assertion, rib.accepted, rib.cue and rib.cue.quote) == (assertion, False, cue)
    assert rib.cue is not None
    assert whole[rib.cue.start : rib.cue.end] == cue


@pytest.mark.parametrize(
    "text",
    [
        "The rib was cut.",
        "Notably, the rib was cut.",
        "The rib was cut, not the ulna.",
        "The rib was cut but no plate was used.",
        "No plate was used, but the rib was cut.",
        "The ulna was not touched; the rib was cut.",
        "The ulna was not plated and the rib was cut.",
        "The ulna was not touched. The rib was cut.",
        "The ulna was not used, however the rib was cut.",
        "Without tension, the rib was sewn in.",
        "The wound was closed with No. 1 suture over the rib.",
        "The plane between rib and muscle was opened.",
        "The rib was cut for the previous gap.",
    ],
)
def test_performed(text: str) -> None:
    rib = one(body(text), "bone", "rib")
    assert (rib.assertion, rib.accepted, rib.why) == (Assertion.PERFORMED, True, None)


@pytest.mark.parametrize("link", ["but", "however", "although", "; "])
def test_a_denial_ends_where_the_sentence_turns(link: str) -> None:
    text = body(f"The ulna was not cut {link} the rib was cut.")
    assert one(text, "bone", "ulna").assertion is Assertion.NEGATED
    assert one(text, "bone", "rib").assertion is Assertion.PERFORMED


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The rib was not cut.", "the note denies it"),
        ("The rib will be cut.", "only planned"),
        ("The rib was plated elsewhere.", "belongs to the time before this operation"),
        ("A rib was discussed.", "only considered"),
        ("The rib was abandoned.", "given up for something else"),
        ("The rib was put back.", "begun and not completed"),
        ("As a rule the rib is cut.", "general talk, not this operation"),
    ],
)
def test_the_reason_in_words(text: str, why: str) -> None:
    assert one(body(text), "bone", "rib").why == why


@pytest.mark.parametrize(
    ("heading", "assertion"),
    [
        ("HISTORY", "prior"),
        ("PREVIOUS TREATMENT", "prior"),
        ("PLAN", "planned"),
        ("RECOMMENDATIONS", "planned"),
        ("ALTERNATIVES CONSIDERED", "considered"),
        ("LEARNING POINTS", "taught"),
    ],
)
def test_a_heading_speaks_for_its_section_and_is_the_cue(heading: str, assertion: str) -> None:
    rib = one(f"{heading}: A rib flap.\n", "bone", "rib")
    assert (rib.assertion, rib.cue and rib.cue.quote) == (assertion, heading)


def test_two_cues_the_stronger_governs() -> None:
    rib = one("HISTORY: The rib was not cut.\n", "bone", "rib")
    assert (rib.assertion, rib.cue and rib.cue.rule_id) == (Assertion.NEGATED, "not-verb")


def test_no_before_a_list_denies_what_it_lists() -> None:
    text = body("The rib was cut with no skin paddle or flap.")
    assert one(text, "skin", "present").assertion is Assertion.NEGATED
    assert one(text, "flap").assertion is Assertion.NEGATED


def test_a_denied_noun_ends_at_its_verb() -> None:
    text = body("No skin was needed over the rib.")
    assert one(text, "bone", "rib").assertion is Assertion.PERFORMED


@pytest.mark.parametrize(
    "text",
    ["Skin paddle: ____", "[ ] Skin paddle", "Choice: {skin paddle | none}"],
)
def test_a_template_left_blank_states_nothing(text: str) -> None:
    paddles = found(f"OPERATIVE TECHNIQUE\nThe rib was cut.\n{text}\n", "skin")
    assert paddles
    assert {f.accepted for f in paddles} == {False}
    assert "left blank in the template" in {f.why for f in paddles}


def test_a_ticked_box_states_what_it_ticks() -> None:
    text = "OPERATIVE TECHNIQUE\nThe rib was cut.\n[x] Skin paddle\n[ ] Skin graft\n"
    assert one(text, "skin", "present").accepted is True


@pytest.mark.parametrize(
    "text",
    [
        "CLINIC LETTER\nThe rib was cut.",
        "Date of visit: 3 May 2022\nThe rib was cut.",
        "The rib was cut. No operation was performed.",
    ],
)
def test_a_note_that_only_plans(text: str) -> None:
    rib = one(text, "bone", "rib")
    assert (rib.assertion, rib.accepted) == (Assertion.PLANNED, False)


def test_a_study_with_a_date_was_made_before() -> None:
    assert one(body("CT of 3 March showed the gap."), "imaging", "study").assertion is Assertion.PRIOR


def test_skin_that_is_left_on_its_perforators_is_not_left_behind() -> None:
    text = "An ellipse of leg skin was left on {}."
    assert [f.assertion for f in found(body(text.format("them")), "skin")] == [Assertion.PERFORMED]
    assert [f.assertion for f in found(body(text.format("the leg")), "skin")] == [Assertion.NEGATED]


def test_hardware_as_a_backup_was_put_in_and_a_flap_as_a_backup_was_not() -> None:
    assert one(body("A ring frame was added as backup."), "fixation").assertion is Assertion.PERFORMED
    assert one(body("A rib was kept as backup."), "bone", "rib").assertion is Assertion.CONSIDERED


def test_talk_ends_where_but_turns_to_what_was_done() -> None:
    text = body("A rib was talked about, but the fibula was cut.")
    assert [f.assertion for f in found(text, "bone")] == ["considered", "performed"]


def test_what_the_consent_form_bears_out_was_done() -> None:
    assert one(body("The rib was cut, as marked on the consent form."), "bone").assertion == "performed"


def test_the_rest_of_a_sentence_stands_where_one_part_did_not_fit() -> None:
    text = body("The vein was sewn end-to-end, the coupler being too big.")
    assert [(f.value, f.assertion) for f in found(text, "technique")] == [("end_to_end", "performed"), ("coupler", "negated")]


@pytest.mark.parametrize(
    ("text", "concept", "assertion"),
    [
        ("TECHNIQUE: The leg was sewn without tension and the groin closed.", "closure", Assertion.PERFORMED),
        ("TECHNIQUE: The groin was left without closure.", "closure", Assertion.NEGATED),
        ("TECHNIQUE: A free rib was foreseen in the other arm of the study.", "bone", Assertion.PLANNED),
    ],
)
def test_what_a_denial_or_a_plan_takes_with_it(text: str, concept: str, assertion: Assertion) -> None:
    assert {f.assertion for f in found(text, concept)} == {assertion}


def test_a_denial_reaches_what_or_adds() -> None:
    assert one("TECHNIQUE: No plates or couplers were opened.", "technique").assertion is Assertion.NEGATED


def test_a_note_of_others_tells_of_an_earlier_operation_where_its_first_lines_say_so() -> None:
    told = one("Ward round 4 March\nFree rib flap to the ulna.", "bone", "rib")
    assert (told.assertion, told.cue and told.cue.quote) == (Assertion.PRIOR, "Ward round")
    later = "Surgeon: Ann Bell, MD\nOPERATION: Free rib flap to the ulna.\nDischarge summary: to follow\n"
    assert one(later, "bone", "rib").assertion is Assertion.PERFORMED


def test_a_row_of_options_in_a_table_opens_no_list() -> None:
    text = (
        "| B. DIAGNOSIS | |\n|---|---|\n| Lesion | Adamantinoma of the tibia |\n"
        "| Options set aside | Intercalary fibula; bone transport |\n\n"
        "| D. FLAP | |\n|---|---|\n| Donor | Right scapula, lateral border |\n"
    )
    assert [(f.value, f.assertion) for f in found(text, "bone") if f.value != "tibia"][-1] == ("scapula", "performed")
