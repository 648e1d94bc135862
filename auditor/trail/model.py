"""The record of one command as it stands in `run.json`. It holds names, counts and digests, and never a word of a note."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final, Literal

from pydantic import JsonValue

from auditor.model import Frozen

FORM: Final = 1  # counts changes of this form that an older tool could not read


class Who(Frozen):
    """Who gave the command. `told_by` says whether the system knows the name or somebody told it."""

    name: str
    host: str | None
    told_by: Literal["the system", "AUDITOR_WHO"]


class MadeWith(Frozen):
    """The program: its version, the digest of its own files, and the packages it stands on, by name and version."""

    auditor: str
    code_digest: str
    python: str
    system: str
    packages: Mapping[str, str]


class File(Frozen):
    """A file below the folder of the record, as it was written; `path` has slashes on every system. Size in bytes."""

    path: str
    sha256: str
    size: int


class Listed(Frozen):
    """Many files, of which a list below the folder of the record tells one by one: how many, and the list with its digest."""

    files: int
    size: int
    list: str
    sha256: str


class Input(Frozen):
    """One file or folder that was seen, a line of the list of inputs, and what became of what is in it.

    `sha256` is None where the file was not read, or not as a whole; `size` in bytes is None for what is no file.
    """

    path: str
    size: int | None
    sha256: str | None
    use: str
    audited: int = 0
    not_audited: int = 0
    left_aside: int = 0
    why: tuple[str, ...] = ()
    changed_meanwhile: bool = False


class Outputs(Frozen):
    """What the command wrote: `main` files are named here, all are on the list; `cleared` are places that it emptied first."""

    main: tuple[File, ...]
    all: Listed
    cleared: tuple[str, ...] = ()


class RunRecord(Frozen):
    """One command: who, when (UTC), with what, from what, to what. `former` is the SHA-256 of the record before it.

    `sheets` holds for each sheet of a workbook the digest of all that reviewers are not to change.
    """

    form: Literal[1] = FORM
    number: int
    former: str | None
    command: str
    who: Who | None
    began: str
    ended: str
    made_with: MadeWith
    rules_digest: str | None
    options: Mapping[str, JsonValue]
    counts: Mapping[str, JsonValue]
    inputs: Listed
    outputs: Outputs
    sheets: Mapping[str, Mapping[str, str]] = {}

    @property
    def when(self) -> str:
        """The end of the command as people read it."""
        return f"{self.ended[:10]} {self.ended[11:16]} UTC"

    @property
    def by(self) -> str:
        """`, by NAME on HOST`; nothing where the name was left out."""
        if self.who is None:
            return ""
        return f", by {self.who.name}" + (f" on {self.who.host}" if self.who.host else "")


def written(record: RunRecord) -> bytes:
    """The record as it stands in a file."""
    return json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=2, allow_nan=False).encode() + b"\n"
