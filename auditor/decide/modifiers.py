"""Modifier cues: the findings that give a reason for one."""

from __future__ import annotations

from auditor.facts.established import Facts
from auditor.rules.load import RuleSet


def modifiers(facts: Facts, rules: RuleSet) -> tuple[str, ...]:
    """Modifier numbers for which the note gives a reason, in the order of the list."""
    found = frozenset(facts.cues)
    if not found:
        return ()
    return tuple(
        modifier.code for modifier in rules.modifiers if found & set(modifier.needs) and not found & set(modifier.unless)
    )
