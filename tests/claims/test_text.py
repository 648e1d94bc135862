"""Text files of any separator, quoting and encoding."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest

from auditor.claims.model import ClaimLine
from auditor.errors import ClaimsError
from tests.claims.kit import codes, table, text, told

LINES = "Account{0}DOS{0}Surgeon{0}CPT{0}Charge\nA1{0}2024-03-14{0}Müller{0}20956{0}12.50\n"
EXPECTED = ClaimLine(
    row=2, case="A1", date_of_service="2024-03-14", surgeon="Müller", code="20956", charge=Decimal("12.50")
)  # fmt: skip


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "^", "~", ":", "¦"])
def test_the_separator_is_the_one_that_makes_titles_of_the_head(tmp_path: Path, separator: str) -> None:
    assert text(tmp_path, LINES.format(separator)).lines == (EXPECTED,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_encoding_is_told_by_the_bytes(tmp_path: Path, encoding: str) -> None:
    assert text(tmp_path, LINES.format(";").encode(encoding)).lines == (EXPECTED,)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end(tmp_path: Path, end: str) -> None:
    assert text(tmp_path, LINES.format(",").replace("\n", end)).lines == (EXPECTED,)


def test_an_old_mark_of_the_end_is_no_row(tmp_path: Path) -> None:
    assert text(tmp_path, LINES.format(",").replace("\n", "\r\n") + "\x1a").lines == (EXPECTED,)


def test_source_digest_and_count(tmp_path: Path) -> None:
    content = LINES.format(",").encode()
    claims = text(tmp_path, content)
    assert claims.source == (tmp_path / "claims.csv").as_posix()
    assert claims.digest == hashlib.sha256(content).hexdigest()
    assert claims.rows == 1


def test_a_line_that_names_the_separator_is_no_row(tmp_path: Path) -> None:
    assert text(tmp_path, "sep=;\r\nAccount;CPT\r\nA,1;20956\r\n").lines == (ClaimLine(row=2, case="A,1", code="20956"),)


def test_what_stands_above_the_titles_is_passed_over(tmp_path: Path) -> None:
    claims = text(tmp_path, "Claims of June, by account\n\nPrinted by case management\nAccount,CPT\nA1,20956\n\n\nA2,20957\n")
    assert codes(claims) == [(5, "20956"), (8, "20957")]
    assert (claims.rows, claims.faults) == (2, ())


def test_a_cell_of_several_lines_is_one_row_as_in_a_spreadsheet(tmp_path: Path) -> None:
    claims = text(tmp_path, 'Account,Surgeon,CPT\nA1,"Smith,\nAnna ""Ann""",20956\nA2,Doe,20957\n')
    assert codes(claims) == [(2, "20956"), (3, "20957")]
    assert claims.lines[0].surgeon == 'Smith, Anna "Ann"'


def test_spaces_around_cells_and_signs_that_keep_a_number_as_text(tmp_path: Path) -> None:
    claims = text(tmp_path, 'Account, CPT , Mod\n ="0012" , "20956",\n\'0013,="0123T","=""59"""\n')
    assert [(line.case, line.code, line.modifiers) for line in claims.lines] == [
        ("0012", "20956", ()),
        ("0013", "0123T", ("59",)),
    ]


def test_a_formula_in_a_text_is_a_text(tmp_path: Path) -> None:
    claims = text(tmp_path, 'Account,Coder,CPT\n=1+1,"=HYPERLINK(1)",20956\nA2,Zed,=20000+956\n')
    assert (claims.lines[0].case, claims.lines[0].coder) == ("=1+1", "=HYPERLINK(1)")
    assert [(fault.row, fault.column, fault.kept) for fault in claims.faults] == [(3, "CPT", False)]


def test_an_open_quotation_mark_costs_its_own_row_and_no_other(tmp_path: Path) -> None:
    claims = text(tmp_path, 'Account,Surgeon,CPT\nA1,"Smith,20955\nA2,"Doe, J",20956\nA3,Roe,20957\nA4,"Loe,20962\n')
    assert codes(claims) == [(3, "20956"), (4, "20957")]
    assert told(claims) == [
        f"NOT KEPT row {row}: the quotation marks of the row do not pair; double a quotation mark that belongs to a text, "
        "and put the whole text into others."
        for row in (2, 5)
    ]


def test_an_inch_sign_inside_a_text_is_no_quotation_mark(tmp_path: Path) -> None:
    assert text(tmp_path, 'Account,Coder,CPT\nA1,6" plate,20956\n').lines[0].coder == '6" plate'


def test_a_cell_too_many_may_have_moved_the_others(tmp_path: Path) -> None:
    claims = text(tmp_path, "Account,Surgeon,CPT,Units\nA1,Smith, Anna,20956,1\nA2,Doe,20957,1,\nA3,Roe,20962\n")
    assert codes(claims) == [(3, "20957"), (4, "20962")]
    assert told(claims) == [
        "NOT KEPT row 2: the row has more cells than the table has columns; "
        "put a text that holds the separator between quotation marks."
    ]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"%PDF-1.7\nCPT", "the file is a PDF document, not plain text"),
        (b"\x1f\x8b\x08CPT", "the file is a compressed file, not plain text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is a workbook of an old kind, or has a password"),
        (b"<html><table><tr><td>CPT</td></tr></table>", "it is a web page or XML under another name"),
        (b"Account,CPT\n", "there is no row below the titles"),
        (b"Account\0CPT\0\n", "the file holds binary data, not text"),
        (b"Smith,secret\n20956,59\n", "no row of the first 50 has a title for the code, such as CPT"),
    ],
)
def test_a_file_that_is_no_table_of_claims(tmp_path: Path, content: bytes, what: str) -> None:
    with pytest.raises(ClaimsError) as caught:
        text(tmp_path, content)
    assert (caught.value.where, caught.value.what) == ((tmp_path / "claims.csv").as_posix(), what)
    assert "secret" not in str(caught.value)


def test_a_file_that_is_not_there_or_no_file(tmp_path: Path) -> None:
    from auditor.claims.read import read_claims

    with pytest.raises(ClaimsError, match="there is no such file; check the name"):
        read_claims(tmp_path / "none.csv")
    with pytest.raises(ClaimsError, match="this is not a regular file"):
        read_claims(tmp_path)


def test_no_message_shows_what_a_row_holds(tmp_path: Path) -> None:
    name = "Zyx"
    head = ("Account", "DOS", "Surgeon", "NPI", "CPT", "Mod", "Units", "Charge", "Dx")
    good = ("A1", "2024-03-14", "Smith", "1234567893", "20956", "59", "1", "1.00", "M87.051")
    rows = [tuple(name if at == place else value for at, value in enumerate(good)) for place in range(len(head))]
    claims = table(tmp_path, head, *rows, (name,), ("", "", name, "", "20956"))
    assert len(claims.faults) == 9  # a case and a surgeon may be called anything
    assert not [fault for fault in claims.faults if name.casefold() in str(fault).casefold()]
