from __future__ import annotations

import datetime
import hashlib
from decimal import Decimal
from pathlib import Path

import pytest

from auditor.errors import FeeError
from auditor.rules.fee_schema import FeeSchedule, load_fees, shipped_fees
from auditor.rules.fee_text import fees_told, fees_toml
from auditor.rules.official_fees import read_official
from tests.rules.official import ABOVE, STACKED, TITLES, Table, as_csv, as_xlsx, cells, in_one_row, official, with_column

CODES = frozenset(row.code for row in shipped_fees().row)


def read(path: Path, effective: datetime.date | None = None) -> FeeSchedule:
    return read_official(path, CODES, effective, limits=shipped_fees()).schedule


def fault(path: Path) -> str:
    with pytest.raises(FeeError) as found:
        read(path)
    return str(found.value).removeprefix(str(path)).removeprefix(": ").removeprefix(", ")


def lines(**changed: str) -> Table:
    """The eight lines, the first of them changed."""
    schedule = shipped_fees()
    first, *rest = schedule.row
    return [cells(first, schedule, **changed), *(cells(row, schedule) for row in rest)]


def test_the_official_file_gives_the_schedule_that_ships(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "PPRRVU24_JUL.csv", official())
    found = read(path)
    assert found.model_copy(update={"provenance": None}) == shipped_fees()
    taken = found.provenance
    assert taken is not None
    assert (taken.file, taken.lines) == ("PPRRVU24_JUL.csv", 19)
    assert taken.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert taken.release == f"{TITLES[0]}; {TITLES[2]}"


@pytest.mark.parametrize(
    "head",
    [
        STACKED,
        in_one_row(),
        [["Section one", *[""] * 30], *STACKED],
        [[cell.title() for cell in row] for row in STACKED],
        [[cell.replace("NON-FAC", "NON FAC") for cell in row] for row in STACKED],
    ],
    ids=["stacked", "one row", "a section above", "small letters", "no hyphens"],
)
def test_columns_are_found_by_their_stacked_words(tmp_path: Path, head: Table) -> None:
    found = read(as_csv(tmp_path / "fees.csv", official(head=head)))
    assert found.row == shipped_fees().row


def test_columns_may_stand_elsewhere(tmp_path: Path) -> None:
    table = official(head=with_column(STACKED, 23, ["IND", "PRIC"]))
    moved = [row if number < ABOVE else [*row[:23], "X", *row[23:]] for number, row in enumerate(table)]
    assert read(as_csv(tmp_path / "fees.csv", moved)).row == shipped_fees().row


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read(tmp_path: Path, end: str) -> None:
    found = read(as_csv(tmp_path / "fees.csv", official(), end=end))
    assert found.row == shipped_fees().row
    assert found.provenance is not None and found.provenance.lines == 19


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_the_encodings_of_spreadsheets_are_read(tmp_path: Path, encoding: str) -> None:
    table = official(titles=(TITLES[0], "Kept “as is”"))
    assert read(as_csv(tmp_path / "fees.csv", table, encoding=encoding)).row == shipped_fees().row


def test_the_workbook_gives_the_same_as_the_text(tmp_path: Path) -> None:
    found = read(as_xlsx(tmp_path / "PPRRVU24_JUL.xlsx", official()))
    assert found.row == shipped_fees().row
    assert found.conversion_factor == Decimal("33.2875")
    assert found.provenance is not None and found.provenance.file == "PPRRVU24_JUL.xlsx"


def test_what_is_written_is_read_back_the_same_and_has_no_descriptor(tmp_path: Path) -> None:
    schedule = read(as_csv(tmp_path / "PPRRVU24_JUL.csv", official()))
    text = fees_toml(schedule)
    (tmp_path / "fees.toml").write_text(text, "utf-8")
    assert load_fees(tmp_path / "fees.toml") == schedule
    assert "made-up" not in text
    assert text == fees_toml(read(tmp_path / "PPRRVU24_JUL.csv"))


@pytest.mark.parametrize(
    ("title", "day", "label"),
    [
        ("2026 National Physician Fee Schedule Relative Value File January Release", "2026-01-01", "January 2026"),
        ("2025 NATIONAL PHYSICIAN FEE SCHEDULE RELATIVE VALUE FILE OCTOBER RELEASE", "2025-10-01", "October 2025"),
        ("2025 National Physician Fee Schedule Relative Value File  Apr Release", "2025-04-01", "April 2025"),
    ],
)
def test_the_quarter_is_read_from_the_title(tmp_path: Path, title: str, day: str, label: str) -> None:
    found = read(as_csv(tmp_path / "fees.csv", official(titles=(title,))))
    assert (found.effective.isoformat(), found.label) == (day, label)
    assert found.source == f"CMS, National Physician Fee Schedule Relative Value File, {label}"


def test_a_title_may_stand_on_two_lines(tmp_path: Path) -> None:
    titles = ("2026 National Physician Fee Schedule", "Relative Value File January Release", "RELEASED 12/29/2025")
    found = read(as_csv(tmp_path / "fees.csv", official(titles=titles)))
    assert found.label == "January 2026"
    assert found.provenance is not None
    assert found.provenance.release == "; ".join((f"{titles[0]} {titles[1]}", titles[2]))


