"""A whole Word document -> its note: headers, body, notes, footers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from auditor.errors import NoteError
from auditor.notes.formats.blocks import Block, Paragraph
from auditor.notes.formats.docx.fields import Fields
from auditor.notes.formats.docx.numbering import Numbering
from auditor.notes.formats.docx.package import Package, Relation
from auditor.notes.formats.docx.story import Story
from auditor.notes.formats.docx.styles import Styles
from auditor.notes.formats.docx.tags import attribute, child, children, local, switch
from auditor.notes.formats.docx.words import Findings
from auditor.notes.formats.furniture import without_page_numbers
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.lines import Lines, flow
from auditor.notes.formats.model import Extracted, Known
from auditor.notes.formats.remarks import in_order

_DATE = re.compile(r"\d{4}-\d\d-\d\d(?=T|\Z)")


def document(data: bytes, limits: Limits) -> Extracted:
    """Read a document. Raises NoteError where it cannot be read."""
    package = Package(data, limits)
    try:
        return _Document(package, limits).read()
    except RecursionError as problem:
        raise NoteError("the document is nested deeper than any that people write", "save it again in Word") from problem


@dataclass(slots=True)
class _Document:
    package: Package
    limits: Limits
    main: str = field(init=False)
    relations: dict[str, Relation] = field(init=False)
    findings: Findings = field(init=False)
    numbering: Numbering = field(init=False)

    def __post_init__(self) -> None:
        self.main = self.package.main()
        self.relations = self.package.relations(self.main)
        self.findings = Findings(self.limits, Styles(self._related("styles")))
        self.numbering = Numbering(self._related("numbering"))

    def read(self) -> Extracted:
        root = self.package.tree(self.main)
        body = child(root, "body")
        if root is None or body is None:
            raise NoteError("the file is no Word document", "export the note as .docx or as plain text")
        lines = Lines(self.limits)
        sections = [inner for inner in body.iter() if local(inner) == "sectPr" and _is_current(inner)]
        for number, margin in enumerate(self._margins("headerReference", sections), 1):
            lines.add(margin, "header" if number == 1 else f"header {number}")
        story = Story(self.findings, self.numbering)
        lines.add(story.read(body))
        lines.add(list(self._notes(story.notes)))
        for number, margin in enumerate(self._margins("footerReference", sections), 1):
            lines.add(margin, "footer" if number == 1 else f"footer {number}")
        return lines.extracted(self._known(), in_order(self.findings.remarks))

    def _related(self, kind: str) -> etree._Element | None:
        target = next((relation.target for relation in self.relations.values() if relation.kind == kind), None)
        return None if target is None else self.package.tree(target)

    def _margins(self, reference: str, sections: Sequence[etree._Element]) -> Iterator[list[Block]]:
        """Headers or footers that are printed, each text once."""
        seen: set[str] = set()
        read: set[str] = set()
        even = switch(self._related("settings"), "evenAndOddHeaders")
        for section in sections:
            for element in sorted(children(section, reference), key=lambda item: attribute(item, "type") != "first"):
                kind = attribute(element, "type")
                relation = self.relations.get(attribute(element, "id") or "")
                unused = (kind == "first" and not switch(section, "titlePg")) or (kind == "even" and not even)
                if relation is None or unused or relation.target in read:
                    continue
                read.add(relation.target)
                blocks = self._margin(relation.target)
                text = "\n".join(line for line, _ in flow(blocks)).strip()
                if text and text not in seen:
                    seen.add(text)
                    yield blocks

    def _margin(self, target: str) -> list[Block]:
        root = self.package.tree(target)
        if root is None:
            return []
        return without_page_numbers(Story(self.findings, self.numbering, Fields(of_margin=True)).read(root))

    def _notes(self, references: Sequence[tuple[str, str]]) -> Iterator[Block]:
        """Footnotes and endnotes that the text refers to, each once, as printed with their number."""
        counts = {"footnote": 0, "endnote": 0}
        elements = {kind: self._by_id(kind) for kind in counts if any(kind == wanted for wanted, _ in references)}
        for kind, wanted_id in dict.fromkeys(references):
            note = elements[kind].get(wanted_id) if kind in elements else None
            if note is None:
                continue
            counts[kind] += 1
            story = Story(self.findings, self.numbering, place=f"{kind} {counts[kind]}")
            text = " ".join(line.strip() for line, _ in flow(story.read(note)) if line.strip())
            if text:
                yield Paragraph(f"[{counts[kind]}] {text}", place=f"{kind} {counts[kind]}")

    def _by_id(self, kind: str) -> dict[str, etree._Element]:
        return {attribute(note, "id") or "": note for note in children(self._related(f"{kind}s"), kind)}

    def _known(self) -> Known:
        """Author and date of the properties of the file."""
        relations = self.package.relations("").values()
        target = next((relation.target for relation in relations if relation.kind == "core-properties"), None)
        try:
            core = None if target is None else self.package.tree(target)
        except NoteError:  # the properties are no part of the note
            return Known()
        found = {local(inner): (inner.text or "").strip() for inner in (core if core is not None else ())}
        date = _DATE.match(found.get("created", ""))
        return Known(author=found.get("creator") or None, date=date[0] if date else None, kind=found.get("category") or None)


def _is_current(section: etree._Element) -> bool:
    """Whether the settings of a section hold now; those before a change are kept beside them."""
    parent = section.getparent()
    return parent is not None and local(parent) != "sectPrChange"
