"""The two things a walk can see: a file to read, and a file that is not audited."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ToRead:
    """A file that looks like a note. `id` names the note in every output, `source` is its path as shown to people."""

    path: Path
    id: str
    source: str


@dataclass(frozen=True, slots=True)
class NotAudited:
    """A file that was seen and is not audited.

    `failure` tells apart what somebody must settle (an empty note, an unknown format) from what is rightly left aside
    (a lock file, an annotation beside its note). `reason` and `remedy` never hold note text.
    """

    source: str
    reason: str
    remedy: str
    failure: bool = True


Seen = ToRead | NotAudited


def shown(path: Path) -> str:
    """The path as text that can be written to any output, whatever bytes the file system holds in the name."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
