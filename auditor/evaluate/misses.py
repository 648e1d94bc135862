"""Where answer and gold differ, with the rules that led to the answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from auditor.evaluate.compare import Mark, Value
from auditor.evaluate.fields import Reading, label, reading
from auditor.model import Audit, Finding


class Part(StrEnum):
    """What a rule did for an answer."""

    DOCUMENTS = "documents the element"
    COUNTS = "counts"
    REJECTED = "does not count"
    ROW = "row of the table"


@dataclass(frozen=True, slots=True)
class Involved:
    """A rule that bears on a field of one note.

    `why` says why its mentions do not count, or why the row fired; `cue` is the rule that set their assertion; `quotes`
    are the mentions themselves, text of the note.
    """

    rule: str
    part: Part
    why: str | None = None
    cue: str | None = None
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Miss:
    """One field of one note where answer and gold differ."""

    note: str
    field: str
    label: str
    gold: Value
    predicted: Value
    rules: tuple[Involved, ...]


def misses(note: str, marks: Iterable[Mark], audit: Audit | None) -> Iterator[Miss]:
    """Every fault of one note, in the order of its fields."""
    for mark in marks:
        if mark.listed and not mark.right:
            rules = _involved(reading(mark.field, mark.element), audit) if audit else ()
            yield Miss(note, mark.field, _label(mark), mark.gold, mark.predicted, rules)


def _label(mark: Mark) -> str:
    said = label(mark.field, mark.element)
    return f"{said} ({mark.graft.replace('_', ' ')})" if mark.graft else said


def _involved(source: Reading, audit: Audit) -> tuple[Involved, ...]:
    """The table rows that fired, what documents the elements, then every other mention of the concepts."""
    rows = [Involved(step.row, Part.ROW, step.why) for step in audit.path if step.fired] if source.rows else []
    documents = [finding for element in source.elements for finding in audit.support.get(element, ())]
    others = [finding for finding in audit.findings if finding.concept in source.concepts and finding not in documents]
    if source.sided:
        others = [finding for finding in others if finding.side] or others
    return (*rows, *_grouped(documents, documents=True), *_grouped(others, documents=False))


def _grouped(findings: Sequence[Finding], *, documents: bool) -> Iterator[Involved]:
    """Mentions that one rule found and that came out alike are told together."""
    groups: dict[tuple[str, Part, str | None, str | None], dict[str, None]] = {}
    for finding in findings:
        part = Part.DOCUMENTS if documents else Part.COUNTS if finding.accepted else Part.REJECTED
        key = (finding.rule_id, part, None if documents else finding.why, finding.cue.rule_id if finding.cue else None)
        groups.setdefault(key, {})[finding.evidence.quote] = None
    for (rule, part, why, cue), quotes in groups.items():
        yield Involved(rule, part, why, cue, tuple(quotes))
