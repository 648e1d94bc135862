"""Several processes give what one gives, in the same order; one that dies costs no note, and none outlives the run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from time import monotonic, sleep

import pytest
from click.testing import CliRunner

from auditor.cli.main import main
from auditor.engine.engine import Engine, Engines, Pace
from auditor.engine.jobs import Setup
from auditor.engine.local import Local, paying
from auditor.engine.one import Auditor
from auditor.engine.outcome import Outcome, Told
from auditor.engine.pool import Pool
from auditor.engine.run import outcomes
from auditor.notes.seen import NotAudited, Seen, ToRead
from auditor.notes.walk import walk
from auditor.rules.load import load
from auditor.store.place import open_work
from tests.rules.kit import write
from tests.store.kit import ROOT, corpus, outputs

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed here as only some systems can")
POISON = Path(__file__).parent / "poison"


@pytest.fixture(scope="module")
def auditor(tmp_path_factory: pytest.TempPathFactory) -> Auditor:
    return Auditor(load(write(tmp_path_factory.mktemp("rules"))))


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Notes of several kinds, more than two workers are handed at once, and a table that takes several answers."""
    folder = corpus(tmp_path_factory.mktemp("pool") / "notes")
    for number in range(60):
        (folder / f"n{number:02}.txt").write_text(f"The rib {number} was cut.")
    (folder / "long.csv").write_text("note text\n" + "".join(f"The rib {number} was cut.\n" for number in range(600)))
    return folder


class Two:
    """Two processes, whatever it costs; `pool` is there once they are."""

    trial = 0
    pool: Pool

    def open(self, setup: Setup, pace: Pace) -> AbstractContextManager[Engine]:
        assert pace.files == 0
        self.pool = Pool(setup, 2)
        return self.pool


def found(auditor: Auditor, seen: tuple[Seen, ...], engines: Engines | None) -> tuple[list[Outcome], list[Told | None]]:
    told: list[Told | None] = []
    return list(outcomes(auditor, seen, turn=lambda _, facts: told.append(facts), engines=engines)), told


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_two_give_what_one_gives(auditor: Auditor, notes: Path) -> None:
    seen = walk([notes])
    alone, two = found(auditor, seen, None), found(auditor, seen, Two())
    assert len(alone[0]) == 600 + 20 + 4 + 3 + 2 + 60
    assert two == alone
    assert sum(told is None for told in two[1]) == 1  # the picture, which nobody read


def test_what_two_have_kept_is_what_one_has_kept(auditor: Auditor, notes: Path, tmp_path: Path) -> None:
    """Each run is broken off or comes to its end, alone or with others, and goes on from what the one before has kept."""
    seen = walk([notes])
    whole = found(auditor, seen, None)[0]
    taken = []
    for engines, many in ((Two(), 200), (None, 400), (Two(), len(whole)), (Two(), len(whole)), (None, len(whole))):
        with open_work(tmp_path, auditor.rules, auditor.rules.reading) as work:
            steps = outcomes(auditor, seen, None, work, engines=engines)
            assert [next(steps) for _ in range(many)] == whole[:many]
            steps.close() if many < len(whole) else list(steps)
            taken.append(work.taken)
    notes_of = sum(not isinstance(each, NotAudited) for each in whole)
    assert taken[0] == 0
    assert 150 < taken[1] <= 200
    assert 350 < taken[2] <= 400
    assert taken[3:] == [notes_of, notes_of]


@pytest.mark.parametrize("deaths", [2, 3])
def test_a_file_that_ends_its_worker(auditor: Auditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deaths: int) -> None:
    """It is tried again by another worker, and if that ends too it is a row; all others have their audits."""
    folder = tmp_path / "notes"
    folder.mkdir()
    for name in [f"a{number}" for number in range(20)] + ["poison"] + [f"z{number}" for number in range(20)]:
        (folder / f"{name}.txt").write_text("The rib was cut.")
    marks = [tmp_path / f"mark{number}" for number in range(deaths)]
    for mark in marks:
        mark.touch()
    seen = walk([folder])
    alone = found(auditor, seen, None)[0]
    monkeypatch.setenv("PYTHONPATH", str(POISON))
    monkeypatch.setenv("POISON_MARKS", os.pathsep.join(map(str, marks)))
    two = found(auditor, seen, Two())[0]
    place = next(place for place, item in enumerate(seen) if item.source.endswith("poison.txt"))
    if deaths == 3:
        row = two[place]
        assert isinstance(row, NotAudited)
        assert (row.reason, row.incomplete) == ("the process that audited it ended by signal 9, three times", True)
        alone[place] = row
    assert two == alone


