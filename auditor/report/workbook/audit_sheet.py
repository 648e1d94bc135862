"""Sheet "Audit": a row a graft, or a row a note where no graft was transferred."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import get_args

from auditor.model import Audit, Defect, ElementState, Graft, Severity
from auditor.report.text import STATUS_WORDS, listed, size, words
from auditor.report.workbook.sheet import Column
from auditor.report.workbook.style import Look, chip
from auditor.rules.load import RuleSet

SEVERITIES: tuple[str, ...] = get_args(Severity)


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A note and one of its grafts. `missing` counts the note's missing elements by severity."""

    audit: Audit
    graft: Graft | None
    place: str
    suggested: tuple[str, ...]
    other: tuple[str, ...]
    missing: Mapping[str, int]

    @property
    def defect(self) -> Defect:
        """The defect, or an empty one."""
        return self.audit.defect or Defect()


def audit_rows(audit: Audit, rules: RuleSet) -> Iterator[AuditRow]:
    """The rows of one note."""
    lacking = (each for each in rules.elements if audit.elements.get(each.id) is ElementState.MISSING)
    missing: Counter[str] = Counter(element.severity for element in lacking)
    if len(audit.grafts) < 2:
        graft = audit.grafts[0] if audit.grafts else None
        yield AuditRow(audit, graft, "", audit.best_fit, audit.other_codes, missing)
        return
    for number, graft in enumerate(audit.grafts):
        code = _code_of(audit, number, rules)
        suggested, other = (
            tuple(each for each in codes if code in (None, each)) for codes in (audit.best_fit, audit.other_codes)
        )
        yield AuditRow(audit, graft, f"{number + 1} of {len(audit.grafts)}", suggested, other, missing)


def _code_of(audit: Audit, graft: int, rules: RuleSet) -> str | None:
    """The code whose row fired for the graft at this place."""
    code = {row.id: row.code for family in rules.families for row in family.row}
    fired = (code[step.row] for step in audit.path if step.fired and step.graft == graft and step.row in code)
    return next(fired, None)


def _status(row: AuditRow) -> str:
    return STATUS_WORDS[row.audit.status]


def _graft(show: Callable[[Graft], str]) -> Callable[[AuditRow], str]:
    return lambda row: show(row.graft) if row.graft else ""


def _missing(severity: str, row: AuditRow) -> int | None:
    return row.missing.get(severity, 0) if row.audit.elements else None


def _file(row: AuditRow) -> str:
    """The file, and its encoding where that is not the usual one."""
    audit = row.audit
    return audit.source if audit.encoding == "utf-8" else f"{audit.source} ({audit.encoding})"


COLUMNS: tuple[Column[AuditRow], ...] = (
    Column("Note", 25, lambda row: row.audit.id, Look.STRONG),
    Column("Status", 15, _status, lambda row: chip(_status(row))),
    Column("Suggested code", 11, lambda row: ", ".join(row.suggested), Look.STRONG),
    Column("Other code", 9, lambda row: ", ".join(row.other), Look.WRAP),
    Column("Reason", 46, lambda row: row.audit.reason, Look.WRAP),
    Column("Surgeon", 20, lambda row: row.audit.surgeon, Look.WRAP),
    Column("Date of service", 12, lambda row: row.audit.date_of_service),
    Column("Graft", 8, lambda row: row.place),
    Column("Donor bone", 15, _graft(lambda graft: words(graft.donor_site)), Look.WRAP),
    Column("Donor side", 9, _graft(lambda graft: words(graft.laterality))),
    Column("Transfer", 15, _graft(lambda graft: words(graft.vascularity))),
    Column("Skin paddle", 15, _graft(lambda graft: words(graft.skin_paddle))),
    Column("Paddle, cm", 9, _graft(lambda graft: size(graft.skin_paddle_cm))),
    Column("Artery joined", 12, _graft(lambda graft: listed(graft.arterial_anastomosis)), Look.WRAP),
    Column("Vein joined", 12, _graft(lambda graft: listed(graft.venous_anastomosis)), Look.WRAP),
    Column("Recipient vessels", 24, _graft(lambda graft: listed(graft.recipient_vessels)), Look.WRAP),
    Column("Defect, cm", 12, lambda row: size(row.defect.size_cm)),
    Column("Recipient site", 15, lambda row: words(row.defect.location), Look.WRAP),
    Column("Recipient side", 10, lambda row: words(row.defect.laterality)),
    *(Column(f"Missing: {severity}", 11, partial(_missing, severity), Look.COUNT) for severity in SEVERITIES),
    Column("Modifier cues", 10, lambda row: ", ".join(row.audit.modifier_cues), Look.WRAP),
    Column("Codes in the note", 11, lambda row: ", ".join(row.audit.stated_codes), Look.WRAP),
    Column("File", 28, _file, Look.MUTED),
)
