from __future__ import annotations

from auditor.evaluate.confusion import Confusion, codes, statuses
from auditor.model import Status
from tests.evaluate.kit import gold
from tests.report.kit import audit

QUERY = audit(status=Status.QUERY, best_fit=())
PAIRS = [
    (gold(), audit()),
    (gold(), QUERY),
    (gold(status="not_applicable", best_fit=[]), QUERY),
    (gold(other_codes=["20955"]), audit(best_fit=("20962",), other_codes=())),
    (gold(status="outside_set", best_fit=[], other_codes=["20955"]), None),
]


def test_statuses() -> None:
    assert statuses(PAIRS) == Confusion(
        ("supported", "query", "outside the set", "not applicable", "not audited"),
        ((2, 1, 0, 0, 0), (0, 0, 0, 0, 0), (0, 0, 0, 0, 1), (0, 1, 0, 0, 0), (0, 0, 0, 0, 0)),
    )


def test_codes_of_the_set_and_neighbours_are_one_table() -> None:
    assert codes(PAIRS) == Confusion(
        ("20955", "20955 + 20956", "20956", "20962", "no code", "not audited"),
        (
            (0, 0, 0, 0, 0, 1),
            (0, 0, 0, 1, 0, 0),
            (0, 0, 1, 0, 1, 0),
            (0, 0, 0, 0, 0, 0),
            (0, 0, 0, 0, 1, 0),
            (0, 0, 0, 0, 0, 0),
        ),
    )


def test_only_labels_that_occur_are_shown() -> None:
    assert statuses(PAIRS[:1]) == Confusion(("supported",), ((1,),))
