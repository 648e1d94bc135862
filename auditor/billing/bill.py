"""A whole run held against its claims: each note once, and all that found no partner."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from auditor.billing.case import compare
from auditor.billing.matching import Matching, NoteKey, match
from auditor.billing.model import Case, Unmatched
from auditor.claims.model import ClaimsFile
from auditor.record.read import Recorded
from auditor.rules.fee_schema import FeeSchedule
from auditor.rules.load import RuleSet

Records = Callable[[], Iterable[Recorded]]


def bill(records: Records, claims: ClaimsFile, rules: RuleSet, fees: FeeSchedule) -> Iterator[Case | Unmatched]:
    """Yield a case for each note in the order of the record, then what found no partner.

    The record is read twice, first for the names alone, so that no run holds many notes at once.
    """
    matching = match((NoteKey.of(record) for record in records()), claims.lines, claims.faults)
    has_modifiers = any(column.field == "modifiers" for column in claims.columns) or any(line.modifiers for line in claims.lines)
    for record in records():
        lines, matched_by = matching.claims.get(record.id, ((), None))
        unread = matching.unread.get(record.id, ())
        yield compare(record, lines, matched_by, rules, fees, unread, has_modifiers=has_modifiers)
    yield from _in_order(matching)


def _in_order(matching: Matching) -> Iterator[Unmatched]:
    """Claims in the order of their file, then notes in the order of the record."""
    yield from sorted((each for each in matching.unmatched if each.kind == "claim"), key=lambda each: each.lines)
    yield from (each for each in matching.unmatched if each.kind == "note")
