"""The codes that a note prints."""

from __future__ import annotations

import pytest

from tests.language.kit import found


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("CPT: 20962", ["20962"]),
        ("CPT codes: 20962, 15100", ["20962", "15100"]),
        ("BILLING COPY\n20962-62  bone\n20680     plate out\n(31600 = other surgeon)\n", ["20962", "20680", "31600"]),
        ("Revision of the vein.  35860-78.", ["35860"]),
        ("Billing: 20962-LT and 69990", ["20962", "69990"]),
        ("The case was booked as 20956.", ["20956"]),
        ("Free rib flap (20962)", ["20962"]),
        ("CPT: 20962. Billed as 20962.", ["20962"]),
    ],
)
def test_codes_that_the_note_prints(text: str, codes: list[str]) -> None:
    assert [f.value for f in found(text, "stated_code")] == codes


@pytest.mark.parametrize(
    "text",
    [
        "MRN: 20955",
        "Hospital number 20962",
        "Phone: 555-20962",
        "Tel. 20962",
        "Case no. 20969",
        "Heparin 10000 units was given.",
        "Zip 20970",
        "Lot 20972-1",
        "The rib measured 4 cm at 14:05.",
    ],
)
def test_numbers_that_are_no_code(text: str) -> None:
    assert found(text, "stated_code") == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Procedures:\n 1. Free rib - 20962-62\n 2. Tracheostomy - 31600\n", ["20962", "31600"]),
        ("Px: fusion with rib. 28750, 20902.\n", ["28750", "20902"]),
        ("REMOVAL OF IMPLANT [20680]\nThe rib was cut.", ["20680"]),
        ("The rib was cut. Lot 28750, 20902 in stock.", []),
    ],
)
def test_codes_that_close_an_item(text: str, codes: list[str]) -> None:
    assert [f.value for f in found(text, "stated_code")] == codes


def test_items_of_another_scheme_are_no_codes() -> None:
    text = "MBS items for accounts: 45562, 52122, 41881\nCPT 20962, 69990\n"
    assert [f.value for f in found(text, "stated_code")] == ["20962", "69990"]


def test_codes_listed_in_brackets() -> None:
    text = "PROCEDURE: Fusion of the wrist (25825, 25210).\nThe rib was cut.\n"
    assert [f.value for f in found(text, "stated_code")] == ["25825", "25210"]


@pytest.mark.parametrize(
    ("listed", "codes"),
    [
        ("CPT:\n20972\n15100\n", ["20972", "15100"]),
        ("Codes\n- 28322\n- 20680-59\n", ["28322", "20680"]),
        ("CPT codes billed\n1. 20956 crest flap\n2. 25405 graft of radius\n", ["20956", "25405"]),
        ("CPT list\n20957\n\n26250\n", ["20957"]),
        ("Record\n28322\n", []),
        ("Zip code\n60611\n", []),
        ("Implant codes\n48213 plate\n", []),
        ("OPCS codes\n45564\n", []),
        ("Codes\n5 screws 20680\n", []),
    ],
)
def test_codes_in_a_column_under_their_heading(listed: str, codes: list[str]) -> None:
    assert [f.value for f in found(f"The rib was cut.\n\n{listed}", "stated_code")] == codes
