"""Relative value units, billed less documented, by the schedule that ships."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.billing.kit import case


@pytest.mark.parametrize(
    ("note", "billed", "work", "total"),
    [
        ("rib-to-humerus", ("20962",), "0.00", "0.00"),
        ("scapula-to-mandible", ("20956",), "1.97", "-1.10"),  # 41.18 - 39.21; 79.03 - 80.13
        ("radius-to-tibia", ("20969",), "6.22", "0.99"),  # 45.43 - 39.21; 81.12 - 80.13
        ("pedicled-crest-to-pubis", ("20956",), "41.18", "79.03"),
        ("two-transfers-shoulder", ("20962",), "-40.26", "-73.00"),
        ("rib-to-humerus", ("20962*2",), "39.21", "80.13"),
        ("condyle-to-tibia", ("20962", "20962-82"), "0.00", "0.00"),
        ("two-transfers-shoulder", ("20955-62", "20955-62", "20962"), "0.00", "0.00"),
        ("rib-to-humerus", ("20902",), "-39.21", "-80.13"),
    ],
)
def test_differences(note: str, billed: tuple[str, ...], work: str, total: str) -> None:
    values = case(note, *billed).values
    assert values is not None
    assert (values.work_difference, values.total_difference) == (Decimal(work), Decimal(total))
    assert values.label == "July 2024"


def test_nothing_is_valued_against_a_note_that_leaves_the_transfer_open() -> None:
    values = case("query-no-vessel-join", "20962").values
    assert values is not None
    assert (values.total_billed, values.total_documented, values.total_difference) == (Decimal("80.13"), None, None)


@pytest.mark.parametrize(("note", "billed"), [("rib-to-humerus", ()), ("plain-crest-graft", ("20902",))])
def test_no_claim_or_no_transfer_has_no_values(note: str, billed: tuple[str, ...]) -> None:
    assert case(note, *billed).values is None


def test_nothing_is_valued_where_the_answer_is_a_query() -> None:
    values = case("clinic-plan-letter", "20956").values
    assert values is not None
    assert (values.total_billed, values.total_difference) == (Decimal("79.03"), None)


def test_assistants_alone_bill_the_transfer_once() -> None:
    values = case("condyle-to-tibia", "20962-82").values
    assert values is not None
    assert values.total_difference == 0
