"""The evaluation as JSON, for other programs. It quotes no note."""

from __future__ import annotations

import json
from typing import Any

from auditor.evaluate.cases import Cases
from auditor.evaluate.confusion import Confusion
from auditor.evaluate.evaluation import Evaluation
from auditor.evaluate.misses import Involved, Miss
from auditor.evaluate.scores import Rate, Score, ShareScore
from auditor.notes.seen import NotAudited


def record(evaluation: Evaluation, cases: Cases) -> bytes:
    """One JSON object in UTF-8, with its line feed. Shares, F1 and intervals are numbers from 0 to 1, null where undefined."""
    values = {
        "tool_version": evaluation.tool_version,
        "rules_digest": evaluation.rules_digest,
        "notes": evaluation.notes,
        "not_audited": [_row(row) for row in evaluation.not_audited],
        "problems": [_row(row) for row in cases.problems],
        "without_gold": list(cases.without_gold),
        "fields": {score.field: _score(score) for score in evaluation.scores},
        "confusion": {"status": _confusion(evaluation.statuses), "code": _confusion(evaluation.codes)},
        "misses": [_miss(miss) for miss in evaluation.misses],
    }
    return json.dumps(values, ensure_ascii=False, allow_nan=False, indent=1).encode("utf-8") + b"\n"


def _row(row: NotAudited) -> dict[str, str]:
    return {"source": row.source, "reason": row.reason, "remedy": row.remedy}


def _score(score: Score) -> dict[str, Any]:
    if isinstance(score, ShareScore):
        return {"kind": "share", **_rate(score.share), "right": score.right, "total": score.total}
    return {
        "kind": "f1",
        **_rate(score.f1),
        "tp": score.counts.found,
        "fp": score.counts.extra,
        "fn": score.counts.missed,
        "precision": _rate(score.precision) if score.precision else None,
        "recall": _rate(score.recall) if score.recall else None,
    }


def _rate(rate: Rate) -> dict[str, Any]:
    return {"value": rate.value, "interval": list(rate.interval) if rate.interval else None}


def _confusion(table: Confusion) -> dict[str, Any]:
    return {"labels": list(table.labels), "rows": [list(row) for row in table.rows]}


def _miss(miss: Miss) -> dict[str, Any]:
    """A quotation that does not stand in the note is left out: it could still be the text of some note."""
    return {
        "note": miss.note,
        "field": miss.field,
        "label": miss.label,
        "gold": miss.gold,
        "predicted": None if miss.field == "evidence.quote" else miss.predicted,
        "rules": [_rule(rule) for rule in miss.rules],
    }


def _rule(rule: Involved) -> dict[str, str | None]:
    return {"rule": rule.rule, "part": rule.part.value, "why": rule.why, "cue": rule.cue}
