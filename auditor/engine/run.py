"""Many notes: what was seen -> audits and rows that say why a file was not audited, in input order.

One process for now. `audit_one` takes and gives plain frozen values and is all that a pool would have to map.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from auditor.engine.one import Auditor
from auditor.errors import NoteError
from auditor.model import Audit, Note, Status
from auditor.notes.read import read_note
from auditor.notes.seen import NotAudited, Seen, ToRead

_REPORT = "run `auditor explain` on it, and report the fault without the note if it comes again"


@dataclass(frozen=True, slots=True)
class Audited:
    """A note and its audit, together only until they are handed on: no run holds many notes at once."""

    note: Note
    audit: Audit


Outcome = Audited | NotAudited


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run came to: notes by status (every status, also with 0), and all files that were not audited."""

    by_status: Mapping[Status, int]
    not_audited: tuple[NotAudited, ...]

    @property
    def audited(self) -> int:
        """The number of notes that have an audit."""
        return sum(self.by_status.values())

    @property
    def failures(self) -> int:
        """The number of files that somebody must look after; what is rightly left aside does not count."""
        return sum(row.failure for row in self.not_audited)

    @property
    def complete(self) -> bool:
        """True where every note that was seen has an audit."""
        return self.failures == 0


def audit_one(auditor: Auditor, file: ToRead) -> Outcome:
    """Read and audit one file. A fault in one note never ends a run, and its text never leaves in an error."""
    try:
        note = read_note(file.path, id=file.id, source=file.source)
        return Audited(note, auditor.audit(note))
    except NoteError as refusal:
        return NotAudited(file.source, refusal.reason, refusal.remedy)
    except Exception as fault:  # whatever it is: the type alone is kept, since the message could quote the note
        return NotAudited(file.source, f"the audit of this note failed ({type(fault).__name__})", _REPORT)


def outcomes(auditor: Auditor, seen: Iterable[Seen]) -> Iterator[Outcome]:
    """One outcome for everything seen, in the same order; each file is read only when its turn comes."""
    for item in seen:
        yield audit_one(auditor, item) if isinstance(item, ToRead) else item


def run(auditor: Auditor, seen: Iterable[Seen], hand_on: Callable[[Outcome], object]) -> RunResult:
    """Audit everything in `seen`, hand each outcome on as it comes, and return the counts."""
    by_status = dict.fromkeys(Status, 0)
    not_audited: list[NotAudited] = []
    for outcome in outcomes(auditor, seen):
        if isinstance(outcome, NotAudited):
            not_audited.append(outcome)
        else:
            by_status[outcome.audit.status] += 1
        hand_on(outcome)
    return RunResult(by_status=by_status, not_audited=tuple(not_audited))
