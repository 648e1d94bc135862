"""A whole rich text -> its note: headers, body, notes, footers."""

from __future__ import annotations

from auditor.errors import NoteError
from auditor.notes.formats.blocks import Block
from auditor.notes.formats.furniture import without_page_numbers
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.lines import Lines, flow
from auditor.notes.formats.model import Extracted
from auditor.notes.formats.remarks import in_order
from auditor.notes.formats.rtf.parser import Parser
from auditor.notes.formats.rtf.story import Story

_START = b"{\\rtf"


def document(data: bytes, limits: Limits) -> Extracted:
    """Read a rich text. Raises NoteError where it cannot be read."""
    start = data.find(_START, 0, 64)
    if start < 0:
        raise NoteError("the file is no rich text", "export the note as .rtf or as plain text")
    parser = Parser(data, start, limits)
    parser.run()
    lines = Lines(limits)
    _add_margins(lines, parser.headers, "header")
    lines.add(parser.body.finish())
    lines.add([block for note in parser.notes for block in note.finish()])
    _add_margins(lines, parser.footers, "footer")
    return lines.extracted(parser.known(), in_order(parser.remarks))


def _add_margins(lines: Lines, stories: list[Story], name: str) -> None:
    """Headers or footers, each text once."""
    seen: set[str] = set()
    for story in stories:
        blocks: list[Block] = without_page_numbers(story.finish())
        text = "\n".join(line for line, _ in flow(blocks)).strip()
        if text and text not in seen:
            lines.add(blocks, name if not seen else f"{name} {len(seen) + 1}")
            seen.add(text)
