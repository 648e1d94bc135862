"""What a second run over many notes takes where few have changed: `python benchmarks/incremental.py [NUMBER] [--store URL]`.

So many notes (default: 100,000) are made from `samples/`, each with numbers of its own. They are listed and read alone, which is
what any run has to do; then audited twice by one process without outputs, and twice by `auditor run` with all of them. Between
two runs 100 notes are changed. Wall time, each line in a process of its own; "audited" and "taken" are what the run counted.
With a URL the finished audits lie on that server, in a database that should be empty.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
CHANGED = 100
HEAD = f"{'what':>26} {'notes':>8} {'audited':>8} {'taken':>8} {'seconds':>9} {'ms a note':>10}"


def main() -> None:
    """Print the table."""
    sys.path.insert(0, str(ROOT))
    from benchmarks.scale import make

    parser = argparse.ArgumentParser()
    parser.add_argument("number", nargs="?", type=int, default=100_000)
    parser.add_argument("--store")
    asked = parser.parse_args()
    print(HEAD, flush=True)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        notes = place / "notes"
        make(ROOT / "samples", notes, asked.number)
        _one("scan", notes, place / "none", asked.store)
        for what in ("audits", "outputs"):
            out = place / what
            _one(what, notes, out, asked.store, "first run")
            change(notes, CHANGED)
            _one(what, notes, out, asked.store, f"{CHANGED} changed")


def change(notes: Path, many: int) -> None:
    """Add a line to so many notes, evenly among all."""
    files = sorted(notes.rglob("*.txt"))
    for number in range(min(many, len(files))):
        path = files[number * len(files) // many]
        path.write_text(path.read_text("utf-8") + "Addendum: dictated and read.\n", "utf-8")


def _one(what: str, notes: Path, out: Path, store: str | None, which: str = "") -> None:
    words = [sys.executable, __file__, "--one", what, str(notes), str(out), store or ""]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    many, audited, taken, seconds = json.loads(done.stdout)
    title = {"scan": "listed and read alone", "audits": "audits alone", "outputs": "auditor run"}[what]
    title = f"{title}, {which}" if which else title
    print(f"{title:>26} {many:>8,} {audited:>8,} {taken:>8,} {seconds:>9.1f} {seconds / many * 1e3:>10.2f}", flush=True)


def one(what: str, notes: Path, out: Path, store: str | None) -> None:
    """Run, and print how many notes there were, were audited and were taken, and the seconds."""
    begun = perf_counter()
    many, audited, taken = {"scan": _scan, "audits": _audits, "outputs": _outputs}[what](notes, out, store)
    json.dump([many, audited, taken, perf_counter() - begun], sys.stdout)


def _scan(notes: Path, _: Path, __: str | None) -> tuple[int, int, int]:
    from auditor.notes.seen import ToRead
    from auditor.notes.walk import walk

    seen = [item for item in walk([notes]) if isinstance(item, ToRead)]
    for item in seen:
        hashlib.sha256(Path(str(item.path)).read_bytes())
    return len(seen), 0, 0


def _audits(notes: Path, out: Path, store: str | None) -> tuple[int, int, int]:
    from auditor.engine.one import Auditor
    from auditor.engine.run import run
    from auditor.notes.walk import walk
    from auditor.store.place import open_work

    auditor = Auditor()
    with open_work(out, auditor.rules, auditor.rules.reading, store) as work:
        result = run(auditor, walk([notes]), lambda _: None, None, work)
        work.settle(complete=result.complete)
    return result.audited, work.made, work.taken


def _outputs(notes: Path, out: Path, store: str | None) -> tuple[int, int, int]:
    from auditor.cli.main import main as program

    options = ["--store", store] if store else []
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        program(["run", str(notes), "--out", str(out), "--jobs", "1", *options], standalone_mode=False)
    counts = json.loads((out / "run.json").read_bytes())["counts"]
    return counts["notes"], counts["notes"] - counts["from_an_earlier_run"], counts["from_an_earlier_run"]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]), sys.argv[5] or None)
    else:
        main()
