"""Reads the tokens of a rich text into stories."""

from __future__ import annotations

from collections.abc import Callable

from auditor.errors import NoteError
from auditor.notes.formats import remarks
from auditor.notes.formats.furniture import PAGE_NUMBER
from auditor.notes.formats.rtf import words
from auditor.notes.formats.rtf.fonts import SYMBOLS, Font, code_page, of_charset
from auditor.notes.formats.rtf.state import Field, Goes
from auditor.notes.formats.rtf.story import Layout, Story
from auditor.notes.formats.rtf.tokens import Token, tokens
from auditor.notes.formats.rtf.writer import Writer
from auditor.notes.formats.symbols import of_field

_AGAIN = "export it again and audit the new file"
_CHOICES = 1_000


class Parser(Writer):
    """One pass over a rich text; what it found stands in `body`, `headers`, `footers`, `notes` and `remarks`."""

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
            self._end_instruction(ended.field)

    def _end_instruction(self, ended: Field) -> None:
        """Print what a field shows by its instruction alone: the box or choice of a form, or a sign whatever its result is."""
        sign = of_field(ended.instruction)
        if sign == "":
            self.remarks.add(remarks.SYMBOLS)
        self._add(sign or ended.shown())
        ended.replaced = bool(sign)

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

    def _open_result(self, _number: int | None) -> None:
        """The result of a field whose sign was printed for it is left out."""
        if self._state.field is not None and self._state.field.replaced:
            self._state.goes = Goes.NOWHERE

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


def _is_content(token: Token) -> bool:
    """Whether a token after the end is more than filling."""
    return token.text != "}" and bool(token.kind != "bytes" or token.data.strip(b"\0 \t\x1a"))


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


_LEFT_OUT = {"pict": remarks.PICTURES, "shppict": remarks.PICTURES, "annotation": remarks.COMMENTS}
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
    "fldrslt": Parser._open_result,
    "upr": _flag("leaves_next"),
    "listtext": _flag("of_list"),
    "pntext": _flag("of_list"),
    "object": _remark(remarks.EMBEDDED),
}
