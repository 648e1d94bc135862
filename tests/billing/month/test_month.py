"""The test month, run as a person would run it, against its key: every difference is found, and none is invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from auditor.cli.main import main
from tests.billing.kit import rules
from tests.billing.month.build import Case, build_claims, build_notes, cases, rows_of

# Remarks that were thought of after the key was written, and have tests of their own.
UNKEYED = {"addendum", "assistants", "other_year"}
WITH_NOTE = tuple(case for case in cases() if case.note is not None)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("month")
    build_notes(folder / "notes")
    build_claims(folder / "claims.csv")
    told = ["run", folder / "notes", "--out", folder / "out", "--claims", folder / "claims.csv", "--no-pages"]
    CliRunner().invoke(main, [str(each) for each in told])
    return folder / "out"


@pytest.fixture(scope="module")
def lines(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "billing.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def found(lines: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {str(line["note"]): line for line in lines if "results" in line}


def test_each_note_is_one_case(found: dict[str, dict[str, Any]]) -> None:
    assert sorted(found) == sorted(str(case.note).rpartition("/")[2] for case in WITH_NOTE)


@pytest.mark.parametrize("case", WITH_NOTE, ids=lambda case: case.id)
def test_a_case(case: Case, found: dict[str, dict[str, Any]]) -> None:
    line = found[str(case.note).rpartition("/")[2]]
    grave = [each for each in line["differences"] if each["level"] != "remark"]
    remarks = {each["result"] for each in line["differences"] if each["level"] == "remark"}
    family = rules().billing.codes.transfers
    assert (tuple(line["results"]), line["matched_by"] or "none") == (case.results, case.matched_by)
    assert sorted(code for code in line["documented"] if code in family) == sorted(case.documented)
    assert remarks - set(case.may) - UNKEYED == set(case.remarks) - set(case.may)
    if case.direction:
        assert grave[0]["direction"] == case.direction


def test_answers_that_rest_on_an_addendum_say_so(found: dict[str, dict[str, Any]]) -> None:
    told = {name for name, line in found.items() if "addendum" in {each["result"] for each in line["differences"]}}
    assert told == {case.note for case in WITH_NOTE if case.sample == "addendum-corrects-skin"}


def test_every_difference_has_a_sentence_a_rule_and_a_source(found: dict[str, dict[str, Any]]) -> None:
    differences = [each for line in found.values() for each in line["differences"]]
    assert len(differences) > 100
    assert [each for each in differences if not (each["says"] and each["rule"] and each["why"] and each["source"])] == []


def test_every_row_of_the_claims_comes_out_once(out: Path, lines: list[dict[str, Any]]) -> None:
    rows = [row for line in lines for row in line["lines"]]
    sheet = load_workbook(out / "audit.xlsx", read_only=True)["Not compared"]
    refused = [int(str(row[2])) for row in sheet.iter_rows(min_row=2, values_only=True) if row[0] in ("row", "row, left aside")]
    assert sorted(rows + refused) == sorted(row for case in cases() for row in rows_of(case))


def test_claims_without_a_note_are_named_with_the_reason(lines: list[dict[str, Any]]) -> None:
    why = {tuple(line["lines"]): line["why"] for line in lines if line.get("unmatched") == "claim"}
    for case in cases():
        if case.unmatched in ("tie", "no note"):
            told = [reason for rows, reason in why.items() if set(rows) & set(rows_of(case))]
            assert told
            assert all(("several" in reason) is (case.unmatched == "tie") for reason in told)
