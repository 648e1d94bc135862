"""Narrative of C-CDA and XHTML of FHIR -> lines: one a paragraph, an item or a row.

Both know the same few things under two names: paragraph and p, list and ul, item and li. Whatever an element is not known
for, its text is read: nothing is lost for an unknown tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from auditor.notes.formats.message_text import cleaned

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = frozenset(
    {
        "paragraph", "list", "item", "table", "caption", "p", "div", "ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4",
        "h5", "h6", "pre", "blockquote", "hr", "section", "address", "tr", "td", "th",
    }
)  # fmt: skip
_IGNORED = frozenset({"renderMultiMedia", "img", "script", "style", "footnoteRef", "head", "col", "colgroup"})
_LABEL = re.compile(r"^[ \t]*[A-Z][^\n:.;]{1,50}:", re.MULTILINE)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_OF_LABELS = frozenset({"section", "item", "field", "element", "label", "name", "heading", "question", "parameter", "attribute"})
_OF_VALUES = frozenset(
    {"text", "value", "content", "contents", "answer", "detail", "details", "description", "entry", "narrative"}
)
_LEFT_OUT = "Passages that are marked as deleted were left out."


class Narrative:
    """Turns one narrative element into lines; `remarks` tells what was left out."""

    def __init__(self) -> None:
        self.remarks: list[str] = []
        self._footnotes: list[str] = []

    def lines(self, element: _Element) -> list[str]:
        """The lines of `element`, an empty one between blocks, footnotes at the end."""
        self._footnotes = []
        lines = self._block(element, kept=False)
        if self._footnotes:
            lines += ["", *self._footnotes]
        return _trimmed(lines)

    def _block(self, element: _Element, *, kept: bool) -> list[str]:
        """Lines of an element and all in it; `kept` where white space counts, as in preformatted text."""
        kept = kept or name(element) == "pre" or _space(element) == "preserve"
        lines: list[str] = []
        line = _Line(kept)
        for part in self._parts(element):
            if isinstance(part, str):
                line.add(part)
            elif name(part) == "br":
                line.end()
            else:
                lines += line.taken()
                lines += self._inner_block(part, kept)
        return lines + line.taken()

    def _parts(self, element: _Element) -> Iterator[str | _Element]:
        """Text, line breaks and blocks in reading order; what is in the flow of text is opened up."""
        if element.text:
            yield element.text
        for child in element.iterchildren("*"):
            yield from self._child(child)
            if child.tail:
                yield child.tail

    def _child(self, child: _Element) -> Iterator[str | _Element]:
        tag = name(child)
        if child.get("revised") == "delete" or tag == "del":
            self.remarks.append(_LEFT_OUT)
        elif tag in _BLOCKS or tag == "br":
            yield child
        elif tag == "footnote":
            self._footnotes.append(" ".join(" ".join(self._block(child, kept=False)).split()))
        elif tag not in _IGNORED:
            yield from self._parts(child)

    def _inner_block(self, element: _Element, kept: bool) -> list[str]:
        tag = name(element)
        if tag == "table":
            return ["", *self._table(element, kept), ""]
        if tag in ("list", "ul", "ol"):
            return self._list(element, kept)
        if tag == "hr":
            return [""]
        lines = self._block(element, kept=kept)
        return ["", *lines, ""] if tag in ("paragraph", "p", "pre", "caption") or re.fullmatch("h[1-6]", tag) else lines

    def _list(self, element: _Element, kept: bool) -> list[str]:
        """One item a line with its bullet or number; a caption stands above as its heading."""
        numbered = element.get("listType") == "ordered" or name(element) == "ol"
        lines: list[str] = []
        number = 0
        for child in element.iterchildren("*"):
            inside = _trimmed(self._block(child, kept=kept))
            if name(child) == "caption":
                lines += inside
            elif inside:
                number += 1
                lines += [f"{number}. {inside[0]}" if numbered else _bulleted(inside[0]), *inside[1:]]
        return lines

    def _table(self, element: _Element, kept: bool) -> list[str]:
        heads: list[str] = []
        lines: list[str] = []
        for row in _rows(element):
            if name(row) == "caption":
                lines += _trimmed(self._block(row, kept=kept))
                continue
            cells = [cell for cell in row.iterchildren("*") if name(cell) in ("td", "th")]
            texts = [_trimmed(self._block(cell, kept=kept)) for cell in cells]
            if len(cells) > 1 and all(name(cell) == "th" for cell in cells) and all(len(text) < 2 for text in texts):
                heads = _telling([text[0] if text else "" for text in texts])
            else:
                lines += row_lines(texts, heads if len(heads) == len(texts) else [])
        return lines


def _telling(heads: list[str]) -> list[str]:
    """The heads of a table's columns; none where two of them only say that labels stand before values: "Section", "Text"."""
    plain = [head.lower().strip(" :") for head in heads]
    return [] if len(plain) == 2 and plain[0] in _OF_LABELS and plain[1] in _OF_VALUES else heads


