"""`auditor run --claims`: the whole way from notes and a claim file to sheets, record, sentences and exit status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from auditor.cli.main import main
from tests.cli.test_run import APPENDIX, TRANSFER

HEAD = "Case,DOS,Surgeon,CPT,Mod,Units,Payer,Charge\n"
RIGHT = "transfer,2024-05-01,A. Stone,20956,RT,1,Medicare,4100.00\n"


def auditor(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "transfer.txt").write_text(TRANSFER)
    (folder / "appendix.txt").write_text(APPENDIX)
    return folder


def run(notes: Path, claims: str, *more: str) -> tuple[Result, Path]:
    file, out = notes / "claims.csv", notes.parent / "out"
    file.write_text(HEAD + claims, "utf-8")
    return auditor("run", notes, "--out", out, "--claims", file, *more), out


def lines(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "billing.jsonl").read_text("utf-8").splitlines()]


def sheet(out: Path, title: str) -> list[dict[str, object]]:
    head, *rows = load_workbook(out / "audit.xlsx")[title].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows if any(row)]


def test_a_claim_that_agrees(notes: Path) -> None:
    result, out = run(notes, RIGHT)
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "2 cases: 1 agree, 0 error, 0 query, 1 nothing to compare; 0 claims and 1 note without a partner, 0 rows not read.\n"
    )
    assert "case: column “Case” (guessed)\n" in result.stderr
    assert [(line["note"], line.get("results")) for line in lines(out)] == [
        ("appendix", ["nothing"]),
        ("transfer", ["agree"]),
        ("appendix", None),
    ]
    billing = {str(row["Note"]): row for row in sheet(out, "Billing")}
    assert (billing["transfer"]["Billed"], billing["transfer"]["Charge"]) == ("20956-RT", 4100)
    assert [row["What"] for row in sheet(out, "Not compared")] == ["note"]
    assert [row["Outcome"] for row in sheet(out, "Not audited")] == ["left aside"]


def test_a_row_of_the_sheet_defends_itself(notes: Path) -> None:
    _, out = run(notes, RIGHT.replace("20956,RT", "20970,"))
    (row,) = [row for row in sheet(out, "Billing") if row["Note"] == "transfer"]
    assert (row["Outcome"], row["Result"], row["Direction"]) == ("error", "wrong skin component", "over")
    assert row["What differs"] == (
        "20970 is a code for bone with skin; the note documents a free right iliac crest without skin, which is 20956."
    )
    assert str(row["What the note says"]).splitlines() == [
        "“vascularized iliac” (title, line 1)",
        "“bone-only flap” (technique, line 2)",
        "“without a skin” (technique, line 3)",
    ]
    assert row["Why, source, date and rule"] == (
        "The iliac crest without skin on its pedicle has a code of its own. (Coding Ahead and Mira Health, pages of 20956)"
        " [codes/, row iliac-crest-bone]"
    )
    assert (row["Work RVU, billed less documented"], row["Total RVU, billed less documented"]) == (3.4, 6.22)
    (found,) = sheet(out, "Billing findings")
    assert (found["Result"], found["Level"], found["Rows of the claim file"]) == ("wrong skin component", "error", "2")


def test_a_row_that_cannot_be_read_is_listed_and_told_by_the_exit_status(notes: Path) -> None:
    result, out = run(notes, RIGHT + "transfer,2024-05-01,A. Stone,2O956,,1,,\n")
    assert result.exit_code == 1
    assert "1 row not read." in result.stdout
    assert "2O956" not in result.output
    assert [(row["What"], row["Rows of the claim file"]) for row in sheet(out, "Not compared")] == [("note", None), ("row", "3")]


def test_columns_named_by_hand(notes: Path) -> None:
    result, out = run(notes, RIGHT, "--column", "case=Surgeon", "--column", "surgeon=Case")
    assert result.exit_code == 0
    assert "case: column “Surgeon” (as named)\n" in result.stderr
    assert [line["results"] for line in lines(out) if line["note"] == "transfer" and "results" in line] == [["not_billed"]]


def test_the_same_run_gives_the_same_bytes(notes: Path) -> None:
    _, out = run(notes, RIGHT)
    first = (out / "billing.jsonl").read_bytes()
    run(notes, RIGHT)
    assert (out / "billing.jsonl").read_bytes() == first


def test_a_run_without_claims_takes_the_older_cases_away(notes: Path) -> None:
    _, out = run(notes, RIGHT)
    assert (out / "billing.jsonl").exists()
    assert auditor("run", notes / "transfer.txt", "--out", out).exit_code == 0
    assert not (out / "billing.jsonl").exists()
    assert "Billing" not in load_workbook(out / "audit.xlsx").sheetnames


def test_a_claim_file_that_cannot_be_used_stops_the_run_before_the_first_note(notes: Path) -> None:
    out = notes.parent / "out"
    (notes / "claims.csv").write_text("Case,Amount\ntransfer,1\n")
    result = auditor("run", notes, "--out", out, "--claims", notes / "claims.csv")
    assert result.exit_code == 2
    assert not out.exists()


def test_fees_without_claims_are_wrong_use(notes: Path, tmp_path: Path) -> None:
    (tmp_path / "fees.toml").write_text("")
    result = auditor("run", notes, "--out", tmp_path / "out", "--fees", tmp_path / "fees.toml")
    assert (result.exit_code, "--fees values claims" in result.stderr) == (2, True)


def test_no_money_reaches_what_surgeons_see(notes: Path) -> None:
    _, out = run(notes, RIGHT)
    pages = "".join(page.read_text("utf-8") for page in (out / "evidence").glob("*.html"))
    assert pages
    assert not [word for word in ("4100", "4,100", "RVU", "79.03", "Medicare") if word in pages]
