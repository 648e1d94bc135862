"""Tables whose head names the choices and whose rows tick one: "| | E-E | E-S |", and below it "| A | [ ] | [x] |"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Doc

from auditor.language.boxes import ANY_BOX, TICKED_BOX
from auditor.language.reading import Mention, Reading, place, reading_of

_CELL = re.compile(r"[^|\t\n]+")
_ANY_BOX = re.compile(ANY_BOX)
_TICKED = re.compile(TICKED_BOX)


@dataclass(slots=True)
class _Line:
    """One line of a table: its cells as offsets into the text, and whether any holds a box."""

    cells: list[tuple[int, int]]
    boxed: bool


def tick_columns(doc: Doc) -> Doc:
    """spaCy component: a technique that heads a column is told by each row that ticks it, at its box, and not by the head."""
    reading = reading_of(doc)
    if reading.is_form and reading.has_cells:
        for head, rows in _tables(reading):
            _read_table(reading, head, rows)
        reading.mentions.sort(key=place)
    return doc


def _tables(reading: Reading) -> list[tuple[_Line, list[_Line]]]:
    """Every line of cells without a box, with the lines of as many cells that follow it and hold one."""
    tables: list[tuple[_Line, list[_Line]]] = []
    above = False  # whether a head stands above, with nothing but its rows between
    for start in reading.layout.lines:
        line = _line_of(reading.text, start)
        if len(line.cells) < 2:
            above = False
        elif not line.boxed:
            tables.append((line, []))
            above = True
        elif above and len(line.cells) == len(tables[-1][0].cells):
            tables[-1][1].append(line)
    return [(head, rows) for head, rows in tables if rows]


def _line_of(text: str, start: int) -> _Line:
    end = text.find("\n", start)
    end = end if end >= 0 else len(text)
    cells = [found.span() for found in _CELL.finditer(text, start, end)]
    return _Line(cells, _ANY_BOX.search(text, start, end) is not None)


def _read_table(reading: Reading, head: _Line, rows: list[_Line]) -> None:
    """Put the techniques of a head where its rows tick them."""
    heads = [m for m in reading.told(head.cells[0][0], head.cells[-1][1]) if m.concept == "technique"]
    starts = reading.tokens.starts
    ends = reading.tokens.ends
    columns = {
        n: m
        for m in heads
        for n, (start, end) in enumerate(head.cells)
        if reading.text[start:end].strip() == reading.text[starts[m.first] : ends[m.last - 1]]
    }
    if len(columns) < 2 or len(columns) < len(heads):
        return  # cells that tell more than the technique are statements, and no head
    for mention in heads:
        reading.mentions.remove(mention)
    for row in rows:
        reading.choice_rows.append((row.cells[0][0], row.cells[-1][1]))
        for column, mention in columns.items():
            box = _TICKED.search(reading.text, *row.cells[column])
            if box is not None:
                ticked = Mention(mention.rule, bisect_left(starts, box.start()), bisect_left(starts, box.end()))
                reading.mentions.append(ticked)
