"""Ends with status 1 where auditing takes much longer beside spaCy's English tokenizer than it should: `benchmarks/guard.py`.

Both read the same notes in turn, one note at a time, and of each note the least processor time of several rounds counts: what
else the machine is busy with meanwhile mostly falls out. The least ratio is about a third of what was measured: only a real fault
is below it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import spacy

from auditor.engine.garbage import rarely_collected
from auditor.engine.one import Auditor
from auditor.model import Note

_ROOT = Path(__file__).resolve().parent.parent
# The least that bare spaCy's time over ours may be.
_FOLDERS = {
    _ROOT / "samples": 0.15,
    _ROOT.parent / "shared" / "eval" / "dev": 0.15,
    _ROOT.parent / "shared" / "corpus" / "mtsamples": 0.4,
}
_ROUNDS = 9
_MOST = 60  # notes of a folder, evenly chosen


def ratio(notes: list[str], ours: Callable[[str], object], theirs: Callable[[str], object]) -> float:
    """How many times as long the others take."""
    best: list[tuple[float, float]] = [(float("inf"), float("inf"))] * len(notes)
    for _ in range(_ROUNDS):
        for number, text in enumerate(notes):
            begun = process_time()
            ours(text)
            between = process_time()
            theirs(text)
            best[number] = min(best[number][0], between - begun), min(best[number][1], process_time() - between)
    return sum(other for _, other in best) / sum(own for own, _ in best)


def main() -> None:
    """Print a line for each folder that is there."""
    audit, bare = Auditor().ready().audit, spacy.blank("en").make_doc
    slow = False
    with rarely_collected():
        for folder, least in _FOLDERS.items():
            paths = sorted(folder.rglob("*.txt"))
            if paths:
                notes = [path.read_text("utf-8", errors="replace") for path in paths[:: -(-len(paths) // _MOST)]]
                found = ratio(notes, lambda text: audit(Note(id="note", text=text)), bare)
                slow |= found < least
                print(f"{folder.name}: spaCy's tokenizer takes {found:.2f} times as long as the audit; the least is {least:.2f}")
    sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main()
