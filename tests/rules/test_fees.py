from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from auditor.errors import FeeError
from auditor.rules.fee_schema import load_fees, shipped_fees
from auditor.rules.load import default_folder, load

EIGHT = ("20955", "20956", "20957", "20962", "20969", "20970", "20972", "20973")
FILE = default_folder() / "fees" / "2024-07.toml"


def changed(folder: Path, old: str, new: str) -> Path:
    text = FILE.read_text("utf-8")
    assert old in text
    path = folder / "fees.toml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def fault(path: Path) -> str:
    with pytest.raises(FeeError) as found:
        load_fees(path)
    return str(found.value).removeprefix(f"{path}: ")


def test_the_schedule_that_ships_is_that_of_july_2024() -> None:
    fees = shipped_fees()
    assert (fees.label, fees.effective, fees.conversion_factor) == ("July 2024", datetime.date(2024, 7, 1), Decimal("33.2875"))
    assert fees.source == "CMS, National Physician Fee Schedule Relative Value File, July 2024"
    assert fees.limits is not None and fees.limits.effective == datetime.date(2024, 7, 1)
    assert tuple(row.code for row in fees.row) == EIGHT


def test_the_values_are_exact() -> None:
    fees = shipped_fees()
    works = {row.code: (str(row.work), str(row.facility_pe), str(row.malpractice), str(row.total)) for row in fees.row}
    assert works == {
        "20955": ("40.26", "26.36", "6.38", "73.00"),
        "20956": ("41.18", "29.34", "8.51", "79.03"),
        "20957": ("42.61", "30.92", "8.82", "82.35"),
        "20962": ("39.21", "32.82", "8.10", "80.13"),
        "20969": ("45.43", "28.83", "6.86", "81.12"),
        "20970": ("44.58", "31.45", "9.22", "85.25"),
        "20972": ("44.51", "31.28", "9.21", "85.00"),
        "20973": ("47.27", "32.70", "9.80", "89.77"),
    }


def test_the_indicators_and_limits_that_differ_are_those_of_the_file() -> None:
    rows = shipped_fees().row
    assert {row.code for row in rows if row.co_surgeon == "0"} == {"20972"}
    assert {row.code for row in rows if row.bilateral == "1"} == {"20973"}
    assert {row.code for row in rows if row.mue == 2} == {"20969", "20972"}
    assert {row.code for row in rows if row.mai == 2} == {"20973"}
    shared = {(r.status, r.global_days, r.multiple, r.assistant, r.team, r.split, r.before, r.during, r.after) for r in rows}
    assert shared == {("A", "090", "2", "2", "0", "0", Decimal("0.10"), Decimal("0.69"), Decimal("0.21"))}


def test_a_code_without_a_row_has_no_value() -> None:
    assert shipped_fees().value("20902") is None


def test_the_family_of_bone_transfers_has_a_value_for_every_code() -> None:
    codes = {row.code for family in load().families if family.family == "bone_transfer" for row in family.row if row.code}
    assert codes <= set(EIGHT)


def test_the_latest_schedule_of_a_folder_is_in_use(tmp_path: Path) -> None:
    (tmp_path / "fees").mkdir()
    older = FILE.read_text("utf-8")
    (tmp_path / "fees" / "2024-07.toml").write_text(older, "utf-8")
    newer = older.replace('label = "July 2024"\neffective = 2024-07-01', 'label = "January 2025"\neffective = 2025-01-01')
    (tmp_path / "fees" / "1.toml").write_text(newer, "utf-8")
    assert shipped_fees(tmp_path).label == "January 2025"


def test_a_folder_without_a_schedule_says_so(tmp_path: Path) -> None:
    with pytest.raises(FeeError) as found:
        shipped_fees(tmp_path)
    assert str(found.value) == (
        f"{tmp_path / 'fees'}: there is no fee schedule; restore it from the distribution, or name one with --fees."
    )


REMEDY = "correct it from the official file, or write the file anew with `auditor fees load`."


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("total = 73.00", "total = 73.01", "work, facility PE and malpractice of 20955 make 73.00, and its total is 73.01"),
        ("after = 0.21", "after = 0.20", "the shares before, during and after the operation of 20955 make 0.99 instead of 1"),
        ('co_surgeon = "1"', 'co_surgeon = "4"', "row 0 co_surgeon: Input should be '0', '1', '2' or '9'"),
        ('team = "0"', 'tean = "0"', "the key 'row 0 tean' is not known here"),
        ('code = "20956"', 'code = "20955"', "20955 stands in the table twice"),
        ("mai = 3\n", "", "mue and mai of 20955 belong together, and one of them is missing"),
        (
            '[limits]\nsource = "CMS, medically unlikely edits, practitioner table"\neffective = 2024-07-01\n',
            "",
            "a row has a daily limit (mue), and no table [limits] says where it comes from",
        ),
    ],
)
def test_a_table_that_cannot_be_right_is_refused(tmp_path: Path, old: str, new: str, what: str) -> None:
    assert fault(changed(tmp_path, old, new)) == f"{what}; {REMEDY}"


def test_a_value_finer_than_a_cent_is_refused(tmp_path: Path) -> None:
    assert fault(changed(tmp_path, "work = 40.26", "work = 40.261")).startswith(
        "row 0 work: Decimal input should have no more than 2"
    )


def test_files_that_are_no_tables_are_refused(tmp_path: Path) -> None:
    missing, broken = tmp_path / "none.toml", tmp_path / "broken.toml"
    assert fault(missing) == "there is no such file; name a file that `auditor fees load` wrote."
    broken.write_text("label = ", "utf-8")
    assert fault(broken).startswith("it is not valid TOML (Invalid value (at end of document)); mend the line that is named")
    broken.write_bytes(b"\xff\xfe\x00")
    assert fault(broken) == "it cannot be read (UnicodeDecodeError); check its rights, and that it is a TOML file in UTF-8."
