"""Headings are found however they are written, and every word lies in the section of its heading."""

from __future__ import annotations

import pytest

from tests.language.kit import found, one, read, sight


def kinds(text: str) -> list[tuple[str, str]]:
    """Each heading as written, and its kind."""
    return [(f.evidence.quote, f.value) for f in read(text) if f.concept == "section"]


@pytest.mark.parametrize(
    ("text", "heading", "kind"),
    [
        ("OPERATIVE TECHNIQUE\nThe rib was cut.", "OPERATIVE TECHNIQUE", "technique"),
        ("Operative technique: The rib was cut.", "Operative technique", "technique"),
        ("Operative technique - the rib was cut.", "Operative technique", "technique"),
        ("3. Operative technique: The rib was cut.", "Operative technique", "technique"),
        ("HISTORY: The rib was cut.", "HISTORY", "indication"),
        ("Alternatives considered: a rib.", "Alternatives considered", "options"),
        ("PREOPERATIVE DIAGNOSIS: Nonunion of the left tibia.", "PREOPERATIVE DIAGNOSIS", "diagnosis"),
        ("Pre-op diagnosis: Nonunion of the left tibia.", "Pre-op diagnosis", "diagnosis"),
        ("Title of operation: Rib flap.", "Title of operation", "title"),
        ("Planned procedure: Rib flap.", "Planned procedure", "booked"),
        ("PLAN: Rib flap.", "PLAN", "plan"),
        ("ADDENDUM: A rib was used.", "ADDENDUM", "addendum"),
        ("TEACHING POINTS: A rib is curved.", "TEACHING POINTS", "teaching"),
    ],
)
def test_forms_of_a_heading(text: str, heading: str, kind: str) -> None:
    assert kinds(text) == [(heading, kind)]


@pytest.mark.parametrize(
    "text", ["The plan was changed and the rib was cut.", "No history of trauma.", "The operative technique of others differs."]
)
def test_a_word_in_a_sentence_is_no_heading(text: str) -> None:
    assert kinds(text) == []


def test_every_mention_lies_in_the_section_of_its_heading() -> None:
    text = "Diagnosis: Gap of the ulna.\nProcedures: Rib flap to the ulna.\nTechnique:\nThe rib was cut.\n\nPlan: Rib films."
    places = [(f.value, f.evidence.section) for f in read(text) if f.concept == "bone"]
    assert places == [
        ("ulna", "diagnosis"),
        ("rib", "title"),
        ("ulna", "title"),
        ("rib", "technique"),
        ("rib", "plan"),
    ]


def test_headings_inside_a_line() -> None:
    text = "Dx: Gap of the ulna. Plan: Rib flap in May."
    assert one(text, "bone", "rib").evidence.section == "plan"
    assert one(text, "bone", "ulna").evidence.section == "diagnosis"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_field_ends_with_its_line(newline: str) -> None:
    text = newline.join(["OPERATIVE TECHNIQUE", "EBL: 300 ml", "The rib was cut.", ""])
    assert one(text, "bone", "rib").evidence.section == "technique"


def test_procedure_is_a_title_where_it_is_short() -> None:
    text = "PROCEDURE: Rib flap to the left ulna.\n\nDESCRIPTION: The rib was cut."
    assert [f.evidence.section for f in found(text, "bone", "rib")] == ["title", "technique"]


def test_procedure_is_the_description_where_it_operates() -> None:
    text = "PROCEDURE: The patient lay supine and was prepped and draped. An incision was made over the rib and it was cut."
    assert one(text, "bone", "rib").evidence.section == "technique"


def test_a_procedure_as_booked_is_a_plan() -> None:
    text = "Procedure (as booked): Rib flap to the ulna.\nOperation performed: Scapular flap to the ulna."
    assert one(text, "bone", "rib").evidence.section == "booked"
    assert one(text, "bone", "rib").accepted is False


def test_text_before_the_first_heading_is_the_header() -> None:
    text = "Rib flap\n\nOPERATIVE TECHNIQUE: The ulna was cut."
    assert one(text, "bone", "rib").evidence.section == "header"


def test_headings_are_found_in_a_table_row() -> None:
    text = "| Procedure | Rib flap to the ulna |\n| Surgeon | Ann Bell, MD |\n"
    assert [heading for heading, _ in kinds(text)] == ["Procedure", "Surgeon"]
    assert one(text, "bone", "rib").evidence.section == "title"
    assert one(text, "surgeon").value == "Ann Bell, MD"


