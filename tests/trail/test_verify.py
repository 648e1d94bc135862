"""`auditor verify`: whatever happens to outputs afterwards shows, and what reviewers do is told apart from it."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from auditor.cli.main import main

TRANSFER = """PROCEDURE PERFORMED: Free vascularized iliac crest bone flap to the left tibia.
DESCRIPTION OF PROCEDURE: The right iliac crest was harvested on the deep circumflex iliac vessels as a bone-only flap
without a skin paddle. The pedicle was divided. The artery was anastomosed end-to-side to the anterior tibial artery
and the vein end-to-end to a vena comitans.
"""
REVIEWED = (
    "audit.xlsx was saved since by another program, and only the reviewers' columns can differ: expected if it was reviewed."
)
STORES = "The stores beside the outputs (.db) change with every review and run; no record tells of them."


def auditor(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], env={"AUDITOR_WHO": "R. One"})


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which notes were audited twice, and letters were written."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "notes").mkdir()
    for name in ("a", "b"):
        (folder / "notes" / f"{name}.txt").write_text(TRANSFER)
    out = folder / "out"
    assert auditor("run", folder / "notes", "--out", out).exit_code == 0
    (folder / "notes" / "c.txt").write_text(TRANSFER.replace("right iliac", "left iliac"))
    assert auditor("run", folder / "notes", "--out", out).exit_code == 0
    assert auditor("letters", out / "audit.jsonl", "--out", out, "--no-word").exit_code == 0
    return folder


@pytest.fixture
def out(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written / "out", tmp_path / "out"))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def said(out: Path, *args: str | Path) -> tuple[int, list[str]]:
    """The exit status, and what is said between the first line and the last."""
    result = auditor("verify", out, *args)
    first, *rest, last = result.stdout.splitlines()
    assert first.startswith(("3 records, the last of ", "2 records, the last of "))
    assert last.startswith("Digest of the last record: ")
    return result.exit_code, [line for line in rest if line != STORES]


def record(out: Path, number: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "trail" / f"{number:04}.json").read_text("utf-8"))
    return found


def when(out: Path, number: int) -> str:
    ended = record(out, number)["ended"]
    return f"{ended[:10]} {ended[11:16]} UTC"


def test_as_written(out: Path) -> None:
    result = auditor("verify", out)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"3 records, the last of {when(out, 3)}, by R. One: auditor letters write.",
        STORES,
        "Sound: everything is as it was written.",
        f"Digest of the last record: {digest(out / 'run.json')}",
    ]


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda out: (out / "audit.jsonl").write_text("{}\n"), "audit.jsonl was changed since record 2 of {2} wrote it."),
        (lambda out: (out / "audit.jsonl").unlink(), "audit.jsonl is missing; record 2 of {2} wrote it."),
        (
            lambda out: (out / "audit.xlsx").write_text("no"),
            "audit.xlsx was changed, and is no workbook any more that can be read.",
        ),
        (lambda out: (out / "evidence" / "new.html").touch(), "evidence/new.html was added: no record tells of it."),
        (
            lambda out: (out / "trail" / f"outputs-{16 * '0'}.sha256").touch(),
            f"trail/outputs-{16 * '0'}.sha256 was added: no record tells of it.",
        ),
        (lambda out: (out / "trail" / "0009.txt").touch(), "trail/0009.txt was added: no record tells of it."),
        (lambda out: (out / "letters.jsonl").unlink(), "letters.jsonl is missing; record 3 of {3} wrote it."),
        (lambda out: (out / "run.json").unlink(), "run.json is missing; it is a copy of trail/0003.json."),
        (
            lambda out: shutil.copy(out / "trail" / "0002.json", out / "run.json"),
            "run.json is not the last record of the trail: it was changed, or records came or went after it.",
        ),
        (lambda out: (out / "trail" / "0002.json").unlink(), "trail/0002.json is missing: record 2 was taken away."),
        (
            lambda out: (out / "trail" / "0003.json").unlink(),
            "run.json is not the last record of the trail: it was changed, or records came or went after it.",
        ),
        (
            lambda out: reword(out / "trail" / "0002.json", "R. One", "R. Two"),
            "trail/0002.json was changed, replaced or moved after trail/0003.json was written: its digest is another.",
        ),
        (
            lambda out: (out / "trail" / "0001.json").write_text("{"),
            "trail/0001.json is not record 1 as a command wrote it: it was changed, cut short or moved.",
        ),
        (
            lambda out: swap(out / "trail" / "0001.json", out / "trail" / "0002.json"),
            "trail/0001.json is not record 1 as a command wrote it: it was changed, cut short or moved.",
        ),
        (lambda out: listed(out, 2, "outputs").unlink(), "{outputs} is missing: the list of files of record 2."),
        (
            lambda out: listed(out, 2, "inputs").write_text(""),
            "{inputs} was changed: it is not the list of files that record 2 tells of.",
        ),
    ],
)  # fmt: skip
def test_what_was_done_is_said(out: Path, harm: Callable[[Path], object], sentence: str) -> None:
    expected = sentence.replace("{2}", when(out, 2)).replace("{3}", when(out, 3))
    for kind in ("outputs", "inputs"):
        expected = expected.replace(f"{{{kind}}}", listed(out, 2, kind).relative_to(out).as_posix())
    harm(out)
    status, lines = said(out)
    assert status == 1
    assert expected in lines
    assert lines[-1].startswith("Not sound: ")


def reword(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def swap(one: Path, other: Path) -> None:
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def listed(out: Path, number: int, kind: str) -> Path:
    told = record(out, number)
    return out / str((told["outputs"]["all"] if kind == "outputs" else told["inputs"])["list"])


def test_one_fault_is_one_sentence(out: Path) -> None:
    page = sorted((out / "evidence").glob("a-*.html"))[0]
    page.write_text("Another note.")
    assert said(out) == (
        1,
        [f"evidence/{page.name} was changed since record 2 of {when(out, 2)} wrote it.", "Not sound: 1 fault."],
    )


def test_the_output_of_an_earlier_run_is_known(written: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    auditor("run", written / "notes" / "a.txt", "--out", out)
    older = (out / "audit.jsonl").read_bytes()
    auditor("run", written / "notes" / "a.txt", written / "notes" / "c.txt", "--out", out)
    (out / "audit.jsonl").write_bytes(older)
    assert said(out) == (
        1, [f"audit.jsonl is the one that record 1 of {when(out, 1)} wrote, not that of record 2.", "Not sound: 1 fault."]
    )  # fmt: skip


def test_what_a_later_run_takes_away_is_not_missed(written: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    auditor("run", written / "notes", "--out", out)
    auditor("run", written / "notes", "--out", out, "--no-pages")
    assert not (out / "evidence").exists()
    assert said(out) == (0, ["Sound: everything is as it was written."])


def type_in(out: Path, cells: dict[str, Any], sheet: str = "Audit", row: int = 2) -> None:
    book = load_workbook(out / "audit.xlsx")
    titles = {cell.value: place for place, cell in enumerate(book[sheet][1], 1)}
    for title, value in cells.items():
        book[sheet].cell(row, titles[title], value)
    book.save(out / "audit.xlsx")


def test_a_reviewed_workbook_is_expected(out: Path) -> None:
    type_in(out, {"Decision": "disagree", "Final code": "20962", "Comment": "Rib.", "Reviewer": "A", "2nd: Decision": "agree"})
    status, lines = said(out)
    assert (status, lines) == (0, [REVIEWED, "Sound: everything is as it was written, but for what reviewers fill in."])


def test_a_workbook_that_was_sorted_is_expected(out: Path) -> None:
    book = load_workbook(out / "audit.xlsx")
    sheet = book["Audit"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column, value)
    book.save(out / "audit.xlsx")
    assert said(out)[1][0] == REVIEWED


@pytest.mark.parametrize(
    ("sheet", "title", "value", "where"),
    [
        ("Audit", "Status", "query", "the sheet “Audit” (Audit, row 2)"),
        ("Audit", "Key", "n-0-1", "the sheet “Audit” (Audit, row 2)"),
        ("Missing documentation", "Severity", "quality", "the sheet “Missing documentation”"),
        ("Evidence", "Quotation", "other words", "the sheet “Evidence”"),
        ("Rules", "Why", "because", "the sheet “Rules”"),
    ],
)
def test_other_cells_are_told_apart(out: Path, sheet: str, title: str, value: str, where: str) -> None:
    type_in(out, {"Decision": "agree", "Reviewer": "A", "Review date": date(2025, 3, 4)})
    type_in(out, {title: value}, sheet)
    sentence = f"audit.xlsx was changed: cells that are not for reviewers differ on {where}."
    assert said(out) == (1, [sentence, "Not sound: 1 fault."])


def test_a_forged_check_does_not_help(out: Path) -> None:
    from auditor.report.workbook.audit_sheet import GUARDED
    from auditor.report.workbook.review_columns import check_of

    type_in(out, {"Status": "query"})
    book = load_workbook(out / "audit.xlsx")
    row = dict(zip([cell.value for cell in book["Audit"][1]], [cell.value for cell in book["Audit"][2]], strict=True))
    type_in(out, {"Check": check_of(row[title] for title in GUARDED)})
    sentence = "audit.xlsx was changed: cells that are not for reviewers differ on the sheet “Audit”."
    assert said(out) == (1, [sentence, "Not sound: 1 fault."])


def test_a_sheet_that_is_gone_and_one_that_came(out: Path) -> None:
    book = load_workbook(out / "audit.xlsx")
    book.create_sheet("Mine")["A1"] = "to do"
    book.save(out / "audit.xlsx")
    assert said(out)[1][0] == f"{REVIEWED[:-1]}; the sheet “Mine” came with it."
    del book["Evidence"]
    book.save(out / "audit.xlsx")
    assert said(out)[1][0] == "audit.xlsx was changed: the sheet “Evidence” is missing."


def test_a_spreadsheet_program_alters_nothing(out: Path, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", tmp_path / "saved", out / "audit.xlsx"], check=True, capture_output=True)
    shutil.copy(tmp_path / "saved" / "audit.xlsx", out / "audit.xlsx")
    assert said(out) == (0, [REVIEWED, "Sound: everything is as it was written, but for what reviewers fill in."])


def test_a_noted_digest(out: Path) -> None:
    first, last = digest(out / "trail" / "0001.json"), digest(out / "run.json")
    assert said(out, "--expect", last)[1][0] == "The last record, 3, has the digest that you noted."
    assert said(out, "--expect", first[:16])[1][0] == "Record 1 has the digest that you noted; 2 records were added since."
    status, lines = said(out, "--expect", "0" * 64)
    assert status == 1
    assert lines[0] == "No record has the digest that you noted: the trail was written anew, or this is another folder."
    assert auditor("verify", out, "--expect", "abc").exit_code == 2


def test_a_trail_that_was_written_anew_needs_the_noted_digest(written: Path, out: Path) -> None:
    """What a chain of digests cannot do by itself, and what the noted digest is for."""
    noted = digest(out / "run.json")
    shutil.rmtree(out)
    for _ in range(2):
        auditor("run", written / "notes", "--out", out)
    assert said(out)[0] == 0
    assert said(out, "--expect", noted)[0] == 1


def test_the_notes_themselves(written: Path, tmp_path: Path) -> None:
    notes, out = Path(shutil.copytree(written / "notes", tmp_path / "notes")), tmp_path / "out"
    for _ in range(2):
        auditor("run", notes, "--out", out)
    assert said(out, "--notes")[1][0] == "The 3 files that record 2 read are as they were."
    (notes / "a.txt").write_text("Another text.")
    (notes / "b.txt").unlink()
    status, lines = said(out, "--notes")
    assert (status, lines[:2]) == (
        1,
        [
            f"{notes.as_posix()}/a.txt is not as it was when it was read.",
            f"{notes.as_posix()}/b.txt, which was read, is not there; give the command where its path leads to it.",
        ],
    )
    assert said(out)[0] == 0


def test_no_trail(tmp_path: Path) -> None:
    result = auditor("verify", tmp_path)
    assert (result.exit_code, result.stderr) == (
        2,
        f"auditor: {tmp_path.as_posix()}: there is no audit trail (no trail/0001.json); "
        "name a folder that a command of this tool wrote into.\n",
    )


def test_other_programs_check_it_too(out: Path) -> None:
    if (program := shutil.which("sha256sum")) is None:
        pytest.skip("sha256sum is not installed")
    listed_there = listed(out, 2, "outputs").relative_to(out)
    done = subprocess.run([program, "-c", listed_there], cwd=out, capture_output=True, text=True)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 6  # workbook, record, index and three pages
