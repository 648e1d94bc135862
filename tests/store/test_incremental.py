"""A later run over many notes audits those that changed, and no other, on both kinds of store."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.engine.one import Auditor
from auditor.engine.outcome import Outcome
from auditor.engine.run import outcomes, run
from auditor.notes.walk import walk
from auditor.store.place import open_work
from benchmarks.incremental import change
from benchmarks.scale import make
from tests.store.kit import ROOT

MANY, CHANGED = 80, 3


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    return Auditor()


def counted(auditor: Auditor, notes: Path, out: Path, place: str) -> tuple[int, int, list[Outcome]]:
    """How many audits a run made, how many it took, and what it came to."""
    found: list[Outcome] = []
    with open_work(out, auditor.rules, auditor.rules.reading, place) as work:
        result = run(auditor, walk([notes]), found.append, None, work)
        work.settle(complete=result.complete)
    return work.made, work.taken, found


def test_a_second_run_audits_what_changed(auditor: Auditor, place: str, tmp_path: Path) -> None:
    notes, out = tmp_path / "notes", tmp_path / "out"
    make(ROOT / "samples", notes, MANY)
    assert counted(auditor, notes, out, place)[:2] == (MANY, 0)
    change(notes, CHANGED)
    (notes / "0000" / "note-0000060.txt").rename(notes / "0000" / "a-moved-note.txt")
    (notes / "0000" / "note-0000061.txt").unlink()
    made, taken, found = counted(auditor, notes, out, place)
    assert (made, taken) == (CHANGED, MANY - 1 - CHANGED)
    assert found == list(outcomes(auditor, walk([notes])))
    assert counted(auditor, notes, out, place)[:2] == (0, MANY - 1)
