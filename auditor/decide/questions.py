"""One neutral question for each missing element and each conflict; the wording is data."""

from __future__ import annotations

from auditor.model import ElementState, Facts, Question
from auditor.rules.load import RuleSet


def ask(facts: Facts, rules: RuleSet) -> tuple[Question, ...]:
    """Questions in the order of the element list; a conflict shows both quotations."""
    conflicts = {conflict.topic: conflict for conflict in facts.conflicts}
    questions: list[Question] = []
    for element in rules.elements:
        conflict = conflicts.get(element.id)
        if conflict is not None and element.conflict_question:
            questions.append(
                Question(
                    element=element.id, severity="decisive", authority=element.authority, text=element.conflict_question,
                    quotes=(conflict.first, conflict.second),
                )
            )  # fmt: skip
        elif facts.elements.get(element.id) is ElementState.MISSING:
            questions.append(
                Question(element=element.id, severity=element.severity, authority=element.authority, text=element.question)
            )
    return tuple(questions)
