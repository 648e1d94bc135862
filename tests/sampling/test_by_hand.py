"""The page says how to draw a sample again without this program, and that gives the same units."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli.main import main
from auditor.record.write import line
from tests.annotated import SAMPLES, answer, names

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "sampling.md").read_text("utf-8")
TOOLS = ("bash", "sha256sum", "sort", "cut", "head", "grep")

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, TOOLS)), reason=f"drawing by hand needs {', '.join(TOOLS)}, which are not all here"
)


def block(name: str) -> str:
    (found,) = re.findall(rf"<!-- {name} -->\n```sh\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


def shell(script: str, folder: Path) -> list[str]:
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=folder, capture_output=True, text=True, check=False)  # noqa: S607
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The samples, and what the commands of the page leave beside them."""
    shutil.copytree(SAMPLES, tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    (command,) = re.findall(r"^auditor (sample draw .*)$", PAGE, re.MULTILINE)
    assert CliRunner().invoke(main, command.split()).exit_code == 0
    return tmp_path


def test_the_commands_of_the_page_draw_the_same_notes(folder: Path) -> None:
    record = json.loads((folder / "sample" / "sample.json").read_text("utf-8"))
    digest, *drawn = shell(block("redraw"), folder)
    assert digest == f"{record['frame_digest']}  sample/frame.sha256"
    assert drawn == [each["id"] for each in record["drawn"]]
    assert len(drawn) == 6


def test_a_note_that_changed_is_seen_by_hand(folder: Path) -> None:
    (folder / "samples" / "rib-to-humerus.txt").write_text("Another text.")
    check = block("redraw").splitlines()[1]
    done = subprocess.run(["bash", "-c", check], cwd=folder, capture_output=True, text=True, check=False)  # noqa: S607
    assert done.returncode == 1
    assert "rib-to-humerus.txt" in done.stdout


def test_a_stratum_is_drawn_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("audit.jsonl").write_bytes(b"".join(line(answer(SAMPLES, name)) for name in names(SAMPLES)))
    words = ["draw", "audit.jsonl", "--size", "14", "--seed", "20956", "--by", "code", "--out", "sample"]
    assert CliRunner().invoke(main, ["sample", *words]).exit_code == 0
    record = json.loads(Path("sample/sample.json").read_text("utf-8"))
    loop = block("redraw").split("cut -c67- sample/frame.sha256")[1]
    stratum = block("redraw stratum").strip()
    for number, each in enumerate(record["strata"], 1):
        script = (stratum + loop).replace('"^1$', f'"^{number}$').replace("head -n 6", f"head -n {each['drawn']}")
        assert shell(script, tmp_path) == [one["id"] for one in record["drawn"] if one["stratum"] == number]
    (digest,) = shell("sha256sum < sample/strata.tsv | cut -c1-64", tmp_path)
    assert digest == record["strata_digest"]
