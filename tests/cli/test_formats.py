"""The whole way of notes that are no plain text: workbook, record, pages, letters and explanation tell where and how they lie."""

from __future__ import annotations

import csv
import re
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from auditor.engine.one import Auditor
from auditor.model import Audit, Note
from auditor.report.pages.names import page_name
from tests.cli.test_run import APPENDIX, TRANSFER, auditor, records

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
CONTRADICTION = (ROOT / "samples" / "query-title-against-body.txt").read_text("utf-8")
TOLD = "The table names the note or its case C7."


def table(*rows: tuple[str, ...]) -> str:
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "month.csv").write_text(
        table(("Case ID", "Surgeon", "Date", "Note text"), ("C7", "Anna Smith", "2024-03-14", TRANSFER), ("C8", "Bo", "", "")),
        "utf-8",
    )
    with ZipFile(folder / "old.zip", "w") as packed:
        packed.writestr("in/query.csv", table(("note text",), (CONTRADICTION,)))
        packed.writestr("in/plain.txt", APPENDIX)
    return folder


def rows(out: Path, sheet: str) -> list[dict[str, Any]]:
    head, *rest = load_workbook(out / "audit.xlsx")[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rest]


def test_every_output_tells_of_file_and_place(notes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = auditor("run", notes, "--out", out)
    assert result.exit_code == 1
    assert result.stdout.startswith("3 notes audited: 1 supported, 1 query, 0 outside the set, 1 not applicable; 1 not audited. ")
    month, plain, query = records(out)
    assert (month["id"], month["source"]) == ("month#1", f"{notes.as_posix()}/month.csv#1")
    assert (month["format"], month["remarks"]) == ("table", [TOLD])
    assert (month["surgeon"], month["date_of_service"]) == ("Anna Smith", "2024-03-14")
    assert month["told_by_file"] == ["surgeon", "date_of_service"]
    assert (plain["id"], plain["format"], plain["told_by_file"]) == ("old.zip/in/plain", "plain text", [])
    assert (query["id"], query["surgeon"], query["told_by_file"]) == ("old.zip/in/query", "Vivienne Okpara-Lund, MD", [])
    evidence: Any = query["evidence"]
    assert {item["quote"]: item["place"] for item in evidence}["lateral border"] == "row 2, line 18"
    by_note = {row["Note"]: row for row in rows(out, "Audit")}
    assert by_note["month#1"]["File"] == (
        f"{notes.as_posix()}/month.csv#1 (table)\nThe surgeon is told by the file.\n"
        f"The date of service is told by the file.\n{TOLD}"
    )
    assert rows(out, "Not audited") == [
        {
            "File": f"{notes.as_posix()}/month.csv#2", "Outcome": "not audited", "Reason": "row 3: there is no text of a note",
            "What to do": "fill the cell, or take the row out",
        }
    ]  # fmt: skip
    placed = {row["Quotation"]: row["Section"] for row in rows(out, "Evidence") if row["Note"] == "old.zip/in/query"}
    assert placed["lateral border"] == "technique, row 2, line 18"
    (asked,) = [row for row in rows(out, "Queries") if row["Element"] == "Donor bone"]
    assert "(technique, row 2, line 18, 1178-1192)" in asked["What the note says"]


def test_pages_and_letters(notes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    auditor("run", notes, "--out", out)
    page = unescape((out / "evidence" / page_name("month#1")).read_text("utf-8"))
    assert "Anna Smith (told by the file)" in page
    assert "<dt>Format</dt><dd>table, " in page
    assert f"<dt>Remarks on the file</dt><dd>{TOLD}</dd>" in page
    assert "technique, row 2, line 3, " in page
    result = auditor("letters", out / "audit.jsonl", "--out", tmp_path / "letters", "--no-word", "--date", "2024-01-15")
    assert result.exit_code == 0
    letter = "".join(path.read_text("utf-8") for path in (tmp_path / "letters").glob("*.html"))
    assert re.search(r"technique, row 2, line 18\b", letter)
    assert "line 18, line" not in letter


def test_explanation_of_each_note_of_a_file(notes: Path) -> None:
    result = auditor("explain", notes / "month.csv")
    assert result.exit_code == 1
    assert result.stdout.startswith(
        f"Note month#1\n  file             {notes.as_posix()}/month.csv#1 (table)\n                   {TOLD}\n"
        "  surgeon          Anna Smith (told by the file)\n  date of service  2024-03-14 (told by the file)\n"
    )
    assert "“end-to-side”  (technique, row 2, line 3, " in result.stdout
    assert result.stderr == (
        f"auditor: {notes.as_posix()}/month.csv#2: row 3: there is no text of a note; fill the cell, or take the row out.\n"
    )


def test_a_named_column(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(table(("Inhalt", "Zeile"), (TRANSFER, "1")))
    without = auditor("run", tmp_path / "a.csv", "--out", tmp_path / "out")
    assert without.stdout.startswith("0 notes audited: ")
    result = auditor("run", tmp_path / "a.csv", "--out", tmp_path / "out", "--note-column", "Inhalt")
    assert result.exit_code == 0
    assert [row["best_fit"] for row in records(tmp_path / "out")] == [["20956"]]


def test_limits_of_a_department(tmp_path: Path) -> None:
    from auditor.rules.load import default_folder
    from tests.rules.kit import write

    rules = write(tmp_path / "rules")
    limits = (default_folder() / "limits.toml").read_text("utf-8")
    (rules / "limits.toml").write_text(limits.replace("text = 1_000_000 ", "text = 20 "), "utf-8")
    (tmp_path / "a.txt").write_text("The appendix was removed.")
    result = auditor("run", tmp_path / "a.txt", "--out", tmp_path / "out", "--rules", rules)
    assert result.exit_code == 1
    (row,) = rows(tmp_path / "out", "Not audited")
    assert row["Reason"] == "the file is larger than 2e-05 MB"
    (rules / "limits.toml").write_text(limits.replace("seconds = 9.5 ", "seconds = 0 "), "utf-8")
    result = auditor("run", tmp_path / "a.txt", "--out", tmp_path / "out", "--rules", rules)
    assert (result.exit_code, result.stderr.split(": ")[1]) == (2, f"{rules}/limits.toml, top level")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_table_gives_what_the_plain_text_gives(sample: Path, shipped: Auditor, tmp_path: Path) -> None:
    text = sample.read_text("utf-8")
    (tmp_path / "a.csv").write_text(table(("note text",), (text,)), "utf-8")
    from auditor.notes.read import read_note

    plain = shipped.audit(Note(id="a", text=text))
    read = shipped.audit(read_note(tmp_path / "a.csv"))
    same = ("status", "best_fit", "other_codes", "elements", "surgeon", "date_of_service", "grafts", "note_digest")
    assert {name: getattr(read, name) for name in same} == {name: getattr(plain, name) for name in same}
    assert _unplaced(read) == _unplaced(plain)


def _unplaced(audit: Audit) -> list[dict[str, Any]]:
    return [each.model_dump(exclude={"evidence": {"place"}, "statement": {"place"}}) for each in audit.findings]


@pytest.fixture(scope="module")
def shipped() -> Auditor:
    return Auditor()
