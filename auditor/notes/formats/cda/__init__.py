"""C-CDA: clinical documents in XML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from auditor.errors import NoteError
from auditor.notes.formats.attachments import elsewhere, plain_text, unpacked
from auditor.notes.formats.cda.known import children, first, known
from auditor.notes.formats.limits import LIMITS, Limits
from auditor.notes.formats.message_text import Lines, in_one_line
from auditor.notes.formats.model import Extracted, Format, Inner, Known, Place
from auditor.notes.formats.narrative import Narrative, name
from auditor.notes.formats.safexml import parse

if TYPE_CHECKING:
    from lxml.etree import _Element

_WHAT = "the C-CDA document"
_LONGEST_NAME = 60


def recognises(data: bytes, _suffix: str) -> bool:
    """By its root element in the namespace of HL7 version 3."""
    head = data[:65_536].replace(b"\0", b"")
    return b"<" in head[:8] and b"ClinicalDocument" in head and b"urn:hl7-org:v3" in head


def read(data: bytes, limits: Limits = LIMITS, inner: Inner = plain_text) -> Iterator[Extracted]:
    """Yield the one note of a document. `inner` reads a body that is no XML. Raises NoteError."""
    root = parse(data, _WHAT, limits.nesting)
    if name(root) != "ClinicalDocument":
        raise NoteError("the XML file is no C-CDA document", "export the note as C-CDA, or as plain text")
    facts = known(root)
    body, packed = first(root, "component", "structuredBody"), first(root, "component", "nonXMLBody", "text")
    if body is not None:
        yield _structured(root, body, facts)
    elif packed is not None:
        yield _packed(packed, facts, inner)
    else:
        raise NoteError("the C-CDA document has no body", "export it again with its text")


def _structured(root: _Element, body: _Element, facts: Known) -> Extracted:
    lines, narrative, remarks = Lines(), Narrative(), list[str]()
    numbers = iter(range(1, 1_000_000))
    for component in children(body, "component"):
        for section in children(component, "section"):
            _section(section, lines, narrative, numbers, remarks)
    if not lines:
        raise NoteError("the C-CDA document holds no text, only coded entries", "export it again with its narrative")
    return _titled(root, lines, facts, [*narrative.remarks, *remarks])


def _section(section: _Element, lines: Lines, narrative: Narrative, numbers: Iterator[int], remarks: list[str]) -> None:
    """The title on a line of its own, the narrative below, then the sections within."""
    number = next(numbers)
    title = _words(first(section, "title"))
    text = first(section, "text")
    written = narrative.lines(text) if text is not None else []
    place = Place(0, f"section {number} ({title[:_LONGEST_NAME]})" if title else f"section {number}")
    inside = [child for component in children(section, "component") for child in children(component, "section")]
    if not written and children(section, "entry"):
        remarks.append(f"Section {number} holds coded entries without text, which were not read.")
    if title and (written or inside):
        lines.blank()
        lines.add(title, (place,))
    if written:
        if not title:
            lines.blank()
        lines.add("\n".join(written), (place,))
    for child in inside:
        _section(child, lines, narrative, numbers, remarks)


def _titled(root: _Element, body: Lines, facts: Known, remarks: list[str]) -> Extracted:
    """The title of the document above its sections, unless they begin with it."""
    title = _words(first(root, "title"))
    found = body.note(facts, remarks)
    if not title or title.lower() in found.text[: len(title) + 200].lower():
        return found
    whole = Lines()
    whole.add(title, (Place(0, "title"),))
    whole.add("")
    whole.add(found.text, found.places)
    return whole.note(facts, found.remarks)


def _packed(text: _Element, facts: Known, inner: Inner) -> Extracted:
    """A body of another kind: base64, or text as it stands."""
    if text.get("compression"):
        raise NoteError("the body of the C-CDA document is compressed", "export it again without compression")
    kind = text.get("mediaType", "")
    content = "".join(str(part) for part in text.itertext())
    if text.get("representation", "TXT").upper() == "B64":
        found = unpacked(content, kind, inner)
    elif content.strip():
        found = inner(content.encode("utf-8", "replace"), kind or "text/plain")
    elif first(text, "reference") is not None:
        raise elsewhere()
    else:
        raise NoteError("the C-CDA document holds no text", "export it again with its text")
    lines = Lines()
    lines.add(found.text, found.places)
    return lines.note(facts, found.remarks)


def _words(element: _Element | None) -> str:
    return "" if element is None else in_one_line("".join(str(part) for part in element.itertext()))


FORMAT = Format("C-CDA document", frozenset({".xml", ".cda", ".ccda"}), recognises, read, read_with=read)
