"""What becomes of a folder of files that other people made: of each kind how many are read, and how many end as a sentence.

`python benchmarks/foreign_files.py FOLDER` reads every file below the folder as a run does, audits nothing, and prints a line
for each suffix with at least ten files. A fault of a reader is counted apart from a sentence that says what is wrong with a file.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path, PurePath
from time import monotonic

from auditor.notes.read import FileReader
from auditor.notes.seen import NotAudited, Seen
from auditor.notes.walk import walk
from auditor.rules.load import default_folder, load

_FEW = 10
_FAULT = "the reader of this format failed"
_ENDED = ("reading took longer than", "reading needs more than", "the reader of the file crashed")


@dataclass(slots=True)
class Kind:
    """What became of the files of one suffix. `sentence` counts files without a note, `slowest` seconds."""

    files: int = 0
    read: int = 0
    notes: int = 0
    sentence: int = 0
    ended: int = 0
    faults: int = 0
    slowest: float = 0.0

    def add(self, other: Kind) -> None:
        """Count another file, or the files of another kind."""
        for name in ("files", "read", "notes", "sentence", "ended", "faults"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.slowest = max(self.slowest, other.slowest)


def _outcome(reader: FileReader, seen: Seen) -> Kind:
    begun = monotonic()
    items = [seen] if isinstance(seen, NotAudited) else list(reader.notes(seen))
    reasons = [item.reason for item in items if isinstance(item, NotAudited)]
    notes = len(items) - len(reasons)
    return Kind(
        files=1,
        read=notes > 0,
        notes=notes,
        sentence=not notes,
        ended=any(sign in reason for reason in reasons for sign in _ENDED),
        faults=any(reason.startswith(_FAULT) for reason in reasons),
        slowest=monotonic() - begun,
    )


def _line(name: str, kind: Kind) -> str:
    counts = (kind.files, kind.read, kind.notes, kind.sentence, kind.ended, kind.faults)
    return f"{name:10}" + "".join(f"{count:>10,}" for count in counts) + f"{kind.slowest:>9.1f}s"


def main(folder: str) -> None:
    """Print the table."""
    kinds: dict[str, Kind] = defaultdict(Kind)
    with FileReader(load(default_folder()).reading) as reader:
        for seen in walk([Path(folder)]):
            kinds[PurePath(seen.source).suffix.lower() or "none"].add(_outcome(reader, seen))
    whole, rest = Kind(), Kind()
    print(f"{'suffix':10}{'files':>10}{'read':>10}{'notes':>10}{'sentence':>10}{'ended':>10}{'faults':>10}{'slowest':>10}")
    for name, kind in sorted(kinds.items(), key=lambda one: (-one[1].files, one[0])):
        whole.add(kind)
        if kind.files < _FEW:
            rest.add(kind)
        else:
            print(_line(name, kind))
    print(_line("others", rest), _line("all", whole), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1])
