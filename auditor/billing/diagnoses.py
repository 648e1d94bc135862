"""Diagnosis codes of a claim against the note: their form, their side, their class of condition, and tumours without pathology.

A difference is a remark, for codes tell less than notes; only a tumour without pathology is an error. Nothing is said where
the side or the class of a code is not known, or where the note states none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from auditor.billing import quotes
from auditor.billing.context import Context, Reason
from auditor.billing.model import Difference
from auditor.model import Assertion, ElementState, Evidence
from auditor.record.read import Recorded, RecordedMention
from auditor.rules.diagnosis_schema import DiagnosisCheck, DiagnosisClass, DiagnosisTable, StatedCondition, dotted

_UNSAID = frozenset({Assertion.NEGATED, Assertion.CONSIDERED, Assertion.PLANNED, Assertion.TAUGHT})
_TUMOUR = "tumour"


@dataclass(frozen=True, slots=True)
class DiagnosisRemark:
    """What is to be said of `codes`, the check behind it, and the words of the note that they were held against."""

    codes: tuple[str, ...]
    says: str
    level: Literal["error", "remark"]
    rule: str
    check: DiagnosisCheck
    quotes: tuple[Evidence, ...] = ()


def diagnosis_differences(case: Context) -> Iterator[Difference]:
    """What the diagnoses of all lines of a claim and its note differ in."""
    codes = tuple(dict.fromkeys(code for line in case.lines for code in line.diagnoses))
    for remark in diagnosis_remarks(codes, case.record, case.rules.diagnoses):
        lines = [line for line in case.lines if set(remark.codes) & set(line.diagnoses)]
        reason = Reason(remark.rule, remark.check.why, remark.check.source, remark.check.dated)
        yield case.differ("diagnosis", reason, lines, level=remark.level, quotes=remark.quotes, check=remark.says)


def diagnosis_remarks(codes: Sequence[str], record: Recorded, table: DiagnosisTable) -> tuple[DiagnosisRemark, ...]:
    """What the diagnosis codes of one claim and the record of its note differ in, by form, side, class and pathology."""
    return (
        *_forms(codes, table),
        *_sides(codes, record, table),
        *_conditions(codes, record, table),
        *_tumours(codes, record, table),
    )


def _forms(codes: Sequence[str], table: DiagnosisTable) -> Iterator[DiagnosisRemark]:
    for code in codes:
        if dotted(code) is None:
            yield _remark(table.check.form, "form", (code,), f"{code} has not the form of a diagnosis code")


def _sides(codes: Sequence[str], record: Recorded, table: DiagnosisTable) -> Iterator[DiagnosisRemark]:
    """Codes whose side is not that of the defect, where the condition is; of several grafts the record tells only one defect."""
    defect = record.defect.laterality if record.defect else None
    grafts = [graft.laterality for graft in record.grafts]
    if defect is None or len(grafts) > 1 or "bilateral" in (defect, *grafts):
        return
    where = f"the defect on the {defect}" + (f" and the graft from the {grafts[0]}" if grafts and grafts[0] else "")
    for code in codes:
        side = table.side_of(code)
        if side not in (None, "bilateral", defect):
            shown = quotes.element(record, "donor_site", "defect_location")
            yield _remark(table.check.side, "side", (code,), f"{code} tells the {side} side; the note has {where}", shown)


def _conditions(codes: Sequence[str], record: Recorded, table: DiagnosisTable) -> Iterator[DiagnosisRemark]:
    """Codes none of which goes with a condition that the note states; one that does is enough, others may accompany it."""
    told = {code: found for code in codes if (found := table.class_of(code))}
    entries = {entry.value: entry for entry in table.stated}
    conditions = [mention for mention in _stated(record) if mention.value in entries]
    if not told or not conditions or any(_beside(entries[mention.value], mention) for mention in conditions):
        return
    tumour = any(m.concept == m.value == _TUMOUR and m.assertion not in _UNSAID for m in record.evidence)
    values = {mention.value for mention in conditions} | ({_TUMOUR} if tumour else set())
    fitting = {name for value in values if value in entries for name in entries[value].fits}
    if any(found.id in fitting for found in told.values()):
        return
    stated = " and ".join(dict.fromkeys(entries[mention.value].label for mention in conditions))
    says = f"{_told(told)}; the note states {stated}"
    yield _remark(table.check.condition, "condition", tuple(told), says, tuple(map(_place, conditions)))


def _tumours(codes: Sequence[str], record: Recorded, table: DiagnosisTable) -> Iterator[DiagnosisRemark]:
    """Tumours, where the note was asked for pathology and has none; a note without a transfer was not asked."""
    told = {code: found for code in codes if (found := table.class_of(code)) and found.tumour}
    if told and record.elements.get("pathology", ElementState.DOCUMENTED) is not ElementState.DOCUMENTED:
        shown = tuple(
            _place(mention) for mention in record.evidence if mention.concept == mention.value == _TUMOUR and mention.accepted
        )
        says = f"{_told(told)}; the note documents no specimen and no pathology"
        yield _remark(table.check.pathology, "pathology", tuple(told), says, shown[:2], level="error")


def _stated(record: Recorded) -> list[RecordedMention]:
    """The conditions that count, and the one that documents the indication; a patient's name is none."""
    indication = {(place.start, place.end) for place in record.support.get("indication", ())}
    return [
        mention
        for mention in record.evidence
        if mention.concept == "condition"
        and mention.section != "patient"
        and (mention.accepted or (mention.start, mention.end) in indication)
    ]


def _beside(entry: StatedCondition, mention: RecordedMention) -> bool:
    """Whether the words of the note say more than the value that they were read as."""
    return any(word in mention.quote.casefold() for word in entry.unless)


def _told(classes: dict[str, DiagnosisClass]) -> str:
    return ", ".join(f"{code} stands for {found.label}" for code, found in classes.items())


def _place(found: RecordedMention) -> Evidence:
    return Evidence(
        quote=found.quote, start=found.start, end=found.end, line=found.line, section=found.section, place=found.place
    )


def _remark(
    check: DiagnosisCheck,
    name: str,
    codes: tuple[str, ...],
    says: str,
    shown: tuple[Evidence, ...] = (),
    level: Literal["error", "remark"] = "remark",
) -> DiagnosisRemark:
    return DiagnosisRemark(codes, f"{says}.", level, f"diagnoses.toml, check {name}", check, shown)
