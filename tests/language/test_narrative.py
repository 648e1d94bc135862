"""Without headings, what comes before the operation begins is history."""

from __future__ import annotations

import pytest

from auditor.model import Assertion
from tests.language.kit import found, one

TOLD = (
    "This is a 34-year-old roofer who fell in 2019. He underwent plating of the ulna elsewhere.\n\n"
    "The patient was placed supine, prepped and draped. The rib was cut."
)


def test_the_account_is_history_and_the_operation_is_not() -> None:
    account, operation = one(TOLD, "bone", "ulna"), one(TOLD, "bone", "rib")
    assert (account.evidence.section, account.assertion) == ("history", Assertion.PRIOR)
    assert (operation.evidence.section, operation.assertion) == ("narrative", Assertion.PERFORMED)


def test_a_single_paragraph_is_parted_where_operating_begins() -> None:
    text = TOLD.replace("\n\n", " ")
    assert one(text, "bone", "ulna").evidence.section == "history"
    assert one(text, "bone", "rib").evidence.section == "narrative"


def test_a_note_that_operates_from_its_first_line_has_no_history() -> None:
    text = "The patient was prepped and draped, and the tourniquet was inflated. The rib was cut.\n\nThe ulna was plated."
    assert {f.evidence.section for f in found(text, "bone")} == {"narrative"}


def test_history_under_its_heading_ends_where_the_operation_begins() -> None:
    text = (
        "HISTORY: He fell in 2019 and broke the ulna.\nUnder general anaesthesia the arm was prepped and draped. The rib was cut."
    )
    assert one(text, "bone", "ulna").assertion is Assertion.PRIOR
    assert one(text, "bone", "rib").assertion is Assertion.PERFORMED


SHORT = (
    "Free rib flap with skin, left chest to right ulna. Dr. Ann Bell, 4 May 2021. Pedicle divided. "
    "Artery end-to-side to the radial artery."
)


def test_a_note_that_opens_with_its_operation_has_a_title_and_no_history() -> None:
    mentions = [f for concept in ("bone", "act", "technique") for f in found(SHORT, concept)]
    sections = {f.evidence.quote: f.evidence.section for f in mentions}
    assert sections == {
        "rib": "title", "ulna": "title", "Pedicle divided": "narrative", "end-to-side": "narrative",
    }  # fmt: skip


def test_a_sentence_that_tells_opens_no_title() -> None:
    text = "The ulna was lost in 2019. The rib was raised on its artery and the pedicle divided."
    assert one(text, "bone", "ulna").assertion is Assertion.PRIOR
    assert one(text, "bone", "rib").assertion is Assertion.PERFORMED


def test_a_paragraph_of_past_and_operation_is_parted_by_its_sentences() -> None:
    text = (
        "Surgeon: Ann Bell, MD\nThis man has a nonunion of the ulna. The rib was taken and its vessels were clipped, and the "
        "artery was sewn end to end to the radial artery."
    )
    assert one(text, "bone", "ulna").evidence.section == "history"
    assert one(text, "bone", "rib").evidence.section == "narrative"


def test_a_description_may_open_with_what_went_before() -> None:
    text = (
        "OPERATIVE TECHNIQUE\n\nThis man had the ulna plated in 2019.\n\nThe patient was prepped and draped. The rib was cut.\n\n"
        "The humerus was plated.\n"
    )
    sections = [(f.value, f.evidence.section) for f in found(text, "bone")]
    assert sections == [("ulna", "history"), ("rib", "technique"), ("humerus", "technique")]


def test_a_later_sentence_near_the_head_may_be_the_title() -> None:
    text = "3 May 2021 Bell. Story in my note.\n\nDid a free rib flap, left, to the ulna.\n\nPedicle divided. Bone plated.\n"
    assert one(text, "bone", "rib").evidence.section == "title"
    planned = "Clinic 3 May 2021.\n\nFree rib flap, left, to the ulna.\n\nShe will think about it.\n"
    assert one(planned, "bone", "rib").evidence.section == "narrative"


