"""Reviewed notes become gold that `auditor evaluate` takes, and that claims no more than people have said."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from auditor.evaluate.gold import read_gold
from tests.cli.test_run import APPENDIX, TRANSFER
from tests.review.kit import AGREE, DISAGREE, Desk, auditor, rules, second

RIB = TRANSFER.replace("iliac crest", "rib").replace("deep circumflex iliac", "intercostal")
FIBULA = TRANSFER.replace("iliac crest", "fibula").replace("deep circumflex iliac", "peroneal")
TEXTS = {"crest": TRANSFER, "rib": RIB, "fibula": FIBULA, "appendix": APPENDIX}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "notes").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "notes" / f"{name}.txt").write_bytes(text.encode("utf-16") if name == "rib" else text.encode())
    desk = Desk(tmp_path / "out")
    assert auditor("run", tmp_path / "notes", "--out", desk.folder).exit_code == 0
    return desk


def export(desk: Desk, notes: Path | None = None) -> tuple[int, list[str]]:
    out = desk.folder.parent / "gold"
    result = auditor("review", "export", notes or desk.folder.parent / "notes", "--out", out, "--store", desk.place)
    return result.exit_code, result.stdout.splitlines()


def gold(desk: Desk, name: str) -> dict[str, Any]:
    path = desk.folder.parent / "gold" / f"{name}.json"
    read_gold(path, [element.id for element in rules().elements])
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def answer(desk: Desk, name: str) -> tuple[object, ...]:
    found = gold(desk, name)
    return found["status"], found["best_fit"], found["other_codes"], found["confirmed"]


ALL = ["status", "best_fit", "other_codes"]


def test_codes_are_the_reviewers_word(desk: Desk) -> None:
    desk.type({
        "crest": AGREE, "rib": DISAGREE | {"Final code": "20956"}, "fibula": AGREE | second(DISAGREE), "appendix": AGREE,
    })  # fmt: skip
    desk.take()
    assert export(desk) == (0, [f"4 reviewed notes written to {desk.folder.parent.as_posix()}/gold; 0 left out."])
    assert answer(desk, "crest") == ("supported", ["20956"], [], ALL)
    assert answer(desk, "rib") == ("supported", ["20956"], [], ALL)
    assert answer(desk, "fibula") == ("supported", ["20962"], [], ALL)
    assert answer(desk, "appendix") == ("not_applicable", [], [], ALL)
    folder = desk.folder.parent / "gold"
    assert (folder / "rib.txt").read_bytes() == RIB.encode("utf-16")


def test_a_status_that_nobody_has_told_is_not_compared(desk: Desk) -> None:
    desk.type({"crest": DISAGREE | {"Final code": "none"}, "rib": DISAGREE | {"Final code": "20969"}})
    desk.take()
    export(desk)
    assert answer(desk, "crest") == ("not_applicable", [], [], ["best_fit", "other_codes"])
    assert answer(desk, "rib") == ("outside_set", [], ["20969"], ALL)


def test_what_is_open_is_left_out_and_told(desk: Desk) -> None:
    desk.type({
        "crest": {"Decision": "needs second review"}, "rib": AGREE | {"2nd: Decision": "needs second review"}, "fibula": AGREE,
        "appendix": AGREE,
    })  # fmt: skip
    desk.take()
    notes = desk.folder.parent / "notes"
    (notes / "appendix.txt").unlink()
    (notes / "fibula.txt").rename(notes / "renamed.txt")
    out = desk.folder.parent / "gold"
    assert export(desk) == (1, [
        f"1 reviewed note written to {out.as_posix()}; 3 left out.", "  crest: its review is open", "  rib: its review is open",
        "  appendix: its text is not among NOTES",
    ])  # fmt: skip
    assert sorted(path.name for path in out.iterdir()) == ["renamed.json", "renamed.txt", "run.json", "trail"]
    assert gold(desk, "renamed")["id"] == "renamed"


def test_a_text_that_changed_since_the_review_is_left_out(desk: Desk) -> None:
    desk.type({"crest": AGREE})
    desk.take()
    note = desk.folder.parent / "notes" / "crest.txt"
    note.write_text(TRANSFER + "More was written.\n")
    auditor("run", note, "--out", desk.folder)
    assert export(desk)[1][1] == "  crest: its text has changed since the review"


def test_evaluate_compares_only_what_people_have_said(desk: Desk) -> None:
    desk.type({"crest": AGREE, "rib": DISAGREE | {"Final code": "20956"}, "fibula": DISAGREE | {"Final code": "none"}})
    desk.take()
    export(desk)
    numbers = desk.folder / "numbers.json"
    result = auditor("evaluate", desk.folder.parent / "gold", "--out", numbers)
    assert result.exit_code == 0
    fields = {name: (field["right"], field["total"]) for name, field in json.loads(numbers.read_text())["fields"].items()}
    assert fields == {
        "code.best_fit": (2, 3), "code.other_codes": (2, 3), "code.status": (2, 2), "code.not_confidently_wrong": (2, 3),
    }  # fmt: skip


def test_a_folder_that_holds_something_is_left_alone(desk: Desk) -> None:
    out = desk.folder.parent / "gold"
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    result = auditor("review", "export", desk.folder.parent / "notes", "--out", out, "--store", desk.place)
    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        result.stderr
        == f"auditor: {out.as_posix()}: this folder is not empty; name a new one, so that nothing in it is replaced.\n"
    )
    assert [path.name for path in out.iterdir()] == ["mine.txt"]


def test_gold_is_for_its_owner_alone(desk: Desk) -> None:
    if os.name != "posix":
        pytest.skip("this system has no such rights")
    desk.type({"crest": AGREE})
    desk.take()
    export(desk)
    out = desk.folder.parent / "gold"
    rights = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (out, *out.iterdir())}
    assert rights == {"gold": 0o700, "crest.json": 0o600, "crest.txt": 0o600, "run.json": 0o600, "trail": 0o700}
