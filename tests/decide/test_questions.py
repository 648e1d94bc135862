"""Questions: one for each missing element and each contradiction, in the words of the rules, with quotations that stand."""

from __future__ import annotations

import pytest

from auditor.model import Audit, ElementState, Question
from tests.decide.kit import answer, note, shipped
from tests.decide.test_status import CASES

BARE = note("Free rib flap to the left humerus.", "The rib was harvested on the intercostal vessels.", artery="brachial artery")
TWO_BONES = note("Free iliac crest flap to the left humerus.", "A free rib flap was raised on the intercostal vessels.")
SKIN_AND_NONE = note(
    "Free metatarsal flap with a skin paddle to the left tibia.",
    "The right second metatarsal was harvested on the first dorsal metatarsal artery. No skin was taken.",
)


def asked(audit: Audit, element: str) -> Question:
    """The question about one element."""
    (question,) = [question for question in audit.questions if question.element == element]
    return question


@pytest.mark.parametrize(
    ("text", "element", "first", "second"),
    [(TWO_BONES, "donor_site", "iliac crest", "rib"), (SKIN_AND_NONE, "skin_paddle", "skin paddle", "No skin was taken")],
)
def test_a_contradiction_shows_both_statements(text: str, element: str, first: str, second: str) -> None:
    question = asked(answer(text), element)
    row = next(row for row in shipped().rules.elements if row.id == element)
    assert (question.severity, question.text) == ("decisive", row.conflict_question)
    assert [quote.quote for quote in question.quotes] == [first, second]
    assert [text[quote.start : quote.end] for quote in question.quotes] == [first, second]
    assert [quote.section for quote in question.quotes] == ["title", "technique"]


def test_a_contradiction_keeps_the_sentences_of_both_statements() -> None:
    question = asked(answer(TWO_BONES), "donor_site")
    assert [statement.quote for statement in question.statements] == [
        "Free iliac crest flap to the left humerus.",
        "A free rib flap was raised on the intercostal vessels.",
    ]
    assert [(statement.section, statement.line) for statement in question.statements] == [("title", 1), ("technique", 3)]


def test_a_missing_element_keeps_the_statement_that_comes_nearest() -> None:
    audit = answer(BARE)
    assert [statement.quote for statement in asked(audit, "donor_laterality").statements] == [
        "Free rib flap to the left humerus."
    ]
    assert asked(audit, "complications").statements == ()


def test_what_was_only_planned_or_denied_is_never_held_up() -> None:
    text = note("Free rib flap to the left humerus.", "The rib was harvested.", artery=None).replace(
        "DESCRIPTION", "PLAN: The vein will be joined end-to-end.\n\nDESCRIPTION"
    )
    assert [statement.quote for statement in asked(answer(text), "venous_anastomosis").statements] == [
        "Free rib flap to the left humerus."
    ]


def test_one_question_for_each_missing_element_in_the_order_of_the_rules() -> None:
    audit = answer(BARE)
    missing = [name for name, state in audit.elements.items() if state is ElementState.MISSING]
    assert [question.element for question in audit.questions] == missing
    assert missing[:3] == ["donor_laterality", "defect_size", "skin_paddle"]
    assert list(audit.elements) == [row.id for row in shipped().rules.elements]


def test_a_question_has_the_words_and_the_weight_of_its_rule() -> None:
    row = next(row for row in shipped().rules.elements if row.id == "defect_size")
    question = asked(answer(BARE), "defect_size")
    assert (question.text, question.severity, question.authority) == (row.question, row.severity, row.authority)
    assert question.quotes == ()


def test_what_is_documented_is_not_asked() -> None:
    audit = answer(BARE)
    assert audit.elements["arterial_anastomosis"] is ElementState.DOCUMENTED
    assert "arterial_anastomosis" not in {question.element for question in audit.questions}


def test_what_is_not_required_is_not_asked() -> None:
    audit = answer(BARE)
    assert audit.elements["skin_paddle_size"] is ElementState.NOT_REQUIRED
    assert "skin_paddle_size" not in {question.element for question in audit.questions}


def test_a_pedicled_bone_is_asked_nothing() -> None:
    text = next(case.text for case in CASES if case.row == "pedicled")
    audit = answer(text)
    assert (dict(audit.elements), audit.questions) == ({}, ())


@pytest.mark.parametrize("text", [case.text for case in CASES], ids=[case.row for case in CASES])
def test_no_question_names_a_code(text: str) -> None:
    for question in answer(text).questions:
        assert not any(character.isdigit() for character in question.text)
        assert question.text.endswith("?")


@pytest.mark.parametrize("text", [case.text for case in CASES], ids=[case.row for case in CASES])
def test_every_quotation_of_an_answer_stands_in_the_note(text: str) -> None:
    audit = answer(text)
    quoted = [finding.evidence for finding in audit.findings]
    quoted += [finding.evidence for found in audit.support.values() for finding in found]
    quoted += [quote for question in audit.questions for quote in question.quotes]
    assert quoted
    assert [quote.quote for quote in quoted] == [text[quote.start : quote.end] for quote in quoted]
    assert all(graft.quote is None or graft.quote in text for graft in audit.grafts)
