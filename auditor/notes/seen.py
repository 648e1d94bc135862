"""The two things a walk can see: a file to read, and a file that is not audited."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePath

from auditor.notes.remote import RemoteFile


@dataclass(frozen=True, slots=True)
class ToRead:
    """A file that looks like a note. `id` names the note in every output, `source` is its path as shown to people.

    It holds no open thing, so that it can be handed to another process. A file that was `named` outright may be a link.
    """

    path: Path | RemoteFile
    id: str
    source: str
    named: bool = False

    @property
    def local(self) -> Path:
        """The path of a file on this machine, for walks of nothing else."""
        assert isinstance(self.path, Path)
        return self.path


@dataclass(frozen=True, slots=True)
class NotAudited:
    """A file that was seen and is not audited.

    `failure` tells apart what somebody must settle (an empty note, an unknown format) from what is rightly left aside
    (a lock file, an annotation beside its note). A note is `incomplete` where a rule could not run on it. `reason` and `remedy`
    never hold note text.
    """

    source: str
    reason: str
    remedy: str
    failure: bool = True
    incomplete: bool = False


Seen = ToRead | NotAudited
_NUMBER = re.compile(r"#\d+$")


def file_of(id: str, source: str) -> tuple[str, str]:
    """Id and path of the file that holds this note: `batch#2` of `ward/batch.hl7#2` lies in `batch`, `ward/batch.hl7`."""
    number = _NUMBER.search(id)
    tail = number[0] if number and source.endswith(number[0]) else ""
    name, place = id.removesuffix(tail), source.removesuffix(tail)
    archive, *inner = name.split("/")
    if not inner:
        return name, place
    path = place.rsplit("/", len(inner))[0]
    return archive.removesuffix(PurePath(path).suffix), path


def shown(path: PurePath) -> str:
    """The path as text that can be written to any output, whatever bytes the file system holds in the name."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
