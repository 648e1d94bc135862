"""One part of a document that holds text (the body, a header, a note) -> its blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from auditor.errors import NoteError
from auditor.notes.formats import remarks
from auditor.notes.formats.blocks import Block, Cell, Paragraph, Table
from auditor.notes.formats.docx.fields import Fields
from auditor.notes.formats.docx.numbering import Numbering
from auditor.notes.formats.docx.styles import Style
from auditor.notes.formats.docx.tags import attribute, child, children, local, setting
from auditor.notes.formats.docx.words import Findings, Words, chosen_alternative, control_content
from auditor.notes.formats.lines import flow

_SPACE = 80  # twentieths of a point: below this nobody sees a gap
_CHANGED_AWAY = frozenset({"del", "moveFrom"})
_CHANGED = frozenset({"ins", "moveTo"})
_COMMENT = frozenset({"commentRangeStart", "commentReference"})


@dataclass(slots=True)
class Story:
    """Reads the paragraphs and tables of one part in their order. `notes`: the references to notes, in their order."""

    findings: Findings
    numbering: Numbering
    fields: Fields = field(default_factory=Fields)
    place: str | None = None
    notes: list[tuple[str, str]] = field(default_factory=list)
    _carried: str = ""
    _above: tuple[Style, str | None] | None = None
    _bold: bool = True

    def read(self, element: etree._Element, depth: int = 0) -> list[Block]:
        """All blocks of an element."""
        blocks = list(self._blocks(element, depth))
        if self._carried.strip():
            blocks.append(Paragraph(self._carried, place=self.place))
        self._carried = ""
        return blocks

    def _blocks(self, element: etree._Element, depth: int) -> Iterator[Block]:
        if depth > self.findings.limits.nesting:
            raise NoteError("the document is nested deeper than any that people write", "save it again in Word")
        for inner in element:
            name = local(inner)
            if name == "p":
                yield from self._paragraph(inner, depth + 1)
            elif name == "tbl":
                yield Table(tuple(self._rows(inner, depth + 1)))
                self._above = None
            elif name in _CHANGED_AWAY:
                self.findings.remarks.add(remarks.TRACKED)
            elif name in _COMMENT:
                self.findings.remarks.add(remarks.COMMENTS)
            elif name == "altChunk":
                self.findings.remarks.add(remarks.EMBEDDED)
            elif (content := self._content(inner)) is not None:
                yield from self._blocks(content, depth + 1)

    def _content(self, element: etree._Element) -> etree._Element | None:
        """What is read of an element that wraps others."""
        name = local(element)
        if name == "sdt":
            return control_content(element, self.findings)
        if name == "AlternateContent":
            return chosen_alternative(element)
        if name in _CHANGED:
            self.findings.remarks.add(remarks.TRACKED)
            return element
        return None if name.endswith("Pr") else element

    def _paragraph(self, element: etree._Element, depth: int) -> Iterator[Block]:
        properties = child(element, "pPr")
        style_id = setting(properties, "pStyle")
        style = self.findings.styles.paragraph(style_id).with_paragraph(properties)
        words = Words(self.findings, self.fields, style)
        page = self.findings.pages
        text = words.read(element, depth)
        self.notes += words.notes
        self._bold = self._bold and words.bold
        yield from self._finished(text, properties, style, style_id, page)
        for box in words.boxes:
            yield from self._box(box, depth)

    def _finished(
        self, text: str, properties: etree._Element | None, style: Style, style_id: str | None, page: int
    ) -> Iterator[Paragraph]:
        """The paragraph, unless its end was deleted or is hidden: then it runs on into the next."""
        mark = child(properties, "rPr")
        deleted = any(child(mark, name) is not None for name in _CHANGED_AWAY)
        if deleted or any(child(mark, name) is not None for name in _CHANGED):
            self.findings.remarks.add(remarks.TRACKED)
        label = self.numbering.label(style.list_id, style.list_level) if text.strip() and not self._carried else ""
        text = self._carried + (f"{label} {text}" if label else text)
        if deleted or style.with_words(mark).hidden:
            self._carried = text
            return
        self._carried = ""
        spaced = self._is_spaced(style, style_id)
        self._above = (style, style_id)
        paged = page if self.findings.pages > 1 and self.place is None else None
        yield Paragraph(text, spaced=spaced, heading=style.heading, place=self.place, page=paged)

    def _is_spaced(self, style: Style, style_id: str | None) -> bool:
        if self._above is None:
            return False
        above, above_id = self._above
        if above_id == style_id and style.contextual and above.contextual:
            return False
        return max(above.after, style.before) >= _SPACE

    def _box(self, box: etree._Element, depth: int) -> list[Block]:
        self.findings.boxes += 1
        inner = Story(self.findings, self.numbering, place=f"text box {self.findings.boxes}")
        blocks = inner.read(box, depth + 1)
        self.notes += inner.notes
        return blocks

    def _rows(self, table: etree._Element, depth: int) -> Iterator[tuple[Cell, ...]]:
        for row in self._wrapped(table, "tr", depth):
            if any(child(row, "trPr", name) is not None for name in ("del", "ins")):
                self.findings.remarks.add(remarks.TRACKED)
            if child(row, "trPr", "del") is None and child(row, "trPr", "hidden") is None:
                yield tuple(self._cells(row, depth + 1))
            elif child(row, "trPr", "hidden") is not None:
                self.findings.remarks.add(remarks.HIDDEN)

    def _cells(self, row: etree._Element, depth: int) -> Iterator[Cell]:
        for cell in self._wrapped(row, "tc", depth):
            properties = child(cell, "tcPr")
            if child(properties, "cellDel") is not None:
                self.findings.remarks.add(remarks.TRACKED)
                continue
            inner = Story(self.findings, self.numbering, self.fields)
            lines = tuple(line for line, _ in flow(inner.read(cell, depth + 1)))
            self.notes += inner.notes
            merged = next(children(properties, "vMerge"), None)
            if merged is not None and attribute(merged, "val") != "restart" and not any(lines):
                continue
            yield Cell(lines, label=inner._bold and any(line.strip() for line in lines))

    def _wrapped(self, element: etree._Element, name: str, depth: int) -> Iterator[etree._Element]:
        """The rows or cells of a table, also those inside content controls and the like."""
        if depth > self.findings.limits.nesting:
            raise NoteError("the document is nested deeper than any that people write", "save it again in Word")
        for inner in element:
            if local(inner) == name:
                yield inner
            elif local(inner) in ("sdt", "customXml", "ins", "moveTo", "AlternateContent"):
                content = self._content(inner)
                if content is not None:
                    yield from self._wrapped(content, name, depth + 1)
