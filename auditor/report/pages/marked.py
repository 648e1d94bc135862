"""The note as written, as markup: every finding a link to its row of the list, every cue a link to what it sets.

Written by hand rather than by the template: a long note has thousands of pieces, and each is a line of plain strings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from auditor.masking.covers import place_of
from auditor.model import Cover, Cue, Evidence
from auditor.report.pages.findings import Row
from auditor.report.pages.segments import Segment, Span, blocks, flatten

_BLOCK = 2000


@dataclass(frozen=True, slots=True)
class Marks:
    """All that is marked in a note: findings, the cues that set them with the numbers of these, and quotations."""

    rows: Sequence[Row]
    cues: Sequence[tuple[Cue, tuple[int, ...]]]
    quotes: Sequence[Evidence] = ()
    covers: Sequence[Cover] = ()

    @property
    def spans(self) -> list[Span]:
        """Their places in the text as it is shown, in this order."""
        places = [(row.place.start, row.place.end) for row in self.rows]
        places += [(cue.start, cue.end) for cue, _ in self.cues]
        places += [(quote.start, quote.end) for quote in self.quotes]
        return [place_of(self.covers, *place) for place in places] if self.covers else places


def marked(text: str, marks: Marks) -> Markup:
    """The whole text in blocks of lines; nothing is added or left out."""
    starts = list(blocks(text, _BLOCK))
    pieces: list[str] = []
    opened = iter([*starts, len(text) + 1])
    edge = next(opened)
    pieces.append("<div>")
    for segment in flatten(len(text), marks.spans, starts):
        if segment.start == edge:
            pieces.append("</div><div>")
            edge = next(opened)
        pieces += _piece(text, segment, marks)
    pieces.append("</div>")
    return Markup("".join(pieces))  # noqa: S704 - every piece of the note in it has been escaped


def _piece(text: str, segment: Segment, marks: Marks) -> Iterator[str]:
    end = segment.end
    if text[end - 1 : end + 1] == "\r\n":  # a line end that stays in one piece is one line end
        end -= 1
    shown = str(escape(text[segment.start : end]))
    if not segment.covered_by:
        yield shown
        return
    anchors = [_anchor(number, marks) for number in segment.first]
    rows = [marks.rows[number] for number in segment.covered_by if number < len(marks.rows)]
    cues = [marks.cues[number] for number in _cues(segment.covered_by, marks)]
    if rows:
        yield _finding(rows, [row for row in rows if row.number - 1 in segment.last], anchors)
    elif cues:
        yield _cue(cues, anchors)
    else:
        yield "".join(f'<span id="{anchor}"></span>' for anchor in anchors) + shown
        return
    yield f"{shown}</a>"


def _cues(numbers: Sequence[int], marks: Marks) -> Iterator[int]:
    first = len(marks.rows)
    return (number - first for number in numbers if first <= number < first + len(marks.cues))


def _anchor(number: int, marks: Marks) -> str:
    """The name of a place in the note: t for the text of a finding, c for a cue, q for a quotation."""
    for letter, count in (("t", len(marks.rows)), ("c", len(marks.cues))):
        if number < count:
            return f"{letter}{number + 1}"
        number -= count
    return f"q{number + 1}"


def _finding(rows: Sequence[Row], ended: Sequence[Row], anchors: Sequence[str]) -> str:
    """Where findings overlap, one that counts goes before one that does not, and the shorter before the longer."""
    top = min(rows, key=lambda row: (not row.counts, row.place.end - row.place.start, row.number))
    classes = f"m {top.kind.key}{'' if top.counts else ' no'}"
    numbers = " ".join(str(row.number) for row in rows)
    names = f' data-n="{" ".join(row.name for row in ended)}"' if ended else ""
    title = escape("\n".join(row.hover for row in rows))
    return f'<a class="{classes}" href="#f{top.number}" data-f="{numbers}"{names} title="{title}"{_ids(anchors)}'


def _cue(cues: Sequence[tuple[Cue, tuple[int, ...]]], anchors: Sequence[str]) -> str:
    (cue, numbers), *_ = cues
    title = escape(f"cue {cue.rule_id} for {', '.join(map(str, numbers))}")
    return f'<a class="m cue" href="#f{numbers[0]}" title="{title}"{_ids(anchors)}'


def _ids(anchors: Sequence[str]) -> str:
    """An element has one name; further ones stand on empty elements inside it."""
    if not anchors:
        return ">"
    first, *others = anchors
    return f' id="{first}">' + "".join(f'<span id="{anchor}"></span>' for anchor in others)
