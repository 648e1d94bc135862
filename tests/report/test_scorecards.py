"""Scorecards: who counts for what, exact values, and no rate of few."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from auditor.billing.model import Case
from auditor.model import Audit, ElementState
from auditor.report.workbook.book import Book
from auditor.report.workbook.summary_tables import RunFacts
from tests.billing.kit import case, rules
from tests.report.kit import audit, reopened, table

SAMPLE = "rib-to-humerus"  # one transfer, 20962
STONE, HALE = "Anna Stone, MD", "Hale, Peter"
FEW_CASES, FEW_NOTES = "fewer than 10 cases: no rate is shown", "fewer than 10 notes: no share is shown"


def note(number: int, surgeon: str | None, *, benefit: bool = True) -> Audit:
    """A note that documents the expected benefit, or does not; for half of them the pathology is not asked."""
    elements = {
        "expected_benefit": ElementState.DOCUMENTED if benefit else ElementState.MISSING,
        "pathology": ElementState.MISSING if number % 2 else ElementState.NOT_REQUIRED,
    }
    return audit(id=f"n{number}", surgeon=surgeon, elements=elements, questions=())


def compared(number: int, surgeon: str | None, *billed: str, coder: str | None = "C. One") -> Case:
    made = case(SAMPLE, *billed, coder=coder, charge=Decimal("4321.00"))
    return made.model_copy(update={"note": f"n{number}", "surgeon": surgeon})


def workbook(audits: list[Audit], cases: list[Case] | None) -> Workbook:
    file = BytesIO()
    with Book(rules(), claims=cases is not None) as book:
        for each in audits:
            book.add(each)
        for one in cases or ():
            book.add_billing(one)
        book.save(file, RunFacts("0.1.0", datetime(2025, 3, 4)))
    return reopened(file.getvalue())


@pytest.fixture(scope="module")
def book() -> Workbook:
    """Twelve notes of one surgeon, ten of them right; two of another, whose coder is somebody else; one of nobody."""
    audits = [note(number, STONE, benefit=number > 3) for number in range(10)]
    audits += [note(number, "STONE, Anna", benefit=False) for number in (10, 11)]
    audits += [note(12, HALE), note(13, HALE), note(14, None)]
    cases = [compared(number, STONE, "20962") for number in range(10)]
    cases += [compared(10, "STONE, Anna", "20956"), compared(11, "STONE, Anna", "20962", "69990")]
    cases += [
        compared(12, HALE, "20970", coder="Dee Two"),
        compared(13, HALE, coder=None),
        compared(14, None, "20962", coder=None),
    ]
    return workbook(audits, cases)


def test_surgeons(book: Workbook) -> None:
    stone, hale, nobody = table(book, "Surgeons")
    assert stone == {
        "Surgeon": "Anna Stone, MD", "Notes": 12, "Cases": 12, "Agree": 10, "Error": 2, "Query": 0,
        "Agreement": pytest.approx(10 / 12), "95 % interval, from": pytest.approx(0.5159, abs=5e-5),
        "95 % interval, to": pytest.approx(0.9791, abs=5e-5), "Cases over": 1, "Cases under": 1, "Small numbers": None,
        "Wrong donor: over": 0, "Wrong donor: under": 1, "Wrong skin component: over": 0,
        "Unbundled: over": 1, "Documented but not billed: under": 0,
        "Missing more often than in the department": "Expected benefit: 50 % (6 of 12; department 40 %)",
    }  # fmt: skip
    assert (hale["Surgeon"], hale["Notes"], hale["Cases"], hale["Agree"], hale["Error"]) == ("Hale, Peter", 2, 1, 0, 1)
    assert (hale["Agreement"], hale["95 % interval, from"], hale["95 % interval, to"]) == (None, None, None)
    assert (hale["Small numbers"], hale["Documented but not billed: under"]) == (f"{FEW_CASES}\n{FEW_NOTES}", 1)
    assert (nobody["Surgeon"], nobody["Notes"], nobody["Agree"]) == ("no surgeon named", 1, 1)


def test_coders(book: Workbook) -> None:
    rows = {row["Coder"]: row for row in table(book, "Coders")}
    assert list(rows) == ["C. One", "Dee Two", "no coder named", "no claim for the note"]
    assert [(row["Notes"], row["Cases"], row["Agree"], row["Error"]) for row in rows.values()] == [
        (12, 12, 10, 2), (1, 1, 0, 1), (1, 1, 1, 0), (1, 0, 0, 0),
    ]  # fmt: skip
    assert rows["no claim for the note"]["Documented but not billed: under"] == 1


def test_what_stands_below_the_rows(book: Workbook) -> None:
    said = "\n".join(str(value) for row in book["Surgeons"].iter_rows(min_row=5, values_only=True) for value in row if value)
    assert said.startswith(
        "The department: 15 notes, 14 cases, of which 11 agree, 3 error, 0 query; agreement 79 % (95 % interval 49 % to 95 %)."
    )


def test_no_money_and_no_relative_value(book: Workbook) -> None:
    for title in ("Surgeons", "Coders"):
        cells = [str(value) for row in book[title].iter_rows(values_only=True) for value in row]
        assert not [cell for cell in cells if re.search(r"4321|RVU|units|charge", cell, re.IGNORECASE)]


def test_a_case_counts_for_each_of_its_coders() -> None:
    lines = (*case(SAMPLE, "20962", coder="C. One").lines, *case(SAMPLE, "69990", coder="C. Two").lines)
    shared = compared(1, STONE, "20962").model_copy(update={"lines": lines})
    rows = table(workbook([note(1, STONE)], [shared]), "Coders")
    assert [(row["Coder"], row["Cases"]) for row in rows] == [("C. One", 1), ("C. Two", 1)]


def test_nothing_to_compare_is_no_case() -> None:
    bare = case("plain-crest-graft").model_copy(update={"note": "n1", "surgeon": STONE})
    book = workbook([note(1, STONE)], [bare])
    assert [(row["Notes"], row["Cases"]) for row in table(book, "Surgeons")] == [(1, 0)]
    assert table(book, "Coders") == []


def test_without_claims_the_surgeons_have_their_notes_and_what_is_missing() -> None:
    audits = [note(number, STONE, benefit=number > 7) for number in range(20)] + [note(number, HALE) for number in range(20, 30)]
    book = workbook(audits, None)
    assert "Coders" not in book.sheetnames
    missing = "Missing more often than in the department"
    assert table(book, "Surgeons") == [
        {
            "Surgeon": STONE, "Notes": 20, "Small numbers": None,
            missing: "Expected benefit: 40 % (8 of 20; department 27 %)",
        },
        {"Surgeon": HALE, "Notes": 10, "Small numbers": None, missing: "none above the department"},
    ]  # fmt: skip


@pytest.mark.parametrize(("right", "shown"), [(9, False), (10, True)])
def test_the_least_number_of_cases_with_a_rate(right: int, shown: bool) -> None:
    numbers = range(right)
    row: dict[str, Any]
    (row,) = table(workbook([note(n, STONE) for n in numbers], [compared(n, STONE, "20962") for n in numbers]), "Surgeons")
    assert (row["Agreement"], row["Small numbers"]) == ((1, None) if shown else (None, f"{FEW_CASES}\n{FEW_NOTES}"))
    assert row["95 % interval, from"] == (pytest.approx(0.025 ** (1 / 10)) if shown else None)
