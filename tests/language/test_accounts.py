"""What is told right behind a transfer of the past, or in another paper's words, is past as well."""

from __future__ import annotations

import pytest

from auditor.language.accounts import WENT_ON
from auditor.model import Assertion
from tests.language.kit import found

HEAD = "Surgeon: Ann Bell, MD\nDate of surgery: 15 August 2023\nOPERATION: Removal of plate and screws\n\n"
WORK = "The old scar was opened. The plate was removed."


def _joins(told: str) -> list[tuple[Assertion, str | None]]:
    return [(each.assertion, each.why) for each in found(HEAD + told, "technique")]


@pytest.mark.parametrize(
    "account",
    [
        "He had a free rib flap in 2019. The artery was joined end-to-end to the facial artery.",
        "On 1 June 2021 I moved a free rib flap. The artery was joined end-to-end to the facial artery.",
        "It is a year since her free rib flap. In that operation the artery was joined end-to-end.",
    ],
)
def test_joins_behind_an_earlier_transfer(account: str) -> None:
    assert [assertion for assertion, _ in _joins(f"{account} {WORK}")] == [Assertion.PRIOR]


def test_the_reason_is_told() -> None:
    told = "He had a free rib flap in 2019. The artery was joined end-to-end to the facial artery."
    assert _joins(f"{told} {WORK}") == [(Assertion.PRIOR, WENT_ON)]


@pytest.mark.parametrize(
    "told",
    [
        "He had a free rib flap in 2019. The crest was then raised. The artery was joined end-to-end.",
        "He had a free rib flap in 2019. Today the artery was joined end-to-end to the facial artery.",
        "He had a free rib flap in 2019.\n\nThe leg was opened. The artery was joined end-to-end.",
    ],
)
def test_an_account_ends_with_work_or_with_today(told: str) -> None:
    assert [assertion for assertion, _ in _joins(told)] == [Assertion.PERFORMED]


@pytest.mark.parametrize("opening", ["My note of that day reads: ", "Antecedent (copied from the report)\n   "])
def test_words_of_another_paper(opening: str) -> None:
    quoted = '"A free rib flap was raised. The artery was joined end-to-end to the facial artery, 9-0."'
    assert _joins(f"{opening}{quoted}\n\n{WORK}") == [(Assertion.PRIOR, WENT_ON)]


def test_a_report_that_stands_in_quotation_marks_tells_of_today() -> None:
    text = 'OPERATIVE REPORT\n\n"The free rib flap was raised. The artery was joined end-to-end to the facial artery, 9-0."\n'
    assert [each.assertion for each in found(text, "technique")] == [Assertion.PERFORMED]
