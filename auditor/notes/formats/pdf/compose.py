"""Blocks of all pages -> the text of the note and where its pages begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from auditor.notes.formats.model import Place
from auditor.notes.formats.pdf.lines import Line
from auditor.notes.formats.pdf.prose import Block, Vocabulary, glue, glue_over

_FOOTNOTE = re.compile(r"(?:\[?\d{1,2}\]?|[*†‡§])[.)]?\s?[A-Z]")
_SMALL = 0.92  # of the size of the body: footnotes are smaller


class Writer:
    """Text that grows, with the page of each part."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.places: list[Place] = []

    def write(self, text: str, page: int) -> None:
        """Put `text` at the end; a new page is noted where it begins."""
        name = f"page {page}"
        if not self.places or self.places[-1].name != name:
            self.places.append(Place(self.length, name))
        self.join(text)

    def join(self, text: str) -> None:
        """Put `text` at the end, whatever its page."""
        self.parts.append(text)
        self.length += len(text)

    def drop_hyphen(self) -> None:
        """Take away the hyphen that the text ends with."""
        self.parts[-1] = self.parts[-1][:-1]
        self.length -= 1


def compose(
    top: Sequence[tuple[int, str]], blocks: Sequence[Block], end: Sequence[tuple[int, str]]
) -> tuple[str, tuple[Place, ...]]:
    """The text: `top` (heads and feet), the blocks, footnotes, `end` (turned text), each with its page."""
    body, notes = _footnotes(blocks)
    writer = Writer()
    for page, text in top:
        writer.write(text, page)
        writer.join("\n")
    if top and body:
        writer.join("\n")
    _write_blocks(writer, body)
    for page, text in (*notes, *end):
        writer.join("\n\n" if writer.length else "")
        writer.write(text, page)
    return "".join(writer.parts), tuple(writer.places)


def _write_blocks(writer: Writer, blocks: Sequence[Block]) -> None:
    vocabulary = Vocabulary([line.text for block in blocks for line in block.lines])
    last: tuple[Line, Block] | None = None
    first = True
    for block in blocks:
        for line in block.lines:
            if last is not None:
                within = last[1] is block
                parted, between = (
                    glue(last[0], line, block, first=first, vocabulary=vocabulary)
                    if within
                    else glue_over(last[0], line, last[1], vocabulary)
                )
                if parted:
                    writer.drop_hyphen()
                writer.join(between)
                first = "\n" in between
            writer.write(line.text, block.page)
            last = (line, block)


def _footnotes(blocks: Sequence[Block]) -> tuple[list[Block], list[tuple[int, str]]]:
    """Footnotes stand at the foot of a page and in the way of what runs on to the next: they go to the end."""
    usual = _usual_size(blocks)
    body: list[Block] = []
    notes: list[tuple[int, str]] = []
    for block in blocks:
        cut = len(block.lines)
        while cut and block.lines[cut - 1].size <= _SMALL * usual:
            cut -= 1
        if cut and cut < len(block.lines) and _FOOTNOTE.match(block.lines[cut].text):
            notes.append((block.page, _joined(block.lines[cut:])))
            body.append(replace(block, lines=block.lines[:cut]))
        else:
            body.append(block)
    return body, notes


def _joined(lines: Sequence[Line]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        text += ("\n" if _FOOTNOTE.match(line.text) else " ") + line.text
    return text


def _usual_size(blocks: Sequence[Block]) -> float:
    sizes = sorted(line.size for block in blocks for line in block.lines for _ in range(min(len(line.text), 200)))
    return sizes[len(sizes) // 2] if sizes else 0.0
