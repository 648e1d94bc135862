"""Elements of a page -> its paragraphs and tables, as a browser would show them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from auditor.errors import NoteError
from auditor.notes.formats import remarks
from auditor.notes.formats.blocks import Block, Cell, Paragraph, Table
from auditor.notes.formats.html.lists import Numbers, item_label
from auditor.notes.formats.html.pairs import rows_in
from auditor.notes.formats.html.styles import Look, Styles
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.lines import flow
from auditor.notes.formats.rows import row_lines

_SPACE = re.compile(r"[ \t\n\r\f]+")
_NO_TEXT = frozenset({
    "script", "style", "head", "template", "noscript", "iframe", "object", "embed", "applet", "audio", "video", "canvas", "svg",
    "map", "datalist", "noframes", "title", "meta", "link", "base", "button", "progress", "meter", "param", "source", "area",
    "colgroup", "col", "rp", "rt",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "details", "dialog", "dir", "div", "dl",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "html",
    "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "tbody", "td", "tfoot", "th", "thead", "tr",
    "ul",
})  # fmt: skip
_SHOWN_AS_BLOCKS = frozenset(
    {"block", "list-item", "flex", "grid", "table", "table-row", "flow-root"}
)  # <span style="display:block">
_SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "blockquote", "figure", "fieldset"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOLD = frozenset({"b", "strong", "th"}) | _HEADINGS
_STRUCK = frozenset({"s", "strike", "del"})
# The numbers of footnotes: beside a word or a measure they would change it.
_NOTE_MARKS = frozenset({"sdfootnoteanc", "sdfootnotesym", "sdendnoteanc", "sdendnotesym", "footnote-ref"})
_TABLE_PARTS = frozenset({"thead", "tbody", "tfoot"})


@dataclass(slots=True)
class Context:
    """What holds for the whole page."""

    styles: Styles
    limits: Limits
    remarks: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Reader:
    """Reads one run of blocks: the page, or one cell of a table. `bold`: all its words are."""

    context: Context
    depth: int = 0
    bold: bool = True
    blocks: list[Block] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _spaced: bool = False
    _label: str = ""
    _term: Cell | None = None
    _kept: bool = False
    _strong: int = 0
    _numbers: Numbers | None = None

    def read(self, element: etree._Element) -> list[Block]:
        """All blocks of an element."""
        self._inside(element)
        self._end()
        self._end_term()
        return self.blocks

    def _inside(self, element: etree._Element) -> None:
        self.depth += 1
        if self.depth > 2 * self.context.limits.nesting:  # pages are nested deeper than documents
            raise NoteError("the page is nested deeper than any that people write", "export the note again")
        self._add(element.text)
        for inner in element:
            self._one(inner)
            self._add(inner.tail)
        self.depth -= 1

    def _one(self, element: etree._Element) -> None:
        name: object = element.tag
        tag = name.lower() if isinstance(name, str) else ""
        if tag in ("img", "image"):
            self.context.remarks.add(remarks.PICTURES)
        if not tag or tag in _NO_TEXT:
            return
        if tag == "a" and _NOTE_MARKS & set((element.get("class") or "").split()):
            return
        look = self.context.styles.of(element, tag)
        if self._left_out(element, tag, look):
            return
        kept, self._kept = self._kept, self._kept or tag in ("pre", "textarea") or look.preserves
        strong = tag in _BOLD or look.bold
        self._strong += strong
        if rows := rows_in(element, tag, self.context.styles):
            self._grid(rows)
        elif handler := _HANDLERS.get(tag):
            handler(self, element)
        elif tag in _BLOCKS or look.display in _SHOWN_AS_BLOCKS:
            self._block(element, tag, tight=look.tight)
        else:
            self._inside(element)
        self._strong -= strong
        self._kept = kept

    def _left_out(self, element: etree._Element, tag: str, look: Look) -> bool:
        """Whether nobody who looks at the page sees this element."""
        if look.comment:
            self.context.remarks.add(remarks.COMMENTS)
            return True
        left_out = look.hidden or look.struck or tag in _STRUCK
        if left_out or look.unsure:
            remark = (remarks.HIDDEN if look.hidden else remarks.STRUCK) if left_out else remarks.UNSURE
            if remark not in self.context.remarks and any(str(text).strip() for text in element.itertext()):
                self.context.remarks.add(remark)
        return left_out

    # Text

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if not self._kept:
            text = _SPACE.sub(" ", text)
            before = self._pieces[-1][-1] if self._pieces else "\n"
            text = text.lstrip(" ") if before in " \n" else text
        if text:
            self.bold = self.bold and (self._strong > 0 or not text.strip())
            self._pieces.append(text)

    def _end(self, *, heading: bool = False) -> None:
        """End the paragraph that is open; one that holds only a break or a fixed space is an empty line."""
        text = "".join(self._pieces)
        self._pieces = []
        if not text.strip(" "):
            return
        text = text.rstrip(" ").removesuffix("\n")
        if text.strip() and self._label:
            text = f"{self._label} {text.lstrip()}"
            self._label = ""
        self._end_term()
        self.blocks.append(Paragraph(text if text.strip() else "", spaced=self._spaced, heading=heading))
        self._spaced = False

    def _block(self, element: etree._Element, tag: str, *, tight: bool = False) -> None:
        self._end()
        outer = self._numbers
        if tag in ("ol", "ul", "menu", "dir"):
            self._numbers = Numbers.of(element) if tag == "ol" else None
        spaced = tag in _SPACED and not tight
        self._spaced = self._spaced or spaced
        self._inside(element)
        self._end(heading=tag in _HEADINGS)
        self._spaced = self._spaced or spaced
        self._numbers = outer

    def _break(self, _element: etree._Element) -> None:
        self._pieces.append("\n")

    def _rule(self, _element: etree._Element) -> None:
        self._end()
        self._spaced = True

    def _item(self, element: etree._Element) -> None:
        self._end()
        parent = element.getparent()
        bare = self.context.styles.of(element, "li").no_bullets
        bare = bare or (parent is not None and self.context.styles.of(parent, str(parent.tag)).no_bullets)
        self._label = "" if bare else item_label(element, self._numbers)
        self._inside(element)
        self._end()
        self._label = ""

    # Forms

    def _input(self, element: etree._Element) -> None:
        kind = (element.get("type") or "text").lower()
        if kind in ("checkbox", "radio"):
            self._add("[x] " if element.get("checked") is not None else "[ ] ")
        elif kind not in ("hidden", "submit", "button", "image", "reset", "file", "password"):
            self._add(element.get("value"))

    def _select(self, element: etree._Element) -> None:
        options = list(element.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        self._add(", ".join("".join(map(str, option.itertext())).strip() for option in chosen))

    # Terms and tables

    def _lines(self, element: etree._Element, *, bold: bool = False) -> Cell:
        inner = Reader(self.context, self.depth, _strong=int(bold), _kept=self._kept)
        lines = tuple(line for line, _ in flow(inner.read(element)))
        return Cell(lines, label=inner.bold and any(line.strip() for line in lines))

    def _term_of_list(self, element: etree._Element) -> None:
        self._end()
        self._end_term()
        self._term = self._lines(element, bold=True)

    def _description(self, element: etree._Element) -> None:
        self._end()
        term, self._term = self._term, None
        cell = Cell(self._lines(element).lines)
        lines = row_lines([cell] if term is None else [term, cell])
        if lines:
            self.blocks.append(Paragraph("\n".join(lines), spaced=self._spaced))
            self._spaced = False

    def _grid(self, rows: list[list[etree._Element]]) -> None:
        """Rows that are made of divisions, each on a line of its own: "Surgeon: A. Stone"."""
        self._end()
        self._end_term()
        for row in rows:
            shown = [part for part in row if not self.is_left_out(part, str(part.tag))]
            cells = [Cell(self._lines(part).lines, label=len(row) == 2 and part is row[0]) for part in shown]
            if lines := row_lines(cells):
                self.blocks.append(Paragraph("\n".join(lines), spaced=self._spaced))
                self._spaced = False

    def _end_term(self) -> None:
        """A term without description is a line of its own."""
        term, self._term = self._term, None
        if term is not None and (lines := row_lines([term])):
            self.blocks.append(Paragraph("\n".join(lines)))

    def _table(self, element: etree._Element) -> None:
        self._end()
        rows = [(row, list(self._cells(row))) for row in self._rows(element)]
        if all(len(cells) < 2 for _, cells in rows):  # a frame around text, no table
            for _, cells in rows:
                for cell in cells:
                    self._block(cell, "td")
        else:
            filled = (tuple(self._lines(cell, bold=str(cell.tag) == "th") for cell in cells) for _, cells in rows)
            self.blocks.append(Table(tuple(filled)))
        self._spaced = True

    def _rows(self, element: etree._Element) -> Iterator[etree._Element]:
        """The rows of a table; what stands in it outside of its rows is read before it."""
        self._stray(element.text)
        for inner in element:
            name: object = inner.tag
            tag = name if isinstance(name, str) else ""
            if self.is_left_out(inner, tag):
                self._one(inner)
            elif tag in _TABLE_PARTS:
                yield from self._rows(inner)
            elif tag == "tr":
                yield inner
            else:
                self._one(inner)
            self._stray(inner.tail)
        self._end()

    def _cells(self, row: etree._Element) -> Iterator[etree._Element]:
        self._stray(row.text)
        for inner in row:
            name: object = inner.tag
            tag = name if isinstance(name, str) else ""
            if tag in ("td", "th") and not self.is_left_out(inner, tag):
                yield inner
            else:
                self._one(inner)
            self._stray(inner.tail)
        self._end()

    def is_left_out(self, element: etree._Element, tag: str) -> bool:
        """Whether nobody who looks at the page sees a row or a cell."""
        return bool(tag) and self._left_out(element, tag, self.context.styles.of(element, tag))

    def _stray(self, text: str | None) -> None:
        if text and text.strip():
            self._add(text)


_HANDLERS: dict[str, Callable[[Reader, etree._Element], None]] = {
    "br": Reader._break,
    "hr": Reader._rule,
    "li": Reader._item,
    "dt": Reader._term_of_list,
    "dd": Reader._description,
    "table": Reader._table,
    "input": Reader._input,
    "select": Reader._select,
}
