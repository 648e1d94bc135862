"""Codes that the note prints, and details on which claim and note differ: remarks, with the words of the note."""

from __future__ import annotations

from auditor.billing.model import Case
from tests.billing.kit import case, claim, of_lines


def said(answer: Case, result: str) -> list[tuple[str, list[str]]]:
    return [(each.says, [quote.quote for quote in each.quotes]) for each in answer.remarks if each.result == result]


def test_a_printed_code_against_what_is_documented_and_billed() -> None:
    assert said(case("fibula-to-forearm", "20969"), "statement") == [
        ("The note prints 20962; it documents 20969 and the claim bills 20969.", ["20962"])
    ]


def test_a_printed_code_against_what_is_billed_alone() -> None:
    assert said(case("metatarsal-skin-foot-tumour", "20957"), "statement") == [
        ("The note prints 20972; the claim bills 20957.", ["20972"])
    ]


def test_a_printed_code_that_both_bear_out() -> None:
    assert said(case("metatarsal-skin-foot-tumour", "20972"), "statement") == []


def test_the_microscope_printed_beside_a_transfer() -> None:
    assert said(case("crest-to-femoral-neck", "20956"), "statement") == [
        ("The note prints 69990; it belongs to the transfer and is not reported beside it.", ["69990"])
    ]


def test_codes_of_other_operations_are_no_statement() -> None:
    assert said(case("plain-crest-graft", "25405"), "statement") == []


def test_date_and_surgeon_of_a_claim_that_was_matched_by_its_id() -> None:
    answer = case("rib-to-humerus", "20962", date_of_service="2024-03-12", surgeon="B. Reed")
    assert said(answer, "details") == [
        ("The claim and the note differ on the date of service.", ["March 11, 2024"]),
        ("The claim and the note differ on the surgeon.", ["Marisol Trevanion, MD"]),
    ]
    assert answer.results == ("agree",)


def test_a_line_of_another_day_is_named() -> None:
    first, second = claim("20962", "99214", date_of_service="2024-03-11")
    later = second.model_copy(update={"date_of_service": "2024-03-12"})
    (remark,) = of_lines("rib-to-humerus", [first, later]).remarks
    assert (remark.result, remark.lines) == ("details", (3,))


def test_one_of_several_surgeons_is_enough() -> None:
    first, second = claim("20962", "20962-80", surgeon="Marisol Trevanion")
    helped = second.model_copy(update={"surgeon": "B. Reed"})
    assert said(of_lines("rib-to-humerus", [first, helped]), "details") == []


def test_a_table_of_another_year_is_told_once() -> None:
    answer = case("metatarsal-to-tibia", "20957", "13121", "35701")
    assert said(answer, "other_year") == [("The operation was in 2021; the table that was applied is of 2024.", [])]
    assert said(case("rib-to-humerus", "20962", "13121"), "other_year") == []


def test_an_answer_that_rests_on_an_addendum() -> None:
    (remark,) = said(case("addendum-corrects-skin", "20956"), "addendum")
    assert remark[0].startswith("The answer rests on later text in the note: its addendum speaks of ")
    assert said(case("rib-to-humerus", "20962"), "addendum") == []


def test_the_order_and_length_of_a_name_are_no_difference() -> None:
    for name in ("Trevanion Marisol", "M. Trevanion", "Trevanion"):
        assert said(case("rib-to-humerus", "20962", surgeon=name), "details") == []
