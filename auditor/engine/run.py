"""Many notes: what was seen -> audits and rows that say why a file was not audited, in input order.

One process audits; files of heavy formats are read in another (`auditor.notes.formats.worker`).
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

from auditor.engine.garbage import rarely_collected
from auditor.engine.incomplete import incomplete, unfinished
from auditor.engine.one import Auditor
from auditor.engine.watch import TooLongError, limited
from auditor.model import Audit, Note, Status
from auditor.notes.formats.settings import Settings
from auditor.notes.read import FileReader
from auditor.notes.seen import NotAudited, Seen, ToRead
from auditor.store.finished import Entry, Work
from auditor.store.kept import is_plain


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


def audit_one(auditor: Auditor, file: ToRead, reader: FileReader) -> Iterator[Outcome]:
    """Read and audit all notes of a file. A fault in one never ends a run, and its text never leaves in an error."""
    for found in reader.notes(file):
        yield _audited(auditor, found) if isinstance(found, Note) else found


def audit_rest(auditor: Auditor, file: ToRead, reader: FileReader, work: Work) -> Iterator[Outcome]:
    """The same as `audit_one`; what is finished is taken from `work`, and what is not is kept there once it is."""
    data = reader.content(file)
    if isinstance(data, NotAudited):
        yield data
        return
    entry = work.file(file, data)
    for known in entry.known():
        yield known if isinstance(known, NotAudited) else Audited(*known)
    first = entry.left
    if first is None:
        return
    parts, again = first, False  # `again`: a later run has to read the file too
    for number, found in enumerate(reader.notes_in(data, file)):
        if number < first:
            continue
        parts = number + 1
        outcome = _rest(auditor, entry, number, found)
        again |= outcome.failure if isinstance(outcome, NotAudited) else is_plain(file, outcome.note)
        yield outcome
    if not again:
        entry.end(parts)


def _rest(auditor: Auditor, entry: Entry, number: int, found: Note | NotAudited) -> Outcome:
    if isinstance(found, NotAudited):
        outcome: Outcome = found
    elif (audit := entry.audit(number, found)) is not None:
        return Audited(found, audit)
    else:
        outcome = _audited(auditor, found)
    _keep(entry, number, outcome)
    return outcome


def _keep(entry: Entry, number: int, outcome: Outcome) -> None:
    """Keep what is finished. A failure is not: a later run may have more luck, or its rules be mended."""
    if isinstance(outcome, Audited):
        entry.add(number, (outcome.note, outcome.audit))
    elif not outcome.failure:
        entry.add(number, outcome)


def _audited(auditor: Auditor, note: Note) -> Outcome:
    seconds = auditor.rules.reading.limits.seconds
    try:
        with limited(seconds):
            return Audited(note, auditor.audit(note))
    except TooLongError as fault:
        return unfinished(note, fault, seconds)
    except Exception as fault:  # whatever it is, it costs this note alone
        return incomplete(note, fault)


def outcomes(
    auditor: Auditor, seen: Iterable[Seen], reading: Settings | None = None, work: Work | None = None
) -> Generator[Outcome]:
    """At least one outcome for everything seen, in the same order; each file is read only when its turn comes.

    `reading` is how files are read (default: as the rules say), `work` holds what is finished, and is to be read in the same way.
    """
    with FileReader(reading or auditor.rules.reading) as reader:
        for item in seen:
            if not isinstance(item, ToRead):
                yield item
            elif work is None:
                yield from audit_one(auditor, item, reader)
            else:
                yield from audit_rest(auditor, item, reader, work)


def run(
    auditor: Auditor,
    seen: Iterable[Seen],
    hand_on: Callable[[Outcome], object],
    reading: Settings | None = None,
    work: Work | None = None,
) -> RunResult:
    """Audit everything in `seen`, hand each outcome on as it comes, and return the counts."""
    by_status = dict.fromkeys(Status, 0)
    not_audited: list[NotAudited] = []
    with closing(outcomes(auditor, seen, reading, work)) as found, rarely_collected():
        for outcome in found:
            if isinstance(outcome, NotAudited):
                not_audited.append(outcome)
            else:
                by_status[outcome.audit.status] += 1
            hand_on(outcome)
    return RunResult(by_status=by_status, not_audited=tuple(not_audited))
