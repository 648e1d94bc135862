"""The words of one paragraph: what Word would print with all changes accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from auditor.errors import NoteError
from auditor.notes.formats import remarks
from auditor.notes.formats.docx.fields import Fields, is_page_number, simple_field
from auditor.notes.formats.docx.styles import Style, Styles
from auditor.notes.formats.docx.tags import attribute, child, local, setting, switch
from auditor.notes.formats.furniture import PAGE_NUMBER
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.marks import too_long
from auditor.notes.formats.symbols import symbol

# What describes, marks a spot, or is printed nowhere.
_WITHOUT_TEXT = frozenset({
    "pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr", "sdtEndPr", "ctrlPr", "fldData", "delText", "delInstrText", "rt",
    "proofErr", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "annotationRef", "footnoteRef", "endnoteRef",
    "separator", "continuationSeparator",
})  # fmt: skip
_TEXT = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(slots=True)
class Findings:
    """What a whole document gathers while its parts are read."""

    limits: Limits
    styles: Styles
    remarks: set[str] = field(default_factory=set)
    pages: int = 1
    length: int = 0
    boxes: int = 0


@dataclass(slots=True)
class Words:
    """Reads one paragraph. `boxes` are its text boxes, `notes` its references to notes, in their order."""

    findings: Findings
    fields: Fields
    style: Style
    pieces: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    bold: bool = True

    def read(self, element: etree._Element, depth: int = 0) -> str:
        """The text of a paragraph."""
        self._inside(element, self.style, depth)
        self.fields.end_paragraph()
        return "".join(self.pieces)

    def _inside(self, element: etree._Element, style: Style, depth: int) -> None:
        if depth > self.findings.limits.nesting:
            raise NoteError("the document is nested deeper than any that people write", "save it again in Word")
        for inner in element:
            self._one(inner, style, depth + 1)

    def _one(self, element: etree._Element, style: Style, depth: int) -> None:
        name = local(element)
        if name in _WITHOUT_TEXT:
            return
        if handler := _HANDLERS.get(name):
            handler(self, element, style, depth)
        elif name in _TEXT:
            self._add(_TEXT[name], style)
        else:
            self._inside(element, style, depth)

    def _add(self, text: str, style: Style) -> None:
        if self.fields.in_instruction() or self.fields.is_replaced() or not text:
            return
        if style.hidden or style.struck:
            if text.strip():
                self.findings.remarks.add(remarks.HIDDEN if style.hidden else remarks.STRUCK)
            return
        self.findings.length += len(text)
        if self.findings.length > 2 * self.findings.limits.text:  # what is too long is told before it fills the memory
            raise too_long(self.findings.limits)
        if self.fields.in_page_number():
            text = PAGE_NUMBER
        self.bold = self.bold and (style.bold or not text.strip())
        self.pieces.append(text.upper() if style.capitals else text)

    def _run(self, element: etree._Element, style: Style, depth: int) -> None:
        properties = child(element, "rPr")
        named = self.findings.styles.words(setting(properties, "rStyle"), style)
        self._inside(element, named.with_words(properties), depth)

    def _text(self, element: etree._Element, style: Style, _depth: int) -> None:
        # A line end inside an element of text is white space of the markup.
        self._add((element.text or "").replace("\r", "").replace("\n", " "), style)

    def _break(self, element: etree._Element, style: Style, _depth: int) -> None:
        if attribute(element, "type") == "page":
            self.findings.pages += 1
        self._add("\n", style)

    def _seen_page(self, _element: etree._Element, _style: Style, _depth: int) -> None:
        self.findings.pages += 1

    def _symbol(self, element: etree._Element, style: Style, _depth: int) -> None:
        try:
            code = int(attribute(element, "char") or "", 16)
        except ValueError:
            code = 0
        sign = symbol(code, attribute(element, "font") or "")
        if sign is None:
            self.findings.remarks.add(remarks.SYMBOLS)
        self._add(sign or "", style)

    def _field_mark(self, element: etree._Element, style: Style, _depth: int) -> None:
        self._of_field(self.fields.mark(element), style)

    def _of_field(self, text: str, style: Style) -> None:
        """What a field prints by itself."""
        if text and not style.hidden and not style.struck:
            self.pieces.append(text)
        if self.fields.unknown:
            self.findings.remarks.add(remarks.SYMBOLS)

    def _instruction(self, element: etree._Element, _style: Style, _depth: int) -> None:
        self.fields.instruct(element.text or "")

    def _simple_field(self, element: etree._Element, style: Style, depth: int) -> None:
        if is_page_number(simple_field(element)) and self.fields.of_margin:
            self._add(PAGE_NUMBER, style)
            return
        sign = self.fields.sign(simple_field(element))
        self._of_field(sign, style)
        if not sign:
            self._inside(element, style, depth)

    def _page_number(self, _element: etree._Element, style: Style, _depth: int) -> None:
        self._add(PAGE_NUMBER, style)

    def _control(self, element: etree._Element, style: Style, depth: int) -> None:
        content = control_content(element, self.findings)
        box = child(element, "sdtPr", "checkbox")
        if box is not None:
            self._add("[x]" if switch(box, "checked") else "[ ]", style)
        elif content is not None:
            self._inside(content, style, depth)

    def _inserted(self, element: etree._Element, style: Style, depth: int) -> None:
        self.findings.remarks.add(remarks.TRACKED)
        self._inside(element, style, depth)

    def _deleted(self, _element: etree._Element, _style: Style, _depth: int) -> None:
        self.findings.remarks.add(remarks.TRACKED)

    def _comment(self, _element: etree._Element, _style: Style, _depth: int) -> None:
        self.findings.remarks.add(remarks.COMMENTS)

    def _note(self, element: etree._Element, _style: Style, _depth: int) -> None:
        if note := attribute(element, "id"):
            self.notes.append((local(element).removesuffix("Reference"), note))

    def _alternatives(self, element: etree._Element, style: Style, depth: int) -> None:
        if (chosen := chosen_alternative(element)) is not None:
            self._inside(chosen, style, depth)

    def _drawing(self, element: etree._Element, style: Style, _depth: int) -> None:
        if self.fields.in_instruction() or style.hidden:
            return
        boxes = list(text_boxes(element))
        self.boxes += boxes
        if any(local(inner) in ("blip", "imagedata") for inner in element.iter()):
            self.findings.remarks.add(remarks.PICTURES)
        if any(local(inner) == "OLEObject" for inner in element):
            self.findings.remarks.add(remarks.EMBEDDED)


Handler = Callable[[Words, etree._Element, Style, int], None]
_HANDLERS: dict[str, Handler] = {
    "r": Words._run,
    "t": Words._text,
    "br": Words._break,
    "lastRenderedPageBreak": Words._seen_page,
    "sym": Words._symbol,
    "fldChar": Words._field_mark,
    "instrText": Words._instruction,
    "fldSimple": Words._simple_field,
    "pgNum": Words._page_number,
    "sdt": Words._control,
    "ins": Words._inserted,
    "moveTo": Words._inserted,
    "del": Words._deleted,
    "moveFrom": Words._deleted,
    "commentRangeStart": Words._comment,
    "commentReference": Words._comment,
    "footnoteReference": Words._note,
    "endnoteReference": Words._note,
    "AlternateContent": Words._alternatives,
    "drawing": Words._drawing,
    "pict": Words._drawing,
    "object": Words._drawing,
}


def control_content(element: etree._Element, findings: Findings) -> etree._Element | None:
    """What a content control holds, or None where it only prompts for words."""
    if switch(child(element, "sdtPr"), "showingPlcHdr"):
        findings.remarks.add(remarks.PROMPTS)
        return None
    return child(element, "sdtContent")


def chosen_alternative(element: etree._Element) -> etree._Element | None:
    """The one of several forms of the same content that is read: the first, unless only the last has words."""
    forms = [inner for inner in element if local(inner) in ("Choice", "Fallback")]
    with_words = (form for form in forms if any(local(inner) == "t" for inner in form.iter()))
    return next(with_words, forms[0] if forms else None)


def text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The contents of the text boxes of a drawing, those inside another one left to it."""
    stack = [element]
    while stack:
        top = stack.pop()
        if local(top) == "txbxContent":
            yield top
        elif local(top) == "AlternateContent":
            stack += [form for form in (chosen_alternative(top),) if form is not None]
        else:
            stack.extend(reversed(top))
