"""Pairs of lines that the edit table joins."""

from __future__ import annotations

import pytest

from auditor.rules.billing_schema import Edit
from tests.billing.kit import case, claim, found, of_lines, rules

NOTES = {"20956": "addendum-corrects-skin", "20957": "metatarsal-to-tibia", "20962": "rib-to-humerus",
         "20969": "fibula-to-forearm", "20972": "metatarsal-skin-foot-trauma"}  # fmt: skip


def pairs() -> list[tuple[Edit, str, str, object]]:
    """Each edit with each transfer for which a sample stands, and the first code that it names beside it."""
    return [
        (edit, transfer, edit.others[0][:5], indicator)
        for edit in rules().bundles.edit
        for transfer, indicator in edit.indicator.items()
        if transfer in NOTES
    ]


@pytest.mark.parametrize(("edit", "transfer", "other", "indicator"), pairs(), ids=lambda value: getattr(value, "id", str(value)))
def test_each_pair_of_the_table(edit: Edit, transfer: str, other: str, indicator: object) -> None:
    rule = f"bundles.toml, edit {edit.id}"
    bare = [each for each in case(NOTES[transfer], transfer, other).differences if each.result == "unbundled"]
    assert [(each.level, each.rule, each.direction, each.lines) for each in bare] == [("error", rule, "over", (2, 3))]
    assert bare[0].says.endswith(f"{other if edit.loses == 'other' else transfer} is the code that is not paid.")
    opened = [each for each in case(NOTES[transfer], transfer, f"{other}-59").differences if each.result == "unbundled"]
    assert [each.level for each in opened] == ["error" if indicator == 0 else "remark"]
    assert bare[0].dated == "2024-07-01"


def test_the_ends_of_a_range_belong_to_it() -> None:
    closure = next(edit for edit in rules().bundles.edit if edit.id == "closure")
    named = [code for code in ("12000", "12001", "12018", "12019", "12031", "13153", "13154") if closure.names(code)]
    assert named == ["12001", "12018", "12031", "13153"]


def test_the_microscope_is_unbundled_whoever_pays_and_whatever_stands_on_the_line() -> None:
    for payer in ("Aetna", "Medicare Part B", None):
        answer = case("rib-to-humerus", "20962", "69990-59", payer=payer)
        assert found(answer, "error") == [("unbundled", "over", "bundles.toml, edit microscope")]


def test_another_payer_makes_medicare_s_edit_a_remark() -> None:
    answer = case("rib-to-humerus", "20962", "35701", payer="Blue Shield")
    assert answer.results == ("agree",)
    assert found(answer, "remark") == [("unbundled", "over", "bundles.toml, edit vessel-exploration")]


def test_a_payer_s_name_that_only_holds_the_word_is_another_payer() -> None:
    assert case("rib-to-humerus", "20962", "35701", payer="Comac Health").results == ("agree",)
    assert case("rib-to-humerus", "20962", "35701", payer="CMS / Noridian").results == ("unbundled",)


def test_another_surgeon_or_another_day_is_no_pair() -> None:
    own, other = claim("20962", "35701", surgeon="A. Stone")
    assert of_lines("rib-to-humerus", [own, other.model_copy(update={"surgeon": "B. Reed"})]).results == ("agree",)
    days = [own.model_copy(update={"date_of_service": "2024-03-11"}), other.model_copy(update={"date_of_service": "2024-03-12"})]
    assert of_lines("rib-to-humerus", days).results == ("agree",)
    assert of_lines("rib-to-humerus", [own, other]).results == ("unbundled",)


def test_one_surgeon_known_by_name_on_one_line_and_by_number_on_another() -> None:
    first, second, third = claim("20962", "35701", "99024", surgeon="A. Stone")
    third = third.model_copy(update={"npi": "1234567893"})
    second = second.model_copy(update={"npi": "1234567893", "surgeon": None})
    assert of_lines("rib-to-humerus", [first, second, third]).results == ("unbundled",)


def test_a_side_opens_a_pair_only_where_the_other_line_has_the_other_side() -> None:
    assert case("rib-to-humerus", "20962-RT", "35701-RT").results == ("unbundled",)
    assert case("rib-to-humerus", "20962-RT", "35701-LT").results == ("agree",)
    assert case("rib-to-humerus", "20962", "35701-LT").results == ("unbundled",)


def test_twins_of_one_bone_are_a_pair_and_nothing_more() -> None:
    answer = case("addendum-corrects-skin", "20956", "20970")
    assert found(answer, "error") == [("unbundled", "over", "bundles.toml, edit crest-twins")]
    assert case("metatarsal-to-tibia", "20957", "20972").results == ("unbundled",)


def test_the_microscope_on_another_surgeon_s_line_is_asked() -> None:
    own, other = claim("20962", "69990", surgeon="A. Stone")
    answer = of_lines("rib-to-humerus", [own, other.model_copy(update={"surgeon": "B. Reed"})])
    assert [(each.result, each.level) for each in answer.grave] == [("unbundled", "query")]


def test_a_name_and_a_number_may_be_one_person_s() -> None:
    own, other = claim("20962", "35701")
    named, numbered = own.model_copy(update={"surgeon": "A. Stone"}), other.model_copy(update={"npi": "1234567893"})
    assert of_lines("rib-to-humerus", [named, numbered]).results == ("unbundled",)


@pytest.mark.parametrize(
    ("payer", "results"),
    [("Non-Medicare commercial", "agree"), ("MCARE PART B", "unbundled"), ("Medicare Supplement", "agree"), ("Medigap", "agree")],
)
def test_who_is_medicare(payer: str, results: str) -> None:
    assert case("rib-to-humerus", "20962", "35701", payer=payer).results == (results,)
