"""Reads the tokens of a rich text into stories."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from datetime import date

from auditor.errors import NoteError
from auditor.notes.formats import remarks
from auditor.notes.formats.furniture import PAGE_NUMBER
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.model import Known
from auditor.notes.formats.rtf import words
from auditor.notes.formats.rtf.fonts import SYMBOLS, Font, code_page, of_charset
from auditor.notes.formats.rtf.state import Field, Goes, State
from auditor.notes.formats.rtf.story import Layout, Story
from auditor.notes.formats.rtf.tokens import Token, tokens
from auditor.notes.formats.symbols import symbol

_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_AGAIN = "export it again and audit the new file"
_CHOICES = 1_000
_GATHERED = 10_000  # characters of a name, an instruction, a choice


class Parser:
    """One pass over a rich text; what it found stands in `body`, `headers`, `footers`, `notes` and `remarks`."""

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

    def run(self) -> None:
        """Read to the end. Raises NoteError where the text breaks off, is too long or too deeply nested."""
        source = tokens(self._data, self._start)
        for token in source:
            if token.kind == "bytes":
                self._bytes(token)
                continue
            self._end_bytes()
            if token.kind == "brace":
                self._brace(token.text)
                if not self._stack:
                    break
            elif token.kind == "sign":
                self._sign(token.text)
            else:
                self._word(token.text, token.number)
        if self._stack:
            raise NoteError("the document breaks off before its end", _AGAIN)
        if any(_is_content(token) for token in source):
            self.remarks.add(remarks.TRAILING)

    def known(self) -> Known:
        """Author and date of the properties of the file."""
        try:
            created = date(self._created["yr"], self._created["mo"], self._created["dy"]).isoformat()
        except (KeyError, ValueError, OverflowError):
            created = None
        return Known(author=self.author.strip() or None, date=created, kind=self.category.strip() or None)

    # Groups

    def _brace(self, brace: str) -> None:
        self._skip = 0
        self._starred = False
        if brace == "{":
            if len(self._stack) >= self._limits.nesting:
                raise NoteError("the document is nested deeper than any that people write", "save it again in Word")
            self._stack.append(self._state)
            self._state = self._state.inner()
            return
        ended = self._state
        self._state = self._stack.pop()
        around = self._state
        if ended.goes is Goes.INSTRUCTION and around.goes is Goes.TEXT and ended.field is not None:
            self._add(ended.field.shown())

    def _open(self, story: Story) -> None:
        """What follows in this group belongs to `story`."""
        self._state.story = story
        self._state.layout = Layout()
        self._state.goes = Goes.TEXT
        self._state.plain(self._default_font)

    def _destination(self, word: str) -> bool:
        """Whether the word says where the text of its group goes; it is taken in then."""
        state = self._state
        if word in words.NO_TEXT:
            self._leave_out(word)
        elif word in words.HEADERS or word in words.FOOTERS:
            story = Story(of_margin=True)
            (self.headers if word in words.HEADERS else self.footers).append(story)
            self._open(story)
        elif word == "footnote":
            self.notes.append(Story(place=f"note {len(self.notes) + 1}"))
            self._open(self.notes[-1])
        elif word in ("shptxt", "dptxbxtext"):
            self._text_box()
        elif word in _GOES:
            state.goes = _GOES[word]
            if word == "ffl" and state.field is not None and len(state.field.choices) < _CHOICES:
                state.field.choices.append("")
        else:
            return False
        return True

    def _leave_out(self, word: str) -> None:
        self._state.goes = Goes.NOWHERE
        if remark := _LEFT_OUT.get(word):
            self.remarks.add(remark)

    def _text_box(self) -> None:
        """A text box is read where it stands: its story is put into the one around it when that paragraph ends."""
        self._boxes += 1
        story = Story(place=f"text box {self._boxes}")
        self._state.story.boxes.append(story)
        self._open(story)

    # Words

    def _word(self, word: str, number: int | None) -> None:
        if self._skip:
            self._skip -= 1
            return
        starred, self._starred = self._starred, False
        state = self._state
        opens, state.opens = state.opens, False
        if state.goes is Goes.NOWHERE:
            return
        if state.goes is Goes.PROPERTIES and word not in _PROPERTIES:
            state.goes = Goes.NOWHERE if opens else state.goes
            return
        if starred and word not in words.KNOWN:
            self._leave_out(word)
            return
        if (opens or starred) and self._destination(word):
            return
        if word in words.TEXT:
            self._add(" " if state.of_list and word == "tab" else words.TEXT[word])
        elif word in words.PAGE_WORDS:
            self._add(PAGE_NUMBER if state.story.of_margin else "")
        elif action := _ACTIONS.get(word):
            action(self, number)
        elif gathered := _GATHERS.get(state.goes):
            gathered(self, word, number)

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif self._skip:
            self._skip -= 1
        elif sign in "\r\n":
            self._end_paragraph()
        elif sign in words.SIGNS:
            self._add(words.SIGNS[sign])

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

    # Text

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
            limit = f"{self._limits.text:,}"
            raise NoteError(f"the document holds more than {limit} characters", "split it into one file a note")
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

    # What words set

    def _set_font(self, number: int | None) -> None:
        self._state.font = number

    def _set_default_font(self, number: int | None) -> None:
        self._default_font = self._state.font = number

    def _set_page(self, number: int | None) -> None:
        self._page = code_page(number or 1252)

    def _plain(self, _number: int | None) -> None:
        self._state.plain(self._default_font)

    def _new_layout(self, _number: int | None) -> None:
        self._state.layout = Layout()

    def _in_table(self, number: int | None) -> None:
        if number != 0:
            self._state.layout.depth = max(self._state.layout.depth, 1)

    def _set_depth(self, number: int | None) -> None:
        depth = max(number or 0, 0)
        if depth > self._limits.nesting:
            raise NoteError("the document is nested deeper than any that people write", "save it again in Word")
        self._state.layout.depth = depth

    def _open_field(self, _number: int | None) -> None:
        self._state.field = Field()

    def _revised(self, number: int | None) -> None:
        if number != 0:
            self.remarks.add(remarks.TRACKED)

    def _of_font(self, word: str, number: int | None) -> None:
        if self._state.font is None:
            return
        font = self._fonts.setdefault(self._state.font, Font())
        if word == "fcharset":
            font.signs = number == SYMBOLS
            font.page = font.page or of_charset(number or 0)
        elif word == "cpg":
            font.page = code_page(number or 1252)

    def _of_date(self, word: str, number: int | None) -> None:
        self._created.setdefault(word, number or 0)

    def _of_form(self, word: str, number: int | None) -> None:
        form = self._state.field
        if form is None:
            return
        if word == "fftype":
            form.form = number
        elif word == "ffres":
            form.result = number
        elif word == "ffdefres":
            form.default = number or 0


_NO_FONT = Font()


def _is_content(token: Token) -> bool:
    """Whether a token after the end is more than filling."""
    return token.text != "}" and bool(token.kind != "bytes" or token.data.strip(b"\0 \t\x1a"))


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


Action = Callable[[Parser, int | None], None]


def _flag(name: str) -> Action:
    """A word that is on alone, and off with 0."""

    def act(parser: Parser, number: int | None) -> None:
        setattr(parser._state, name, number != 0)

    return act


def _measure(name: str) -> Action:
    def act(parser: Parser, number: int | None) -> None:
        setattr(parser._state.layout, name, number or 0)

    return act


def _page(codec: str) -> Action:
    def act(parser: Parser, _number: int | None) -> None:
        parser._page = codec

    return act


def _remark(sentence: str) -> Action:
    def act(parser: Parser, _number: int | None) -> None:
        parser.remarks.add(sentence)

    return act


def _fallback(parser: Parser, number: int | None) -> None:
    parser._state.fallback = max(number if number is not None else 1, 0)


def _heading(parser: Parser, number: int | None) -> None:
    parser._state.layout.heading = number is not None and 0 <= number < 9


_LEFT_OUT = {
    "pict": remarks.PICTURES,
    "shppict": remarks.PICTURES,
    "annotation": remarks.COMMENTS,
}
_PROPERTIES = frozenset({"author", "category", "creatim"})
_GOES = {
    "fonttbl": Goes.FONTS,
    "fldinst": Goes.INSTRUCTION,
    "ffl": Goes.CHOICES,
    "info": Goes.PROPERTIES,
    "author": Goes.AUTHOR,
    "category": Goes.CATEGORY,
    "creatim": Goes.CREATED,
}
_GATHERS: dict[Goes, Callable[[Parser, str, int | None], None]] = {
    Goes.FONTS: Parser._of_font,
    Goes.CREATED: Parser._of_date,
    Goes.INSTRUCTION: Parser._of_form,
}
_ACTIONS: dict[str, Action] = {
    "f": Parser._set_font,
    "deff": Parser._set_default_font,
    "ansi": _page("cp1252"),
    "mac": _page("mac_roman"),
    "pc": _page("cp437"),
    "pca": _page("cp850"),
    "ansicpg": Parser._set_page,
    "uc": _fallback,
    "u": Parser._unicode,
    "par": Parser._end_paragraph,
    "sect": Parser._end_paragraph,
    "cell": Parser._end_cell,
    "nestcell": Parser._end_cell,
    "row": Parser._end_row,
    "nestrow": Parser._end_nested_row,
    "plain": Parser._plain,
    "pard": Parser._new_layout,
    "intbl": Parser._in_table,
    "itap": Parser._set_depth,
    "v": _flag("hidden"),
    "deleted": _flag("deleted"),
    "mvf": _flag("deleted"),
    "revised": Parser._revised,
    "mvt": Parser._revised,
    "strike": _flag("struck"),
    "striked": _flag("struck"),
    "caps": _flag("capitals"),
    "b": _flag("bold"),
    "sb": _measure("before"),
    "sa": _measure("after"),
    "outlinelevel": _heading,
    "field": Parser._open_field,
    "upr": _flag("leaves_next"),
    "listtext": _flag("of_list"),
    "pntext": _flag("of_list"),
    "object": _remark(remarks.EMBEDDED),
}
