"""Transfers billed against transfers documented: every kind of result, in both directions."""

from __future__ import annotations

from itertools import permutations

import pytest

from auditor.billing.case import compare
from auditor.record.read import Recorded
from tests.billing.kit import case, claim, fees, found, of_lines, record, rules

_OTHER = "codes/, row other-bone"


@pytest.mark.parametrize(
    ("note", "billed", "results", "direction"),
    [
        ("rib-to-humerus", "20962", ("agree",), []),
        ("fibula-to-forearm", "20969", ("agree",), []),
        ("scapula-to-mandible", "20956", ("wrong_donor",), ["under"]),
        ("scapula-to-mandible", "20957", ("wrong_donor",), ["over"]),
        ("radius-to-tibia", "20969", ("wrong_skin",), ["over"]),
        ("metatarsal-skin-foot-trauma", "20957", ("wrong_skin",), ["under"]),
        ("metatarsal-to-tibia", "20970", ("wrong_donor", "wrong_skin"), ["over", "over"]),
        ("pedicled-crest-to-pubis", "20956", ("not_free",), ["over"]),
        ("plain-crest-graft", "20956", ("not_free",), ["over"]),
        ("clinic-plan-letter", "20956", ("unsupported",), ["unknown"]),
        ("query-no-vessel-join", "20962", ("unsupported",), ["unknown"]),
        ("query-title-against-body", "20956", ("unsupported",), ["unknown"]),
        ("rib-to-humerus", "20902", ("outside_set",), ["under"]),
        ("rib-to-humerus", "99024", ("not_billed",), ["under"]),
        ("two-transfers-shoulder", "20962", ("under_coded",), ["under"]),
        ("rib-to-humerus", "20962*2", ("over_coded", "units"), ["over", "over"]),
        ("plain-crest-graft", "20902", ("nothing",), []),
        ("muscle-flap-bone-later", "15756", ("nothing",), []),
    ],
)
def test_one_line(note: str, billed: str, results: tuple[str, ...], direction: list[str]) -> None:
    answer = case(note, billed)
    assert answer.results == results
    assert [each.direction for each in answer.grave] == direction


def test_a_wrong_donor_is_told_with_both_bones_the_rule_and_the_words_of_the_note() -> None:
    (wrong,) = case("scapula-to-mandible", "20956").grave
    assert wrong.says == (
        "20956 is a code for the iliac crest; the note documents a free right scapula without skin, which is 20962."
    )
    assert wrong.rule == _OTHER
    assert wrong.source == "Coding Ahead and iFrame AI, pages of 20962"
    assert [quote.quote for quote in wrong.quotes] == ["lateral border of scapula"]


def test_every_quotation_is_the_note_s_own() -> None:
    answer = case("fibula-to-forearm", "20962")
    places = [place for each in answer.differences for place in each.quotes]
    known = {(mention.start, mention.end): mention.quote for mention in record("fibula-to-forearm").evidence}
    assert places
    assert all(known[place.start, place.end] == place.quote for place in places)


def test_two_transfers_that_are_both_billed_agree() -> None:
    assert case("two-transfers-shoulder", "20955", "20962").results == ("agree",)


def test_one_of_two_transfers_that_is_billed_twice() -> None:
    answer = case("two-transfers-shoulder", "20962*2")
    assert found(answer, "error") == [
        ("wrong_donor", "over", "codes/, row fibula-bone"),
        ("units", "over", "fees, mue"),
    ]


def test_a_note_without_any_claim_is_documented_but_not_billed() -> None:
    (missing,) = case("rib-to-humerus").grave
    assert (missing.result, missing.lines) == ("not_billed", ())
    assert missing.says.endswith("which is 20962; no claim was found for the note.")


def test_an_open_note_without_a_billed_transfer_is_a_remark_alone() -> None:
    answer = case("query-donor-not-named")
    assert answer.results == ("nothing",)
    assert found(answer) == [("undecided", "unknown", "codes/status.toml, row donor-not-named")]


def test_an_assistant_and_a_surgeon_bill_one_transfer() -> None:
    answer = case("condyle-to-tibia", "20962", "20962-82")
    assert (answer.results, answer.differences) == (("agree",), ())


def test_two_surgeons_who_share_a_code_bill_one_transfer() -> None:
    answer = case("two-transfers-shoulder", "20955-62", "20955-62", "20962-62", "20962-62")
    assert answer.results == ("agree",)
    assert {each.rule for each in answer.remarks} == {"billing.toml, check second-report"}


