"""A run that is killed at any moment loses nothing: the same command goes on, and gives what an undisturbed run gives."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.trail.check import check
from tests.store.kit import ALONE, ROOT, Runs, corpus, outputs, runs

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot copy a process")
CLAIMS = ROOT / "docs" / "claims.csv"
# What is counted, the share of the count at which a moment may be at the earliest and the latest, and how many moments: while
# notes are audited, while the workbook is written, and at what happens to files, where outputs take their place.
MOMENTS = [
    *(("calls", 0.0, 0.4, number) for number in range(10)),
    *(("calls", 0.4, 1.0, number) for number in range(5)),
    *(("files", 0.0, 1.0, number) for number in range(10)),
]


class Undisturbed:
    """A run that nobody disturbs, and how far it counts."""

    def __init__(self, folder: Path, program: Runs) -> None:
        self.notes = corpus(folder / "notes")
        self.program = program
        self.counts: dict[str, int] = {}
        for what in ("calls", "files"):
            ended = program.run(*self.command(folder / what), what=what)
            assert ended.status == 1  # the empty file and the picture have no audit
            self.counts[what] = ended.count
        self.outputs = outputs(folder / "calls")
        assert outputs(folder / "files") == self.outputs

    def command(self, out: Path) -> tuple[str | Path, ...]:
        return ("run", self.notes, "--out", out, "--claims", CLAIMS, *ALONE)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Undisturbed]:
    with runs() as program:
        yield Undisturbed(tmp_path_factory.mktemp("whole"), program)


def finished(out: Path) -> int:
    """How many parts the store holds; 0 where it has not been made."""
    if not (out / "work.db").is_file():
        return 0
    with sqlite3.connect(out / "work.db") as store:
        there = store.execute("SELECT count(*) FROM sqlite_master WHERE name = 'work_parts'").fetchone()[0]
        return int(store.execute("SELECT count(*) FROM work_parts").fetchone()[0]) if there else 0


@pytest.mark.parametrize(("what", "low", "high", "number"), MOMENTS)
def test_a_run_that_is_killed_goes_on(
    whole: Undisturbed, tmp_path: Path, what: str, low: float, high: float, number: int
) -> None:
    share = random.Random(f"{what} {low} {number}").uniform(low, high)  # noqa: S311 - a moment, and no secret
    at = max(1, int(share * whole.counts[what]))
    out = tmp_path / "out"
    assert whole.program.run(*whole.command(out), what=what, at=at).status == -signal.SIGKILL
    before = finished(out)
    print(f"killed at {what} {at:,} of {whole.counts[what]:,} with {before} parts in the store")  # noqa: T201 - docs/safety.md
    assert whole.program.run(*whole.command(out)).status == 1
    assert outputs(out) == whole.outputs
    assert check(out).faults == []
    assert finished(out) >= before
    assert [path.name for path in out.iterdir() if path.name.endswith(".part")] == []


def test_a_run_that_is_killed_again_and_again_goes_on(whole: Undisturbed, tmp_path: Path) -> None:
    """Each time it comes further, since what was finished is not done again."""
    out = tmp_path / "out"
    kept = []
    for share in range(1, 6):
        at = whole.counts["calls"] * share // 6
        if whole.program.run(*whole.command(out), what="calls", at=at).status == -signal.SIGKILL:
            kept.append(finished(out))
    assert kept[0] < kept[1]
    assert kept == sorted(kept)
    assert whole.program.run(*whole.command(out)).status == 1
    assert outputs(out) == whole.outputs
