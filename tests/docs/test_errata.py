"""What the page of errata says of a code is what the data says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from auditor.rules.fee_schema import shipped_fees
from auditor.rules.load import load

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "errata.md").read_text("utf-8")
RULES, FEES = load(), shipped_fees()
EIGHT = RULES.billing.codes.transfers
FIVE = re.compile(r"\b\d{5}\b")
FIELDS = {"bilateral": "bilateral", "team": "team", "26/TC": "split", "co-surgeon": "co_surgeon"}


def rows() -> list[list[str]]:
    """The rows of all tables: page, what it says, what holds, source."""
    lines = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith(("| ---", "| page |"))]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


HOLDS = [row[2] for row in rows()]
INDICATORS = re.findall(r"the (bilateral|team|26/TC|co-surgeon) indicator of ([\w, ]+?) is (\d)", " ".join(HOLDS))
PAIRS = re.findall(r"(\d{5}(?:-\d{5})?) beside ([\w ]+?): indicator (\d)", " ".join(HOLDS))
DIAGNOSES = re.findall(r"`([A-Z]\d\w\.\w+)` \(([a-z ]+)(?:, (left|right))?\)", " ".join(HOLDS))
BONES = re.findall(r"(\d{5}) is for ([\w ,]+?)(?=, with its|;| \||$)", "\n".join(HOLDS), re.MULTILINE)


def codes(words: str) -> tuple[str, ...]:
    return EIGHT if words == "all eight codes" else tuple(FIVE.findall(words))


def test_every_row_has_four_cells_and_a_source() -> None:
    assert len(rows()) == 33
    assert [row for row in rows() if len(row) != 4 or not all(row)] == []


def test_the_dates_are_those_of_the_data() -> None:
    assert f"fee schedule of {FEES.label}" in PAGE
    assert f"in force from {RULES.bundles.effective.isoformat()}" in PAGE
    assert "ICD-10-CM as of 1 April 2026" in PAGE
    assert "release of 1 April 2026" in RULES.diagnoses.edition
    for path in re.findall(r"`(patterns/[\w./-]+)`", PAGE):
        assert (Path(__file__).resolve().parents[2] / path).is_file(), path


def test_all_kinds_of_statements_are_found() -> None:
    assert [len(found) for found in (INDICATORS, PAIRS, DIAGNOSES, BONES)] == [6, 4, 10, 4]


@pytest.mark.parametrize(("name", "of", "value"), INDICATORS)
def test_an_indicator_is_that_of_the_fee_schedule(name: str, of: str, value: str) -> None:
    for code in codes(of):
        row = FEES.value(code)
        assert row is not None
        assert getattr(row, FIELDS[name]) == value, code


@pytest.mark.parametrize(("others", "beside", "value"), PAIRS)
def test_a_pair_has_the_indicator_of_the_edits(others: str, beside: str, value: str) -> None:
    ends = FIVE.findall(others)
    for end in ends:
        edit = next(edit for edit in RULES.bundles.edit if edit.names(end))
        assert [edit.indicator.get(code) for code in codes(beside)] == [int(value)] * len(codes(beside)), end


@pytest.mark.parametrize(("code", "words", "side"), DIAGNOSES)
def test_a_diagnosis_code_tells_what_the_page_says(code: str, words: str, side: str) -> None:
    found = RULES.diagnoses.class_of(code)
    assert found is not None
    assert found.id == words.replace(" ", "_")
    assert (RULES.diagnoses.side_of(code) or "") == side


def test_codes_that_are_none_tell_nothing() -> None:
    assert [RULES.diagnoses.class_of(code) or RULES.diagnoses.side_of(code) for code in ("M84.151A", "M84.152A")] == [None, None]


@pytest.mark.parametrize(("code", "bone"), BONES)
def test_a_code_is_for_the_bone_of_the_tables(code: str, bone: str) -> None:
    assert RULES.billing.codes.bone[code] == bone.strip()


def test_codes_without_bone_or_vessels_are_those_billed_in_a_transfers_place() -> None:
    words = " ".join(HOLDS)
    named = {code for code in FIVE.findall(words) if code not in EIGHT} - {"69990", "27065"}
    in_edits = {code for code in named if any(edit.names(code) for edit in RULES.bundles.edit)}
    assert named - in_edits <= set(RULES.billing.codes.alternatives)
    assert {"15738", "15756", "15757", "15758", "26551"} <= named


def test_the_microscope_is_never_said_to_be_billable() -> None:
    said = [row for row in rows() if "69990" in row[1]]
    assert [row[2].startswith("69990 beside all eight codes: indicator 0") for row in said] == [True, True]
    assert "It is never reported beside a transfer." in PAGE