def test_a_second_transfer_on_another_day_is_not_of_this_note() -> None:
    first, second = claim("20962", "20962-76", date_of_service="2024-03-11")
    later = second.model_copy(update={"date_of_service": "2024-03-13"})
    answer = of_lines("rib-to-humerus", [first, later])
    assert answer.results == ("agree",)
    assert [(each.result, each.lines) for each in answer.remarks] == [("details", (3,))]


def test_a_claim_all_of_another_day_is_compared_all_the_same() -> None:
    assert case("rib-to-humerus", "20956", date_of_service="2024-03-12").results == ("wrong_donor",)


def test_a_claim_of_assistants_alone_agrees_and_says_so() -> None:
    answer = case("condyle-to-tibia", "20962-82")
    assert answer.results == ("agree",)
    assert found(answer) == [("assistants", "unknown", "billing.toml, result assistants")]


def test_where_a_row_could_not_be_read_nobody_says_that_nothing_was_billed() -> None:
    answer = compare(record("rib-to-humerus"), claim("99024"), "id", rules(), fees(), unread=(7,))
    (asked,) = answer.grave
    assert (asked.result, asked.level) == ("not_billed", "query")
    assert asked.says.endswith("its claim has rows that could not be read (7).")


def test_twins_that_a_modifier_opens_are_two_transfers() -> None:
    assert found(case("metatarsal-to-tibia", "20957", "20972-59")) == [
        ("over_coded", "over", "billing.toml, result over_coded"),
        ("unbundled", "even", "bundles.toml, edit metatarsal-twins"),
        ("other_year", "unknown", "billing.toml, result other_year"),
    ]


@pytest.mark.parametrize("payer", ["Medicare", "Aetna"])
def test_one_bone_billed_with_and_without_skin_never_agrees(payer: str) -> None:
    assert case("addendum-corrects-skin", "20956", "20970", payer=payer).results != ("agree",)
    assert case("metatarsal-to-tibia", "20957", "20972", payer=payer).results != ("agree",)


def test_the_order_of_rows_changes_nothing() -> None:
    rows = ("20902", "20957", "15757")
    assert {case("rib-to-humerus", *order).results for order in permutations(rows)} == {("wrong_donor",)}


def test_quotations_of_two_transfers_are_of_the_one_that_differs() -> None:
    (missing,) = case("two-transfers-shoulder", "20962").grave
    assert [quote.quote for quote in missing.quotes] == ["Free fibula", "bone only"]


def two_of_one_code() -> Recorded:
    """The note of two transfers, with a rib in the place of the fibula, so that both are 20962."""
    two = record("two-transfers-shoulder")
    grafts = tuple(
        graft.model_copy(update={"donor_site": "rib"}) if graft.donor_site == "fibula" else graft for graft in two.grafts
    )
    path = tuple(step.model_copy(update={"row": "other-bone"}) if step.row == "fibula-bone" else step for step in two.path)
    return two.model_copy(update={"grafts": grafts, "path": path})


@pytest.mark.parametrize(
    ("billed", "results"),
    [
        ([("20962", "A. Stone"), ("20962", "B. Reed")], ("agree",)),
        ([("20962-62", "A. Stone"), ("20962-62", "A. Stone"), ("20962-62", "B. Reed"), ("20962-62", "B. Reed")], ("agree",)),
        ([("20962*2", "A. Stone")], ("units",)),
        ([("20962", "A. Stone")], ("under_coded",)),
    ],
)
def test_two_transfers_of_one_code(billed: list[tuple[str, str]], results: tuple[str, ...]) -> None:
    lines = [claim(code, surgeon=surgeon)[0].model_copy(update={"row": row}) for row, (code, surgeon) in enumerate(billed, 2)]
    assert compare(two_of_one_code(), tuple(lines), "id", rules(), fees()).results == results


def test_without_a_column_of_modifiers_what_hangs_on_them_is_asked() -> None:
    lines = claim("20962", "20962", "35701", surgeon="A. Stone")
    answer = compare(record("rib-to-humerus"), lines, "id", rules(), fees(), has_modifiers=False)
    assert [(each.result, each.level) for each in answer.grave] == [("unbundled", "query"), ("over_coded", "query")]
