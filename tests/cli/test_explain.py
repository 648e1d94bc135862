from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli.main import main
from auditor.engine.one import Auditor
from auditor.model import Audit, Note
from tests.cli.test_run import TRANSFER
from tests.rules.kit import write


def explain(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["explain", *map(str, args)])


def test_from_finding_to_answer(tmp_path: Path) -> None:
    path = tmp_path / "case-7.txt"
    path.write_text(TRANSFER)
    result = explain(path)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "Note case-7"
    headings = [line.rstrip("- ") for line in lines if line.endswith("---")]
    assert headings == [
        "Findings that count", "Mentions that do not count", "Decision path", "Answer", "Questions to the surgeon",
    ]  # fmt: skip
    start = TRANSFER.index("iliac crest was")
    assert any("“iliac crest”  (" in line and f", {start}-{start + 11}; rule " in line for line in lines)
    assert "graft 1: right, iliac crest, transfer free, skin paddle absent" in lines
    assert any(line.startswith("  fired  ") for line in lines)
    assert any(line.startswith("    -    ") for line in lines)
    assert "  status           supported" in lines
    assert "  suggested code   20956" in lines


def test_a_file_that_is_no_note(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch()
    result = explain(path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"auditor: {path.as_posix()}: the file is empty; export the note again and run the audit once more.\n"


def test_a_missing_file_and_a_folder_are_wrong_use(tmp_path: Path) -> None:
    assert explain(tmp_path / "gone.txt").exit_code == 2
    assert explain(tmp_path).exit_code == 2


def test_broken_rules(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TRANSFER)
    result = explain(tmp_path / "a.txt", "--rules", write(tmp_path / "rules", bones=('value = "rib"', "value = 7")))
    assert result.exit_code == 2
    assert result.stderr.startswith("auditor: ")


def test_a_fault_of_the_program_never_prints_the_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Auditor, note: Note) -> Audit:
        raise ValueError(f"cannot parse {note.text}")

    monkeypatch.setattr(Auditor, "audit", fail)
    path = tmp_path / "a.txt"
    path.write_text("Jane Roe: appendix removed.")
    result = explain(path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Roe" not in result.stderr
    assert result.stderr.startswith("auditor: a fault of the program (ValueError in test_explain.py, line ")


def test_a_terminal_that_lacks_a_character_shows_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TRANSFER.replace("iliac crest was", "iliac\ncrest was"))
    done = subprocess.run(
        [sys.executable, "-m", "auditor.cli.main", "explain", str(path)],
        capture_output=True, env=os.environ | {"PYTHONIOENCODING": "cp1252"}, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert "“iliac\\u21b5crest”" in done.stdout.decode("cp1252")
