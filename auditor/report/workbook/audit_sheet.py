"""Sheet "Audit": a row a graft, or a row a note where no graft was transferred, and beside it the reviewers' columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import get_args

from auditor.model import Audit, Defect, Graft, Severity
from auditor.report.gravity import missing_by_severity
from auditor.report.review_entry import ReviewEntry
from auditor.report.text import STATUS_WORDS, kind_of, listed, size, words
from auditor.report.workbook.cells import Line, Value, safe_text
from auditor.report.workbook.entry import Entry
from auditor.report.workbook.review_columns import (
    CHECK,
    DECISIONS,
    FIRST,
    KEY,
    SECOND,
    SEEN,
    STATE,
    STATES,
    check_of,
    row_key,
    seen_of,
    state_of,
    typed,
)
from auditor.report.workbook.sheet import Column
from auditor.report.workbook.signals import any_missing, signal
from auditor.report.workbook.style import Look
from auditor.rules.load import RuleSet

TITLE = "Audit"
SEVERITIES: tuple[str, ...] = get_args(Severity)
FINAL_CODES = "final_codes"  # names of the lists that the columns choose from
REASONS = "disagreement_reasons"


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A note and one of its grafts, which `number` counts from 1. `missing` counts the note's missing elements by severity.

    `key` names the row for good, `seen` is the fingerprint of what reviewers have before them.
    """

    audit: Audit
    number: int
    suggested: tuple[str, ...]
    other: tuple[str, ...]
    missing: Mapping[str, int]
    key: str
    seen: str

    @property
    def graft(self) -> Graft | None:
        """The graft, if there is one."""
        return self.audit.grafts[self.number - 1] if self.audit.grafts else None

    @property
    def defect(self) -> Defect:
        """The defect, or an empty one."""
        return self.audit.defect or Defect()


def audit_rows(audit: Audit, rules: RuleSet) -> Iterator[AuditRow]:
    """The rows of one note."""
    missing = missing_by_severity(audit, rules)
    for number in range(1, max(1, len(audit.grafts)) + 1):
        suggested, other = _codes_of(audit, number, rules)
        # What a note lacks is counted in its first row, so that the column adds up over notes.
        lacking = missing if number == 1 else Counter[str]()
        yield AuditRow(audit, number, suggested, other, lacking, row_key(audit.id, number), seen_of(audit, number))