def test_an_unknown_label_ends_an_account_and_a_diagnosis() -> None:
    text = (
        "Diagnosis:\nGap of the ulna.\nGraft used: free rib flap to the ulna.\n\nIndication: The tibia broke in 2019.\n\n"
        "Upper field: The rib was cut.\n"
    )
    assert [(f.value, f.evidence.section) for f in found(text, "bone")] == [
        ("ulna", "diagnosis"),
        ("rib", "header"),
        ("ulna", "header"),
        ("tibia", "indication"),
        ("rib", "narrative"),
    ]


def test_an_unknown_label_under_the_plan_stays_planned() -> None:
    text = "Technique: The rib was cut.\n\nPlan: Rest.\nWatch: rib seen hourly.\n"
    assert [f.evidence.section for f in found(text, "bone", "rib")] == ["technique", "plan"]


def test_a_row_of_a_table_does_not_rule_the_text_below() -> None:
    text = "Imaging | CT of the tibia\nEBL     | 300 ml\n\nThe rib was cut."
    assert one(text, "bone", "rib").evidence.section == "narrative"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Performed: 3 May 2021\nThe rib was cut.", "date"),
        ("Performed: free rib flap to the ulna\nThe leg rested.", "title"),
        ("Done - free rib flap to the ulna\nThe leg rested.", "title"),
    ],
)
def test_a_label_of_deeds_heads_a_date_or_a_title(text: str, kind: str) -> None:
    assert one(text, "section").evidence.section == kind


def test_a_spoken_heading_opens_its_sentence() -> None:
    text = "the man period his left hand went into a press period left foot period the rib was cut period"
    assert [f.evidence.quote for f in found(text, "section")] == ["left foot"]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Pre-surgical diagnosis", "diagnosis"),
        ("Post-surgical diagnosis", "diagnosis"),
        ("Primary diagnosis", "diagnosis"),
        ("Definitive procedure", "title"),
        ("Treatment performed", "title"),
        ("Surgery intended", "booked"),
        ("Intra-op events", "complications"),
        ("Motive of surgery", "indication"),
        ("Past procedures", "previous"),
        ("Pre-op discussion", "options"),
        ("Ward instructions", "plan"),
        ("What we found and did", "technique"),
        ("Free text", "technique"),
    ],
)
def test_a_label_is_told_by_its_words(label: str, kind: str) -> None:
    assert one(f"Side: right\n{label}: the rib of the left chest.\nBlood: 200 ml\n", "bone", "rib").evidence.section == kind
    alone = f"Side: right\n\n{label.upper()}\nThe rib of the left chest.\n\nBlood: 200 ml\n"
    assert one(alone, "bone", "rib").evidence.section == kind


@pytest.mark.parametrize(
    "text",
    [
        "OPERATION REPORT\n\nSide: right\n\nThe rib was cut.",
        "Side: right\n\n- CTA reread: the rib was whole\n",
        "Side: right\n\nThe steps were these: the rib was cut.\n",
        "Side: right\n\nSurgery of the rib: easy.\n",
    ],
)
def test_words_that_make_no_label(text: str) -> None:
    assert found(text, "heading_word") == []


def test_a_label_with_its_text_ends_with_its_paragraph() -> None:
    text = "Side: right\n\nRecent history: The tibia broke in 2019.\n\nThe rib was cut.\n"
    assert [(f.value, f.evidence.section) for f in found(text, "bone")] == [("tibia", "indication"), ("rib", "narrative")]


def test_a_line_that_names_the_operation_over_bulleted_steps_is_its_title() -> None:
    steps = "\n".join(
        f"- {step}"
        for step in (
            "nonunion of the ulna, plated twice, seen again with pain and a loose plate that had backed out over the years",
            "supine, prepped and draped, tourniquet up, old scar opened, ends trimmed back to bleeding bone with the saw",
            "rib raised on its artery, pedicle clipped and cut, set between the ends and held with a long plate and screws",
            "artery end to side to the radial artery, vein end to end to the cephalic vein, both with fine nylon",
        )
    )
    text = f"OP: free rib to left ulna\n{steps}\n"
    assert {(f.evidence.quote, f.evidence.section) for f in found(text, "bone")} == {
        ("rib", "title"), ("ulna", "title"), ("ulna", "technique"), ("rib", "technique"),
    }  # fmt: skip


def test_a_field_before_an_account_in_its_line_ends_with_its_sentence() -> None:
    told = (
        "Left ulna, infected for years, three washouts and a course of antibiotics behind us and never dry. The scan last week "
        "was poor, and she had been told that the arm would not carry anything again. "
    )
    text = f"DOS 4/16/2024. {told}Dr. Amrit Bell helped from start to finish.\n\nThe rib was sawn and the pedicle divided.\n"
    assert one(text, "bone", "ulna").evidence.section == "history"
    assert one(text, "date_of_service").evidence.section == "date"


