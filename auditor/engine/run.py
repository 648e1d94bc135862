"""Many notes: what was seen -> audits and rows that say why a file was not audited, in input order.

One process audits, or several that an engine stands for; files of heavy formats are read in yet another
(`auditor.notes.formats.worker`). Whoever audits, only this process reads and writes the store, and hands outcomes on.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from time import process_time
from typing import Any, cast

from auditor.engine.desk import Desk, audited
from auditor.engine.engine import Engines, Pace
from auditor.engine.garbage import rarely_collected
from auditor.engine.jobs import Setup
from auditor.engine.keeping import Keeping, known
from auditor.engine.names import Names
from auditor.engine.one import Auditor
from auditor.engine.outcome import AS_IT_IS, Finish, Made, Outcome, Told, Turn
from auditor.engine.wide import wide
from auditor.model import Note, Status
from auditor.notes.formats.settings import Settings
from auditor.notes.read import FileReader
from auditor.notes.seen import NotAudited, Seen, ToRead
from auditor.store.finished import Work


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
        yield audited(auditor, found, reader.left) if isinstance(found, Note) else found


def outcomes(
    auditor: Auditor,
    seen: Iterable[Seen],
    reading: Settings | None = None,
    work: Work | None = None,
    turn: Turn | None = None,
    engines: Engines | None = None,
) -> Generator[Outcome]:
    """At least one outcome for everything seen, in the same order; alone, each file is read only when its turn comes.

    `reading` is how files are read (default: as the rules say), `work` holds what is finished, and is to be read in the same way;
    `turn` is told of each file before its outcomes. With `engines`, others audit as well. Raises StoreError and EngineError.
    """
    return cast(Generator[Outcome], finished(auditor, seen, AS_IT_IS, reading, work, turn, engines))


def finished(
    auditor: Auditor,
    seen: Iterable[Seen],
    finish: Finish,
    reading: Settings | None = None,
    work: Work | None = None,
    turn: Turn | None = None,
    engines: Engines | None = None,
) -> Generator[Made | NotAudited]:
    """The same with what `finish` makes of each note and its audit, wherever that is done.

    A note of which it could not be made there comes as it is, for the run to meet the fault.
    """
    setup = Setup(auditor.rules, reading or auditor.rules.reading, work.mark if work else None, finish)
    source, turn = iter(seen), turn or _nobody
    with Desk(auditor, setup) as desk:
        if engines is not None:
            if engines.trial:
                auditor.ready()  # is part of the start, which each other process has too
            pace = Pace(process_time())
            yield from _timed(_alone(desk, islice(source, engines.trial), work, turn, finish, pace), pace)
            if (engine := engines.open(setup, pace)) is not None:
                with engine as ready:
                    yield from wide(ready, source, work, turn, finish)
        yield from _alone(desk, source, work, turn, finish)


def _alone(
    desk: Desk, seen: Iterable[Seen], work: Work | None, turn: Turn, finish: Finish, pace: Pace | None = None
) -> Iterator[Made | NotAudited]:
    for item in seen:
        if isinstance(item, ToRead):
            yield from _file(desk, item, work, turn, finish)
        else:
            turn(item, None)
            yield item
        if pace is not None:
            pace.files += 1


def _file(desk: Desk, file: ToRead, work: Work | None, turn: Turn, finish: Finish) -> Iterator[Made | NotAudited]:
    """Everything in a file; what is finished is taken from `work`, and what is not is kept there once it is."""
    content = desk.content(file)
    if isinstance(content, NotAudited):
        turn(file, None)
        yield content
        return
    turn(file, content.told)
    entry = work.file(file, content.key) if work else None
    if entry is None:
        yield from (part.outcome for part in desk.parts(content, file, 0, lambda _: None, finish.wanted()))
        return
    yield from known(entry, finish)
    if (first := entry.left) is not None:
        keeping = Keeping(entry, first)
        yield from map(keeping.keep, desk.parts(content, file, first, entry.pressed, finish.wanted()))
        keeping.close()


def _timed(found: Iterator[Made | NotAudited], pace: Pace) -> Iterator[Made | NotAudited]:
    """Hand on, and measure how much processor time that takes and how much the making."""
    before = process_time()
    for outcome in found:
        made = process_time()
        yield outcome
        pace.making += made - before
        before = process_time()
        pace.handing += before - made
    pace.making += process_time() - before


def _nobody(item: Seen, told: Told | None) -> None:
    """Nobody wants to be told."""


def run(
    auditor: Auditor,
    seen: Iterable[Seen],
    hand_on: Callable[[Any], object],
    reading: Settings | None = None,
    work: Work | None = None,
    turn: Turn | None = None,
    engines: Engines | None = None,
    finish: Finish = AS_IT_IS,
) -> RunResult:
    """Audit everything in `seen`, hand each outcome on as it comes, as `finish` makes it, and return the counts."""
    by_status = dict.fromkeys(Status, 0)
    not_audited: list[NotAudited] = []
    names = Names()
    with closing(finished(auditor, seen, finish, reading, work, turn, engines)) as found, rarely_collected():
        for outcome in map(names.one_note_each, found):
            if isinstance(outcome, NotAudited):
                not_audited.append(outcome)
            else:
                by_status[outcome.status] += 1
            hand_on(outcome)
    return RunResult(by_status=by_status, not_audited=tuple(not_audited))