def _codes_of(audit: Audit, number: int, rules: RuleSet) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Suggested and other codes of one graft: those of the note that its fired row names."""
    if len(audit.grafts) < 2:
        return audit.best_fit, audit.other_codes
    code = {row.id: row.code for family in rules.families for row in family.row}
    fired = next((code[step.row] for step in audit.path if step.fired and step.graft == number - 1 and step.row in code), None)
    suggested, other = (tuple(each for each in codes if fired in (None, each)) for codes in (audit.best_fit, audit.other_codes))
    return suggested, other


def _status(row: AuditRow) -> str:
    return STATUS_WORDS[row.audit.status]


def _graft(show: Callable[[Graft], str]) -> Callable[[AuditRow], str]:
    return lambda row: show(row.graft) if row.graft else ""


def _missing(severity: str, row: AuditRow) -> int | None:
    return row.missing.get(severity, 0) if row.audit.elements else None


def _file(row: AuditRow) -> str:
    """The file, what it is where that is not the usual plain text, and what is to be said of it."""
    audit = row.audit
    kind = kind_of(audit)
    told = (f"The {words(field)} is told by the file." for field in audit.told_by_file)
    return "\n".join((audit.source if kind == "utf-8" else f"{audit.source} ({kind})", *told, *audit.remarks))


def _place(row: AuditRow) -> str:
    """ "1 of 2"; empty where there are no others."""
    count = len(row.audit.grafts)
    return f"{row.number} of {count}" if count > 1 else ""


def day_of(audit: Audit) -> Value:
    """The date of service as a date, so that filters offer years and months; as it stands where it is none."""
    try:
        day = date.fromisoformat(audit.date_of_service or "")
    except ValueError:
        return audit.date_of_service
    return day if day.year >= 1900 else audit.date_of_service  # a spreadsheet knows no earlier day


def reviewed(entry: ReviewEntry | None, seen: str) -> Line:
    """The cells of the columns that a run fills when it binds a row: what reviewers typed into an earlier workbook."""
    said = (state_of(entry, seen), *typed(entry.first), *typed(entry.second)) if entry else _UNREVIEWED
    return tuple(zip(said, _LATER_LOOKS, strict=True))


def _check(row: AuditRow) -> str:
    values = (column.value(row) for column in _GUARDED if column.value)
    return check_of(safe_text(value) if isinstance(value, str) else value for value in values)


_DECIDE = Entry("list", f'"{",".join(DECISIONS)}"')
_ENTRIES = (
    (14, Look.FIELD, _DECIDE, tuple(map(signal, DECISIONS))),
    (10, Look.FIELD, Entry("list", FINAL_CODES), ()),
    (24, Look.FIELD, Entry("list", REASONS, strict=False, prompt="Choose from the list, or type your own words."), ()),
    (34, Look.FIELD, Entry(), ()),
    (18, Look.FIELD, Entry(), ()),
    (13, Look.FIELD_DAY, Entry("day"), ()),
)


def _reviewer(second: bool) -> Iterator[Column[AuditRow]]:
    head = Look.HEAD_SECOND if second else Look.HEAD_FIRST
    for title, (width, look, entry, signals) in zip(SECOND if second else FIRST, _ENTRIES, strict=True):
        yield Column(title, width, None, look, signals, entry, head=head)


_COUNT_LOOKS = dict(zip(SEVERITIES, (Look.GRAVE, Look.ASK, Look.OTHER, Look.QUIET), strict=True))
# A reviewer's first screen holds what is needed to decide; all that it rests on follows to the right.
COLUMNS: tuple[Column[AuditRow], ...] = (
    Column("Note", 26, lambda row: row.audit.id, Look.STRONG),
    Column("Status", 17, _status, Look.TEXT, tuple(map(signal, STATUS_WORDS.values()))),
    Column("Suggested code", 11, lambda row: ", ".join(row.suggested), Look.STRONG),
    Column("Other code", 9, lambda row: ", ".join(row.other), Look.WRAP),
    Column("Graft", 8, _place),
    Column("Reason", 46, lambda row: row.audit.reason, Look.WRAP),
    Column(STATE, 15, None, Look.WRAP, tuple(map(signal, STATES))),
    *_reviewer(second=False),
    Column("Surgeon", 20, lambda row: row.audit.surgeon, Look.WRAP),
    Column("Date of service", 12, lambda row: day_of(row.audit), Look.DAY),
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
    *(
        Column(f"Missing: {severity}", 11, partial(_missing, severity), Look.COUNT, (any_missing(_COUNT_LOOKS[severity]),))
        for severity in SEVERITIES
    ),
    Column("Modifier cues", 10, lambda row: ", ".join(row.audit.modifier_cues), Look.WRAP),
    Column("Codes in the note", 11, lambda row: ", ".join(row.audit.stated_codes), Look.WRAP),
    Column("File", 28, _file, Look.MUTED),
    *_reviewer(second=True),
    Column(KEY, 22, lambda row: row.key, Look.MUTED, hidden=True),
    Column(SEEN, 22, lambda row: row.seen, Look.MUTED, hidden=True),
    Column(CHECK, 22, _check, Look.MUTED, hidden=True),
)
# What no reviewer may change, in the order in which `check_of` takes it.
_GUARDED = tuple(column for column in COLUMNS if column.entry is None and column.title not in (STATE, CHECK))
GUARDED = tuple(column.title for column in _GUARDED)
COUNTED = (*GUARDED, CHECK)  # what the digest of a row covers; its hidden columns are among them
_LATER_LOOKS = tuple(column.look for column in COLUMNS if column.value is None)
_UNREVIEWED = ("", *[None] * (len(_LATER_LOOKS) - 1))


def columns(*, linked: bool) -> tuple[Column[AuditRow], ...]:
    """The columns; the first looks like a link where it is one."""
    return (replace(COLUMNS[0], look=Look.LINK), *COLUMNS[1:]) if linked else COLUMNS
