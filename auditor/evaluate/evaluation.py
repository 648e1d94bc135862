"""Audits every annotated note and compares: the whole result, ready for any report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from auditor import __version__
from auditor.engine.one import Auditor
from auditor.engine.run import Audited, audit_one
from auditor.errors import NoteError
from auditor.evaluate.cases import Case
from auditor.evaluate.compare import compare
from auditor.evaluate.confusion import Confusion, codes, statuses
from auditor.evaluate.gold import Gold
from auditor.evaluate.misses import Miss, misses
from auditor.evaluate.scores import Score, Tallies
from auditor.model import Audit
from auditor.notes.read import read_note
from auditor.notes.seen import NotAudited, ToRead


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
    for case in cases:
        text = _text(case.file)
        outcome = audit_one(auditor, case.file)
        audit = outcome.audit if isinstance(outcome, Audited) else None
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


def _text(file: ToRead) -> str:
    """The note itself, in which quotations are looked up; where it cannot be read, the audit says why."""
    try:
        return read_note(file.path).text
    except NoteError:
        return ""
