"""How long it takes to write a workbook, and how much memory: `python benchmarks/workbook.py [NOTES ...]`.

The audits are those of `samples/`, over and over with other ids; reading and deciding are not counted. Each size runs in a
process of its own, so that its peak is its own. Counts, seconds and megabytes are printed as a table.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import cycle, islice
from pathlib import Path

from auditor import __version__
from auditor.engine.one import Auditor
from auditor.model import Audit
from auditor.notes.read import read_note
from auditor.report.workbook.book import Book
from auditor.report.workbook.summary_tables import RunFacts

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 10_000, 100_000)


def main() -> None:
    """Print a row for each size."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    print(f"{'notes':>9}  {'rows':>9}  {'seconds':>7}  {'of CPU':>7}  {'peak MB':>7}  {'file MB':>7}")
    for size in sizes:
        done = subprocess.run([sys.executable, __file__, "--one", str(size)], check=True, capture_output=True, text=True)
        print(done.stdout, end="", flush=True)


def one(size: int) -> None:
    """Write one workbook and print its row."""
    tool = Auditor()
    audits = [tool.audit(read_note(path)) for path in sorted((ROOT / "samples").glob("*.txt"))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "audit.xlsx")
        start, busy = time.perf_counter(), time.process_time()
        with path.open("wb") as file, Book(tool.rules, page_of=lambda note: f"{note}.html") as book:
            for audit in _repeated(audits, size):
                book.add(audit)
            rows = book.save(file, RunFacts(__version__, datetime.now()))
        seconds, busy = time.perf_counter() - start, time.process_time() - busy
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)
        print(f"{size:>9,}  {rows:>9,}  {seconds:>7.1f}  {busy:>7.1f}  {peak:>7,.0f}  {path.stat().st_size / 1e6:>7.1f}")


def _repeated(audits: list[Audit], size: int) -> Iterator[Audit]:
    for number, audit in enumerate(islice(cycle(audits), size)):
        name = f"{audit.id}-{number:06}"
        yield audit.model_copy(update={"id": name, "source": f"notes/{name}.txt"})


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]))
    else:
        main()