def test_an_impression_within_a_step_ends_with_the_step() -> None:
    text = "TECHNIQUE\n1. The rib was cut.\n2. Pressure fell. Impression: anaphylaxis.\n3. The ulna was closed.\n"
    assert one(text, "bone", "ulna").evidence.section == "technique"


def test_a_line_that_names_the_document_is_no_title() -> None:
    told = "She is 70, and two operations failed. " * 9
    text = f"Hand Surgery: Record of Operation\n\nProcedure: Free rib flap to the ulna.\n\n{told}\n\nThe rib was cut.\n"
    assert [f.evidence.section for f in found(text, "bone")] == ["title", "title", "narrative"]


def test_headings_in_square_brackets() -> None:
    text = "[HISTORY]\nThe ulna broke.\n\n[TECHNIQUE]\nThe rib was cut.\n"
    assert one(text, "bone", "ulna").evidence.section == "indication"
    assert one(text, "bone", "rib").evidence.section == "technique"


def test_text_that_is_marked_as_copied_is_history_whatever_its_headings_say() -> None:
    note = (
        "----- copied forward: CLINIC 3 May -----\nCC: foot pain\nCT shows a gap of 4 cm.\nPROCEDURE: free fibula.\n"
        "----- end copied text -----\n\nPROCEDURE: Free rib to the tibia.\nThe gap was 5 cm.\n"
    )
    sections = {f.evidence.quote: f.evidence.section for f in read(note) if f.concept in {"bone", "flap_name", "size"}}
    assert (sections["4 cm"], sections["free fibula"], sections["rib"]) == ("history", "history", "title")
    assert sections["5 cm"] != "history"


def test_a_sheet_that_writes_its_labels_small() -> None:
    note = "op sheet\nsurgeon: ann bell md\ndate: 2 may 2023\ndiagnosis: bone loss\nimaging: plain film, ct\ngap: 3 cm\n"
    assert [f.evidence.section for f in found(note, "imaging")] == ["imaging", "imaging"]


def test_a_question_on_a_line_of_its_own_heads_the_indication() -> None:
    note = "Surgeon: Ann Bell, MD\n\nWhy Tobias needed this\nThe ulna did not unite.\n\nWhat we did\nThe ulna was cut.\n"
    assert one(note, "condition", "nonunion").evidence.section == "indication"


def test_a_title_may_recall_a_plan() -> None:
    text = (
        "Diagnosis\nLoss of the premaxilla.\n\nOperation\nSecond step, as it was fixed in January: free metatarsal flap "
        "(left foot) to the premaxilla. First step was on 26.01.\n\nFoot\nThe bone was cut.\n"
    )
    assert [f.evidence.section for f in found(text, "bone", "metatarsal")] == ["title"]


def test_a_procedure_that_is_dictated_is_the_title() -> None:
    told = "He had a cancer radiated in 2012 and a corpectomy in 2020, and the cage sank. " * 8
    text = (
        f"Operative note, Ann Bell, attending. {told}Procedure, free rib flap to the spine, left sixth rib.\n\nThe rib was cut.\n"
    )
    assert {f.evidence.section for f in found(text, "bone", "rib")} == {"title", "narrative"}


EARLIER = "The tibia was cut. The fibula was harvested. The pedicle was divided. The artery was anastomosed end-to-end."


def test_a_label_may_bear_a_remark_in_brackets() -> None:
    text = (
        "Complications: None\n\nPertinent surgical history [copied forward from my operative note of 11/14/2023]:\n"
        '"Free fibula flap to the tibia."\n\nDescription of procedure: The old plate was removed.\n'
    )
    assert one(text, "flap_name", "fibula").evidence.section == "previous"


def test_an_account_reads_on_to_the_heading_of_the_description_whatever_it_recounts() -> None:
    now = "The rib was cut. The rib was harvested. The pedicle was divided. The artery was anastomosed."
    text = f"Indication: Nonunion of the tibia.\n\n{EARLIER}\n\n"
    assert one(f"{text}Operative technique: {now}\n", "bone", "fibula").evidence.section == "indication"
    assert one(text, "bone", "fibula").evidence.section == "narrative"


def test_a_letter_may_count_the_headings() -> None:
    text = (
        "A. DIAGNOSIS\nNonunion of the left tibia.\n\nB. INDICATION\nTwo plates had failed.\n\nC. PROCEDURE\nThe tibia was cut.\n"
    )
    assert [each.evidence.section for each in found(text, "section")] == ["diagnosis", "indication", "title"]


