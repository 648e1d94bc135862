"""What was answered where the gold says something else: tables of status and of code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.evaluate.gold import Gold
from auditor.model import Audit, Status
from auditor.report.text import STATUS_WORDS

NOT_AUDITED = "not audited"
NO_CODE = "no code"


@dataclass(frozen=True, slots=True)
class Confusion:
    """Numbers of notes: a row for each label of the gold, a column for each label of the answer, in the same order."""

    labels: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]


def statuses(pairs: Iterable[tuple[Gold, Audit | None]]) -> Confusion:
    """The table of statuses."""
    found = [(STATUS_WORDS[gold.status], STATUS_WORDS[audit.status] if audit else NOT_AUDITED) for gold, audit in pairs]
    return tabulate(found, [STATUS_WORDS[status] for status in Status])


def codes(pairs: Iterable[tuple[Gold, Audit | None]]) -> Confusion:
    """The table of codes, audited ones and neighbours alike; two codes of one note are one label."""
    found = [(_codes(gold), _codes(audit) if audit else NOT_AUDITED) for gold, audit in pairs]
    named = {label for pair in found for label in pair} - {NO_CODE, NOT_AUDITED}
    return tabulate(found, [*sorted(named), NO_CODE])


def _codes(answer: Gold | Audit) -> str:
    return " + ".join(sorted((*answer.best_fit, *answer.other_codes))) or NO_CODE


def tabulate(pairs: Sequence[tuple[str, str]], order: Sequence[str]) -> Confusion:
    """Count pairs of gold and answer; only labels that occur have a row and a column."""
    counts = Counter(pairs)
    present = {label for pair in pairs for label in pair}
    labels = tuple(label for label in (*order, NOT_AUDITED) if label in present)
    return Confusion(labels, tuple(tuple(counts[gold, answer] for answer in labels) for gold in labels))
