"""The eighteen elements: each documented by words that say it, missing without them."""

from __future__ import annotations

import pytest

from auditor.model import ElementState
from tests.facts.kit import FULL, facts, note, states
from tests.language.kit import rules

# What to take out of the full report, and the element that is then missing.
TAKEN_OUT = [
    ("; the gap measured 6 cm", "defect_size"),
    ("The right iliac crest", "donor_laterality"),
    (" end-to-side", "arterial_anastomosis"),
    (" end-to-end", "venous_anastomosis"),
    (" to the anterior tibial artery", "recipient_vessels"),
    (" with a skin paddle of 8 x 5 cm", "skin_paddle"),
    (" of 8 x 5 cm", "skin_paddle_size"),
    ("He had two failed plates and a bone graft that did not unite. ", "prior_treatment"),
    ("Living bone was chosen to achieve union.", "expected_benefit"),
    ("The bone was fixed in the gap with a\nlocking plate.", "graft_fixation"),
    ("After release of the clamps the bone bled briskly. ", "perfusion_check"),
    ("The groin was closed in layers over a\ndrain.", "closure"),
    ("COMPLICATIONS: None.\n", "complications"),
    ("IMAGING: CT of the left tibia shows the nonunion.\n", "preop_imaging"),
]


def test_a_full_report_documents_all_but_what_is_not_required() -> None:
    assert states(FULL) == {row.id: "documented" for row in rules().elements} | {"pathology": "not_required"}


@pytest.mark.parametrize(("words", "element"), TAKEN_OUT, ids=[element for _, element in TAKEN_OUT])
def test_what_is_taken_out_is_missing_and_nothing_else(words: str, element: str) -> None:
    assert words in FULL
    changed = states(FULL.replace(words, "The iliac crest" if element == "donor_laterality" else ""))
    missing = {name for name, state in changed.items() if state == "missing"}
    assert missing == {element}


def test_every_documented_element_has_words_that_prove_it_in_the_note() -> None:
    found = facts(FULL)
    told = {name for name, state in found.elements.items() if state is ElementState.DOCUMENTED}
    assert set(found.support) <= told
    for findings in found.support.values():
        assert findings
        for finding in findings:
            assert FULL[finding.evidence.start : finding.evidence.end] == finding.evidence.quote


@pytest.mark.parametrize(
    ("element", "quote"),
    [
        ("graft_fixation", "locking plate"),
        ("preop_imaging", "CT"),
        ("donor_site", "iliac crest"),
    ],
)
def test_the_words_that_prove_an_element(element: str, quote: str) -> None:
    assert [finding.evidence.quote for finding in facts(FULL).support[element]] == [quote]


@pytest.mark.parametrize("told", ["No skin paddle was taken.", "It was raised as a bone-only flap."])
def test_a_word_that_there_was_no_skin_documents_it(told: str) -> None:
    changed = states(FULL.replace(" with a skin paddle of 8 x 5 cm.", f". {told}"))
    assert (changed["skin_paddle"], changed["skin_paddle_size"]) == ("documented", "not_required")


def test_boxes_that_all_stand_empty_say_nothing() -> None:
    text = FULL.replace("COMPLICATIONS: None.", "COMPLICATIONS: [ ] none  [ ] see below")
    assert states(text)["complications"] == "missing"


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("The block blushed.", "documented"),
        ("The hand stayed pink with the clamps on.", "missing"),
        ("Her lips were of good color.", "missing"),
        ("The facial artery spurted when it was transected.", "missing"),
        ("Papaverine was dripped onto the vessels.", "missing"),
        ("[ ] Artery patent  [ ] Vein patent", "missing"),
        ("[x] Artery patent  [ ] Vein patent", "documented"),
    ],
)
def test_whose_flow_is_seen(told: str, state: str) -> None:
    told_after = FULL.replace("After release of the clamps the bone bled briskly.", told)
    assert states(told_after)["perfusion_check"] == state


