"""`auditor run`: files in, workbook and record out, one line of counts, and an exit status that can be trusted."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from auditor.cli.main import main
from tests.rules.kit import write

TRANSFER = """PROCEDURE PERFORMED: Free vascularized iliac crest bone flap to the left tibia.
DESCRIPTION OF PROCEDURE: The right iliac crest was harvested on the deep circumflex iliac vessels as a bone-only flap
without a skin paddle. The pedicle was divided. The artery was anastomosed end-to-side to the anterior tibial artery
and the vein end-to-end to a vena comitans.
"""
APPENDIX = "PROCEDURE: Appendectomy.\nDESCRIPTION: The appendix was removed through a small incision.\n"
NONE = "0 supported, 0 query, 0 outside the set"


def auditor(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    (folder / "ward").mkdir(parents=True)
    (folder / "b.txt").write_text(TRANSFER)
    (folder / "a.txt").write_text(APPENDIX)
    (folder / "ward" / "a.txt").write_bytes(b"\xff\xfe" + APPENDIX.encode("utf-16-le"))
    return folder


def records(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "audit.jsonl").read_text("utf-8").splitlines()]


def not_audited(out: Path) -> dict[str, tuple[object, ...]]:
    rows = load_workbook(out / "audit.xlsx")["Not audited"].iter_rows(min_row=2, values_only=True)
    return {Path(str(row[0])).name: row[1:3] for row in rows}


def test_a_folder_of_notes(notes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = auditor("run", notes, "--out", out)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "3 notes audited: 1 supported, 0 query, 0 outside the set, 2 not applicable; 0 not audited. "
        f"Workbook: {out.as_posix()}/audit.xlsx\n"
    )
    assert [(row["id"], row["status"], row["best_fit"], row["encoding"]) for row in records(out)] == [
        ("a", "not_applicable", [], "utf-8"),
        ("b", "supported", ["20956"], "utf-8"),
        ("a~2", "not_applicable", [], "utf-16"),
    ]
    for row, text in zip(records(out), (APPENDIX, TRANSFER, APPENDIX), strict=True):
        evidence = row["evidence"]
        assert isinstance(evidence, list)
        assert all(text[item["start"] : item["end"]] == item["quote"] for item in evidence)
    audits = load_workbook(out / "audit.xlsx")["Audit"]
    assert [[cell.value for cell in row[:3]] for row in audits.iter_rows(min_row=2)] == [
        ["a", "not applicable", None], ["b", "supported", "20956"], ["a~2", "not applicable", None],
    ]  # fmt: skip


def test_bad_files_are_rows_and_the_run_goes_on(notes: Path, tmp_path: Path) -> None:
    (notes / "empty.txt").touch()
    (notes / "blank.txt").write_text(" \r\n\t\n")
    (notes / "binary.txt").write_bytes(b"\x00\x01\x02")
    (notes / "long.txt").write_bytes(b"The iliac crest was raised.\n" * 740_000)  # 20 MB
    (notes / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (notes / "b.json").write_text("{}")
    out = tmp_path / "out"
    result = auditor("run", notes, "--out", out)
    assert result.exit_code == 1
    assert result.stdout.startswith("3 notes audited: 1 supported, 0 query, 0 outside the set, 2 not applicable; 5 not audited. ")
    assert len(records(out)) == 3
    assert not_audited(out) == {
        "empty.txt": ("not audited", "the file is empty"),
        "blank.txt": ("not audited", "the file holds only white space"),
        "binary.txt": ("not audited", "the file holds binary data, not text"),
        "long.txt": ("not audited", "the file is larger than 1 MB"),
        "scan.png": ("not audited", "the file is a picture, not plain text"),
        "b.json": ("left aside", "this is the annotation of the note beside it"),
    }


def test_two_runs_give_the_same_bytes_but_for_the_summary(notes: Path, tmp_path: Path) -> None:
    for out in ("one", "two"):
        assert auditor("run", notes, "--out", tmp_path / out).exit_code == 0
    assert (tmp_path / "one" / "audit.jsonl").read_bytes() == (tmp_path / "two" / "audit.jsonl").read_bytes()
    with ZipFile(tmp_path / "one" / "audit.xlsx") as one, ZipFile(tmp_path / "two" / "audit.xlsx") as two:
        assert one.namelist() == two.namelist()
        different = {name for name in one.namelist() if one.read(name) != two.read(name)}
    assert different <= {"xl/worksheets/sheet1.xml"}


def test_output_beside_the_notes_is_never_read_back(notes: Path) -> None:
    first = auditor("run", notes, "--out", notes)
    lines = (notes / "audit.jsonl").read_bytes()
    second = auditor("run", notes, "--out", notes)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout == second.stdout
    assert (notes / "audit.jsonl").read_bytes() == lines


def test_output_is_for_its_owner_alone(notes: Path, tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("this system has no such rights")
    out = tmp_path / "out"
    auditor("run", notes, "--out", out)
    rights = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (out, *out.iterdir())}
    files = (".auditor.lock", "audit.jsonl", "audit.xlsx", "reviews.db", "run.json", "work.db")
    assert rights == dict.fromkeys(("out", "evidence", "trail"), 0o700) | dict.fromkeys(files, 0o600)


def test_broken_rules_stop_before_the_first_note(notes: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "rules", bones=('value = "rib"', "value = 7"))
    result = auditor("run", notes, "--out", tmp_path / "out", "--rules", folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"auditor: {folder}/concepts/bones.toml, rule bone-rib: ")
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["run", "explain"])
def test_a_phrase_that_can_never_match_stops_a_command(notes: Path, tmp_path: Path, command: str) -> None:
    folder = write(tmp_path / "rules", bones=('phrases = ["rib"', 'phrases = ["Rib", "rib"'))
    out = ("--out", tmp_path / "out") if command == "run" else ()
    result = auditor(command, notes / "a.txt", *out, "--rules", folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'Rib' will never match, because it holds upper case" in result.stderr
    assert not (tmp_path / "out").exists()


def test_other_rules_can_be_named(notes: Path, tmp_path: Path) -> None:
    result = auditor("run", notes / "a.txt", "--out", tmp_path / "out", "--rules", write(tmp_path / "rules"))
    assert result.exit_code == 0
    assert result.stdout.startswith(f"1 note audited: {NONE}, 1 not applicable; 0 not audited. ")


@pytest.mark.parametrize("named", ["gone", "gone.txt"])
def test_a_name_that_does_not_exist_is_wrong_use(tmp_path: Path, named: str) -> None:
    result = auditor("run", tmp_path / named, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "does not exist" in result.stderr
    assert not (tmp_path / "out").exists()


def test_no_name_at_all_is_wrong_use() -> None:
    assert auditor("run").exit_code == 2


def test_a_folder_without_notes_is_wrong_use_and_leaves_older_output(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    result = auditor("run", tmp_path / "notes", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert result.stderr.endswith("Error: there is no note in NOTES; name files with notes, or a folder that holds some.\n")
    assert not (tmp_path / "out").exists()


def test_an_output_folder_that_cannot_be_made(notes: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = auditor("run", notes, "--out", tmp_path / "file" / "out")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"auditor: {tmp_path}/file/out: it cannot be written (Not a directory); ")


def test_an_older_workbook_stays_when_the_new_one_cannot_be_finished(notes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    auditor("run", notes, "--out", out)
    lines = (out / "audit.jsonl").read_bytes()
    (out / "audit.xlsx").unlink()
    (out / "audit.xlsx").mkdir()
    result = auditor("run", notes / "a.txt", "--out", out)
    assert result.exit_code == 2
    assert (out / "audit.jsonl").read_bytes() == lines
    assert sorted(path.name for path in out.iterdir() if path.suffix != ".lock") == [
        "audit.jsonl", "audit.xlsx", "evidence", "reviews.db", "run.json", "trail", "work.db",
    ]  # fmt: skip


def in_process(stderr: int, *args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "auditor.cli.main", *map(str, args)]
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=stderr, text=True, check=False)


def test_silent_in_a_pipe(notes: Path, tmp_path: Path) -> None:
    done = in_process(subprocess.PIPE, "run", notes, "--out", tmp_path / "out")
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)


def test_a_bar_on_a_terminal(notes: Path, tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="this system has no such terminals")
    termios = pytest.importorskip("termios")
    ours, theirs = pty.openpty()
    os.set_blocking(ours, False)  # a missing bar must fail, not wait
    try:
        termios.tcsetwinsize(theirs, (24, 80))
        done = in_process(theirs, "run", notes, "--out", tmp_path / "out")
        shown = os.read(ours, 100_000).decode()
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode == 0
    assert "/3 [" in shown
    assert "a.txt" not in shown