def test_workers_that_are_killed_cost_no_note(auditor: Auditor, notes: Path) -> None:
    seen = walk([notes])
    alone = found(auditor, seen, None)[0]
    engines = Two()
    two = []
    for number, outcome in enumerate(outcomes(auditor, seen, engines=engines)):
        two.append(outcome)
        if number in {0, 300, 600}:
            os.kill(engines.pool.pids[number % 2], signal.SIGKILL)
    assert two == alone
    assert engines.pool.pids == []


def test_work_under_way_is_bounded_and_ends_with_the_run(auditor: Auditor, tmp_path: Path) -> None:
    asked: list[int] = []

    def seen() -> Iterator[Seen]:
        for number in range(5_000):
            asked.append(number)
            yield ToRead(tmp_path / "missing.txt", str(number), str(number))

    engines = Two()
    steps = outcomes(auditor, seen(), engines=engines)
    next(steps)
    processes = engines.pool.pids
    assert len(processes) == 2
    assert len(asked) <= (engines.pool.window + 1) * engines.pool.batch
    begun = monotonic()
    steps.close()
    assert monotonic() - begun < 5
    assert not any(map(is_there, processes))


def test_as_many_processes_as_pay() -> None:
    assert paying(Pace(begun=2.0, files=16, making=0.08, handing=0.03), 100, 8) == 1
    assert paying(Pace(begun=2.0, files=16, making=0.08, handing=0.03), 100_000, 2) == 2
    assert paying(Pace(begun=2.0, files=16, making=0.16, handing=0.08), 100_000, 16) == 2  # the rest would wait for this one
    assert paying(Pace(begun=2.0, files=16, making=0.16, handing=0.02), 100_000, 16) == 8
    assert paying(Pace(begun=2.0), 100_000, 16) == 1
    assert Local(1, 100_000).trial == 0


@pytest.mark.parametrize("mask", [[], ["--mask"]])
def test_the_program_writes_the_same_with_two(tmp_path: Path, mask: list[str]) -> None:
    """All outputs and the list of inputs; the record of the run tells the two apart by its times."""
    notes = corpus(tmp_path / "notes")
    written = []
    for jobs in (1, 2):
        out = tmp_path / f"out{jobs}"
        done = CliRunner().invoke(main, ["run", str(notes), "--out", str(out), "--jobs", str(jobs), *mask])
        assert done.exit_code == 1, done.output
        names = {name: digest for name, digest in outputs(out).items() if not name.startswith(("run.json", "trail/"))}
        lists = [path.read_bytes() for path in (out / "trail").glob("*inputs*")]
        written.append((names, lists))
    assert written[0] == written[1]
    assert len(written[0][0]) > 30
    assert len(written[0][1]) == 1


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="this system does not list the children of a process")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_no_worker_outlives_the_program(tmp_path: Path, number: int, status: int) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    for name in range(2_000):
        (notes / f"n{name}.txt").write_text("PROCEDURE: The rib was cut.\n" * 20)
    command = [sys.executable, "-m", "auditor.cli.main", "run", str(notes), "--out", str(tmp_path / "out"), "--jobs", "2"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as program:
        children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
        while not (tmp_path / "out" / "work.db").exists() or len(workers := children.read_text().split()) < 2:
            assert program.poll() is None
            sleep(0.05)
        program.send_signal(number)
        _, said = program.communicate(timeout=20)
        assert program.returncode == status, said
    until = monotonic() + 10
    while any(is_there(int(worker)) for worker in workers):
        assert monotonic() < until
        sleep(0.05)
