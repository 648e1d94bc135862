"""What is handed to whoever audits, in this process or in another, and what is handed back. All of it can be pickled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.engine.outcome import AS_IT_IS, Finish, Made, Told
from auditor.notes.formats.settings import Settings
from auditor.notes.seen import NotAudited, ToRead
from auditor.rules.load import RuleSet


@dataclass(frozen=True, slots=True)
class Setup:
    """Sent once to each worker: the rules, how files are read, and what is to be made of each audit.

    `mark` goes into the names of what is kept, and is None where nothing is.
    """

    rules: RuleSet
    reading: Settings
    mark: bytes | None
    finish: Finish = AS_IT_IS


@dataclass(frozen=True, slots=True)
class Job:
    """Audit a file from its part `first` on; of its first parts `kept` is what an earlier run has kept.

    `key` is the content that the parts before `first` were read from. Where `look` is set, only that is asked for. `wanted` is
    what `Setup.finish` is to make.
    """

    file: ToRead
    first: int = 0
    key: str = ""
    kept: Mapping[int, bytes] = field(default_factory=dict)
    look: bool = False
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What was made of a note, or its row.

    `pressed` is what is to be kept of it; `taken` is true where the audit was kept by an earlier run, `again` where a later run
    has to read the file too.
    """

    outcome: Made | NotAudited
    pressed: bytes | None = None
    taken: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a job. `key` names the content; `following` is the part that it has to go on with, None at the end."""

    told: Told | None
    key: str
    parts: tuple[Part, ...]
    following: int | None = None


def lost(file: ToRead, reason: str, remedy: str) -> Answer:
    """The answer for a file that nobody could be found for."""
    return Answer(None, "", (Part(NotAudited(file.source, reason, remedy, incomplete=True), again=True),))