def test_each_box_of_a_row_stands_for_itself() -> None:
    fixed = FULL.replace(
        "The bone was fixed in the gap with a\nlocking plate.", "Fixation: [x] fixator retained  [x] 2 screws in graft."
    )
    assert states(fixed)["graft_fixation"] == "documented"


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("The bone was held with two screws.", "documented"),
        ("The graft was press-fit into the gap.", "documented"),
        ("The old plate was removed.", "missing"),
        ("A plate was not used.", "missing"),
        ("A prebent plate lay ready.", "missing"),
        ("A prebent plate held the bone.", "documented"),
        ("A wire went through drill holes in the bone.", "documented"),
        ("The head lay on a gel ring.", "missing"),
        ("The teeth were wired.", "missing"),
        ("Two screws in each stump and none in the graft.", "documented"),
        ("The plate was bent to follow the curve of the shaft.", "documented"),
        ("The specimen was pinned on a board for histology.", "missing"),
        ("The crest that remained was plated.", "missing"),
    ],
)
def test_what_holds_the_graft(told: str, state: str) -> None:
    assert states(FULL.replace("The bone was fixed in the gap with a\nlocking plate.", told))["graft_fixation"] == state


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("COMPLICATIONS: None.\n", "documented"),
        ("COMPLICATIONS: A small tear of a vein branch.\n", "documented"),
        ("COMPLICATIONS: ____\n", "missing"),
        ("COMPLICATIONS: [choose from list]\n", "missing"),
        ("COMPLICATIONS: [ ]\n", "missing"),
        ("COMPLICATIONS: tbc\n", "missing"),
        ("COMPLICATIONS: [x] none [ ] describe\n", "documented"),
        ("COMPLICATIONS: No complications, all as planned.\n", "documented"),
        ("PLAN: Frog breathing is to avoid pulmonary complications.\n", "missing"),
        ("CONSENT: The complications of the operation were explained.\n", "missing"),
    ],
)
def test_complications(told: str, state: str) -> None:
    assert states(FULL.replace("COMPLICATIONS: None.\n", told))["complications"] == state


def test_a_note_without_a_graft_has_no_elements() -> None:
    assert states(note("Plating of the left tibia.", "The tibia was plated.")) == {}


BLED = "After release of the clamps the bone bled briskly. "


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("The circulation of the block returned without delay. ", "documented"),
        ("Both joins were looked at once more and found open. ", "documented"),
        ("The vein was plump. ", "documented"),
        ("The bleeding was coagulated. ", "missing"),
        ("The result was excellent. ", "missing"),
        ("The wound was open. ", "missing"),
        ("The bag was plump. ", "missing"),
        ("While still on its pedicle the bone had bled, before it was clipped. ", "missing"),
        ("The stump of the artery spurted before the first stitch. ", "missing"),
        ("The bleeding estimated was 300 ml. ", "missing"),
        ("The fingers were rosy in the splint. ", "missing"),
        ("The recipient vein gave good flow. ", "missing"),
        ("The pedicle was heard on the handheld probe. ", "documented"),
        ("The muscle went from pale to pink. ", "documented"),
    ],
)
def test_flow_is_read_from_what_is_said_of_it(told: str, state: str) -> None:
    assert states(FULL.replace(BLED, told))["perfusion_check"] == state


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("The bone was bolted in.", "documented"),
        ("The nail had bent and was removed.", "missing"),
        ("The nail was removed and a plate held the bone.", "documented"),
        ("2.4 lag x2 through the bone.", "documented"),
    ],
)
def test_hardware_by_its_verb_and_hardware_that_comes_out(told: str, state: str) -> None:
    assert states(FULL.replace("The bone was fixed in the gap with a\nlocking plate.", told))["graft_fixation"] == state


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("the bone bled briskly", "documented"),
        ("the skin of the flap was pink", "documented"),
        ("the fingers were pink", "missing"),
        ("on letting the tourniquet down there was refill in all of the toes", "missing"),
        ("the artery was flushed with heparin", "missing"),
        ("the fellow is called for loss of signal", "missing"),
        ("the registrar is called at once if the signal is lost", "missing"),
        ("the Doppler signal was strong, with no loss of signal to the end", "documented"),
        ("signals +/+ bone bleeding", "documented"),
        ("no more was done. Dead fragments were nibbled away until each stump bled", "missing"),
        ("no more was done. Flap check: skin pink, refill 2 sec", "documented"),
        ("flap perfusion at the end of the case: {Flap perfusion:4711}", "missing"),
        ("the foot was warm", "missing"),
    ],
)
def test_the_colour_of_the_limb_is_not_that_of_the_flap(told: str, state: str) -> None:
    assert states(FULL.replace("the bone bled briskly", told))["perfusion_check"] == state


@pytest.mark.parametrize(
    ("row", "state"),
    [("Complications\tnone", "documented"), ("Complications\t", "missing"), ("Complications of it\t", "missing")],
)
def test_an_empty_cell_says_nothing(row: str, state: str) -> None:
    assert states(FULL.replace("COMPLICATIONS: None.", row))["complications"] == state


@pytest.mark.parametrize("study", ["A postoperative X-ray was taken.", "Intraop XR ok.", "A control CT is to be taken."])
def test_a_picture_taken_after_is_no_study_before(study: str) -> None:
    assert states(FULL.replace("IMAGING: CT of the left tibia shows the nonunion.", study))["preop_imaging"] == "missing"


def test_had_been_tells_which_vessel_came_first() -> None:
    joined = (
        "After the artery had been joined end-to-side to the anterior tibial artery, the vein was sewn end-to-end to a vena "
        "comitans of it."
    )
    told = FULL.replace(
        "The flap artery was anastomosed end-to-side to the anterior tibial artery and the vein end-to-end to a vena\ncomitans.",
        joined,
    )
    assert states(told)["arterial_anastomosis"] == states(told)["venous_anastomosis"] == "documented"


