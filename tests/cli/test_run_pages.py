"""`auditor run` writes a page for each note that has an audit, and an index that leads to all of them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from auditor.report.pages.names import page_name
from tests.cli.test_run import APPENDIX, TRANSFER, auditor, not_audited


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "a.txt").write_text(APPENDIX)
    (folder / "b.txt").write_text(TRANSFER)
    (folder / "c.txt").touch()
    return folder


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_page_for_each_audit_and_an_index(notes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert auditor("run", notes, "--out", out).exit_code == 1
    assert files(out) == [".auditor.lock", "audit.jsonl", "audit.xlsx", "evidence", "reviews.db", "run.json", "trail", "work.db"]
    assert files(out / "evidence") == sorted([page_name("a"), page_name("b"), "index.html"])
    if os.name == "posix":
        assert {stat.S_IMODE(path.stat().st_mode) for path in (out / "evidence").iterdir()} == {0o600}
    index = (out / "evidence" / "index.html").read_text("utf-8")
    assert [index.count(f'href="{page_name(name)}"') for name in ("a", "b", "c")] == [1, 1, 0]


def test_pages_lead_to_their_neighbours(notes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (notes / "d.txt").write_text(APPENDIX)
    auditor("run", notes, "--out", out)
    middle = (out / "evidence" / page_name("b")).read_text("utf-8")
    assert f'rel="prev" href="{page_name("a")}"' in middle
    assert f'rel="next" href="{page_name("d")}"' in middle
    assert 'rel="prev"' not in (out / "evidence" / page_name("a")).read_text("utf-8")
    assert 'rel="next"' not in (out / "evidence" / page_name("d")).read_text("utf-8")


def test_two_runs_give_the_same_pages(notes: Path, tmp_path: Path) -> None:
    for out in ("one", "two"):
        auditor("run", notes, "--out", tmp_path / out)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / out / "evidence").iterdir()} for out in ("one", "two"))
    assert one == two


def test_pages_of_an_earlier_run_do_not_stay(notes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    auditor("run", notes, "--out", out)
    auditor("run", notes / "a.txt", "--out", out)
    assert files(out / "evidence") == sorted([page_name("a"), "index.html"])
    assert auditor("run", notes / "a.txt", "--out", out, "--no-pages").exit_code == 0
    assert files(out) == [".auditor.lock", "audit.jsonl", "audit.xlsx", "reviews.db", "run.json", "trail", "work.db"]


def test_a_run_that_fails_leaves_the_older_pages(notes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    auditor("run", notes, "--out", out)
    (out / "audit.xlsx").unlink()
    (out / "audit.xlsx").mkdir()
    assert auditor("run", notes / "a.txt", "--out", out).exit_code == 2
    assert files(out / "evidence") == sorted([page_name("a"), page_name("b"), "index.html"])


def test_a_folder_of_ones_own_stops_the_run_before_the_first_note(notes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "evidence").mkdir(parents=True)
    (out / "evidence" / "exhibit.txt").write_text("mine")
    result = auditor("run", notes, "--out", out)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "it holds files that are no evidence pages" in result.stderr
    assert files(out) == ["evidence"]


def test_pages_beside_the_notes_are_never_read_back(notes: Path, tmp_path: Path) -> None:
    auditor("run", notes, "--out", notes)
    result = auditor("run", notes, "--out", notes)
    assert result.stdout.startswith("2 notes audited: 1 supported, 0 query, 0 outside the set, 1 not applicable; 1 not audited. ")
    assert not_audited(notes)["evidence"] == ("left aside", "these are the evidence pages of an audit")
    assert not_audited(notes)["trail"] == ("left aside", "this belongs to the audit trail of outputs")
    assert len(not_audited(notes)) == 9
