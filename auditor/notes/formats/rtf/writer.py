"""The text of a rich text as it grows: bytes and signs become characters, and go where their group says."""

from __future__ import annotations

import codecs
from datetime import date

from auditor.notes.formats import remarks
from auditor.notes.formats.furniture import PAGE_NUMBER
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.marks import too_long
from auditor.notes.formats.model import Known
from auditor.notes.formats.rtf.fonts import Font
from auditor.notes.formats.rtf.state import Field, Goes, State
from auditor.notes.formats.rtf.story import Layout, Story
from auditor.notes.formats.rtf.tokens import Token
from auditor.notes.formats.symbols import symbol

_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_GATHERED = 10_000  # characters of a name, an instruction, a choice

_NO_FONT = Font()


class Writer:
    """What was found stands in `body`, `headers`, `footers`, `notes` and `remarks`."""

    def __init__(self, data: bytes, start: int, limits: Limits) -> None:
        self.body = Story()
        self.headers: list[Story] = []
        self.footers: list[Story] = []
        self.notes: list[Story] = []
        self.remarks: set[str] = set()
        self.author = self.category = ""
        self._data, self._start, self._limits = data, start, limits
        self._state = State(self.body, Layout())
        self._stack: list[State] = []
        self._page = "cp1252"
        self._fonts: dict[int, Font] = {}
        self._default_font: int | None = None
        self._created: dict[str, int] = {}
        self._starred = False
        self._skip = 0
        self._room = limits.text * 2  # what is too long is told before it fills the memory
        self._decoder: codecs.IncrementalDecoder | None = None
        self._codec = ""
        self._raw_page = _raw_page(data)
        self._boxes = 0

    def known(self) -> Known:
        """Author and date of the properties of the file."""
        try:
            created = date(self._created["yr"], self._created["mo"], self._created["dy"]).isoformat()
        except (KeyError, ValueError, OverflowError):
            created = None
        return Known(author=self.author.strip() or None, date=created, kind=self.category.strip() or None)

    def _bytes(self, token: Token) -> None:
        data = token.data
        if self._skip:
            left = min(self._skip, len(data))
            self._skip -= left
            data = data[left:]
        state = self._state
        if state.goes is Goes.NOWHERE or not data:
            state.opens = False
            return
        state.opens = False
        font = self._font()
        if font.signs:
            for code in data:
                self._add_symbol(code, font)
            return
        codec = font.page or self._page
        if token.text != "hex" and not data.isascii() and self._raw_page:
            codec = self._raw_page
        self._decode(data, codec)

    def _decode(self, data: bytes, codec: str) -> None:
        if self._decoder is None or codec != self._codec:
            self._end_bytes()
            self._decoder = codecs.getincrementaldecoder(codec)("replace")
            self._codec = codec
        self._add(self._decoder.decode(data))

    def _end_bytes(self) -> None:
        """A character of several bytes ends where its bytes end."""
        if self._decoder is not None:
            rest = self._decoder.decode(b"", True)
            self._decoder = None
            if rest:
                self._add(rest)

    def _add_symbol(self, code: int, font: Font) -> None:
        if code == 0x20:
            self._add(" ")
            return
        sign = symbol(code, font.name)
        if sign is None and self._state.of_list:
            sign = "\u2022"
        if sign is None:
            self.remarks.add(remarks.SYMBOLS)
        self._add(sign or "")

    def _add(self, text: str) -> None:
        state = self._state
        if not text or state.goes is Goes.NOWHERE:
            return
        if state.goes is not Goes.TEXT:
            self._gather(text[:_GATHERED])
            return
        if state.hidden or state.struck or state.deleted:
            if text.strip():
                self.remarks.add(remarks.HIDDEN if state.hidden else remarks.TRACKED if state.deleted else remarks.STRUCK)
            return
        if state.of_list and not state.story.has_text():
            text = text.lstrip(" ")
        self._room -= len(text)
        if self._room < 0:
            raise too_long(self._limits)
        if state.story.of_margin and state.field is not None and _is_page_number(state.field):
            text = PAGE_NUMBER
        state.story.add(text.upper() if state.capitals else text, bold=state.bold)

    def _gather(self, text: str) -> None:
        """Text of a group that describes."""
        state = self._state
        if state.goes is Goes.INSTRUCTION and state.field is not None:
            state.field.instruction = (state.field.instruction + text)[:_GATHERED]
        elif state.goes is Goes.CHOICES and state.field is not None and state.field.choices:
            state.field.choices[-1] = (state.field.choices[-1] + text)[:_GATHERED]
        elif state.goes is Goes.FONTS and state.font is not None:
            font = self._fonts.setdefault(state.font, Font())
            font.name = (font.name + text.split(";")[0])[:100]
        elif state.goes is Goes.AUTHOR:
            self.author = (self.author + text)[:200]
        elif state.goes is Goes.CATEGORY:
            self.category = (self.category + text)[:200]

    def _font(self) -> Font:
        state = self._state
        if state.goes is not Goes.TEXT or state.font is None:
            return _NO_FONT
        return self._fonts.get(state.font, _NO_FONT)

    def _unicode(self, number: int | None) -> None:
        code = (number or 0) & 0xFFFF
        self._skip = self._state.fallback
        font = self._font()
        if 0xF000 <= code <= 0xF0FF or font.signs:
            self._add_symbol(code, font)
        else:
            self._add(chr(code))

    def _end_paragraph(self, _number: int | None = None) -> None:
        state = self._state
        if state.goes is Goes.TEXT and not state.hidden and not state.deleted:
            state.story.end_paragraph(state.layout)

    def _end_cell(self, _number: int | None = None) -> None:
        if self._state.goes is Goes.TEXT:
            self._state.story.end_cell(self._state.layout)

    def _end_row(self, _number: int | None = None) -> None:
        if self._state.goes is Goes.TEXT:
            self._state.story.end_row(1)

    def _end_nested_row(self, _number: int | None = None) -> None:
        if self._state.goes is Goes.TEXT:
            self._state.story.end_row(max(self._state.layout.depth, 2))


def _raw_page(data: bytes) -> str | None:
    """The codec of bytes that stand unescaped, where they are UTF-8; else the document's own holds."""
    if data.isascii():
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _is_page_number(opened: Field) -> bool:
    return (opened.instruction.split() or [""])[0].upper() in _PAGE_FIELDS
