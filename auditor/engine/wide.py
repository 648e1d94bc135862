"""Many files through an engine: handed over ahead, and handed on in input order. The store stays with this process."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from auditor.engine.desk import MOST
from auditor.engine.engine import Engine, Pending
from auditor.engine.jobs import Answer, Job
from auditor.engine.keeping import Keeping, known
from auditor.engine.outcome import Finish, Made, Told, Turn
from auditor.notes.seen import NotAudited, Seen, ToRead
from auditor.store.finished import Entry, Work

_ITEMS = 64  # in a batch, where most of what is seen is no file to read


@dataclass(frozen=True, slots=True)
class _Asked:
    """Something that was seen, and the job that is asked of the engine, if any.

    `entry` is what the store knows of it, `told` what was read of it, `row` why it is not audited, as far as that is settled.
    """

    item: Seen
    job: Job | None = None
    entry: Entry | None = None
    told: Told | None = None
    row: NotAudited | None = None

    def going_on(self, answer: Answer) -> _Asked:
        """The same for the parts that the answer leaves."""
        assert self.job is not None
        assert answer.following is not None
        kept = self.entry.kept(answer.following, MOST) if self.entry else {}
        return replace(self, job=replace(self.job, first=answer.following, key=answer.key, kept=kept))


@dataclass(frozen=True, slots=True)
class _Batch:
    asked: list[_Asked]
    pending: Pending | None


def wide(engine: Engine, seen: Iterable[Seen], work: Work | None, turn: Turn, finish: Finish) -> Iterator[Made | NotAudited]:
    """At least one outcome for everything seen, in the same order. Raises EngineError."""
    plain = (
        _Asked(item, Job(item, wanted=finish.wanted())) if isinstance(item, ToRead) else _Asked(item, row=item) for item in seen
    )
    asked = plain if work is None or work.empty else _looked_up(engine, plain, work)
    keeping = Keeping(None, 0)
    for each, answer in _in_order(engine, asked):
        if each.job is None or answer is None:
            turn(each.item, each.told)
            if each.row is not None:
                yield each.row
            elif each.entry is not None:
                yield from _known(engine, each.item, each.entry, finish)
            continue
        if each.job.first == 0:
            turn(each.item, answer.told)
            keeping = Keeping(each.entry or (work.file(each.job.file, answer.key) if work and answer.key else None), 0)
        yield from map(keeping.keep, answer.parts)
        if answer.following is None:
            keeping.close()


def _looked_up(engine: Engine, plain: Iterable[_Asked], work: Work) -> Iterator[_Asked]:
    """The same with what the store knows: the engine reads the files, and this process asks the store for what is in them."""
    looks = (replace(each, job=replace(each.job, look=True)) if each.job else each for each in plain)
    for each, answer in _in_order(engine, looks):
        if each.job is None or answer is None:
            yield each
        elif not answer.key:
            (part,) = answer.parts
            assert isinstance(part.outcome, NotAudited)
            yield replace(each, job=None, row=part.outcome)
        else:
            entry = work.file(each.job.file, answer.key)
            job = None if entry.whole else replace(each.job, look=False, key=answer.key, kept=entry.kept(0, MOST))
            yield replace(each, job=job, entry=entry, told=answer.told)


def _known(engine: Engine, item: Seen, entry: Entry, finish: Finish) -> Iterator[Made | NotAudited]:
    """What was kept whole; where something of it is damaged, the rest is audited anew."""
    yield from known(entry, finish)
    first = entry.left
    if first is None or not isinstance(item, ToRead):
        return
    keeping = Keeping(entry, first)
    asked = _Asked(item, Job(item, first, kept=entry.kept(first, MOST), wanted=finish.wanted()), entry)
    for _, answer in _in_order(engine, [asked]):
        assert answer is not None
        yield from map(keeping.keep, answer.parts)
    keeping.close()


def _in_order(engine: Engine, asked: Iterable[_Asked]) -> Iterator[tuple[_Asked, Answer | None]]:
    """What was asked, with its answer, in the same order; several answers for a file that has more parts than one may hold."""
    source = iter(asked)
    waiting: deque[_Batch] = deque()
    while True:
        while len(waiting) < engine.window and (batch := _batch(engine, _some(source, engine.batch))):
            waiting.append(batch)
        if not waiting:
            return
        first = waiting.popleft()
        answers = iter(first.pending() if first.pending else ())
        for place, each in enumerate(first.asked):
            answer = next(answers, None) if each.job else None
            rest = first.asked[place:] if each.job and answer is None else None
            if rest is None:
                yield each, answer
                if answer is not None and answer.following is not None:
                    rest = [each.going_on(answer), *first.asked[place + 1 :]]
            if rest is not None:
                more = _batch(engine, rest)
                assert more is not None
                waiting.appendleft(more)
                break


def _batch(engine: Engine, asked: list[_Asked]) -> _Batch | None:
    jobs = [each.job for each in asked if each.job]
    return _Batch(asked, engine.submit(jobs) if jobs else None) if asked else None


def _some(source: Iterator[_Asked], files: int) -> list[_Asked]:
    """The next few, with no more than so many files to read among them."""
    found: list[_Asked] = []
    for each in source:
        found.append(each)
        files -= each.job is not None
        if files <= 0 or len(found) >= _ITEMS:
            break
    return found
