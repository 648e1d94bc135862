"""`auditor review`: what a person sees, and an exit status that can be trusted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.kit import AGREE, Desk, auditor, cell_of, note


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "out")
    desk.run([note("case-1"), note("case-2")])
    return desk


def test_taking_in_says_what_changed_and_finds_the_store_beside_the_workbook(desk: Desk) -> None:
    desk.type({"case-2": AGREE})
    result = auditor("review", "import", desk.workbook)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "Reviews: 1 new, 0 changed, 0 unchanged.\n  new: case-2\n"


def test_cells_that_cannot_be_read_are_listed_and_nothing_is_taken_in(desk: Desk) -> None:
    desk.type({"case-1": AGREE, "case-2": {"Decision": "maybe", "Final code": "1"}})
    result = auditor("review", "import", desk.workbook)
    decision, code = (cell_of(desk.workbook, "case-2", title) for title in ("Decision", "Final code"))
    assert (result.exit_code, result.stdout) == (1, "")
    lines = result.stderr.splitlines()
    assert lines[0] == f"auditor: {desk.workbook.as_posix()}: nothing was taken in, because 2 places cannot be read."
    assert lines[1].startswith(f"  Audit, {decision} (Decision): this is no decision; choose agree, ")
    assert lines[2].startswith(f"  Audit, {code} (Final code): this is no code that can be given here; choose 20955, ")
    assert desk.entries() == {}


def test_guarded_cells_can_be_let_pass(desk: Desk) -> None:
    desk.type({"case-1": AGREE | {"Surgeon": "B. Other"}})
    assert auditor("review", "import", desk.workbook).exit_code == 1
    assert auditor("review", "import", desk.workbook, "--ignore-guarded").exit_code == 0


def test_emptied_cells_withdraw_when_that_is_asked_for(desk: Desk) -> None:
    desk.type({"case-1": AGREE})
    desk.take()
    desk.type({"case-1": dict.fromkeys(AGREE)})
    assert auditor("review", "import", desk.workbook, "--withdraw-empty").exit_code == 0
    assert desk.entries() == {}


@pytest.mark.parametrize(("name", "exit_code"), [("gone.xlsx", 1), ("text.xlsx", 1)])
def test_what_is_no_workbook(desk: Desk, name: str, exit_code: int) -> None:
    (desk.folder / "text.xlsx").write_text("text")
    result = auditor("review", "import", desk.folder / name)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (exit_code, "", 1)
    assert result.stderr.startswith(f"auditor: {desk.folder.as_posix()}/{name}: ")


def test_a_workbook_without_its_store(desk: Desk) -> None:
    desk.place.unlink()
    result = auditor("review", "import", desk.workbook)
    assert result.exit_code == 2
    assert result.stderr == (
        f"auditor: {desk.place}: there is no store of reviews; `auditor run` makes one, or name it with --store.\n"
    )
    assert not desk.place.exists()


def test_the_environment_names_the_store(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITOR_STORE", str(desk.place))
    elsewhere = desk.workbook.rename(tmp_path / "back from R. One.xlsx")
    desk.type({"case-1": AGREE}, elsewhere)
    assert auditor("review", "import", elsewhere).stdout.startswith("Reviews: 1 new, ")
    assert auditor("review", "report").stdout.startswith("1 row with reviews; 1 settled; ")
