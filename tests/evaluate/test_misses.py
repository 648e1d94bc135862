from __future__ import annotations

from typing import Any

from auditor.evaluate.compare import compare
from auditor.evaluate.fields import concepts, reading
from auditor.evaluate.misses import Involved, Miss, Part, misses
from auditor.model import Assertion, Audit, ElementState, Finding
from auditor.rules.load import load
from tests.evaluate.kit import DEFECT, GRAFT, gold
from tests.report.kit import CREST, PADDLE, TEXT, audit, place

ROW = Involved("crest", Part.ROW, why="Crest, bone only.")
CREST_DOCUMENTS = Involved("bone-iliac-crest", Part.DOCUMENTS, quotes=("iliac crest",))
CREST_COUNTS = Involved("bone-iliac-crest", Part.COUNTS, quotes=("iliac crest",))
PADDLE_REJECTED = Involved("skin-paddle", Part.REJECTED, why="negated", cue="cue-no", quotes=("skin paddle",))
GAP_COUNTS = Involved("unit-cm", Part.COUNTS, quotes=("6 x 4 cm",))


def found(said: Audit | None, **changed: Any) -> list[Miss]:
    return list(misses("ward/case-1", compare(gold(**changed), said, TEXT), said))


def test_no_miss_where_all_agrees() -> None:
    assert found(audit()) == []


def test_a_code_names_rows_that_fired_and_what_was_read() -> None:
    assert found(audit(), best_fit=["20962"])[0] == Miss(
        "ward/case-1", "code.best_fit", "code: best fit", ("20962",), ("20956",), (ROW, CREST_DOCUMENTS, PADDLE_REJECTED)
    )


def test_each_field_names_its_own_rules() -> None:
    involved = {
        miss.label: miss.rules
        for miss in found(
            audit(),
            grafts=[GRAFT | {"laterality": "right", "skin_paddle": "present"}],
            defect=DEFECT | {"size_cm": [5.0]},
            surgeon="Roe",
            elements={"donor_site": "missing", "defect_size": "documented"},
        )
    }
    assert involved == {
        "graft: side": (CREST_COUNTS,),
        "graft: skin paddle": (PADDLE_REJECTED,),
        "defect: size": (GAP_COUNTS,),
        "element: donor site": (CREST_DOCUMENTS,),
        "element: defect size": (GAP_COUNTS,),
        "other: surgeon": (),
    }


def test_a_side_is_asked_of_mentions_with_a_side_first() -> None:
    tibia = CREST.model_copy(update={"rule_id": "bone-tibia", "value": "tibia", "side": None})
    wanted = {"grafts": [GRAFT | {"laterality": "right"}]}
    assert [rule.rule for rule in found(audit(findings=(tibia, CREST)), **wanted)[0].rules] == ["bone-iliac-crest"]
    assert [rule.rule for rule in found(audit(findings=(tibia,)), **wanted)[0].rules] == ["bone-tibia"]


def test_mentions_of_one_rule_that_come_out_alike_are_told_together() -> None:
    def paddle(quote: str, **changed: Any) -> Finding:
        return PADDLE.model_copy(update={"evidence": place(quote), "why": "negated", **changed})

    mentions = (paddle("skin paddle"), paddle("skin"), paddle("skin"), paddle("paddle", accepted=True, why=None, cue=None))
    (miss,) = found(audit(findings=mentions), grafts=[GRAFT | {"skin_paddle": "present"}])
    assert miss.rules == (
        Involved("skin-paddle", Part.REJECTED, why="negated", cue="cue-no", quotes=("skin paddle", "skin")),
        Involved("skin-paddle", Part.COUNTS, quotes=("paddle",)),
    )


def test_what_documents_an_element_is_told_as_such_even_where_it_does_not_count_towards_a_code() -> None:
    before = CREST.model_copy(update={"assertion": Assertion.PRIOR, "accepted": False, "why": "before this operation"})
    said = audit(support={"donor_site": (before,)}, findings=(before,))
    (miss,) = found(said, elements={"donor_site": "missing"})
    assert miss.rules == (CREST_DOCUMENTS,)


def test_a_graft_is_named_where_there_are_several() -> None:
    (bone, *_) = found(audit(), grafts=[GRAFT, GRAFT | {"donor_site": "medial_femoral_condyle"}])
    labels = [miss.label for miss in found(audit(), grafts=[GRAFT, GRAFT | {"donor_site": "medial_femoral_condyle"}])]
    assert (bone.gold, bone.predicted) == (("iliac_crest", "medial_femoral_condyle"), ("iliac_crest",))
    assert labels[:2] == ["graft: donor bone", "graft: side (medial femoral condyle)"]


def test_each_element_is_told_once() -> None:
    said = audit(elements={"donor_site": ElementState.DOCUMENTED, "defect_size": ElementState.DOCUMENTED})
    assert [(miss.field, miss.label, miss.gold, miss.predicted) for miss in found(said)] == [
        ("elements.state", "element: defect size", "missing", "documented")
    ]


def test_a_note_without_audit_has_no_rules() -> None:
    assert all(miss.rules == () for miss in found(None))
    assert found(None)[0].label == "code: best fit"


def test_every_element_has_a_reading_of_concepts_that_the_rules_know() -> None:
    rules = load()
    known = {item.rule.concept for item in rules.placed} | {"size"}  # sizes are what the rules for units find
    assert concepts() <= known
    assert all(reading("elements.state", element.id).concepts for element in rules.elements)
