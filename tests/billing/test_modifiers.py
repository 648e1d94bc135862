"""Modifiers and units against the code and against what the note gives reasons for."""

from __future__ import annotations

import pytest

from auditor.billing.case import compare
from tests.billing.kit import case, claim, found, of_lines, record_of_text, rules
from tests.billing.kit import fees as schedule

MODIFIER = "modifier"


def rule(name: str) -> str:
    return f"billing.toml, check {name}"


@pytest.mark.parametrize(
    ("note", "billed", "level", "direction", "name"),
    [
        ("metatarsal-skin-foot-trauma", "20972-62", "error", "over", "cosurgeons-20972"),
        ("rib-to-humerus", "20962-66", "error", "over", "team"),
        ("rib-to-humerus", "20962-50", "error", "over", "both-sides"),
        ("rib-to-humerus", "20962-26", "error", "even", "split-parts"),
        ("rib-to-humerus", "20962-TC", "error", "even", "split-parts"),
        ("rib-to-humerus", "20962-23", "error", "even", "unusual-anaesthesia"),
        ("rib-to-humerus", "20962-22", "error", "over", "more-work-unsupported"),
        ("rib-to-humerus", "20962-82", "error", "over", "no-resident-sentence"),
        ("rib-to-humerus", "20962-80", "remark", "unknown", "assistant-not-named"),
        ("rib-to-humerus", "20962-62", "query", "unknown", "second-surgeon-not-named"),
        ("rib-to-humerus", "20962-53", "error", "under", "stopped-not-documented"),
        ("rib-to-humerus", "20962-52", "error", "under", "reduced-not-documented"),
    ],
)
def test_a_modifier_that_does_not_fit(note: str, billed: str, level: str, direction: str, name: str) -> None:
    found = [each for each in case(note, billed).differences if each.result == MODIFIER]
    assert [(each.level, each.direction, each.rule) for each in found] == [(level, direction, rule(name))]


@pytest.mark.parametrize(
    ("note", "billed"),
    [
        ("condyle-to-tibia", "20962-82"),
        ("crest-to-femoral-neck", "20956-22"),
        ("rib-to-humerus", "20962-LT"),
        ("rib-to-humerus", "20962-RT"),
        ("rib-to-humerus", "20962-AS"),
        ("rib-to-humerus", "20962-58"),
    ],
)
def test_a_modifier_that_fits(note: str, billed: str) -> None:
    assert [each for each in case(note, billed).differences if each.result == MODIFIER] == []


@pytest.mark.parametrize(("billed", "names"), [("20956-53", []), ("20956-22", []), ("20956-66", [rule("team")])])
def test_a_note_without_a_transfer_is_not_asked_for_reasons(billed: str, names: list[str]) -> None:
    assert [each.rule for each in case("plain-crest-graft", billed).differences if each.result == MODIFIER] == names


def test_medicare_s_indicators_are_remarks_to_other_payers_and_the_rest_stays() -> None:
    assert [each.level for each in case("rib-to-humerus", "20962-50", payer="Cigna").differences] == ["remark"]
    assert [each.level for each in case("rib-to-humerus", "20962-23", payer="Cigna").differences] == ["error"]


def test_both_sides_of_the_great_toe_have_a_payment_of_their_own() -> None:
    assert all("20973" not in check.codes for check in rules().billing.check if check.id == "both-sides")
    assert "both-sides" not in {each.rule for each in case("clinic-plan-letter", "20973-50").differences}


def test_an_operation_that_was_stopped_and_is_billed_whole() -> None:
    answer = case("crest-discontinued", "20956")
    assert found(answer) == [
        ("unsupported", "unknown", "codes/status.toml, row discontinued"),
        (MODIFIER, "over", rule("stopped-not-billed")),
    ]
    assert [quote.quote for quote in answer.differences[1].quotes] == ["Operation discontinued", "agreed to stop"]
    assert case("crest-discontinued", "20956-53").results == ("unsupported",)


def test_more_work_with_a_reason_and_without_an_amount_is_asked() -> None:
    text = (
        "SURGEON: A. Stone, MD\nPROCEDURE: Free vascularised rib transfer to the right humerus.\n"
        "DESCRIPTION: The operation was {work} because of the scarred, irradiated bed.{amount} The left sixth rib was harvested"
        " without skin on the intercostal vessels. The pedicle was divided. The artery was joined end-to-side to the brachial"
        " artery and the vein to the cephalic vein with a coupler. Ischaemia lasted 95 minutes.\n"
    )

    def told(work: str, amount: str = "") -> list[tuple[str, str]]:
        note = record_of_text(text.format(work=work, amount=amount))
        answer = compare(note, claim("20962-22"), "id", rules(), schedule())
        return [(each.level, each.rule) for each in answer.differences]

    asked = [("query", rule("more-work-amount"))]
    assert told("much more difficult than usual") == asked
    assert told("much more difficult than usual", " It took another 95 minutes.") == []
    assert told("three hours longer than usual") == []


def test_a_side_on_the_line_that_neither_donor_nor_recipient_has() -> None:
    answer = case("scapula-to-mandible", "20962-RT")
    assert found(answer) == []
    (remark,) = case("query-no-vessel-join", "20962-LT").remarks
    assert (remark.rule, remark.level) == ("billing.toml, side", "remark")


def test_units_above_the_daily_limit() -> None:
    limited = [each for each in case("metatarsal-skin-foot-trauma", "20972*3").differences if each.result == "units"]
    assert [(each.says, each.dated, each.medicare) for each in limited] == [
        ("20972 is billed with 3 units; at most 2 a day are payable.", "2024-07-01", True)
    ]
    assert [each for each in case("metatarsal-skin-foot-trauma", "20972*2").differences if each.result == "units"] == []


def test_two_surgeons_bill_one_transfer_as_theirs_alone() -> None:
    first, second = claim("20962", "20962", surgeon="A. Stone")
    second = second.model_copy(update={"surgeon": "B. Reed"})
    assert of_lines("rib-to-humerus", [first, second]).results == ("repeated",)
    shared = second.model_copy(update={"modifiers": ("80",)})
    assert of_lines("rib-to-humerus", [first, shared]).results == ("agree",)


def test_the_surgeon_of_the_note_is_no_assistant() -> None:
    (wrong,) = case("condyle-to-tibia", "20962-82", surgeon="Ingrid Valderrama-Stokes").grave
    assert (wrong.result, wrong.level, wrong.direction) == ("assistants", "error", "under")
    assert [quote.quote for quote in wrong.quotes] == ["Ingrid Valderrama-Stokes, MD"]
    assert case("condyle-to-tibia", "20962-82", surgeon="B. Reed").results == ("agree",)


def test_one_code_under_a_name_and_under_a_number_is_asked() -> None:
    first, second = claim("20962", "20962")
    named, numbered = first.model_copy(update={"surgeon": "A. Stone"}), second.model_copy(update={"npi": "1234567893"})
    answer = of_lines("rib-to-humerus", [named, numbered])
    assert [(each.result, each.level) for each in answer.grave] == [("repeated", "query")]
    assert answer.values is not None
    assert answer.values.total_difference is None
