"""One resource -> its note: DocumentReference, Composition, DiagnosticReport, or a Binary that nothing else refers to."""

from __future__ import annotations

import re

from auditor.errors import NoteError
from auditor.notes.formats.again import is_held
from auditor.notes.formats.fhir.attached import best
from auditor.notes.formats.fhir.index import Index
from auditor.notes.formats.fhir.json import Resource, kind, resources, text
from auditor.notes.formats.fhir.known import known
from auditor.notes.formats.fhir.sections import div, written
from auditor.notes.formats.fhir.unpack import ATTACHED, holds_document, typed
from auditor.notes.formats.message_text import Lines, cleaned, in_one_line
from auditor.notes.formats.model import Inner, Item, Place, Unread
from auditor.notes.formats.narrative import Narrative

_TAGS = re.compile(r"<[^<>]*>|\s+")
_LONG = 200  # characters without tags and white space
_OF_FIELDS = "GeneratedNarrative"  # so programs begin that print every field of a resource
_FROM_NARRATIVE = "The report has no text but its narrative, which was read."
_ERROR = "entered-in-error"
_TOLD = {
    "superseded": "The sender marks the document as superseded.",
    "preliminary": "The sender marks the document as preliminary.",
    "cancelled": "The sender marks the document as cancelled.",
    "deprecated": "The sender marks the document as deprecated.",
    "partial": "The sender marks the document as partial.",
}


def note(resource: Resource, index: Index, inner: Inner, where: str) -> Item | None:
    """The note of a resource; None where the resource is no document.

    `where` is the place in the file as people are told it. Raises NoteError.
    """
    name = kind(resource)
    if not holds_document(resource):
        return None
    if name == "DiagnosticReport" and not _has_report(resource):
        return None
    if _ERROR in (text(resource, "status"), text(resource, "docStatus")):
        remedy = "audit the document that took its place, if there is one"
        return Unread(f"the {name} is marked as entered in error", remedy, failure=False)
    lines, remarks = _lines(name, resource, index, inner, where)
    told = [_TOLD[word] for field in ("status", "docStatus") if (word := text(resource, field)) in _TOLD]
    return lines.note(known(resource, index), [*remarks, *told])


def _has_report(resource: Resource) -> bool:
    """Whether a DiagnosticReport has words: a narrative counts where it is of some length and does not only repeat the fields."""
    if resource.get("presentedForm") or text(resource, "conclusion"):
        return True
    words = _TAGS.sub("", text(resource, "text", "div"))
    return len(words) >= _LONG and not words.startswith(_OF_FIELDS)


def _lines(name: str, resource: Resource, index: Index, inner: Inner, where: str) -> tuple[Lines, list[str]]:
    if name == "Composition":
        return _composition(resource, index, where)
    choices: dict[str, list[Resource]] = {
        "DocumentReference": resources(resource, "content", "attachment"),
        "DiagnosticReport": resources(resource, "presentedForm"),
        "Binary": [{**resource, "data": text(resource, "data") or text(resource, "content")}],
    }
    attachments, own = choices.get(name, resources(resource, *ATTACHED)), _own(resource)
    if name == "DiagnosticReport" and not attachments and not own:
        return _narrative(resource, where)
    lines, remarks = Lines(), list[str]()
    if attachments or not own:
        found = best(attachments, resource, index, inner)
        remarks = list(found.remarks)
        lines.add(found.text, [Place(each.start, f"{where}, {each.name}") for each in found.places] or (Place(0, where),))
    if own and not is_held(own, lines.text()):
        lines.blank()
        lines.add(own, (Place(0, where),))
    return lines, remarks


def _own(resource: Resource) -> str:
    """The text that a resource itself holds beside its attachments: the conclusion of a report, or what was typed."""
    return cleaned(text(resource, "conclusion") or typed(resource))


def _narrative(resource: Resource, where: str) -> tuple[Lines, list[str]]:
    narrative, lines = Narrative(), Lines()
    lines.add("\n".join(div(text(resource, "text", "div"), narrative)), (Place(0, where),))
    return lines, [*narrative.remarks, _FROM_NARRATIVE]


def _composition(resource: Resource, index: Index, where: str) -> tuple[Lines, list[str]]:
    """The title above the sections, unless they begin with it."""
    narrative = Narrative()
    body, remarks = written(resource, index, narrative)
    if not body:
        raise NoteError("the Composition holds no text, only references", "export it again with its narrative")
    found = body.note(known(resource, index))
    title = in_one_line(text(resource, "title"))
    lines = Lines()
    if title and title.lower() not in found.text[: len(title) + 200].lower():
        lines.add(title, (Place(0, where),))
        lines.add("")
    lines.add(found.text, [Place(each.start, f"{where}, {each.name}") for each in found.places])
    return lines, [*narrative.remarks, *remarks]