def test_a_title_without_a_quarter_asks_for_the_day(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "fees.csv", official(titles=("Relative Value File 2025",)))
    assert fault(path) == "its title does not name year and month of its release; give --effective YYYY-MM-DD."
    assert read(path, datetime.date(2025, 3, 9)).label == "March 2025"


def test_a_day_of_another_year_than_the_title_is_refused(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "fees.csv", official())
    with pytest.raises(FeeError, match="its title names 2024, and 2025-01-01 is another year; give the day"):
        read(path, datetime.date(2025, 1, 1))


def test_of_two_conversion_factors_the_general_one_is_taken(tmp_path: Path) -> None:
    table = official(head=with_column(STACKED, 25, ["FACTOR", "CONV", "QP"]))
    table = [row if number < ABOVE else [*row[:25], "33.5675", *row[25:]] for number, row in enumerate(table)]
    assert read(as_csv(tmp_path / "fees.csv", table)).conversion_factor == Decimal("33.2875")


def test_rows_with_a_modifier_are_counted_and_left_out(tmp_path: Path) -> None:
    schedule = shipped_fees()
    table = official(rows=[*lines(), cells(schedule.row[0], schedule, modifier="53", work="1.00")])
    official_file = read_official(as_csv(tmp_path / "fees.csv", table), CODES, limits=schedule)
    assert (official_file.with_modifier, official_file.schedule.row) == (1, schedule.row)


def test_global_days_lose_no_nought_to_a_spreadsheet(tmp_path: Path) -> None:
    found = read(as_csv(tmp_path / "fees.csv", official(rows=lines(global_days="90"))))
    assert found.row[0].global_days == "090"


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"work": "40.27"}, "work, facility PE and malpractice of 20955 make 73.01, and its total is 73.00"),
        ({"team": "5"}, "row 0 team: Input should be '0', '1', '2' or '9'"),
        ({"after": "0.30"}, "the shares before, during and after the operation of 20955 make 1.09 instead of 1"),
    ],
)
def test_what_does_not_add_up_is_refused(tmp_path: Path, changed: dict[str, str], what: str) -> None:
    assert fault(as_csv(tmp_path / "fees.csv", official(rows=lines(**changed)))).startswith(f"{what}; correct it")


@pytest.mark.parametrize("number", ["NA", "", "nan", "1,2"])
def test_a_cell_that_is_no_number_is_named(tmp_path: Path, number: str) -> None:
    path = as_csv(tmp_path / "fees.csv", official(rows=lines(work=number)))
    assert fault(path) == "row 10: 20955 has no number in the column WORK RVU; name the file as CMS published it."


def test_each_code_stands_there_once(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "fees.csv", official(rows=lines()[1:]))
    assert fault(path) == "20955 has no row without a modifier; name the file whole and as CMS published it."
    as_csv(path, official(rows=[*lines(), lines()[7]]))
    assert fault(path) == "20973 has 2 rows without a modifier; name the file whole and as CMS published it."


def test_two_factors_among_the_codes_are_refused(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "fees.csv", official(rows=lines(factor="32.7442")))
    assert fault(path) == "column CONV FACTOR: the codes have 2 conversion factors; name the file as CMS published it."


def test_a_header_that_is_not_understood_is_refused(tmp_path: Path) -> None:
    renamed = [[cell.replace("WORK", "LABOUR") for cell in row] for row in STACKED]
    path = as_csv(tmp_path / "fees.csv", official(head=renamed))
    remedy = "name the file as CMS published it, or report the new form of its header."
    assert fault(path) == f"header: no column is titled WORK RVU; {remedy}"
    as_csv(path, official(head=[[cell.replace("NON-", "") for cell in row] for row in STACKED]))
    assert fault(path) == f"header: more than one column is titled FACILITY PE RVU; {remedy}"


def test_other_files_are_refused(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "fees.csv", [["CODE", "PRICE"], ["20955", "1.00"]])
    assert fault(path).startswith("no column HCPCS is titled in its first 40 rows; name the National Physician Fee Schedule")
    (tmp_path / "rvu24c.zip").write_bytes(b"PK")
    assert fault(tmp_path / "rvu24c.zip").startswith("it is an archive; unpack it")
    (tmp_path / "fees.txt").write_text("20955", "utf-8")
    assert fault(tmp_path / "fees.txt").startswith("it is neither .csv nor .xlsx;")
    (tmp_path / "fees.xlsx").write_text("no workbook", "utf-8")
    assert fault(tmp_path / "fees.xlsx") == "it cannot be opened as a workbook; download it again, or name the .csv."
    assert fault(tmp_path / "none.csv") == "it cannot be read (FileNotFoundError); check its name and its rights."


def test_the_table_is_told_with_its_date_and_source(tmp_path: Path) -> None:
    told = fees_told(read(as_csv(tmp_path / "PPRRVU24_JUL.csv", official()))).splitlines()
    assert told[0] == "Medicare fee schedule, July 2024, in force from 2024-07-01"
    assert told[5] == f"  release             {TITLES[0]}; {TITLES[2]}"
    assert told[9] == (
        "20956  41.18        29.34         8.51  79.03     090  .10/.69/.21   2   0      2   1   0      0    1    3"
    )
