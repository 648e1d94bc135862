"""Fields of Word: their instructions are no text, their results are."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from auditor.notes.formats.docx.tags import attribute, child, children, number, setting, switch
from auditor.notes.formats.symbols import of_field

_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    has_result: bool = False
    replaced: bool = False  # by the sign that the instruction names


@dataclass(slots=True)
class Fields:
    """The fields that are open; one may run over several paragraphs.

    `of_margin`: this is a header or footer. `unknown`: a sign was asked for that is not known.
    """

    of_margin: bool = False
    unknown: bool = False
    open: list[_Field] = field(default_factory=list)

    def mark(self, element: etree._Element) -> str:
        """Take in the mark of a begin, a middle or an end.

        What is given back is printed there: a form's box or list, which has no result, or the sign that an instruction names.
        """
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            text = "" if self.in_instruction() else _form(child(element, "ffData"))
            self.open.append(_Field())
            return text
        if kind == "separate" and self.open:
            self.open[-1].has_result = True
            return self._sign(self.open[-1])
        if kind == "end" and self.open:
            ended = self.open.pop()
            return "" if ended.has_result else self._sign(ended)
        return ""

    def _sign(self, marked: _Field) -> str:
        sign = self.sign(marked.instruction)
        marked.replaced = bool(sign)
        return sign

    def sign(self, instruction: str) -> str:
        """The sign that a field prints by its instruction alone, whatever its result is."""
        sign = None if self.in_instruction() else of_field(instruction)
        self.unknown = self.unknown or sign == ""
        return sign or ""

    def instruct(self, text: str) -> None:
        """Take in a piece of an instruction."""
        if self.open and len(self.open[-1].instruction) < 100:
            self.open[-1].instruction += text

    def in_instruction(self) -> bool:
        """Whether text that comes now belongs to an instruction."""
        return any(not field.has_result for field in self.open)

    def is_replaced(self) -> bool:
        """Whether text that comes now is the result of a field whose sign was printed for it."""
        return any(field.replaced for field in self.open)

    def end_paragraph(self) -> None:
        """The result of such a field is never longer than its paragraph, also where the mark of its end is missing."""
        for opened in self.open:
            opened.replaced = False

    def in_page_number(self) -> bool:
        """Whether text that comes now is the number of a page, printed in the margin of each."""
        return self.of_margin and any(is_page_number(field.instruction) for field in self.open)


def is_page_number(instruction: str) -> bool:
    """Whether a field gives the number of a page or their count."""
    return (instruction.split() or [""])[0].upper() in _PAGE_FIELDS


def simple_field(element: etree._Element) -> str:
    """The instruction of a field that is written as one element."""
    return attribute(element, "instr") or ""


def _form(data: etree._Element | None) -> str:
    """A box or the choice of a list in an old form; fields for text have a result of their own."""
    box = child(data, "checkBox")
    if box is not None:
        ticked = switch(box, "checked")
        return "[x]" if (switch(box, "default") if ticked is None else ticked) else "[ ]"
    choices = child(data, "ddList")
    entries = [attribute(entry, "val") or "" for entry in children(choices, "listEntry")]
    chosen = number(setting(choices, "result") or setting(choices, "default"))
    return entries[chosen] if 0 <= chosen < len(entries) else ""
