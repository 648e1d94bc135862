"""Pages of an earlier run go when those of a new one are whole, and not before; nothing else is ever touched."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from auditor.errors import OutputError
from auditor.report.pages.folder import replacing_folder
from auditor.report.pages.names import page_name

OLD, NEW = page_name("old"), page_name("new")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "evidence"
    path.mkdir()
    (path / OLD).write_text("old")
    return path


def inside(path: Path) -> list[str]:
    return sorted(each.relative_to(path).as_posix() for each in path.rglob("*"))


def test_new_pages_take_the_place_of_all_old_ones(folder: Path) -> None:
    with replacing_folder(folder) as part:
        (part / NEW).write_text("new")
        assert inside(folder) == [OLD]
    assert inside(folder.parent) == ["evidence", f"evidence/{NEW}"]
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_failure_leaves_the_old_pages_and_no_trace(folder: Path) -> None:
    with pytest.raises(ZeroDivisionError), replacing_folder(folder) as part:
        (part / NEW).write_text("new")
        raise ZeroDivisionError
    assert inside(folder.parent) == ["evidence", f"evidence/{OLD}"]


def test_no_new_pages_take_the_old_ones_away(folder: Path) -> None:
    with replacing_folder(folder):
        pass
    assert inside(folder.parent) == []


def test_what_a_killed_run_left_is_taken_away(folder: Path) -> None:
    left = folder.parent / ".evidence.abc.part"
    left.mkdir()
    (left / NEW).write_text("words of a note")
    with replacing_folder(folder) as part:
        (part / NEW).write_text("new")
    assert inside(folder.parent) == ["evidence", f"evidence/{NEW}"]


def test_a_folder_that_holds_anything_else_is_refused(folder: Path) -> None:
    (folder / "letter.docx").write_text("somebody's own")
    with pytest.raises(OutputError, match="it holds files that are no evidence pages; move them away"), replacing_folder(folder):
        pass
    assert inside(folder) == sorted(["letter.docx", OLD])


def test_a_file_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("somebody's own")
    with pytest.raises(OutputError, match="this is not a folder of evidence pages"), replacing_folder(tmp_path / "evidence"):
        pass
    assert (tmp_path / "evidence").read_text() == "somebody's own"


def test_a_refusal_of_the_system_is_told_and_leaves_the_old(folder: Path) -> None:
    with (
        pytest.raises(OutputError, match=r"evidence: it cannot be written \(No space left on device\)"),
        replacing_folder(folder),
    ):
        raise OSError(28, "No space left on device")
    assert inside(folder.parent) == ["evidence", f"evidence/{OLD}"]
