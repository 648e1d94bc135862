"""How grave what is missing in a note is: as the audit asks for it, else as the element's own rule says."""

from __future__ import annotations

from collections import Counter

from auditor.model import Audit, ElementState
from auditor.rules.load import RuleSet


def missing_by_severity(audit: Audit, rules: RuleSet) -> Counter[str]:
    """Missing elements counted by severity; an element that decides this note's code is asked for as decisive."""
    asked = {question.element: question.severity for question in audit.questions}
    missing = (each for each in rules.elements if audit.elements.get(each.id) is ElementState.MISSING)
    return Counter(asked.get(element.id, element.severity) for element in missing)
