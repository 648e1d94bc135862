"""Bytes of a file -> its resources in order, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.errors import NoteError
from auditor.notes.formats.fhir.json import Resource, kind, loaded, many, resources, text
from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.model import Unread

DOCUMENTS = frozenset({"DocumentReference", "Composition", "DiagnosticReport", "Binary"})
# Resources that are documents where somebody typed a text of some length into them, and where.
TYPED = {"Communication": ("payload", "contentString"), "Procedure": ("note", "text")}
ATTACHED = ("payload", "contentAttachment")  # of a Communication
_LONG = 200  # characters
_REFERRED = ("resourceType", "id", "identifier", "name", "practitioner", "text")
_HOLDERS = {"Bundle": "entry", "Parameters": "parameter"}  # resources of resources, and what these stand in
_MARK = b"\xef\xbb\xbf"
_WHAT = "the FHIR file"


@dataclass(frozen=True, slots=True)
class Found:
    """A resource and where it is in the file, or why there is none; `address` is its name within its Bundle."""

    where: str
    resource: Resource | Unread
    address: str = ""


def holds_document(resource: Resource) -> bool:
    """Whether a resource is a document, or one with an attachment or a typed text of some length: a message, a procedure."""
    if kind(resource) not in TYPED:
        return kind(resource) in DOCUMENTS
    return bool(resources(resource, *ATTACHED)) or len(typed(resource)) >= _LONG


def typed(resource: Resource) -> str:
    """What somebody typed into a resource that is no document of itself."""
    found = many(resource, *TYPED[kind(resource)]) if kind(resource) in TYPED else []
    return "\n".join(each for each in found if isinstance(each, str)).strip()


def unpack(data: bytes) -> Iterator[Found]:
    """The resources of a file: one, a Bundle, several in a list, or one a line. Raises NoteError where none can be read."""
    lines = data.removeprefix(_MARK).split(b"\n")
    if sum(line.startswith(b"{") and len(line.strip()) > 1 for line in lines) > 1:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield from _line(line.strip(), f"line {number}")
        return
    whole = loaded(data.removeprefix(_MARK), _WHAT)
    if isinstance(whole, list):
        for number, each in enumerate(whole, start=1):
            yield from _inside(each, f"resource {number}")
    else:
        yield from _inside(whole, kind(whole))


def _line(line: bytes, where: str) -> Iterator[Found]:
    try:
        yield from _inside(loaded(line, f"{where} of {_WHAT}"), where)
    except NoteError as problem:
        yield Found(where, Unread(problem.reason, problem.remedy))


def _kept(resource: Resource) -> Resource:
    """Of a resource that is no document, only what documents refer to: an export of a hospital holds very many."""
    if holds_document(resource):
        return resource
    return {name: resource[name] for name in _REFERRED if name in resource}


def _inside(value: object, where: str, depth: int = 0) -> Iterator[Found]:
    """A resource, or all those of a Bundle or of the parameters of an operation."""
    if not isinstance(value, dict) or not kind(value):
        reason = f"{where} of {_WHAT} is no resource" if where else f"{_WHAT} holds no resource"
        yield Found(where, Unread(reason, "export it again from the system that made it"))
    elif kind(value) not in _HOLDERS:
        yield Found(where, _kept(value))
    elif depth > LIMITS.nesting:
        yield Found(where, Unread("the Bundles of the FHIR file nest too deep", "export it again as one Bundle"))
    else:
        name = _HOLDERS[kind(value)]
        before = "" if where == kind(value) else f"{where}, "
        for number, entry in enumerate(resources(value, name), start=1):
            inside = (
                each for one in resources(entry, "resource") for each in _inside(one, f"{before}{name} {number}", depth + 1)
            )
            for found in inside:
                yield found if found.address else replace(found, address=text(entry, "fullUrl"))
