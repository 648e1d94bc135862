"""One audit -> one line of `audit.jsonl`: the fields of the annotation guidelines first, then all that defends them."""

from __future__ import annotations

import json
from typing import Any

from auditor.model import Audit, Evidence, Finding

# JSON lets these stand in a string, but readers that split text into lines break the record there.
_LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def record(audit: Audit) -> dict[str, Any]:
    """The record of one audit as plain values, in the order in which they are written."""
    return {
        "id": audit.id,
        "surgeon": audit.surgeon,
        "date_of_service": audit.date_of_service,
        "status": audit.status.value,
        "best_fit": list(audit.best_fit),
        "other_codes": list(audit.other_codes),
        "reason": audit.reason,
        "grafts": [graft.model_dump(mode="json") for graft in audit.grafts],
        "defect": audit.defect.model_dump(mode="json") if audit.defect else None,
        "elements": {name: state.value for name, state in audit.elements.items()},
        "support": {name: [_place(finding) for finding in found] for name, found in audit.support.items()},
        "modifier_cues": list(audit.modifier_cues),
        "stated_codes": list(audit.stated_codes),
        "evidence": [_evidence(finding) for finding in audit.findings],
        "questions": [question.model_dump(mode="json") for question in audit.questions],
        "path": [step.model_dump(mode="json") for step in audit.path],
        "source": audit.source,
        "encoding": audit.encoding,
        "format": audit.format,
        "told_by_file": list(audit.told_by_file),
        "remarks": list(audit.remarks),
        "tool_version": audit.tool_version,
        "rules_digest": audit.rules_digest,
        "note_digest": audit.note_digest,
    }


def line(audit: Audit) -> bytes:
    """The record as one line of UTF-8, with its line feed."""
    return json_line(record(audit))


def json_line(values: dict[str, Any]) -> bytes:
    """Plain values as one line of JSON in UTF-8, with its line feed and no other line end."""
    text = json.dumps(values, ensure_ascii=False, allow_nan=False)
    for character, escape in _LINE_ENDS.items():
        text = text.replace(character, escape)
    return text.encode("utf-8") + b"\n"


def _place(finding: Finding) -> dict[str, Any]:
    place: Evidence = finding.evidence
    return {
        "quote": place.quote,
        "start": place.start,
        "end": place.end,
        "line": place.line,
        "section": place.section,
        "place": place.place,
        "rule_id": finding.rule_id,
    }


def _evidence(finding: Finding) -> dict[str, Any]:
    return {
        **_place(finding),
        "concept": finding.concept,
        "value": finding.value,
        "assertion": finding.assertion.value,
        "accepted": finding.accepted,
        "why": finding.why,
    }
