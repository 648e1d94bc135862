"""A heading is what its own line says: no more than that line, and all of it."""

from __future__ import annotations

import pytest

from tests.language.kit import found, one, sight

LONG = "elevation for ten days, then dangling by the protocol of the ward, with antibiotics as the microbiologists advise.\n"


def sections(text: str, concept: str) -> list[str]:
    """The sections in which the mentions of a concept stand."""
    return [f.evidence.section for f in sight(text) if f.concept == concept]


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_a_line_above_lends_no_word_to_a_label(gap: str) -> None:
    text = f"11/28/2030\n\nHAND SERVICE{gap}DATE OF SURGERY: 2030-08-02\nSURGEON: Ann Bell, MD\n"
    assert one(text, "date_of_service").value == "2030-08-02"


def test_a_date_alone_is_the_label_of_its_line() -> None:
    text = "11/28/2030\n\nHAND SERVICE\n\nDATE: 2030-08-02\nSURGEON: Ann Bell, MD\n"
    assert one(text, "date_of_service").value == "2030-08-02"


def test_a_label_of_several_words_is_one_heading() -> None:
    text = "TITLE: Free rib flap.\n\nHISTORY / WHY TODAY:\n  A radius graft failed.\n\nTECHNIQUE:\nThe rib was cut.\n"
    assert sections(text, "bone") == ["title", "indication", "technique"]


def test_a_label_that_names_plan_and_reason_gives_the_reason() -> None:
    text = "SURGEON: Ann Bell, MD\nPLAN / WHY: The rib is put in to unite early.\n\nTECHNIQUE: The rib was cut.\n"
    assert sections(text, "bone") == ["indication", "technique"]


def test_a_remark_in_brackets_belongs_to_its_heading() -> None:
    text = "CONSENT (SmartPhrase .CONSENT):\n  A graft from the iliac crest was talked over.\n\nTECHNIQUE:\nThe rib was cut.\n"
    assert sections(text, "bone") == ["options", "technique"]


def test_a_part_of_the_body_with_its_side_in_brackets_heads_what_follows() -> None:
    text = "HISTORY:\n  A plate failed.\n\nLEG (R) - in short, as the other report tells:\n  The fibula was cut.\n"
    assert sections(text, "bone") == ["technique"]


def test_a_word_in_a_line_of_its_own_heads_what_begins_small() -> None:
    assert sections(f"TECHNIQUE\nThe rib was cut.\n\nPost-op\n{LONG}The fibula is spared.\n", "bone") == ["technique", "plan"]
    wrapped = f"TECHNIQUE\nThe rib was cut and the\nfibula was spared, {LONG}"
    assert sections(wrapped, "bone") == ["technique", "technique"]


@pytest.mark.parametrize("end", ["\r", "\r\n", "\v", "\f", "\u2028"])
def test_lines_may_end_in_any_way(end: str) -> None:
    text = "SURGEON: Ann Bell, MD\nDATE: 2 May 2030\nTITLE: Free rib flap.\nTECHNIQUE:\nThe rib was cut.\n".replace("\n", end)
    assert one(text, "surgeon").value == "Ann Bell, MD"
    assert sections(text, "bone") == ["title", "technique"]


def test_a_sentence_behind_the_names_of_a_field_is_none_of_it() -> None:
    text = (
        "Date of op: 3 May 2030. Consultant: Mr Ann Bell FRCS. Reg: Dr Lim. "
        "New right mandibular condyle from the foot, free flap.\n\n"
        "The second metatarsal was cut and its pedicle divided.\n"
    )
    assert sections(text, "bone")[0] == "title"
    assert one(text, "surgeon").value == "Mr Ann Bell FRCS"


def test_a_release_that_names_the_operation_begins_none() -> None:
    text = "Release of ankylosis with a free rib flap.\n\nIn 2019 the rib failed.\n\nThe clamps were released.\n"
    assert [f.assertion for f in found(text, "bone")][1] == "prior"


def test_a_size_answers_the_label_on_the_line_above() -> None:
    text = "FINDINGS\n\nTibial gap after resection\n3.4 cm by ruler, both ends bleeding\nSkin paddle\n8 x 5 cm\n"
    assert [(f.value, f.evidence.quote) for f in sight(text) if f.concept == "size"] == [
        ("defect", "3.4 cm"), ("paddle", "8 x 5 cm"),
    ]  # fmt: skip


def test_a_size_on_the_next_line_that_is_of_something_else_answers_nothing() -> None:
    text = "FINDINGS\nLeft tibia bone loss\n2 cm incision over it\nGap 8 cm in tibia\n"
    assert [(f.value, f.evidence.quote) for f in sight(text) if f.concept == "size"][-1] == ("defect", "8 cm")
    assert not [f for f in sight(text) if f.concept == "size" and f.value == "defect" and f.evidence.quote == "2 cm"]


def test_a_note_in_one_line_keeps_the_headings_behind_its_name() -> None:
    text = "OPERATIVE REPORT HISTORY: free iliac crest flap 2015 failed. PROCEDURE: Free fibula flap. TECHNIQUE: The rib was cut."
    assert sections(text, "bone") == ["indication", "technique"]


def test_a_stage_that_was_planned_books_nothing_below_the_heading() -> None:
    text = "OPERATION\n * stage 2 of 2, as planned\n * free rib transfer\n\nTECHNIQUE\nThe rib was cut.\n"
    assert [f.assertion for f in sight(text) if f.concept == "bone"][-1] == "performed"
    assert "booked" not in sections(text, "flap")
