"""A run that is stopped, or that finds no room on the disk, says in a sentence what is kept, and leaves older outputs alone."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli.main import main
from auditor.errors import OutputError
from auditor.report.files import alone_in
from tests.store.kit import ALONE, ROOT, Runs, corpus, outputs, runs

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot copy a process")


@pytest.fixture(scope="module")
def program() -> Iterator[Runs]:
    with runs() as ready:
        yield ready


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corpus(tmp_path_factory.mktemp("stopped") / "notes")


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_run_that_is_stopped_says_how_much_is_kept(
    program: Runs, notes: Path, tmp_path: Path, number: int, status: int
) -> None:
    out = tmp_path / "out"
    calls = program.run("run", notes, "--out", tmp_path / "whole", *ALONE, what="calls").count
    ended = program.run("run", notes, "--out", out, *ALONE, what="calls", at=calls // 2, signal=number)
    assert (ended.status, ended.out) == (status, "")
    said = re.fullmatch(
        rf"auditor: stopped; (\d+) notes are finished and kept in {re.escape(str(out))}/work\.db; "
        r"the same command goes on from there\.\n",
        ended.err,
    )
    assert said, ended.err
    assert sorted(path.name for path in out.iterdir()) == [".auditor.lock", "reviews.db", "work.db"]
    again = program.run("run", notes, "--out", out, *ALONE)
    assert again.err == f"{said[1]} audits were finished by an earlier run, and taken from {out}/work.db.\n"
    assert 10 < int(said[1]) < 27


FULL = """
import resource, signal, sys
from auditor.cli.main import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
main(sys.argv[2:])
"""


def limited(size: int, *args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", FULL, str(size), *map(str, args)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("size", [1_000, 60_000, 180_000])
def test_a_file_that_cannot_grow_leaves_the_older_outputs(notes: Path, tmp_path: Path, size: int) -> None:
    """The limit of a process on the size of its files gives what a full disk gives: first to the stores, then to the outputs."""
    pytest.importorskip("resource", reason="this system has no such limits")
    out = tmp_path / "out"
    runner = CliRunner()
    assert runner.invoke(main, ["run", str(ROOT / "samples" / "query-title-against-body.txt"), "--out", str(out)]).exit_code == 0
    before = outputs(out)
    done = limited(size, "run", notes, "--out", out)
    assert done.returncode == 2, done
    assert done.stdout == ""
    *kept, said = done.stderr.splitlines()
    assert said.startswith(f"auditor: {out}/")
    assert "Traceback" not in done.stderr
    assert all("finished and kept" in line for line in kept)
    assert len(kept) <= 1
    assert outputs(out) == before
    assert runner.invoke(main, ["run", str(notes), "--out", str(out)]).exit_code == 1
    assert len(outputs(out)) > len(before)


def test_a_disk_that_is_full(notes: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(disk)], capture_output=True, check=False)  # noqa: S607
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here; that needs the right to mount")
    try:
        done = limited(10**9, "run", notes, "--out", disk / "out")
        left = sorted(path.name for path in (disk / "out").iterdir())
    finally:
        subprocess.run(["umount", str(disk)], check=True)  # noqa: S607
    assert (done.returncode, done.stdout) == (2, ""), done
    assert done.stderr.splitlines()[-1].startswith(f"auditor: {disk}/out/")
    assert left == [".auditor.lock", "reviews.db", "work.db"]


def test_a_second_run_into_the_folder_is_refused(notes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with alone_in(out):
        refused = CliRunner().invoke(main, ["run", str(notes), "--out", str(out)])
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr == (
        f"auditor: {out}: another run is writing into this folder; wait for its end, or choose another folder with --out.\n"
    )
    with alone_in(out):
        pass


HOLDS = """
import os, signal, sys
from pathlib import Path
from auditor.report.files import alone_in
with alone_in(Path(sys.argv[1])):
    sys.stdout.write("held\\n")
    sys.stdout.flush()
    sys.stdin.read()
"""


def test_a_lock_dies_with_its_process(tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-c", HOLDS, str(out)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(OutputError, match="another run is writing into this folder"), alone_in(out):
            pass
        holder.kill()
    with alone_in(out):
        pass