def test_without_words_of_opening_the_first_work_on_bone_begins_the_operation() -> None:
    text = "Old break of a 30 yo, pinned in 2019 for months. A plug of rib was chiselled on its artery. Fitted into the ulna."
    assert one(text, "bone", "rib").evidence.section == "narrative"
    assert {f.evidence.section for f in found(text, "bone", "ulna")} == {"narrative"}


def test_work_before_the_first_word_of_opening_belongs_to_the_operation() -> None:
    text = (
        "He broke the ulna in 2018 and had two plates. I cut the rib where it looked alive. "
        "The artery was joined end-to-side to the radial artery."
    )
    assert one(text, "bone", "ulna").evidence.section == "history"
    assert one(text, "bone", "rib").evidence.section == "narrative"


def test_lines_of_a_block_that_speaks_of_the_past_are_read_one_by_one() -> None:
    text = "m 40, seen 2021\nulna plated twice, failed\nrib cut, pedicle tied + cut\nartery ets radial artery\nskin closed\n"
    assert one(text, "bone", "ulna").assertion is Assertion.PRIOR
    assert one(text, "bone", "rib").assertion is Assertion.PERFORMED


def test_bullets_under_the_first_line_belong_to_the_account() -> None:
    text = "3/4/21 Dr A. Bell, ENT\n- ulna resected\n- plate on rib\n- artery to radial artery, e-e 9-0\n- no problems\n"
    assert {f.evidence.section for f in found(text, "bone")} == {"narrative"}


def test_a_long_paragraph_of_work_is_parted_although_it_opens_with_a_dated_study() -> None:
    text = (
        "OPERATION PERFORMED: Free rib flap.\n\n"
        "CT done on 3rd April. The ulna was freshened. The rib was cut twice, raised through an incision on its artery "
        "and lifted out."
    )
    assert {f.evidence.section for f in found(text, "imaging")} == {"history"}
    assert one(text, "act", "cut").evidence.section == "narrative"


def test_the_anaesthetic_among_the_names_begins_no_operation() -> None:
    text = (
        "Mr A Bell, GA + block\n\nL ulna, plate 2021, no union.\n\nTQ 250. Rib cut, pedicle tied. Artery ETS to radial artery.\n"
    )
    assert one(text, "bone", "ulna").assertion is Assertion.PRIOR
    assert one(text, "bone", "rib").assertion is Assertion.PERFORMED


def test_a_remark_on_the_line_of_the_title_belongs_to_it() -> None:
    text = (
        "R ulna, plate failed 2019.\nAim: living bone across the gap.\nFree rib flap to R ulna. Bone only.\n\n"
        "TQ 250. Rib cut, pedicle tied. Artery ETS to radial artery.\n"
    )
    assert one(text, "skin", "absent").evidence.section == "title"


def test_a_paragraph_of_the_past_behind_the_first_of_a_description() -> None:
    note = (
        "DESCRIPTION OF PROCEDURE: This is my half of the work; Dr. Bell raised the bone and I set it.\n\n"
        "He broke the shin in 2019 and had a nail last year. CT in May showed a gap.\n\n"
        "An incision was made and the tibia was cut.\n"
    )
    assert one(note, "imaging").assertion is Assertion.PRIOR
    assert one(note, "act", "cut").assertion is Assertion.PERFORMED


def test_what_a_description_says_is_its_title_where_nothing_else_is() -> None:
    note = (
        "Surgeon: Ann Bell, MD\n\nWhat we did: free osteocutaneous rib flap to the tibia.\n\nThe rib was raised on its vessels.\n"
    )
    assert [f.evidence.section for f in found(note, "skin", "present")] == ["title"]


def test_paragraphs_behind_an_aim_that_no_heading_parts_from_it() -> None:
    text = (
        "R talus, dead since a fall in 2021.\n\nAim: bone with blood of its own.\n\nRib first. Taken on its vessels.\n\n"
        "Talus: dead bone was resected, the rib cut to length. Artery ETS to posterior tibial artery, 9-0.\n"
    )
    assert one(text, "act", "cut").assertion is Assertion.PERFORMED
    assert one(text, "act", "harvest").assertion is Assertion.PERFORMED


@pytest.mark.parametrize(
    "remark",
    ["A free scapula with its skin was offered and declined.", "He had declined amputation in 2019, and was offered a brace."],
)
def test_a_remark_on_the_past_takes_no_work_with_it(remark: str) -> None:
    text = (
        "Free radius to the orbital rim.\n\n"
        f"I raise the forearm flap under tourniquet. The bone is cut as a boat. The pedicle is divided. {remark}\n\n"
        "The bone bends along the rim.\n\n"
        "I sew the radial artery end to end to the superficial temporal artery under general anaesthesia.\n"
    )
    assert one(text, "act", "harvest").assertion is Assertion.PERFORMED


def test_a_label_further_down_begins_no_account_of_the_past() -> None:
    text = (
        "Operation: free calvarial bone to the orbit.\n\n"
        "Course\nA coronal incision was made. The dead rim was resected. The bone was cut and lifted. The pedicle was kept.\n\n"
        "Protocol deviation: since the vessels had stayed whole, the bone was led to the orbit.\n\nThe bone was plated.\n"
    )
    assert [f.evidence.section for f in found(text, "bone", "skull_base")][-1] == "technique"


def test_what_the_surgeon_had_in_hand_is_no_past() -> None:
    text = (
        "Dear Dr Wall,\n\nI operated today on your patient for a growth that was biopsied in July.\n\n"
        "An incision was made over the scapula. The vessels were followed until I had a stalk of 7 cm. I cut 8 cm of bone.\n\n"
        "The artery was anastomosed end to end to the facial artery.\n"
    )
    assert one(text, "act", "cut").assertion is Assertion.PERFORMED


def test_a_plan_that_closes_the_clinics_paragraph_ends_with_it() -> None:
    text = (
        "Op: free rib flap to the humerus\n\n"
        "HPI (carried fwd from clinic): plated twice, never united. Wants it fixed. Plan: ulna vs rib.\n\n"
        "Pt placed supine and prepped.\n\nThe scar was opened. The rib was cut and its pedicle was divided."
    )
    assert one(text, "bone", "ulna").assertion is Assertion.PLANNED
    assert [f.assertion for f in found(text, "bone", "rib")][-1] is Assertion.PERFORMED


def test_lines_with_a_suture_under_op_are_steps_and_no_title() -> None:
    text = (
        "R FOOT: FREE CREST FLAP TO 1ST METATARSAL\n\nOp\n1. Scar out.\n2. Bone gap 5 cm.\n3. Crest cut with the saw.\n"
        "4. DCIA to dorsalis pedis, 8/0 nylon.\n5. Rib left.\n"
    )
    assert one(text, "bone", "rib").evidence.section == "technique"


def test_the_writer_begins_to_operate_within_a_paragraph_of_the_past() -> None:
    past = "The patient is a 26-year-old nurse. Last year the fibula was plated and has been exposed twice since."
    text = f"{past} I opened the old incision and the rib was cut.\n\nThe ulna was plated.\n"
    assert [(f.value, f.assertion) for f in found(text, "bone")] == [
        ("fibula", "prior"), ("rib", "performed"), ("ulna", "performed"),
    ]  # fmt: skip


def test_the_anaesthetic_below_the_document_s_name_begins_nothing() -> None:
    text = (
        "Op note, typed the same night.\n\n23/11/2030. Theatre 2. Anaesthesia by Onwuka, GA.\n\n"
        "The patient is 34 years old. In May the fibula was plated, and in August it failed.\n\n"
        "The tourniquet was let down. The rib was cut.\n"
    )
    assert [(f.value, f.assertion) for f in found(text, "bone")] == [("fibula", "prior"), ("rib", "performed")]
