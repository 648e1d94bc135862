from __future__ import annotations

import pytest

from auditor.billing.case import compare
from auditor.billing.diagnoses import DiagnosisRemark, diagnosis_remarks
from auditor.claims.model import ClaimLine
from auditor.record.read import Recorded
from tests.billing.kit import fees, record, record_of_text, rules


def remarks(of: Recorded, *codes: str) -> tuple[DiagnosisRemark, ...]:
    return diagnosis_remarks(codes, of, rules().diagnoses)


def said(name: str, *codes: str) -> list[tuple[str, str, list[str]]]:
    return [(remark.level, remark.says, [quote.quote for quote in remark.quotes]) for remark in remarks(record(name), *codes)]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("crest-to-femoral-neck", ["S72.002K"]),
        ("condyle-to-tibia", ["S82.202N", "Z79.4"]),
        ("query-no-vessel-join", ["M87.071"]),
        ("radius-to-tibia", ["M86.461", "T84.622A"]),
        ("scapula-to-mandible", ["C03.1"]),
        ("metatarsal-skin-foot-tumour", ["D16.31"]),
        ("metatarsal-skin-foot-congenital", ["Q72.891"]),
        ("fibula-to-forearm", ["S52.302K"]),
        ("crest-to-femoral-neck", []),
    ],
)
def test_codes_that_tell_what_the_note_tells_have_no_remark(name: str, codes: list[str]) -> None:
    assert said(name, *codes) == []


def test_a_side_that_neither_defect_nor_graft_has_is_a_remark_with_the_bones() -> None:
    assert said("query-no-vessel-join", "M87.072") == [
        (
            "remark",
            "M87.072 tells the left side; the note has the defect on the right and the graft from the right.",
            ["medial femoral condyle graft", "talus", "talar body"],
        )
    ]


def test_the_side_is_that_of_the_defect_and_not_that_of_the_graft() -> None:
    assert said("rib-to-humerus", "S42.301K") == []
    (remark,) = said("rib-to-humerus", "S42.302K")
    assert remark[:2] == (
        "remark", "S42.302K tells the left side; the note has the defect on the right and the graft from the left.",
    )  # fmt: skip


def test_without_a_side_in_the_note_or_in_the_code_nothing_is_said() -> None:
    assert said("plain-crest-graft", "S82.201K") == []
    assert said("query-no-vessel-join", "M87.079", "M93.1") == []


def test_of_several_grafts_only_one_defect_is_known_so_that_no_side_differs() -> None:
    assert len(record("two-transfers-shoulder").grafts) == 2
    assert said("two-transfers-shoulder", "S42.001K") == []


def test_another_class_than_the_indication_is_a_remark_with_its_words() -> None:
    assert said("crest-to-femoral-neck", "S72.002A") == [
        (
            "remark",
            "S72.002A stands for a fracture under first treatment or healing as usual; the note states nonunion.",
            ["Nonunion"],
        )
    ]
    assert said("radius-to-tibia", "T84.84XA") == [
        (
            "remark",
            "T84.84XA stands for pain or another trouble by a device that is neither infected nor broken; "
            "the note states infection.",
            ["infected"],
        )
    ]


def test_one_code_that_goes_with_the_indication_is_enough() -> None:
    assert said("crest-to-femoral-neck", "S72.002A", "S72.002K") == []
    assert said("crest-to-femoral-neck", "M86.652", "M87.052") == [
        ("remark", "M86.652 stands for osteomyelitis, M87.052 stands for osteonecrosis; the note states nonunion.", ["Nonunion"])
    ]


def test_a_loss_of_bone_has_no_cause_to_be_compared() -> None:
    assert said("query-donor-not-named", "S52.202A") == []


def test_a_patient_called_brodie_has_no_infection_by_it() -> None:
    assert [place.quote for place in record("metatarsal-skin-foot-trauma").support["indication"]] == ["Brodie"]
    assert said("metatarsal-skin-foot-trauma", "S92.312B") == []


def test_a_pathological_fracture_is_no_injury_alone() -> None:
    told = (
        "DIAGNOSIS: Pathological fracture of the right femur.\n"
        "PROCEDURE PERFORMED: Free vascularised left iliac crest transfer to the right femur.\n"
        "DESCRIPTION OF PROCEDURE: The left iliac crest was raised without skin on the deep circumflex iliac vessels. "
        "The pedicle was divided. The artery was anastomosed end-to-side to the profunda femoris artery and the "
        "vein end-to-end to a vena comitans. The bone was sent as a specimen.\n"
    )
    assert [remark.says for remark in remarks(record_of_text(told), "C40.21")] == []
    (remark,) = remarks(record_of_text(told.replace("Pathological fracture", "Open fracture")), "C40.21")
    assert remark.says == "C40.21 stands for a malignant tumour; the note states an injury."


def test_a_tumour_without_pathology_in_the_note_is_an_error() -> None:
    found = said("crest-to-femoral-neck", "D16.22", "D48.0")
    assert [level for level, *_ in found] == ["remark", "error"]
    assert found[1] == (
        "error",
        "D16.22 stands for a benign tumour, D48.0 stands for a tumour of uncertain or unspecified behaviour; the note documents "
        "no specimen and no pathology.",
        [],
    )


def test_a_note_without_a_transfer_was_not_asked_for_pathology() -> None:
    assert record("plain-crest-graft").elements == {}
    assert said("plain-crest-graft", "C41.1") == []


def test_what_resembles_a_tumour_asks_for_no_pathology() -> None:
    assert [level for level, *_ in said("crest-to-femoral-neck", "M85.552")] == ["remark"]


def test_a_code_without_the_form_of_one_is_a_remark() -> None:
    assert said("query-donor-not-named", "S82202K", "82.201", "S82.201KAA") == [
        ("remark", "82.201 has not the form of a diagnosis code.", []),
        ("remark", "S82.201KAA has not the form of a diagnosis code.", []),
    ]


def test_a_case_has_the_differences_with_their_lines_and_their_source() -> None:
    lines = (
        ClaimLine(row=2, code="20956", diagnoses=("S72.002K",)),
        ClaimLine(row=3, code="20680", diagnoses=("D16.22", "S72.002K")),
    )
    found = compare(record("crest-to-femoral-neck"), lines, None, rules(), fees())
    difference, printed = found.differences
    assert printed.result == "statement"
    assert (difference.result, difference.level, difference.lines, difference.direction) == (
        "diagnosis",
        "error",
        (3,),
        "unknown",
    )
    assert (difference.rule, difference.medicare) == ("diagnoses.toml, check pathology", False)
    assert difference.dated is None
    assert found.results == ("diagnosis",)
    again = compare(record("crest-to-femoral-neck"), lines[:1], None, rules(), fees())
    assert (again.results, [each.result for each in again.differences]) == (("agree",), ["statement"])
