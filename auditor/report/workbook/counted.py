"""What the summary and the scorecards count of one note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auditor.model import Audit, ElementState, Status
from auditor.report.gravity import missing_by_severity
from auditor.rules.load import RuleSet


@dataclass(frozen=True, slots=True)
class Counted:
    """A note as it is counted. `decisive` are the elements that it is asked for before it can have a code, `severities` count
    what is missing.
    """

    note: str
    surgeon: str | None
    status: Status
    best_fit: tuple[str, ...]
    other_codes: tuple[str, ...]
    decisive: tuple[str, ...]
    severities: Mapping[str, int]
    contradictions: int
    findings: int
    encoding: str
    elements: Mapping[str, ElementState]

    @classmethod
    def of(cls, audit: Audit, rules: RuleSet) -> Counted:
        """What is counted of one audit."""
        return cls(
            note=audit.id,
            surgeon=audit.surgeon,
            status=audit.status,
            best_fit=audit.best_fit,
            other_codes=audit.other_codes,
            decisive=tuple(q.element for q in audit.questions if q.severity == "decisive" and not q.quotes),
            severities=dict(missing_by_severity(audit, rules)),
            contradictions=sum(bool(question.quotes) for question in audit.questions),
            findings=len(audit.findings),
            encoding=audit.encoding,
            elements=dict(audit.elements),
        )
