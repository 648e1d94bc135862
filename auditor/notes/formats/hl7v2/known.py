"""Who wrote a note, when, of what kind it is, and of whom: from TXA, OBR, PID and PV1."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from auditor.notes.formats.hl7v2.segments import Segment
from auditor.notes.formats.model import Known

# Table 0270 of the standard, in own words.
_KINDS = {
    "OP": "operative note", "PR": "procedure note", "DS": "discharge summary", "HP": "history and physical",
    "PN": "progress note", "CN": "consultation", "CD": "cardiology", "ED": "emergency note",
    "SP": "surgical pathology", "DI": "imaging",
}  # fmt: skip


def known(
    patient: Segment | None, visit: Segment | None, document: Segment | None, order: Segment | None, observed: Iterable[Segment]
) -> Known:
    """What the segments around a text say of it; the first that says anything is believed."""
    obx = tuple(observed)
    authors = (_person(document, 9), _person(document, 5), _person(document, 22), _person(order, 32), _person(order, 16))
    return Known(
        author=_first(*authors, *(_person(each, 16) for each in obx)),
        date=_first(_day(document, 4), _day(document, 6), _day(order, 7), *(_day(each, 14) for each in obx)),
        kind=_first(_kind(document), _words(order, 4), *(_words(each, 3) for each in obx[:1])),
        patient=_first(_record_number(patient), _get(patient, 2), _get(patient, 4)),
        case=_first(_get(visit, 19), _get(patient, 18), _get(visit, 50)),
    )


def _first(*candidates: str) -> str | None:
    return next((each for each in candidates if each), None)


def _get(segment: Segment | None, number: int, component: int = 1) -> str:
    return segment.get(number, component) if segment else ""


def _words(segment: Segment | None, number: int) -> str:
    return _get(segment, number, 2) or _get(segment, number, 1)


def _kind(document: Segment | None) -> str:
    code = _get(document, 2).upper()
    return _get(document, 2, 2) or _KINDS.get(code, code)


def _person(segment: Segment | None, number: int) -> str:
    """A name as it is spoken: id^family^given^further^suffix^prefix^degree."""
    family, given, further = (_get(segment, number, at).split("&")[0] for at in (2, 3, 4))
    if not family:
        return ""
    suffix, degree = _get(segment, number, 5), _get(segment, number, 7)
    name = " ".join(part for part in (_get(segment, number, 6), given, further, family, suffix) if part)
    return f"{name}, {degree}" if degree else name


def _day(segment: Segment | None, number: int) -> str:
    digits = _get(segment, number)[:8]
    try:
        return date.fromisoformat(digits).isoformat() if len(digits) == 8 and digits.isdigit() else ""
    except ValueError:
        return ""


def _record_number(patient: Segment | None) -> str:
    """The record number among the identifiers of PID-3, else the first of them."""
    if patient is None:
        return ""
    identifiers = [patient.parts(each) for each in patient.repetitions(3)]
    marked = (each[0] for each in identifiers if len(each) > 4 and each[4].upper() == "MR")
    return next((each for each in (*marked, identifiers[0][0]) if each and each != '""'), "")
