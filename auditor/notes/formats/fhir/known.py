"""Who wrote a FHIR document, when, of what kind it is, and of whom."""

from __future__ import annotations

from datetime import date

from auditor.notes.formats.fhir.index import Index
from auditor.notes.formats.fhir.json import Resource, kind, many, resources, text
from auditor.notes.formats.message_text import in_one_line
from auditor.notes.formats.model import Known

# Where each resource says it, the most telling first: the time of what was done goes before the time of writing.
_AUTHORS = {
    "DocumentReference": (("author",), ("authenticator",)),
    "Composition": (("author",), ("attester", "party")),
    "DiagnosticReport": (("resultsInterpreter",), ("performer",)),
    "Communication": (("sender",),),
    "Procedure": (("performer", "actor"),),
}
_DATES = {
    "DocumentReference": (("context", "period", "start"), ("period", "start"), ("date",), ("created",), ("indexed",)),
    "Composition": (("event", "period", "start"), ("date",)),
    "DiagnosticReport": (("effectiveDateTime",), ("effectivePeriod", "start"), ("issued",)),
    "Communication": (("sent",),),
    "Procedure": (("performedDateTime",), ("performedPeriod", "start")),
}
_KINDS = {
    "DocumentReference": ("type", "category"), "Composition": ("type",), "DiagnosticReport": ("code",), "Procedure": ("code",),
}  # fmt: skip
_PEOPLE = frozenset({"Practitioner", "PractitionerRole"})


def known(resource: Resource, index: Index) -> Known:
    """What the resource and those it refers to say of its document."""
    name = kind(resource)
    visits = [("context", "encounter"), ("encounter",), ("context",)]
    return Known(
        author=_author(resource, index, _AUTHORS.get(name, ())),
        date=next((day for path in _DATES.get(name, ()) if (day := _day(text(resource, *path)))), None),
        kind=next((words for field in _KINDS.get(name, ()) if (words := concept(resource, field))), None),
        patient=_number(resource, index, [("subject",), ("patient",)], "Patient"),
        case=_number(resource, index, visits, "Encounter"),
    )


def concept(resource: Resource, *path: str) -> str:
    """A coded concept in words, else its code."""
    found = text(resource, *path, "text") or text(resource, *path, "coding", "display") or text(resource, *path, "coding", "code")
    return in_one_line(found)


def _author(resource: Resource, index: Index, paths: tuple[tuple[str, ...], ...]) -> str | None:
    """The first person named; an organisation or a device is no author."""
    for reference in (each for path in paths for each in resources(resource, *path)):
        to = text(reference, "reference")
        person = index.find(to, resource) if to else None
        who = kind(person) if person is not None else (to.split("/")[-2] if "/" in to else text(reference, "type"))
        if who and who not in _PEOPLE:
            continue
        if person is not None and who == "PractitionerRole":
            role, person = person, index.find(text(person, "practitioner", "reference"), resource)
            reference = next(iter(resources(role, "practitioner")), reference)
        found = (_name(person) if person is not None else "") or text(reference, "display")
        if found:
            return in_one_line(found)
    return None


def _name(person: Resource) -> str:
    """A name as it is written out, else its parts as they are spoken."""
    names = resources(person, "name")
    first = next(iter(names), {})
    parts = [each for part in ("prefix", "given", "family", "suffix") for each in many(first, part) if isinstance(each, str)]
    return text(first, "text") or " ".join(parts)


def _number(resource: Resource, index: Index, paths: list[tuple[str, ...]], of: str) -> str | None:
    """The number by which a hospital knows a patient or a stay, else the id of the resource."""
    for reference in (each for path in paths for each in resources(resource, *path)):
        to = text(reference, "reference")
        target = index.find(to, resource) if to else None
        if (kind(target) if target is not None else to.split("/")[-2] if "/" in to else of) != of:
            continue
        marked = [each for each in resources(target, "identifier") if text(each, "type", "coding", "code") in ("MR", "VN")]
        found = text(marked, "value") or text(target, "identifier", "value") or text(reference, "identifier", "value")
        found = found or to.split("/_history/")[0].rsplit("/", 1)[-1].removeprefix("urn:uuid:").lstrip("#")
        if found:
            return in_one_line(found)
    return None


def _day(moment: str) -> str:
    try:
        return date.fromisoformat(moment[:10]).isoformat() if len(moment) >= 10 else ""
    except ValueError:
        return ""
