"""A text and spans that may overlap -> pieces without overlap that give the text when they are put together again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text and the numbers of all spans that cover it; `first` and `last` are those that begin and end here."""

    start: int
    end: int
    covered_by: tuple[int, ...] = ()
    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()


def flatten(length: int, spans: Sequence[Span], cuts: Sequence[int] = ()) -> Iterator[Segment]:
    """Cut 0..length wherever a span begins or ends and at every one of `cuts`. Spans are not empty and lie in the text."""
    begins = sorted(range(len(spans)), key=lambda number: spans[number][0])
    edges = sorted({0, length, *cuts, *(edge for span in spans for edge in span)})
    active: list[int] = []
    place = 0
    for start, end in pairwise(edges):
        first = place
        while place < len(begins) and spans[begins[place]][0] == start:
            active.append(begins[place])
            place += 1
        last = tuple(number for number in active if spans[number][1] == end)
        yield Segment(start, end, tuple(active), tuple(begins[first:place]), last)
        if last:
            active = [number for number in active if spans[number][1] > end]


def blocks(text: str, least: int) -> Iterator[int]:
    """The places at which a text is cut into blocks of whole lines, each of at least `least` characters."""
    place = text.find("\n", least) + 1
    while place:
        yield place
        place = text.find("\n", place + least) + 1
