"""A Composition as text: the titles of its sections are headings, and below them is their narrative."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from auditor.errors import NoteError
from auditor.notes.formats.fhir.index import Index
from auditor.notes.formats.fhir.json import Resource, resources, text
from auditor.notes.formats.fhir.known import concept
from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.message_text import Lines, in_one_line
from auditor.notes.formats.model import Place
from auditor.notes.formats.narrative import Narrative
from auditor.notes.formats.safexml import parse, parse_html

_WHAT = "a narrative of the FHIR resource"
_LONGEST_NAME = 60
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,30};")
_CODED = "Section {} holds entries without text, which were not read."


def written(resource: Resource, index: Index, narrative: Narrative) -> tuple[Lines, list[str]]:
    """The lines of a Composition and what is to be said of it. Raises NoteError for narrative that is no XHTML."""
    lines, remarks = Lines(), list[str]()
    numbers = iter(range(1, 1_000_000))
    for section in resources(resource, "section"):
        _section(section, resource, index, narrative, lines, remarks, numbers)
    if not lines and text(resource, "text", "div"):
        lines.add("\n".join(div(text(resource, "text", "div"), narrative)), (Place(0, "narrative"),))
    return lines, remarks


def div(markup: str, narrative: Narrative) -> list[str]:
    """The lines of one XHTML narrative; names of HTML that XML does not know are read too."""
    data = _entities(markup).encode("utf-8", "replace").strip()
    try:
        root = parse(data, _WHAT)
    except NoteError:
        if b"<!" in data:
            raise
        root = parse_html(data, _WHAT)  # some senders close no tags
    return narrative.lines(root)


def _section(
    section: Resource, whole: Resource, index: Index, narrative: Narrative, lines: Lines, remarks: list[str],
    numbers: Iterator[int], depth: int = 1,
) -> None:  # fmt: skip
    if depth > LIMITS.nesting:
        raise NoteError("the sections of the Composition nest too deep", "export it again")
    number = next(numbers)
    title = in_one_line(text(section, "title") or concept(section, "code"))
    own = text(section, "text", "div")
    parts = [own] if own else [each for each in _entries(section, whole, index) if each]
    body = [line for part in parts for line in ["", *div(part, narrative)]][1:]
    inside = resources(section, "section")
    place = Place(0, f"section {number} ({title[:_LONGEST_NAME]})" if title else f"section {number}")
    if not body and section.get("entry"):
        remarks.append(_CODED.format(number))
    if body or inside:
        lines.blank()
        if title and (not body or body[0].rstrip(":").lower() != title.rstrip(":").lower()):
            lines.add(title, (place,))
        if body:
            lines.add("\n".join(body), (place,))
    for child in inside:
        _section(child, whole, index, narrative, lines, remarks, numbers, depth + 1)


def _entries(section: Resource, whole: Resource, index: Index) -> Iterator[str]:
    """The narrative of the resources that a section without its own refers to."""
    for entry in resources(section, "entry"):
        target = index.find(text(entry, "reference"), whole)
        if target is not None:
            yield text(target, "text", "div")


def _entities(markup: str) -> str:
    """Named characters of HTML, such as &nbsp;, as the characters; those of XML stay."""
    return _NAMED.sub(lambda found: unescape(found[0]), markup)
