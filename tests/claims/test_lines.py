"""Rows that are no lines, lines that stand twice, and the count of all."""

from __future__ import annotations

from pathlib import Path

from tests.claims.kit import HEAD, ROW, codes, table, told

UNMATCHABLE = (
    "the row tells neither the case nor both the surgeon and the day, so that it belongs to no note; "
    "add the case, or the surgeon and the date of service."
)


def test_a_line_needs_a_case_or_a_surgeon_and_a_day(tmp_path: Path) -> None:
    claims = table(
        tmp_path, (*HEAD, "NPI"),
        ("A1", "", "", "20955", ""), ("", "2024-03-14", "Smith", "20956", ""), ("", "2024-03-14", "", "20957", "1234567893"),
        ("", "2024-03-14", "", "20962", ""), ("", "", "Smith", "20969", "1234567893"), ("", "", "", "20970", ""),
    )  # fmt: skip
    assert codes(claims) == [(2, "20955"), (3, "20956"), (4, "20957")]
    assert told(claims) == [f"NOT KEPT row {row}: {UNMATCHABLE}" for row in (5, 6, 7)]


def test_totals_and_remarks_are_no_lines(tmp_path: Path) -> None:
    rows = (
        ("Total", "", "", ""),
        ("Grand total:", "", "", "2"),
        ("", "Subtotal", "", ""),
        ("Count: 2", "", "", ""),
        ("End of report", "", "", ""),
    )
    claims = table(tmp_path, HEAD, ROW, *rows)
    assert codes(claims) == [(2, "20956")]
    assert told(claims) == [
        f"NOT KEPT row {row}: the row holds a total or a remark, and no claim line; nothing to do." for row in range(3, 8)
    ]


def test_a_line_whose_code_is_missing_is_not_taken_for_a_total(tmp_path: Path) -> None:
    claims = table(tmp_path, (*HEAD, "Payer"), (*ROW[:3], "", "Total Health"))
    assert [fault.what for fault in claims.faults] == ["the row has no code"]


def test_the_same_line_twice_is_kept_and_told(tmp_path: Path) -> None:
    claims = table(tmp_path, (*HEAD, "Line"), (*ROW, "1"), (*ROW[:3], "20957", "2"), (*ROW, "3"), (*ROW, "4"))
    assert codes(claims) == [(2, "20956"), (3, "20957"), (4, "20956"), (5, "20956")]
    assert told(claims) == [f"row {row}: the same line stands in row 2; leave it out if it was billed once." for row in (4, 5)]


def test_every_row_counts_once(tmp_path: Path) -> None:
    claims = table(tmp_path, HEAD, ROW, ("", "", "", ""), ("A2", "soon", "48213", "20957"), ("A3", "", "", "x"), ("Total",))
    assert claims.rows == 4
    assert [line.row for line in claims.lines] == [2, 4]
    assert [(fault.row, fault.kept) for fault in claims.faults] == [(4, True), (4, True), (5, False), (6, False)]