def row_lines(cells: list[list[str]], heads: list[str]) -> list[str]:
    """A row as people would read it out: "label: value | label: value"; cells of several lines keep them."""
    if heads:
        read = [[labelled(head, cell[0]), *cell[1:]] for head, cell in zip(heads, cells, strict=True) if cell]
    elif len(cells) > 1 and cells[0] and len(cells[0]) == 1 and any(cells[1:]):
        first, *rest = [cell for cell in cells if cell]
        read = [[labelled(first[0], rest[0][0]), *rest[0][1:]], *rest[1:]]
    else:
        read = [cell for cell in cells if cell]
    if any(len(cell) > 1 for cell in read):
        return [line for cell in read for line in cell]
    return [" | ".join(cell[0] for cell in read)]  # a row of empty cells is an empty line


def labelled(label: str, value: str) -> str:
    """A label and its value with one colon between them."""
    if not label:
        return value
    return f"{label} {value}" if label.endswith((":", "?")) else f"{label}: {value}"


def name(element: _Element) -> str:
    """The name of an element without its namespace; HTML writes it in any case."""
    return str(element.tag).rpartition("}")[2]


def _space(element: _Element) -> str:
    return element.get("{http://www.w3.org/XML/1998/namespace}space", "")


def _rows(table: _Element) -> Iterator[_Element]:
    """Rows and captions of a table, not those of tables in it."""
    for child in table.iterchildren("*"):
        if name(child) in ("tr", "caption"):
            yield child
        elif name(child) in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _bulleted(line: str) -> str:
    return line if re.match(r"[-*•·]|\d+[.)]", line) else f"- {line}"


def _trimmed(lines: list[str]) -> list[str]:
    """Lines without empty ones at either end, and never two empty ones in a row."""
    kept: list[str] = []
    for line in lines:
        if line.strip() or (kept and kept[-1]):
            kept.append(line.rstrip() if line.strip() else "")
    while kept and not kept[-1]:
        kept.pop()
    return kept


class _Line:
    """Text that flows until something ends its line."""

    def __init__(self, kept: bool) -> None:
        self._kept = kept
        self._done: list[str] = []
        self._parts: list[str] = []

    def add(self, text: str) -> None:
        self._parts.append(text)

    def end(self) -> None:
        self._done += self._flowed() or [""]
        self._parts = []

    def taken(self) -> list[str]:
        """All lines so far; an element that ends with a line break has no empty line for it."""
        lines = self._done + self._flowed()
        self._done, self._parts = [], []
        return lines

    def _flowed(self) -> list[str]:
        """White space counts where it is said to, or where lines are plainly meant: labels, or an empty line."""
        text = cleaned("".join(self._parts))
        if not text.strip():
            return []
        if self._kept or _BLANK_LINE.search(text.strip()) or len(_LABEL.findall(text)) > 1:
            return [line.rstrip() if self._kept else line.strip() for line in text.strip("\n").split("\n")]
        return [re.sub(r"[ \t\n\u00a0]+", " ", text).strip()]
