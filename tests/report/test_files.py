"""A file appears whole or not at all, for its owner alone, and a refusal says what to do."""

from __future__ import annotations

import os
import signal
import stat
from pathlib import Path

import pytest

from auditor.errors import Exit, OutputError
from auditor.report.files import end_cleanly, make_folder, replacing


def test_file_is_whole_and_private(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "out"
    make_folder(folder)
    with replacing(folder / "audit.jsonl") as file:
        file.write(b"{}\n")
        assert not (folder / "audit.jsonl").exists()
    assert (folder / "audit.jsonl").read_bytes() == b"{}\n"
    assert [each.name for each in folder.iterdir()] == ["audit.jsonl"]
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE((folder / "audit.jsonl").stat().st_mode) == 0o600


def test_a_failure_leaves_the_older_file_and_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), replacing(path) as file:
        file.write(b"half")
        raise ZeroDivisionError
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["audit.jsonl"]


def test_an_older_file_that_others_could_read_is_replaced_by_a_private_one(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    path.write_bytes(b"old")
    path.chmod(0o644)
    with replacing(path) as file:
        file.write(b"new")
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_folder_that_is_there_keeps_its_rights(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    make_folder(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o750


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(OutputError) as refusal:
        make_folder(tmp_path / "out")
    assert refusal.value.exit is Exit.WRONG_USE
    assert str(refusal.value).endswith("choose another folder with --out, or see to its rights and free space.")


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "audit.jsonl").mkdir()
    with pytest.raises(OutputError, match="cannot be written"), replacing(tmp_path / "audit.jsonl") as file:
        file.write(b"x")
    assert [each.name for each in tmp_path.iterdir()] == ["audit.jsonl"]


def test_a_disk_that_takes_no_more(tmp_path: Path) -> None:
    """A limit on the size of files gives the error that a full disk gives."""
    resource = pytest.importorskip("resource", reason="this system has no such limits")
    path = tmp_path / "audit.jsonl"
    path.write_bytes(b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with (
            pytest.raises(OutputError, match=r"it cannot be written \(File too large\); choose another folder"),
            replacing(path) as file,
        ):
            file.write(b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["audit.jsonl"]


def test_what_a_killed_run_left_is_taken_away(tmp_path: Path) -> None:
    left, other = tmp_path / ".audit.jsonl.abc.part", tmp_path / ".audit.xlsx.abc.part"
    left.write_bytes(b"words of a note")
    other.write_bytes(b"of another file")
    with replacing(tmp_path / "audit.jsonl") as file:
        file.write(b"{}")
    assert sorted(each.name for each in tmp_path.iterdir()) == [".audit.xlsx.abc.part", "audit.jsonl"]


@pytest.mark.skipif(os.name != "posix", reason="this system has no SIGTERM")
def test_a_request_to_end_leaves_no_part(tmp_path: Path) -> None:
    end_cleanly()
    with pytest.raises(SystemExit) as ended, replacing(tmp_path / "audit.jsonl") as file:
        file.write(b"words of a note")
        os.kill(os.getpid(), signal.SIGTERM)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    assert ended.value.code == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []
