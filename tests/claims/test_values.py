"""Codes, modifiers, units, amounts, people and diagnoses as files print them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from auditor.claims.npi import check_digit, is_npi
from tests.claims.kit import HEAD, ROW, column, table, told

CODE_FAULT = (
    "NOT KEPT row 2, column “CPT”: this is no code of five characters; "
    "write a code such as 20956, 0123T or G0463, with its modifiers after it if at all."
)
REST_FAULT = (
    "NOT KEPT row 2, column “CPT”: after the code stands something that is no modifier; "
    "write one code a row, and modifiers of two characters."
)


@pytest.mark.parametrize(
    ("printed", "code", "modifiers"),
    [
        ("20956", "20956", ()), ("20956.0", "20956", ()), (" g0463 ", "G0463", ()), ("0123t", "0123T", ()),
        ("CPT 20956", "20956", ()),
        ("20956-59-RT", "20956", ("59", "RT")), ("20956 59", "20956", ("59",)), ("20956, 59, rt", "20956", ("59", "RT")),
        ("20956.00-59", "20956", ("59",)), ("20956:62:RT", "20956", ("62", "RT")), ("20956 (RT)", "20956", ("RT",)),
        ("HCPCS: J1234", "J1234", ()),
    ],
)  # fmt: skip
def test_a_code_may_carry_its_modifiers(tmp_path: Path, printed: str, code: str, modifiers: tuple[str, ...]) -> None:
    line = table(tmp_path, HEAD, (*ROW[:3], printed)).lines[0]
    assert (line.code, line.modifiers) == (code, modifiers)


@pytest.mark.parametrize(
    ("printed", "fault"),
    [
        ("2095", CODE_FAULT), ("209566", CODE_FAULT), ("2O956", CODE_FAULT), ("20956X", CODE_FAULT), ("2.0956E+04", CODE_FAULT),
        ("2095659", CODE_FAULT), ("graft", CODE_FAULT),
        ("20956, 69990", REST_FAULT), ("20956 bone", REST_FAULT), ("20956-5", REST_FAULT),
        ("", "NOT KEPT row 2, column “CPT”: the row has no code; add the code, or leave the row out if it is no claim line."),
        ("n/a", "NOT KEPT row 2, column “CPT”: the row has no code; add the code, or leave the row out if it is no claim line."),
    ],
)  # fmt: skip
def test_what_is_no_code(tmp_path: Path, printed: str, fault: str) -> None:
    claims = table(tmp_path, HEAD, (*ROW[:3], printed))
    assert (claims.lines, told(claims)) == ((), [fault])


@pytest.mark.parametrize(
    ("printed", "modifiers"),
    [
        ("25, 59", ("25", "59")), ("25 59;rt", ("25", "59", "RT")), ("59/RT", ("59", "RT")), ("59.0", ("59",)),
        ("59RT", ("59", "RT")),
        ("62, 62", ("62",)), ("", ()), ("NULL", ()), ("NA", ()), ("-", ()), ("XS|LT", ("XS", "LT")),
    ],
)  # fmt: skip
def test_modifiers_in_one_cell(tmp_path: Path, printed: str, modifiers: tuple[str, ...]) -> None:
    claims = column(tmp_path, "Modifiers", printed)
    assert (claims.lines[0].modifiers, claims.faults) == (modifiers, ())


@pytest.mark.parametrize("printed", ["LEFT", "5", "590", "59, RIGHT", "é9"])
def test_what_is_no_modifier_takes_the_line_away(tmp_path: Path, printed: str) -> None:
    claims = column(tmp_path, "Modifiers", printed)
    assert (claims.lines, told(claims)) == (
        (),
        ["NOT KEPT row 2, column “Modifiers”: this is no modifier; write modifiers of two characters, such as 59 or RT, "
         "with a comma between them."],
    )  # fmt: skip


def test_units(tmp_path: Path) -> None:
    claims = column(tmp_path, "Units", "1", "2.0", "", "003", "0", "1.5", "two", "-1", "(1)")
    assert [line.units for line in claims.lines] == [1, 2, 1, 3]
    bad = "the units are no whole number above 0; write how often the code is billed, such as 1."
    back = "the units are below 0, so the line takes another one back; leave out both, or bill what stands in the end."
    assert told(claims) == [
        f"NOT KEPT row {row}, column “Units”: {what}" for row, what in ((6, bad), (7, bad), (8, bad), (9, back), (10, back))
    ]


@pytest.mark.parametrize(
    ("printed", "amounts"),
    [
        (("$1,234.50", "12", "1,234", "USD 3.10"), ("1234.50", "12", "1234", "3.10")),
        (("1.234,50 €", "12", "1.234", "3,1"), ("1234.50", "12", "1234", "3.1")),
        (("1 234,50", "1'234'567,00"), ("1234.50", "1234567.00")),
        (("1,234", "$12,345"), ("1234", "12345")),
        (("1.234", "12.5"), ("1.234", "12.5")),
        (("1,234,567", "1.234"), ("1234567", "1.234")),
        (("0.125", "1234.567"), ("0.125", "1234.567")),
        (("US$ 12.00", "-0.00"), ("12.00", "0.00")),
    ],
)
def test_amounts_by_the_decimal_sign_of_the_column(tmp_path: Path, printed: tuple[str, ...], amounts: tuple[str, ...]) -> None:
    claims = column(tmp_path, "Charge", *printed)
    assert ([line.charge for line in claims.lines], claims.faults) == ([Decimal(amount) for amount in amounts], ())


def test_amounts_that_can_mean_two_things_or_none(tmp_path: Path) -> None:
    claims = column(tmp_path, "Charge", "12.50", "12,50", "1,234", "free", "1,23,456", "(12.50)", "-3")
    found = [None if line.charge is None else str(line.charge) for line in claims.lines]
    assert found == ["12.50", "12.50", None, None, None, "-12.50", "-3"]
    none, below = "this is no amount of money; write it as 1234.56.", "the amount is below nothing; leave out the line where it"
    assert told(claims) == [
        "row 4, column “Charge”: its separator can stand before thousands or before decimals; write it as 1234.56.",
        f"row 5, column “Charge”: {none}",
        f"row 6, column “Charge”: {none}",
        f"row 7, column “Charge”: {below} takes another line back, and that other line.",
        f"row 8, column “Charge”: {below} takes another line back, and that other line.",
    ]


def test_the_check_digit_of_an_npi() -> None:
    assert check_digit("123456789") == "3"  # the example of the rule's own text
    assert is_npi("1234567893")
    assert [digit for digit in "0123456789" if is_npi(f"123456789{digit}")] == ["3"]
    assert not is_npi("808401234567893")


def test_an_npi_with_a_wrong_check_digit_is_kept(tmp_path: Path) -> None:
    claims = column(tmp_path, "NPI", "1234567893", "1234567893.0", "1234567890", "123456789", "Smith")
    assert [line.npi for line in claims.lines] == ["1234567893", "1234567893", "1234567890", None, None]
    ten = "this is no NPI, which has ten digits; write the ten digits of the surgeon's NPI."
    assert told(claims) == [
        "row 4, column “NPI”: the check digit of the NPI is wrong; compare the NPI with the registry of providers.",
        f"row 5, column “NPI”: {ten}",
        f"row 6, column “NPI”: {ten}",
    ]


@pytest.mark.parametrize(
    ("printed", "name", "npi"),
    [
        ("Smith, Anna MD", "Smith, Anna MD", None), ("1234567893", None, "1234567893"), ("1234567893.0", None, "1234567893"),
        ("Smith, Anna (1234567893)", "Smith, Anna", "1234567893"), ("1234567893 - Smith, Anna", "Smith, Anna", "1234567893"),
        ("Anna Smith, NPI: 1234567893", "Anna Smith", "1234567893"), ("Smith [NPI 1234567893]", "Smith", "1234567893"),
    ],
)  # fmt: skip
def test_a_name_and_an_npi_are_told_apart(tmp_path: Path, printed: str, name: str | None, npi: str | None) -> None:
    claims = table(tmp_path, HEAD, (*ROW[:2], printed, ROW[3]))
    assert (claims.lines[0].surgeon, claims.lines[0].npi, claims.faults) == (name, npi, ())


def test_a_number_that_names_nobody(tmp_path: Path) -> None:
    claims = table(tmp_path, HEAD, (*ROW[:2], "48213", ROW[3]), ("", ROW[1], "48213", ROW[3]))
    fault = "column “Surgeon”: a number that is no NPI of ten digits names no surgeon; write the name or the NPI of the surgeon."
    assert told(claims) == [f"row 2, {fault}", f"NOT KEPT row 3, {fault}"]
    assert claims.lines[0].surgeon is None


def test_two_npis_of_one_row(tmp_path: Path) -> None:
    claims = table(tmp_path, (*HEAD, "NPI"), (*ROW[:2], "Smith (1234567893)", ROW[3], "1003000126"))
    assert (claims.lines[0].surgeon, claims.lines[0].npi) == ("Smith", "1003000126")
    assert told(claims) == [
        "row 2, column “NPI”: two different NPIs stand in the row, and this one is compared; keep the NPI of the surgeon."
    ]


def test_an_id_that_a_spreadsheet_cut(tmp_path: Path) -> None:
    claims = table(tmp_path, HEAD, ("1.00234E+11", *ROW[1:]), ("100234.0", *ROW[1:]), (" a  1 ", *ROW[1:]))
    assert [line.case for line in claims.lines] == [None, "100234", "a 1"]
    assert told(claims) == ["row 2, column “Account”: a spreadsheet has cut the digits of the id; export the column as text."]


@pytest.mark.parametrize(
    ("printed", "diagnoses"),
    [
        ("M87.051", ("M87.051",)), ("m87051, S72.001K;C41.2", ("M87051", "S72.001K", "C41.2")), ("D16 M86.9", ("D16", "M86.9")),
        ("Q68.8|Q68.8", ("Q68.8",)), ("C4A.0", ("C4A.0",)), ("", ()),
    ],
)  # fmt: skip
def test_diagnoses_in_one_cell(tmp_path: Path, printed: str, diagnoses: tuple[str, ...]) -> None:
    claims = column(tmp_path, "Dx", printed)
    assert (claims.lines[0].diagnoses, claims.faults) == (diagnoses, ())


@pytest.mark.parametrize(
    "printed", ["733.82, M87.051", "M87.051 necrosis", "M87.05.1 M87.051", "M87.051 M8", "M87.051 S72.00123"]
)
def test_what_has_not_the_form_of_a_diagnosis_is_left_out(tmp_path: Path, printed: str) -> None:
    claims = column(tmp_path, "Dx", printed)
    assert (claims.lines[0].diagnoses, told(claims)) == (
        ("M87.051",),
        ["row 2, column “Dx”: it holds something that has not the form of an ICD-10-CM code; "
         "write codes such as M87.051, with a comma between them."],
    )  # fmt: skip


def test_other_texts(tmp_path: Path) -> None:
    claims = table(tmp_path, (*HEAD, "Coder", "Payer"), (*ROW, "  Zed\u00a0Lee ", "Medicare  Part B"), (*ROW, "(blank)", "None"))
    assert [(line.coder, line.payer) for line in claims.lines] == [("Zed Lee", "Medicare Part B"), (None, None)]