def test_an_unplanned_return_is_announced_where_the_description_begins() -> None:
    told = "Brought back from the ward as an emergency with a silent probe. The wound was opened and clot washed out."
    assert "unplanned_return" in facts(note("Exploration of the left neck and fibula.", told)).cues


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("COMPLICATIONS: small mucosal tear, sewn.", "documented"),
        ("COMPLICATIONS:", "missing"),
        ("19 COMPL:\n20 DISPO: ICU", "missing"),
    ],
)
def test_what_stands_behind_the_heading_of_complications_answers_it(told: str, state: str) -> None:
    assert states(FULL.replace("COMPLICATIONS: None.", told))["complications"] == state


def test_flow_seen_on_release_counts_wherever_it_is_told() -> None:
    found = "FINDINGS: On release of the clamps the cuff turned scarlet.\n\nOPERATIVE TECHNIQUE:"
    first = FULL.replace("After release of the clamps the bone bled briskly.", "").replace("OPERATIVE TECHNIQUE:", found)
    assert states(first)["perfusion_check"] == "documented"
    assert states(first.replace("of the clamps", "of the tourniquet"))["perfusion_check"] == "missing"


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ("[ ] plate  [x] headless screw x1  [ ] K-wire", "documented"),
        ("\u2610 plate  \u2612 headless screw  \u2610 K-wire", "documented"),
        ("[ ] plate  [ ] headless screw  [ ] K-wire", "missing"),
    ],
)
def test_the_box_right_before_the_words_is_theirs(row: str, state: str) -> None:
    fixed = FULL.replace("The bone was fixed in the gap with a\nlocking plate.", f"\nFIXATION\n{row}\n")
    assert states(fixed)["graft_fixation"] == state


def test_a_plaster_that_was_never_put_on_is_no_treatment() -> None:
    never = FULL.replace("He had two failed plates and a bone graft that did not unite.", "The leg was never put in plaster.")
    assert states(never)["prior_treatment"] == "missing"


def test_what_stands_under_a_heading_of_events() -> None:
    text = FULL.replace("COMPLICATIONS: None.\n", "") + "\nEVENTS\nTwo entries into the anterior tibial artery, tied.\n"
    assert states(text)["complications"] == "documented"


@pytest.mark.parametrize(
    ("said", "state"),
    [("The intervention passed without any specific event.", "documented"), ("It went off without incidents.", "documented")],
)
def test_an_event_that_there_was_not(said: str, state: str) -> None:
    assert states(FULL.replace("COMPLICATIONS: None.\n", "") + said)["complications"] == state


def test_bleeding_before_the_vessels_were_cut_shows_no_join() -> None:
    seen = "After release of the clamps the bone bled briskly."
    assert seen in FULL
    early = FULL.replace(seen, "The crest was well bleeding before the section of the pedicle.")
    assert states(early)["perfusion_check"] == "missing"
    drapes = FULL.replace(seen, "The drapes were dotted with blood and were changed.")
    assert states(drapes)["perfusion_check"] == "missing"


def test_a_form_asks_for_the_flow_after_the_join() -> None:
    seen = "After release of the clamps the bone bled briskly."
    form = FULL.replace(seen, "\nPost anastomosis: [x] bleeding from periosteum  [x] handheld Doppler +\n\nCLOSURE: ")
    assert states(form)["perfusion_check"] == "documented"


def test_what_stands_below_a_line_that_names_the_aim_of_the_bone_is_its_benefit() -> None:
    silent = FULL.replace("Living bone was chosen to achieve union.", "")
    told = silent.replace("IMAGING", "4. Aim of the bone\nTo close the mouth for good, and to take implants later.\n\nIMAGING")
    assert [states(text)["expected_benefit"] for text in (silent, told)] == ["missing", "documented"]


@pytest.mark.parametrize(("told", "state"), [("OPG pre-op in folder.", "documented"), ("OPG in folder.", "missing")])
def test_a_study_that_is_called_one_of_before(told: str, state: str) -> None:
    text = FULL.replace("IMAGING: CT of the left tibia shows the nonunion.\n\n", "")
    assert (
        states(text.replace("The leg was closed with nylon.", f"The leg was closed with nylon. {told}"))["preop_imaging"] == state
    )


def test_issues_during_the_operation_answered_with_nil() -> None:
    assert states(FULL.replace("COMPLICATIONS: None.", "Issues intra-op: nil."))["complications"] == "documented"


def test_a_study_that_was_not_there_is_none() -> None:
    text = FULL.replace("IMAGING: CT of the left tibia shows the nonunion.\n\n", "")
    told = "Pre-op CT angiogram not available."
    assert (
        states(text.replace("The leg was closed with nylon.", f"The leg was closed with nylon. {told}"))["preop_imaging"]
        == "missing"
    )
