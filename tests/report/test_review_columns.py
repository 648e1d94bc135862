"""Keys, fingerprints and checks: what must not change, and what must."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from auditor.model import Graft
from auditor.report.review_entry import Opinion
from auditor.report.workbook.review_columns import DECISIONS, FIELDS, FIRST, check_of, final_codes, reasons, row_key, seen_of
from auditor.rules.load import load
from tests.report.kit import audit, rules


def test_a_key_is_of_note_and_graft_alone() -> None:
    keys = {row_key(note, graft) for note in ("a", "b", "a~2", "A", "") for graft in (1, 2)}
    assert len(keys) == 10
    assert row_key("case-1", 2) == row_key("case-1", 2)


def test_a_key_stays_from_version_to_version() -> None:
    """Stores hold keys for years: whoever alters how they are made loses what reviewers typed."""
    assert row_key("case-1", 1) == "n-ca85eb17618f9b84-1"


def test_a_fingerprint_is_of_one_graft() -> None:
    rib, crest = Graft(donor_site="rib"), Graft(donor_site="iliac_crest")
    both = audit(grafts=(rib, crest))
    assert seen_of(both, 1) != seen_of(both, 2)
    assert seen_of(audit(grafts=(rib, crest.model_copy(update={"laterality": "left"}))), 1) == seen_of(both, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, ""),
        (3, 3.0),
        (date(2024, 5, 6), datetime(2024, 5, 6)),
        ("two\nlines", "two_x000D_\nlines "),
        ("_x005F_x0041_", "_x0041_"),
        ("a\u00a0b", "a b"),
    ],
)
def test_a_check_sees_no_difference_in_what_spreadsheets_alter(one: object, other: object) -> None:
    assert check_of(["x", one, "y"]) == check_of(["x", other, "y"])


@pytest.mark.parametrize(
    ("one", "other"), [(["ab", "c"], ["a", "bc"]), (["a", None], [None, "a"]), ([0], [None]), (["a"], ["A"])]
)
def test_a_check_sees_what_a_person_alters(one: list[object], other: list[object]) -> None:
    assert check_of(one) != check_of(other)


def test_the_lists(tmp_path: Path) -> None:
    assert final_codes(rules(tmp_path)) == ("20956", "none")
    assert reasons(rules(tmp_path)) == ("bone misread",)
    assert {"20956", "20957", "20962", "20972", "20955", "20969"} < set(final_codes(load()))
    assert DECISIONS == ("agree", "disagree", "needs second review")


def test_a_column_for_each_field_of_an_opinion() -> None:
    assert tuple(Opinion.model_fields) == FIELDS
    assert len(FIRST) == len(FIELDS)
