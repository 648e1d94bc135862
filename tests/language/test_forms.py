"""Forms: braces that were answered or not, a size behind a short answer, and lists of what was talked about."""

from __future__ import annotations

import pytest

from auditor.language.sighting import BLANK
from auditor.model import Assertion
from tests.language.kit import body, found, one


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("Artery: ulnar, {end-to-end}", Assertion.PERFORMED),
        ("Artery: ulnar, {end-to-end w/ loupes}", Assertion.PERFORMED),
        ("Artery: ulnar, {end-to-end/end-to-side}", Assertion.NEGATED),
        ("Artery: ulnar, {end-to-end:4410}", Assertion.NEGATED),
        ("Artery: ulnar, {end-to-end | other}", Assertion.NEGATED),
        ("Artery: ulnar, {end-to-end: ___}", Assertion.NEGATED),
    ],
)
def test_braces_hold_an_answer_or_an_open_choice(text: str, assertion: Assertion) -> None:
    assert found(body(text), "technique", "end_to_end")[0].assertion is assertion


@pytest.mark.parametrize("choice", ["{Y/N}", "{choice:771}", "{}"])
def test_an_open_choice_behind_the_words_leaves_them_blank(choice: str) -> None:
    paddle = one(body(f"Skin island: {choice}"), "skin", "present")
    assert (paddle.assertion, paddle.why) == (Assertion.NEGATED, "left blank in the template")


def test_an_answer_in_braces_is_no_open_choice() -> None:
    assert one(body("Skin island: {Taken}"), "skin", "present").assertion is Assertion.PERFORMED


def test_a_size_behind_a_forms_short_answer_is_that_of_its_label() -> None:
    size = one(body("Skin island: yes. 9 x 4 cm, two perforators."), "size")
    assert (size.value, size.cm) == ("paddle", (9.0, 4.0))


@pytest.mark.parametrize(
    "text",
    ["Skin island: yes.\n\n9 x 4 cm, two perforators.", "A skin island was taken. 9 x 4 cm, two perforators."],
)
def test_a_size_on_another_line_or_behind_a_plain_sentence_is_not(text: str) -> None:
    assert one(body(text), "size").value == "vessel"


def test_a_list_under_a_line_of_talk_was_not_done() -> None:
    text = body("These were discussed:\n - Free rib flap\n - Bone transport\nThe ulna was plated.")
    rib, ulna = one(text, "bone", "rib"), one(text, "bone", "ulna")
    assert (rib.assertion, rib.cue and rib.cue.quote) == (Assertion.CONSIDERED, "discussed")
    assert ulna.assertion is Assertion.PERFORMED


def test_a_numbered_list_of_choices_was_not_done() -> None:
    text = body("We talked through the following choices:\n1. Free rib flap\n2. Amputation")
    assert one(text, "bone", "rib").assertion is Assertion.CONSIDERED


def test_a_heading_that_says_who_heard_the_options_stands_above_their_list() -> None:
    text = "Options discussed with Mr K. and his wife\n- Free rib flap\n- Iliac crest on its vessels\n\nPlan\nNone yet."
    assert {f.assertion for f in found(text, "bone")} == {Assertion.CONSIDERED}


def test_a_cell_with_boxes_denies_the_skin_of_its_row() -> None:
    row = "| Skin paddle   | [ ] Yes, 6 x 4 cm   [x] No   |"
    assert one(body(row), "skin", "present").assertion is Assertion.NEGATED


def test_a_list_under_a_line_of_deeds_was_done() -> None:
    text = body("These steps were taken:\n - The rib was cut.\n - The ulna was plated.")
    assert one(text, "bone", "rib").assertion is Assertion.PERFORMED


def test_lines_with_leaders_stand_for_themselves() -> None:
    text = body("SITE\n wound after trimming ............ 60 x 40 mm\n bone missing .................... 31 mm\n")
    assert [(f.evidence.quote, f.value) for f in found(text, "size")] == [("60 x 40 mm", "soft_defect"), ("31 mm", "defect")]


def test_a_label_in_bold_letters_waits_for_nothing() -> None:
    assert one("**Complications:** nil\n", "complication").assertion is Assertion.PERFORMED
    assert one("Complications: ***\n", "complication").assertion is Assertion.NEGATED


def test_labels_alone_under_a_heading_are_no_answer() -> None:
    text = "Closure: nylon.\n\nComplications:\n   Bleeding:\n   Count of gauzes:\n"
    assert one(text, "complication").assertion is Assertion.NEGATED


def test_double_colons_are_one() -> None:
    skin = one("Skin component:: [ ] yes  [x] no\n", "skin")
    assert (skin.assertion, skin.evidence.quote) == ("negated", "Skin component")
    assert one("Patency check:: {Y/N:1}\n", "perfusion").why == BLANK


@pytest.mark.parametrize(("line", "blank"), [("Complications: ........", True), ("Complications nil", False)])
def test_a_field_of_dots_is_blank(line: str, blank: bool) -> None:
    assert any(f.why == BLANK for f in found(f"{line}\nThe tibia was cut.\n", "complication")) is blank


def test_what_a_form_offers_and_what_it_is_answered_with_are_told_apart() -> None:
    text = "MICRO\nArtery technique (ETE/ETS): ETS\nSkin paddle (Y/N): N\nEBL: 200\n"
    assert [f.why for f in found(text, "technique")] == ["only offered as a choice in the template"] * 2 + [None]
    assert one(text, "skin").why == "answered with no in the template"


@pytest.mark.parametrize("answer", ["[free text]", "[not entered]", "[ select one ]"])
def test_a_placeholder_where_an_answer_is_to_be_typed_is_a_blank(answer: str) -> None:
    text = f"Donor bone: iliac crest\nSkin paddle: {answer}\nFlap perfusion: {answer}\nEBL: 200\n"
    assert {f.why for concept in ("skin", "perfusion") for f in found(text, concept)} == {BLANK}


def test_a_label_that_nothing_answers_is_a_blank() -> None:
    assert one("Flap perfusion: \nDonor closure: layers\n", "perfusion").why == BLANK


def test_a_cell_that_goes_on_in_the_next_row_is_whole() -> None:
    row = "| Artery | Peroneal to descending branch of lateral circumflex  |\n|        | femoral artery, end-to-end |\n"
    assert "lateral circumflex femoral artery" in {f.value for f in found(body(f"\n{row}"), "artery")}
    other = "| Artery | Peroneal | facial |\n|   | end-to-end | side |\n"
    assert {f.value for f in found(body(f"\n{other}"), "artery")} == set()