def test_what_a_short_section_leaves_over_may_have_a_heading_of_its_own() -> None:
    text = (
        "INDICATION: The rib was sound.\n\nCO-SURGEON: Ann Bell, MD.\n\nSTEPS AS PERFORMED: The tibia was cut.\n"
        "The fibula was raised.\n"
    )
    assert one(text, "bone", "tibia").assertion == "performed"


@pytest.mark.parametrize("heading", ["CONDUCT OF THE OPERATION:", "The leg."])
def test_headings_that_end_an_account(heading: str) -> None:
    text = f"Indication. The rib was sound.\n\n{heading} The tibia was cut and the ends were washed.\n"
    assert one(text, "bone", "tibia").assertion == "performed"


def test_steps_under_a_word_for_the_day_are_the_description() -> None:
    steps = "Today\n- L arm cuff 250\n- tibia opened\n- ends cut back\n- fibula raised\n"
    assert one(f"Op: free fibula\n\n{steps}", "bone", "tibia").evidence.section == "technique"


@pytest.mark.parametrize("heading", ["05/23/2030 ADDENDUM", "NOTE OF 23/05/2030, Dr. Bell:"])
def test_a_dated_addition(heading: str) -> None:
    text = f"TECHNIQUE: The tibia was cut and the ends were washed and dried.\n\n{heading} The rib was sound.\n"
    assert one(text, "bone", "rib").evidence.section == "addendum"


def test_what_was_done_below_the_title_is_the_description_where_it_joins_vessels() -> None:
    text = (
        "OP: Free rib to the ulna.\n\n"
        "DID: Seventh rib on the intercostals, divided at ten. Artery end-to-end to the ulnar artery. Vein end-to-side."
    )
    assert one(text, "technique", "end_to_end").evidence.section == "technique"
    assert one("DID: Free rib to the ulna, end-to-end.", "technique").evidence.section == "title"


def test_a_dated_note_that_opens_the_report_adds_nothing() -> None:
    text = "NOTE OF 23/05/2030: The rib was sound.\nTECHNIQUE: The tibia was cut and the ends were washed and dried.\n"
    assert one(text, "bone", "rib").evidence.section != "addendum"


def test_a_label_in_round_brackets_says_that_it_was_brought_over() -> None:
    text = "ONCOLOGIC AND SURGICAL HISTORY (carried forward from 2030): The fibula was raised.\n\nTECHNIQUE: The rib was cut.\n"
    assert one(f"Surgeon: Ann Bell, MD\n{text}", "bone", "fibula").assertion == "prior"


@pytest.mark.parametrize("frame", ["** {} **", "**{}**", "== {} ==", "### {} ###", "__{}__", "--- {} ---"])
def test_signs_may_frame_a_heading(frame: str) -> None:
    text = f"{frame.format('PLAN')}\nThe rib is cut later.\n\n{frame.format('TECHNIQUE')}\nThe ulna was plated.\n"
    assert [f.evidence.section for f in sight(text) if f.concept == "bone"] == ["plan", "technique"]


def test_a_numbered_step_ends_an_account_that_opens_a_step() -> None:
    text = "Op: Free rib flap.\n\n1. Background. Two plates failed.\n\n2. The rib was cut.\n\n3. The ulna was plated.\n"
    assert [f.evidence.section for f in sight(text) if f.value in {"rib", "ulna"}] == ["title", "narrative", "narrative"]


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("TITLE: Free rib flap\n\nProcedure - The rib was lifted. Artery end-to-side to the radial artery.\n", "technique"),
        ("Procedure: Free rib flap to the ulna.\nThe gap was 6 cm.\nRadial artery, end-to-side, 9-0.\n", "narrative"),
        ("Operation: Free rib flap.\n\nSurgery: no problem with the radial artery.\n", "complications"),
    ],
)
def test_where_a_heading_that_names_or_tells_is_told_by_what_it_holds(text: str, section: str) -> None:
    assert one(text, "artery").evidence.section == section


def test_a_line_that_says_a_study_was_done_heads_nothing() -> None:
    text = "Nonunion of the ulna\nMRI done\nRib was cut and joined end-to-end to the radial artery.\n"
    assert one(text, "artery").evidence.section != "imaging"


def test_a_stage_that_is_to_come_names_no_operation() -> None:
    text = "Stage 1 (today): spacer. Stage 2 (in 6 weeks): free metatarsal.\n\nThe ulna was cut and a spacer was laid in.\n"
    assert one(text, "bone", "metatarsal").evidence.section != "title"
