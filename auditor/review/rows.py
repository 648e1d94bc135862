"""Audit -> what the store keeps of each of its rows, so that a review can be held against what the reviewer saw."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from auditor.evaluate.fields import reading
from auditor.model import Audit, Finding, Status
from auditor.report.workbook.audit_sheet import audit_rows
from auditor.rules.load import RuleSet


@dataclass(frozen=True, slots=True)
class AuditedRow:
    """One row of a sheet "Audit": its name, what it said, and what led there.

    `graft` is "1 of 2" where the note has several. `rows` are the rows of the tables that fired, `rules` those whose
    findings bear on the code.
    """

    key: str
    seen: str
    note: str
    graft: str
    source: str
    surgeon: str | None
    note_digest: str
    status: Status
    best_fit: tuple[str, ...]
    other_codes: tuple[str, ...]
    rows: tuple[str, ...]
    rules: tuple[str, ...]

    @property
    def name(self) -> str:
        """The row as people know it: `case-1`, or `case-1 (graft 1 of 2)`."""
        return f"{self.note} (graft {self.graft})" if self.graft else self.note

    @property
    def plain(self) -> tuple[Any, ...]:
        """Its fields as plain values, from which `of` makes it again."""
        return tuple(getattr(self, name) for name in self.__slots__)

    @classmethod
    def of(cls, plain: Iterable[Any]) -> AuditedRow:
        """The row with these fields."""
        *told, status, suggested, other, rows, rules = plain
        key, seen, note, graft, source, surgeon, digest = told
        lists = (tuple(suggested), tuple(other), tuple(rows), tuple(rules))
        return cls(key, seen, note, graft, source, surgeon, digest, Status(status), *lists)


def rows_of(audit: Audit, rules: RuleSet) -> Iterator[AuditedRow]:
    """The rows of one note, in the order of the workbook."""
    found = deciding_rules(audit)
    grafts = len(audit.grafts)
    for row in audit_rows(audit, rules):
        yield AuditedRow(
            key=row.key, seen=row.seen, note=audit.id, graft=f"{row.number} of {grafts}" if grafts > 1 else "",
            source=audit.source, surgeon=audit.surgeon, note_digest=audit.note_digest, status=audit.status,
            best_fit=row.suggested, other_codes=row.other, rules=found,
            rows=tuple(step.row for step in audit.path if step.fired and step.graft == row.number - 1),
        )  # fmt: skip


def deciding_rules(audit: Audit) -> tuple[str, ...]:
    """The rules whose findings decide a code: what documents the deciding elements, then every mention that counts."""
    return tuple(dict.fromkeys(_rules(audit)))


def _rules(audit: Audit) -> Iterator[str]:
    source = reading("code.status")
    for element in source.elements:
        yield from (finding.rule_id for finding in audit.support.get(element, ()))
    yield from (finding.rule_id for finding in audit.findings if _bears(finding, source.concepts))


def _bears(finding: Finding, concepts: Iterable[str]) -> bool:
    return finding.accepted and finding.concept in concepts


def digest_of(rows: Iterable[AuditedRow], rules_digest: str) -> str:
    """One name for all answers of a run: the same answers by the same rules give the same digest."""
    every = hashlib.sha256(rules_digest.encode())
    for row in rows:
        every.update(f"\n{row.key} {row.seen}".encode())
    return every.hexdigest()
