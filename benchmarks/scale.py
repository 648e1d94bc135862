"""What a run costs as notes grow in number: `python benchmarks/scale.py [--notes FOLDER] [SIZE ...]`.

Notes are made from those of a folder (default: `samples/`), each with numbers of its own, and audited by `auditor run --jobs 1`
with all outputs, in a process of its own for each size. Printed as a table: processor time a note, how much of it only the run
itself can do, which is to bind the pieces that whoever audits has made, resident size after the last note and at its peak, and
the sizes of store and outputs. `benchmarks/capacity.py` reads it.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from time import process_time
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 5_000, 20_000, 50_000)
HEAD = (
    f"{'notes of':>10} {'number':>8} {'ms a note':>10} {'of it binding':>14} {'resident MB':>12} {'peak MB':>8} "
    f"{'store B a note':>15} {'outputs B a note':>17}"
)


def main(arguments: Sequence[str]) -> None:
    """Print a row for each size."""
    folder = ROOT / "samples"
    if arguments[:1] == ["--notes"]:
        folder, arguments = Path(arguments[1]), arguments[2:]
    print(HEAD, flush=True)
    for size in [int(each) for each in arguments] or SIZES:
        with tempfile.TemporaryDirectory() as place:
            make(folder, Path(place, "notes"), size)
            command = [sys.executable, __file__, "--one", folder.name, str(size), place]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
        print(done.stdout, end="", flush=True)


def make(folder: Path, place: Path, size: int) -> None:
    """So many notes in folders of a thousand; the numbers of several figures in them are those of no other note."""
    texts = [path.read_text("utf-8", errors="replace") for path in sorted(folder.rglob("*.txt"))]
    for number in range(size):
        ward = place / f"{number // 1000:04}"
        ward.mkdir(parents=True, exist_ok=True)
        text = re.sub(r"\b\d{5,}\b", lambda found, by=number: str(int(found[0]) + by), texts[number % len(texts)])  # type: ignore[misc]
        (ward / f"note-{number:07}.txt").write_text(f"{text}\nMRN {number:07}\n", "utf-8")


def one(name: str, size: int, place: Path) -> None:
    """Run, and print the row."""
    from auditor.cli import outputs
    from auditor.cli.main import main as program

    take = outputs._Hands.take
    ready, begun, making, resident, count = 0.0, 0.0, 0.0, 0.0, 0

    def measured(self: Any, outcome: Any) -> None:
        """Between two calls notes are read and audited; all else is binding."""
        nonlocal ready, begun, making, resident, count
        now = process_time()
        ready = ready or now  # the start is no cost of a note
        making += now - begun if begun else 0.0
        take(self, outcome)
        count += 1
        if count == size:
            resident = _resident("VmRSS")
        begun = process_time()

    outputs._Hands.take = measured  # type: ignore[method-assign]
    out = place / "out"
    with redirect_stdout(StringIO()):
        program(["run", str(place / "notes"), "--out", str(out), "--jobs", "1"], standalone_mode=False)
    whole = process_time() - ready
    store = (out / "work.db").stat().st_size
    rest = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) - store
    print(
        f"{name:>10} {size:>8,} {whole / size * 1e3:>10.2f} {(whole - making) / size * 1e3:>14.2f} "
        f"{resident:>12,.0f} {_resident('VmHWM'):>8,.0f} {store / size:>15,.0f} {rest / size:>17,.0f}"
    )


def _resident(what: str) -> float:
    """Megabytes, as the system tells of this process; 0 where it does not."""
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith(what))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
    else:
        main(sys.argv[1:])
