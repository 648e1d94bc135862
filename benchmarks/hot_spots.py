"""Where the time of an audit goes: `python benchmarks/hot_spots.py [FOLDER ...]` prints a column for each folder of notes.

A clock of processor time interrupts the audits again and again, and what counts is the module of this project that is at
work then, with all that it calls outside the rooms of reading. Nothing is slowed unevenly, as a tracing profiler would.
"""

from __future__ import annotations

import signal
import sys
from collections import Counter
from pathlib import Path
from time import process_time
from types import FrameType

from auditor.engine.garbage import rarely_collected
from auditor.engine.one import Auditor
from auditor.model import Note

_BESIDE = Path(__file__).resolve().parent.parent.parent / "shared"
_FOLDERS = (_BESIDE / "eval" / "dev", _BESIDE / "corpus" / "mtsamples")
_ROOMS = ("auditor.language.", "auditor.facts.", "auditor.decide.")
_EVERY = 0.001  # seconds of processor time
_SECONDS = 20.0  # for each folder
_MOST = 120  # notes of a folder, evenly chosen
_LEAST = 0.01  # what takes less is summed up in one line


def measure(auditor: Auditor, folder: Path) -> Counter[str]:
    """How often each module was at work."""
    paths = sorted(folder.rglob("*.txt"))
    notes = [Note(id="note", text=path.read_text("utf-8", errors="replace")) for path in paths[:: -(-len(paths) // _MOST)]]
    seen: Counter[str] = Counter()

    def look(number: int, frame: FrameType | None) -> None:
        del number
        while frame is not None and not frame.f_globals.get("__name__", "").startswith(_ROOMS):
            frame = frame.f_back
        seen["the rest" if frame is None else frame.f_globals["__name__"].removeprefix("auditor.").replace(".", "/")] += 1

    before = signal.signal(signal.SIGPROF, look)
    with rarely_collected():
        _audit(auditor, notes)  # words and spellings are remembered between notes
        signal.setitimer(signal.ITIMER_PROF, _EVERY, _EVERY)
        end = process_time() + _SECONDS
        while process_time() < end:
            _audit(auditor, notes)
        signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)
    return seen


def _audit(auditor: Auditor, notes: list[Note]) -> None:
    for note in notes:
        auditor.audit(note)


def main() -> None:
    """Print the table, the most costly first by the first column."""
    folders = [Path(name) for name in sys.argv[1:]] or [folder for folder in _FOLDERS if folder.is_dir()]
    auditor = Auditor().ready()  # as a run begins
    columns = [measure(auditor, folder) for folder in folders]
    shares = {
        name: [column[name] / column.total() for column in columns]
        for name in sorted({name for column in columns for name in column})
    }
    told = {name: row for name, row in shares.items() if max(row) >= _LEAST}
    small = [sum(row[at] for name, row in shares.items() if name not in told) for at in range(len(columns))]
    print(f"{'share of the time in':32}" + "".join(f"{folder.name:>12}" for folder in folders))
    for name, row in [*sorted(told.items(), key=lambda item: -sum(item[1])), ("modules of less than 1 percent", small)]:
        print(f"{name:32}" + "".join(f"{share:12.1%}" for share in row))


if __name__ == "__main__":
    main()
