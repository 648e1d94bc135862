"""What the store of reviews keeps of one note, made by whoever audits it; it needs no database."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from auditor.model import Audit, ElementState, Status
from auditor.review.rows import AuditedRow, deciding_rules, rows_of
from auditor.rules.load import RuleSet


@dataclass(frozen=True, slots=True)
class Carried:
    """The rows that reviewers will see of a note, its answer, and what the trend counts of it."""

    note: str
    rows: tuple[AuditedRow, ...]
    answer: dict[str, Any]
    month: str | None
    missing: int
    supported: bool

    @classmethod
    def of(cls, audit: Audit, rules: RuleSet) -> Carried:
        """What is kept of one audit."""
        answer = _answer(audit)
        return cls(
            note=audit.id, rows=tuple(rows_of(audit, rules)), answer=sealed(answer), month=answer["month"],
            missing=len(answer["missing"]), supported=audit.status is Status.SUPPORTED,
        )  # fmt: skip


def sealed(values: dict[str, Any]) -> dict[str, Any]:
    """The same with one name for all of it."""
    return {"seal": digest_of(values), **values}


def digest_of(plain: Any) -> str:
    """One name for plain values."""
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()


def _answer(audit: Audit) -> dict[str, Any]:
    return {
        "note": audit.id,
        "source": audit.source,
        "note_digest": audit.note_digest,
        "status": audit.status.value,
        "best_fit": list(audit.best_fit),
        "other_codes": list(audit.other_codes),
        "surgeon": audit.surgeon,
        "month": audit.date_of_service[:7] if audit.date_of_service else None,  # none where the note gives no day
        "missing": [name for name, state in audit.elements.items() if state is ElementState.MISSING],
        "rows": list(dict.fromkeys(step.row for step in audit.path if step.fired)),
        "rules": list(deciding_rules(audit)),
    }
