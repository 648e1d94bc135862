"""The last guard of the names of notes: whatever gave two notes one name, it costs the second of them and never the run."""

from __future__ import annotations

import hashlib
from typing import Final

from auditor.engine.outcome import Made
from auditor.notes.seen import NotAudited

_SAME: Final = "another note of this run has the same name"
_RENAME: Final = "rename the file, or lay it into a folder of its own and audit that by itself"
_BYTES: Final = 8  # of a digest: of a million names two are alike once in forty million runs


class Names:
    """Knows the names of the notes of one run, each by a few bytes."""

    def __init__(self) -> None:
        self._taken: set[bytes] = set()

    def one_note_each(self, outcome: Made | NotAudited) -> Made | NotAudited:
        """What came of a note, or its row where a note before it has its name, since all outputs go by names."""
        if isinstance(outcome, NotAudited):
            return outcome
        name = hashlib.sha256(outcome.name.encode("utf-8", "surrogatepass")).digest()[:_BYTES]
        if name in self._taken:
            return NotAudited(outcome.source, _SAME, _RENAME)
        self._taken.add(name)
        return outcome
