"""What becomes of a folder of files that other people made: of each kind how many are read, and how many end as a sentence.

`python benchmarks/foreign_files.py FOLDER` reads every file below the folder as a run does, audits nothing, and prints a line
for each suffix with at least ten files. A fault of a reader is counted apart from a sentence that says what is wrong with a file.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path, PurePath
from time import monotonic

from auditor.notes.read import FileReader
from auditor.notes.seen import NotAudited, Seen
from auditor.notes.walk import walk
from auditor.rules.load import default_folder, load

_FEW = 10
_COLUMNS = ("files", "read", "notes", "sentence", "ended", "faults")
_FAULT = "the reader of this format failed"
_ENDED = ("reading took longer than", "reading needs more than", "the reader of the file crashed")


def _outcome(reader: FileReader, seen: Seen) -> Counter[str]:
    """What became of one file: 1 or 0 for each column, but for `notes`, which are counted."""
    items = [seen] if isinstance(seen, NotAudited) else list(reader.notes(seen))
    reasons = [item.reason for item in items if isinstance(item, NotAudited)]
    notes = len(items) - len(reasons)
    return Counter(
        files=1,
        read=notes > 0,
        notes=notes,
        sentence=not notes,
        ended=any(sign in reason for reason in reasons for sign in _ENDED),
        faults=any(reason.startswith(_FAULT) for reason in reasons),
    )


def _line(name: str, counts: Counter[str], slowest: float) -> str:
    return f"{name:10}" + "".join(f"{counts[column]:>10,}" for column in _COLUMNS) + f"{slowest:>9.1f}s"


def main(folder: str) -> None:
    """Print the table."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    slowest: dict[str, float] = defaultdict(float)
    with FileReader(load(default_folder()).reading) as reader:
        for seen in walk([Path(folder)]):
            suffix = PurePath(seen.source).suffix.lower() or "none"
            begun = monotonic()
            counts[suffix] += _outcome(reader, seen)
            slowest[suffix] = max(slowest[suffix], monotonic() - begun)
    many = sorted((name for name in counts if counts[name]["files"] >= _FEW), key=lambda name: (-counts[name]["files"], name))
    few = [name for name in counts if name not in many]
    print(f"{'suffix':10}" + "".join(f"{column:>10}" for column in (*_COLUMNS, "slowest")))
    for name in many:
        print(_line(name, counts[name], slowest[name]))
    for title, names in (("others", few), ("all", list(counts))):
        print(_line(title, sum((counts[name] for name in names), Counter()), max((slowest[name] for name in names), default=0.0)))


if __name__ == "__main__":
    main(sys.argv[1])
