"""Blocks -> the lines of a note, with the place of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.errors import NoteError
from auditor.notes.formats.blocks import Block, Paragraph, Table
from auditor.notes.formats.limits import LIMITS, Limits
from auditor.notes.formats.marks import too_long
from auditor.notes.formats.model import Extracted, Known, Place
from auditor.notes.formats.rows import table_lines
from auditor.notes.formats.several import SEVERAL, names_several

# Where at least one paragraph in ten is empty, writers parted their blocks by empty ones and spacing says nothing.
_EMPTY_SHARE = 10
_BREAKS = re.compile("\r\n?|[\n\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\u00ad\u200b\u2060\ufeff]")
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_HYPHENS = re.compile("\u2011")
_SURROGATES = re.compile("[\ud800-\udfff]")
_NO_TEXT = "export the note again, or type out what its pictures show"


def plain(text: str) -> str:
    """`text` as a plain text file would hold it: line ends, spaces and hyphens of one kind, nothing unseen."""
    text = _BREAKS.sub("\n", text)
    return _SURROGATES.sub("\ufffd", _HYPHENS.sub("-", _BLANKS.sub(" ", _UNSEEN.sub("", text))))


def flow(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Each line with the name of its place. Blank lines part what an empty paragraph, white space or a table parts."""
    parted = _parted_by_empty(blocks)
    paragraphs = tables = 0
    after_table = False
    for block in blocks:
        if isinstance(block, Table):
            tables += 1
            yield "", ""
            for row, line in table_lines(block):
                yield line, f"table {tables}, row {row}"
            after_table = True
            continue
        text = plain(block.text)
        filled = bool(text.strip())
        paragraphs += filled and block.place is None
        if after_table or block.heading or (block.spaced and not parted):
            yield "", ""
        after_table = False
        for line in text.split("\n"):
            yield line.rstrip(), _place(block, paragraphs)


def _place(paragraph: Paragraph, number: int) -> str:
    if paragraph.place is not None:
        return paragraph.place
    name = f"paragraph {max(number, 1)}"
    return name if paragraph.page is None else f"page {paragraph.page}, {name}"


def _parted_by_empty(blocks: Sequence[Block]) -> bool:
    """Whether empty paragraphs stand between others; those beside a table or a heading only make room for it."""
    paragraphs = empty = run = 0
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Paragraph) and not block.text.strip():
            run += 1
            continue
        if run and _is_prose(before) and _is_prose(block):
            empty += run
        paragraphs += isinstance(block, Paragraph)
        before, run = block, 0
    return empty > 1 and empty * _EMPTY_SHARE >= paragraphs


def _is_prose(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and not block.heading


class Lines:
    """The text of a note as it grows. Raises NoteError as soon as it is longer than a note may be."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._parts: list[str] = []
        self._places: list[Place] = []
        self._length = 0
        self._blank = False

    def add(self, blocks: Sequence[Block], area: str | None = None) -> None:
        """Add blocks after a blank line; `area` names the place of all of them ("header")."""
        self._blank = True
        for line, place in flow(blocks):
            self._add_line(line, area or place)

    def _add_line(self, line: str, place: str) -> None:
        if not line.strip():
            self._blank = True
            return
        if self._blank and self._parts:
            self._length += 1
            self._parts.append("")
        self._blank = False
        if not self._places or self._places[-1].name != place:
            self._places.append(Place(self._length, place))
        self._parts.append(line)
        self._length += len(line) + 1
        if self._length > self._limits.text:
            raise too_long(self._limits)

    def extracted(self, known: Known, remarks: Sequence[str]) -> Extracted:
        """The finished note. Raises NoteError where there is no text."""
        text = "\n".join(self._parts)
        if not any(character.isalnum() for character in text):
            raise NoteError("the document holds no text", _NO_TEXT)
        several = (SEVERAL,) if names_several(text) else ()
        return Extracted(text=f"{text}\n", places=tuple(self._places), known=known, remarks=(*several, *remarks))
