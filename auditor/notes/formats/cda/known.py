"""Who wrote a C-CDA document, when, of what kind it is, and of whom: from its header."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from auditor.notes.formats.message_text import in_one_line
from auditor.notes.formats.model import Known
from auditor.notes.formats.narrative import name

if TYPE_CHECKING:
    from lxml.etree import _Element

_SOCIAL_SECURITY = "2.16.840.1.113883.4.1"
_LONGEST = timedelta(days=3)  # an operation ends on the next day, a span of care lasts for years


def children(element: _Element, tag: str) -> list[_Element]:
    """The children of this name, in any namespace."""
    return [child for child in element.iterchildren("*") if name(child) == tag]


def first(element: _Element, *path: str) -> _Element | None:
    """The first element down this path that has all of it; None where there is none."""
    return next(every(element, *path), None)


def every(element: _Element, *path: str) -> Iterator[_Element]:
    """All elements at the end of this path."""
    if not path:
        yield element
        return
    for child in children(element, path[0]):
        yield from every(child, *path[1:])


def known(root: _Element) -> Known:
    """What the header says. The time of what was done goes before the time of writing."""
    visit = ("componentOf", "encompassingEncounter")
    return Known(
        author=_author(root),
        date=_service(root) or _day(root, *visit, "effectiveTime") or _day(root, "effectiveTime"),
        kind=_attribute(first(root, "code"), "displayName") or _text(first(root, "title")) or None,
        patient=_patient(root),
        case=_id(first(root, *visit, "id")),
    )


def _author(root: _Element) -> str | None:
    """The first author that is a person and not a device, else who did what the document is of."""
    who = first(root, "author", "assignedAuthor", "assignedPerson", "name")
    if who is None:
        who = first(root, "documentationOf", "serviceEvent", "performer", "assignedEntity", "assignedPerson", "name")
    return _text(who) or None


def _text(element: _Element | None) -> str:
    """The words of a name or a title with one space between its parts."""
    return "" if element is None else in_one_line(" ".join(str(part) for part in element.itertext()))


def _service(root: _Element) -> str | None:
    """The day of the first service that is no span of care, which may begin at birth and last for years."""
    birth = _date(first(root, "recordTarget", "patientRole", "patient", "birthTime"))
    for time in every(root, "documentationOf", "serviceEvent", "effectiveTime"):
        low, high = _date(first(time, "low")), _date(first(time, "high"))
        of_care = low is not None and (low == birth or (high is not None and high - low > _LONGEST))
        if not of_care and (day := _day(time)):
            return day
    return None


def _day(root: _Element, *path: str) -> str | None:
    """A day from `value`, or from the start of an interval."""
    days = (_date(first(root, *path, *tail)) for tail in ((), ("low",), ("center",)))
    return next((day.isoformat() for day in days if day), None)


def _date(time: _Element | None) -> date | None:
    digits = _attribute(time, "value")[:8]
    try:
        return date.fromisoformat(digits) if len(digits) == 8 and digits.isdigit() else None
    except ValueError:
        return None


def _patient(root: _Element) -> str | None:
    """The first identifier of the patient, but not the social security number where there is another."""
    role = first(root, "recordTarget", "patientRole")
    found = children(role, "id") if role is not None else []
    ordered = sorted(found, key=lambda each: each.get("root") == _SOCIAL_SECURITY)
    return next((number for each in ordered if (number := _id(each))), None)


def _id(element: _Element | None) -> str | None:
    return _attribute(element, "extension") or _attribute(element, "root") or None


def _attribute(element: _Element | None, name: str) -> str:
    return "" if element is None else in_one_line(element.get(name) or "")
