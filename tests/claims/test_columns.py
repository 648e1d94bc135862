"""Which column is read as which field, who said so, and where nobody can tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.claims.read import shown_columns
from auditor.errors import ClaimsError
from auditor.notes.tables.titles import Titles
from auditor.rules.load import load
from tests.claims.kit import HEAD, ROW, codes, table

TITLES = Titles(load().claims)


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Account", "case"), ("ACCT #", "case"), ("Case Number", "case"), ("case_id", "case"), ("EncounterNo.", "case"),
        ("Patient Account No", "case"), ("CSN", "case"), ("Note file", "case"), ("HAR", "case"),
        ("DOS", "date_of_service"), ("DateOfService", "date_of_service"), ("From DOS", "date_of_service"),
        ("Service Date", "date_of_service"), ("SVC_DT", "date_of_service"), ("DOS (MM/DD/YYYY)", "date_of_service"),
        ("surgery_date", "date_of_service"),
        ("Surgeon Name", "surgeon"), ("PROV_NM", "surgeon"), ("Rendering Provider", "surgeon"), ("Physician", "surgeon"),
        ("NPI", "npi"), ("NPINumber", "npi"), ("PROV_NPI", "npi"), ("npinumber", "npi"), ("Rendering NPI #", "npi"),
        ("Provider NPI", "npi"),
        ("CPT", "code"), ("CPT® Code", "code"), ("CPT(R) Code", "code"), ("CPT_CD", "code"), ("CPT/HCPCS", "code"),
        ("Procedure Code", "code"),
        ("CPT-4", "code"), ("Px", "code"),
        ("Modifier", "modifiers"), ("Mod 1", "modifiers"), ("MOD4", "modifiers"), ("2nd Modifier", "modifiers"),
        ("MOD_1_CD", "modifiers"), ("Modifier(s)", "modifiers"), ("Modifier 3 Code", "modifiers"),
        ("Units", "units"), ("Qty", "units"), ("No. of units", "units"),
        ("Coder", "coder"), ("Coded By", "coder"), ("Payor", "payer"), ("Primary Insurance", "payer"),
        ("Financial Class", "payer"),
        ("Charge Amt", "charge"), ("CHRG_AMT", "charge"), ("Charge ($)", "charge"), ("Billed Amount", "charge"),
        ("Dx", "diagnoses"), ("Dx12", "diagnoses"), ("ICD-10", "diagnoses"), ("ICD10 1", "diagnoses"),
        ("ICD-10-CM 12", "diagnoses"),
        ("Primary Dx", "diagnoses"), ("Diagnosis Code 3", "diagnoses"),
    ],
)  # fmt: skip
def test_a_title_by_its_letters(title: str, field: str) -> None:
    meaning = TITLES.meaning(title)
    assert meaning is not None
    assert meaning.field == field


@pytest.mark.parametrize(
    "title",
    [
        "MRN", "Patient", "Claim No", "Post Date", "To DOS", "Service Date To", "Billing Provider", "Referring Provider",
        "Billing NPI", "Group NPI", "Procedure Description", "Dx Pointer", "Diagnosis Description", "Paid", "Allowed Amount",
        "CPT 1", "Account 2", "",
    ],
)  # fmt: skip
def test_a_title_that_means_something_else(title: str) -> None:
    assert TITLES.meaning(title) is None


def test_numbers_order_the_columns_of_a_field(tmp_path: Path) -> None:
    claims = table(tmp_path, ("Mod 2", "Case", "CPT", "Mod 1", "Dx10", "Dx2"), ("RT", "A1", "20956-22", "59", "C41.2", "M87.051"))
    assert claims.lines[0].modifiers == ("22", "59", "RT")
    assert claims.lines[0].diagnoses == ("M87.051", "C41.2")


def test_what_is_certain_goes_before_what_may_be(tmp_path: Path) -> None:
    head = ("Case No", "Account", "Surgeon", "Provider", "Procedure Code", "Procedure", "Dx Code", "Diagnosis")
    claims = table(tmp_path, head, ("A1", "77", "Smith", "Clinic", "20956", "Graft", "M87.051", "bone dead"))
    assert [one.column for one in claims.columns] == ["Case No", "Surgeon", "Procedure Code", "Dx Code"]
    assert claims.unused == ("Account", "Provider", "Procedure", "Diagnosis")
    assert claims.faults == ()


def test_two_columns_of_one_meaning_are_not_chosen_between(tmp_path: Path) -> None:
    rows = (("Account", "Encounter No", "CPT"), ("77", "A1", "20956"))
    with pytest.raises(ClaimsError) as caught:
        table(tmp_path, *rows)
    where = (tmp_path / "claims.csv").as_posix()
    assert str(caught.value) == (
        f'{where}: the columns “Account” and “Encounter No” could each be case; say which, such as --column case="Account".'
    )
    assert table(tmp_path, *rows, columns={"case": "Encounter No"}).lines[0].case == "A1"


def test_two_columns_of_one_title(tmp_path: Path) -> None:
    rows = (("Case", "CPT", "Payer", "Payer"), ("A1", "20956", "Medicare", "Aetna"))
    with pytest.raises(ClaimsError) as caught:
        table(tmp_path, *rows)
    assert caught.value.remedy == "give one of them another title in the file, or leave payer out with --column payer="
    with pytest.raises(ClaimsError, match="2 columns are called “Payer”; give one of them another title in the file"):
        table(tmp_path, *rows, columns={"payer": "Payer"})
    assert table(tmp_path, *rows, columns={"payer": ""}).unused == ("Payer", "Payer")


def test_what_somebody_names_goes_before_every_guess(tmp_path: Path) -> None:
    head = ("Account", "Belegnummer", "Code", "Ziffer", "M1", "M2")
    claims = table(
        tmp_path, head, ("77", "A1", "x", "20956", "59", "RT"),
        columns={"case": "belegnummer", "code": "Ziffer", "modifiers": ["M1", "M2"]},
    )  # fmt: skip
    assert (claims.lines[0].case, claims.lines[0].code, claims.lines[0].modifiers) == ("A1", "20956", ("59", "RT"))
    assert shown_columns(claims) == (
        "case: column “Belegnummer” (as named)",
        "code: column “Ziffer” (as named)",
        "modifiers: column “M1” (as named)",
        "modifiers: column “M2” (as named)",
        "not read: “Account”, “Code”",
    )


def test_guesses_are_shown(tmp_path: Path) -> None:
    assert shown_columns(table(tmp_path, HEAD, ROW)) == (
        "case: column “Account” (guessed)",
        "date_of_service: column “DOS” (guessed)",
        "surgeon: column “Surgeon” (guessed)",
        "code: column “CPT” (guessed)",
    )


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"case": "Acount"}, "there is no column “Acount” for case; name one of “Account”, “DOS”, “Surgeon”, “CPT”."),
        (
            {"code": "Ziffer"},
            "no column has the title “Ziffer” that is named for the code; name it, such as --column code=\"TITLE\"; "
            "the file has “Account”, “DOS”, “Surgeon”, “CPT”.",
        ),
    ],
)  # fmt: skip
def test_a_named_column_that_is_not_there(tmp_path: Path, columns: dict[str, str], message: str) -> None:
    with pytest.raises(ClaimsError) as caught:
        table(tmp_path, HEAD, ROW, columns=columns)
    assert str(caught.value) == f"{(tmp_path / 'claims.csv').as_posix()}: {message}"


def test_a_table_without_a_code_column_lists_what_it_has(tmp_path: Path) -> None:
    with pytest.raises(ClaimsError) as caught:
        table(tmp_path, (*HEAD[:3], "Ziffer"), ROW)
    assert caught.value.what == "no column has a title for the code, such as CPT"
    assert caught.value.remedy == 'name it, such as --column code="TITLE"; the file has “Account”, “DOS”, “Surgeon”, “Ziffer”'


def test_a_table_whose_lines_can_belong_to_no_note(tmp_path: Path) -> None:
    with pytest.raises(ClaimsError) as caught:
        table(tmp_path, ("MRN", "Surgeon", "CPT"), ("1", "Smith", "20956"))
    assert caught.value.what == "no column tells the case, nor do any tell the surgeon and the date of service"
    assert caught.value.remedy == 'name them, such as --column case="TITLE"; the file has “MRN”, “Surgeon”, “CPT”'


def test_codes_side_by_side_are_no_lines(tmp_path: Path) -> None:
    with pytest.raises(ClaimsError) as caught:
        table(tmp_path, (*HEAD[:3], "CPT 1", "CPT 2"), (*ROW, "69990"))
    assert caught.value.what == "the codes of a case stand side by side (“CPT 1”, “CPT 2”)"


def test_titles_repeated_on_each_page(tmp_path: Path) -> None:
    claims = table(tmp_path, HEAD, ROW, HEAD, (*ROW[:3], "20957"))
    assert codes(claims) == [(2, "20956"), (4, "20957")]
    assert [str(fault) for fault in claims.faults] == ["row 3: the row repeats the titles of the table; nothing to do."]
