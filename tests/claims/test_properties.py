"""What holds for every table of claims, well formed or broken."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from auditor.claims.model import ClaimLine, ClaimsFile
from auditor.claims.npi import check_digit, is_npi
from auditor.claims.read import read_claims

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TITLES = {
    "case": "Case No", "date_of_service": "DOS", "surgeon": "Surgeon", "npi": "NPI", "code": "CPT", "modifiers": "Mods",
    "units": "Units", "coder": "Coder", "payer": "Payer", "charge": "Charge", "diagnoses": "Dx",
}  # fmt: skip
ALNUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

codes = st.from_regex(r"[0-9]{5}|[0-9]{4}[A-Z]|[A-Z][0-9]{4}", fullmatch=True).filter(str.isascii)
modifiers = st.lists(st.text(ALNUM, min_size=2, max_size=2).filter(lambda text: text != "NA"), max_size=4, unique=True)
names = st.builds(
    lambda first, sign, last: f"{first}{sign}{last}",
    st.text("ABCdefghiöéü'", min_size=2, max_size=8), st.sampled_from([", ", " ", "\n", '"', ";", "|", "\t", " - "]),
    st.text("Xyzäß", min_size=2, max_size=8),
).filter(lambda text: not text.startswith("'"))  # fmt: skip
npis = st.from_regex(r"[12][0-9]{8}", fullmatch=True).filter(str.isascii).map(lambda nine: nine + check_digit(nine))
diagnoses = st.lists(
    st.from_regex(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?", fullmatch=True).filter(str.isascii), max_size=4, unique=True
)
charges = st.decimals(min_value=0, max_value=99999, places=2, allow_nan=False, allow_infinity=False)
days = st.dates(min_value=date(1971, 1, 1), max_value=date(2098, 12, 31))


@st.composite
def lines(draw: st.DrawFn) -> dict[str, Any]:
    """The fields of a line that can be compared."""
    maybe = st.booleans()
    return {
        "case": f"A{draw(st.integers(0, 9999))}",
        "date_of_service": draw(days).isoformat() if draw(maybe) else None,
        "surgeon": draw(names) if draw(maybe) else None,
        "npi": draw(npis) if draw(maybe) else None,
        "code": draw(codes),
        "modifiers": tuple(draw(modifiers)),
        "units": draw(st.integers(1, 999)),
        "coder": draw(names) if draw(maybe) else None,
        "payer": draw(names) if draw(maybe) else None,
        "charge": draw(charges) if draw(maybe) else None,
        "diagnoses": tuple(draw(diagnoses)),
    }


def printed(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def expected(row: int, line: dict[str, Any]) -> ClaimLine:
    spaced: dict[str, Any] = {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in line.items()}
    return ClaimLine(row=row, **spaced)


def read(name: str, data: bytes, **told: Any) -> ClaimsFile:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return read_claims(path, **told)


def written(rows: Sequence[Sequence[str]], delimiter: str, quoting: Any, end: str) -> str:
    out = StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
    return out.getvalue()


@SLOW
@given(
    table=st.lists(lines(), min_size=1, max_size=6),
    order=st.permutations(list(TITLES)),
    delimiter=st.sampled_from(",;\t|^~"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    above=st.lists(st.sampled_from(["", "Claims of June", "Printed: by the office, with remarks; and more"]), max_size=3),
)
def test_a_table_of_claims_reads_back_the_same(
    table: list[dict[str, Any]], order: list[str], delimiter: str, quoting: Any, end: str, encoding: str, above: list[str]
) -> None:
    rows = [[TITLES[name] for name in order], *([printed(line[name]) for name in order] for line in table)]
    text = written([[line] if line else [] for line in above], delimiter, quoting, end) + written(rows, delimiter, quoting, end)
    claims = read("claims.csv", text.encode(encoding))
    first = len(above) + 2
    assert claims.lines == tuple(expected(first + place, line) for place, line in enumerate(table))
    assert [fault for fault in claims.faults if "the same line stands" not in fault.what] == []
    assert claims.rows == len(table)
    assert {(one.field, one.column) for one in claims.columns} == set(TITLES.items())


@SLOW
@given(table=st.lists(lines(), min_size=1, max_size=8), order=st.permutations(list(TITLES)))
def test_a_sheet_of_claims_reads_back_the_same(table: list[dict[str, Any]], order: list[str]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([TITLES[name] for name in order])
    for line in table:
        cells = {name: printed(value) or None for name, value in line.items()}
        cells["units"], cells["charge"] = line["units"], line["charge"]
        sheet.append([cells[name] for name in order])
    saved = BytesIO()
    book.save(saved)
    claims = read("claims.xlsx", saved.getvalue())
    assert claims.lines == tuple(expected(2 + place, line) for place, line in enumerate(table))


cells = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            "20956",
            "20956-59",
            "A1",
            "Total",
            "2024-03-04",
            "13/01/2024",
            "1",
            "-1",
            "Smith",
            "1234567893",
            "NULL",
            "#N/A",
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cc", "Cs"]), max_size=8),
)


@SLOW
@given(rows=st.lists(st.lists(cells, max_size=7), min_size=1, max_size=20), day_first=st.booleans())
@example(rows=[["A1", "", "", "20956"]], day_first=True)
def test_every_row_of_a_broken_table_is_a_line_or_a_fault_exactly_once(rows: list[list[str]], day_first: bool) -> None:
    head = ["Case No", "DOS", "Surgeon", "CPT", "Units"]
    text = written([head, ["A0", "", "", "20955", "1"], *rows], ",", csv.QUOTE_MINIMAL, "\n")
    claims = read("claims.csv", text.encode("utf-8"), day_first=day_first)
    filled = [number for number, row in enumerate(rows, 3) if any(cell.strip() for cell in row)]
    assert sorted([line.row for line in claims.lines] + [fault.row for fault in claims.faults if not fault.kept]) == [2, *filled]
    assert claims.rows == len(filled) + 1
    assert {fault.row for fault in claims.faults if fault.kept} <= {line.row for line in claims.lines}


@SLOW
@given(body=st.text(st.sampled_from('A1,"\n;20956 -'), max_size=120))
def test_whatever_stands_below_the_titles_the_last_line_is_found(body: str) -> None:
    text = f"Case No,CPT\n{body}\nZ9,20973\nZ8,20972\n"
    claims = read("claims.csv", text.encode("utf-8"))
    assert [line.code for line in claims.lines if line.case in {"Z8"}] == ["20972"]
    told = [line.row for line in claims.lines] + [fault.row for fault in claims.faults if not fault.kept]
    assert (len(told), len(set(told))) == (claims.rows, claims.rows)


@given(nine=st.text("0123456789", min_size=9, max_size=9))
def test_just_one_of_ten_check_digits_passes(nine: str) -> None:
    assert [digit for digit in "0123456789" if is_npi(nine + digit)] == [check_digit(nine)]


@given(nine=st.text("0123456789", min_size=9, max_size=9), place=st.integers(0, 8), other=st.sampled_from("0123456789"))
def test_no_wrong_digit_passes(nine: str, place: int, other: str) -> None:
    changed = nine[:place] + other + nine[place + 1 :]
    assert is_npi(changed + check_digit(nine)) == (changed == nine)


@given(amount=charges, thousands=st.sampled_from([",", ".", " ", "'", ""]), sign=st.sampled_from(["$", "€", ""]))
def test_an_amount_reads_back_in_either_convention(amount: Decimal, thousands: str, sign: str) -> None:
    decimal = "," if thousands == "." else "."
    figures = f"{amount:,.2f}".replace(".", "#").replace(",", thousands).replace("#", decimal)
    text = f'Case No,CPT,Charge\nA1,20956,"{sign}{figures}"\n'
    assert read("claims.csv", text.encode("utf-8")).lines[0].charge == amount
