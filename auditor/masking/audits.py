"""An audit as it may be shown: every quotation of it masked, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from auditor.masking.covers import Covered
from auditor.model import Audit, Cue, Defect, Evidence, Finding, Graft

MASKED: Final = (
    "Identifiers were masked by rules, dates are cut to the year, and places count in the note before that; "
    "masking is no guarantee."
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What an audit may say of who and when; `plain` masks words that came with the file and not out of its text."""

    id: str
    source: str
    surgeon: str | None
    date_of_service: str | None
    plain: Callable[[str], str]


def year_of(day: str | None) -> str | None:
    """The year of a year-month-day, or of a year alone."""
    return day[:4] if day else None


def masked_audit(audit: Audit, covered: Covered, shown: Shown) -> Audit:
    """The same answer with the same offsets, and nothing of the note but what may be shown."""
    whole: Audit = _masked(audit, covered, shown)
    return whole.model_copy(
        update={
            "id": shown.id,
            "source": shown.source,
            "surgeon": shown.surgeon,
            "date_of_service": shown.date_of_service,
            "remarks": (*map(shown.plain, audit.remarks), MASKED),
            "note_digest": covered.digest,
        }
    )


def _masked(value: Any, covered: Covered, shown: Shown) -> Any:
    """Goes through all fields, so that a field that is added later cannot be forgotten."""
    if isinstance(value, Evidence):
        return value.model_copy(update={"quote": covered.quote(value.start, value.end), "place": shown.plain(value.place)})
    if isinstance(value, Cue):
        return value.model_copy(update={"quote": covered.quote(value.start, value.end)})
    if isinstance(value, Graft | Defect):
        return value.model_copy(update={"quote": covered.phrase(value.quote)})
    if isinstance(value, BaseModel):
        changed = {name: _masked(getattr(value, name), covered, shown) for name in type(value).model_fields}
        if isinstance(value, Finding):
            changed["value"] = _value(value, shown)
        return value.model_copy(update=changed)
    if isinstance(value, tuple):
        return tuple(_masked(each, covered, shown) for each in value)
    if isinstance(value, Mapping):
        return {key: _masked(each, covered, shown) for key, each in value.items()}
    return value


def _value(finding: Finding, shown: Shown) -> str:
    """The value of a header's entry is a name or a day itself."""
    if finding.concept == "surgeon":
        return shown.surgeon or ""
    return (year_of(finding.value) or "") if finding.concept == "date_of_service" else finding.value
