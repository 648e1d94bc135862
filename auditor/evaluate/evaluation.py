"""Audits every annotated note and compares: the whole result, ready for any report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor import __version__
from auditor.engine.one import Auditor
from auditor.engine.outcome import Audited, Outcome
from auditor.engine.run import audit_one
from auditor.evaluate.cases import Case
from auditor.evaluate.compare import compare
from auditor.evaluate.confusion import Confusion, codes, statuses
from auditor.evaluate.gold import Gold
from auditor.evaluate.misses import Miss, misses
from auditor.evaluate.scores import Score, Tallies
from auditor.model import Audit
from auditor.notes.read import FileReader
from auditor.notes.seen import NotAudited


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluation came to. A note that could not be audited counts as wrong in its fields."""

    notes: int
    not_audited: tuple[NotAudited, ...]
    scores: tuple[Score, ...]
    statuses: Confusion
    codes: Confusion
    misses: tuple[Miss, ...]
    tool_version: str
    rules_digest: str


def evaluate(auditor: Auditor, cases: Iterable[Case]) -> Evaluation:
    """Audit each case and compare it with its gold; texts and audits are let go, one note after the other."""
    tallies = Tallies()
    pairs: list[tuple[Gold, Audit | None]] = []
    faults: list[Miss] = []
    not_audited: list[NotAudited] = []
    for case, outcome in _outcomes(auditor, cases):
        audit, text = (outcome.audit, outcome.note.text) if isinstance(outcome, Audited) else (None, "")
        if isinstance(outcome, NotAudited):
            not_audited.append(outcome)
        marks = compare(case.gold, audit, text)
        tallies.add(marks)
        pairs.append((case.gold, audit))
        faults += misses(case.name, marks, audit)
    return Evaluation(
        notes=len(pairs),
        not_audited=tuple(not_audited),
        scores=tallies.scores([element.id for element in auditor.rules.elements]),
        statuses=statuses(pairs),
        codes=codes(pairs),
        misses=tuple(faults),
        tool_version=__version__,
        rules_digest=auditor.rules.digest,
    )


def _outcomes(auditor: Auditor, cases: Iterable[Case]) -> Iterator[tuple[Case, Outcome]]:
    """What came of the one note of each case."""
    with FileReader(auditor.rules.reading) as reader:
        for case in cases:
            first, *others = audit_one(auditor, case.file, reader)
            reason = f"the file holds {1 + len(others)} notes, and its gold file describes one"
            yield case, NotAudited(case.file.source, reason, "lay each note into a file of its own") if others else first
