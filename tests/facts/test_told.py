"""What the file says fills what the note leaves open, is marked, and never overrides the note."""

from __future__ import annotations

import pytest

from auditor.facts.established import Facts
from auditor.facts.told import with_told
from auditor.model import Header, Known

KNOWN = Known(author="Anna  Smith,\nMD", date="2024-03-14")


def test_both_are_filled_and_marked() -> None:
    assert with_told(Facts(), KNOWN).header == Header(
        surgeon="Anna Smith, MD", date_of_service="2024-03-14", told_by_file=("surgeon", "date_of_service")
    )


def test_the_note_goes_before_the_file() -> None:
    facts = Facts(header=Header(surgeon="Bo Lind", stated_codes=("20956",)))
    assert with_told(facts, KNOWN).header == Header(
        surgeon="Bo Lind", date_of_service="2024-03-14", stated_codes=("20956",), told_by_file=("date_of_service",)
    )
    whole = Facts(header=Header(surgeon="Bo Lind", date_of_service="2023-01-01"))
    assert with_told(whole, KNOWN) is whole


@pytest.mark.parametrize(
    "known",
    [Known(), Known(author="", date=""), Known(author="1234567", date="14.03.2024"), Known(author="x" * 200, date="2024-02-30")],
)
def test_what_is_no_name_and_no_day_is_not_taken(known: Known) -> None:
    facts = Facts()
    assert with_told(facts, known) is facts
