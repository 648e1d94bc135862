"""What keeping finished audits costs, in proportion to auditing alone: a first run, and a second that takes them all.

Name one or more folders of notes. Processor time in one process, without outputs; each line is one round.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import process_time

from auditor.engine.one import Auditor
from auditor.engine.run import run
from auditor.notes.seen import Seen
from auditor.notes.walk import walk
from auditor.store.place import open_work

ROUNDS = 2


def main(folders: Sequence[str]) -> None:
    """Print a line for each round of each folder."""
    auditor = Auditor()
    print(f"{'notes':>8} {'alone ms':>10} {'first run':>10} {'second run':>11} {'bytes a note':>13}")
    for folder in folders:
        seen = walk([Path(folder)])
        _seconds(auditor, seen[:50], None)
        for _ in range(ROUNDS):
            with tempfile.TemporaryDirectory() as name:
                out = Path(name)
                alone, first, second = (_seconds(auditor, seen, place) for place in (None, out, out))
                size = (out / "work.db").stat().st_size
            many = len(seen)
            print(f"{many:>8,} {alone / many * 1e3:>10.1f} {first / alone:>10.2f} {second / alone:>11.2f} {size / many:>13,.0f}")


def _seconds(auditor: Auditor, seen: Sequence[Seen], out: Path | None) -> float:
    begun = process_time()
    if out is None:
        run(auditor, seen, lambda _: None)
    else:
        with open_work(out, auditor.rules, auditor.rules.reading) as work:
            result = run(auditor, seen, lambda _: None, None, work)
            work.settle(complete=result.complete)
    return process_time() - begun


if __name__ == "__main__":
    main(sys.argv[1:])
