"""Shapes of a hospital's own: how they are written, and how a mistake in one is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from auditor.masking.masker import Masker
from auditor.model import Note
from auditor.rules.load import default_folder, load
from auditor.rules.masking_schema import Shape
from tests.masking.kit import auditor, run

OWN = """
[[shape]]
id = "our-records"
kind = "record number"
shapes = ["K-@#+/##"]
why = "Numbers of our records."
hit = ["Known as [[K-x44/20]] here."]
miss = ["K-wire 44/20."]
"""


def rules(folder: Path, more: str) -> Path:
    shutil.copytree(default_folder(), folder)
    path = folder / "masking.toml"
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    return folder


def test_a_shape_of_ones_own(tmp_path: Path) -> None:
    folder = rules(tmp_path / "rules", OWN)
    note = Note(id="x", text="Seen K-a1203/22 and K-wire 44/20. Free fibula.")
    shown = Masker(load(folder)).audited(note, auditor().audit(note)).note.text
    assert shown == "Seen [record number 1] and K-wire 44/20. Free fibula."
    done = run("rules", "check", "--fast", "--rules", folder)
    assert (done.exit_code, "0 faults" in done.output) == (0, True)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (OWN.replace("K-@#+/##", "K-###"), "masking.toml, shape our-records: hit 1 does not mask 'K-x44/20' as marked"),
        (OWN.replace("miss = [\"K-wire 44/20.\"]", "miss = [\"K-x44/20\"]"), "shape our-records: miss 1 masks 'K-x44/20'"),
        (OWN.replace('shapes = ["K-@#+/##"]', "pattern = '(K'"), "shape our-records: it cannot be read"),
        (OWN.replace('shapes = ["K-@#+/##"]', "pattern = 'K*'"), "shape our-records: it matches where there is nothing"),
        (OWN.replace("[[K-x44/20]]", "K-x44/20"), "shape our-records: hit 1 marks no words"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_shape_is_told(wrong: str, said: str, tmp_path: Path) -> None:
    done = run("rules", "check", "--fast", "--rules", rules(tmp_path / "rules", wrong))
    assert done.exit_code == 2
    assert said in done.output


def test_either_shapes_or_a_pattern(tmp_path: Path) -> None:
    wrong = OWN.replace("why =", "pattern = 'K'\nwhy =")
    done = run("rules", "check", "--fast", "--rules", rules(tmp_path / "rules", wrong))
    assert "give either `shapes` or `pattern`" in done.output


def test_signs_of_a_shape() -> None:
    shape = Shape(id="x", kind="record number", shapes=("## ##-@@*",), why="", hit=("x",), miss=("x",))
    assert shape.regex.fullmatch("12 34-ABc")
    assert shape.regex.fullmatch("12\u00a034\u2013AB7")
    assert not shape.regex.search("112 34-AB7")
    assert not shape.regex.search("12 34-AB77")
