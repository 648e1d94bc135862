"""A stretch of a note that gives somebody away, and how stretches that overlap become one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from auditor.rules.masking_schema import Kind


@dataclass(frozen=True, slots=True)
class Span:
    """`key` tells one person or number from another; `year` is what may be left of a date; `rule` found it."""

    start: int
    end: int
    kind: Kind
    key: str
    rule: str
    year: str = ""


def apart(found: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Spans in order and without overlap: of those that overlap the first found goes on, as far as any of them reaches.

    None goes over the end of a line, so that lines keep their numbers.
    """
    ranked = sorted(enumerate(found), key=lambda each: (each[1].start, each[0]))
    merged: list[tuple[int, Span]] = []
    for rank, span in ranked:
        if merged and span.start < merged[-1][1].end:
            before_rank, before = merged[-1]
            best = before if before_rank <= rank else span
            joined = replace(best, start=before.start, end=max(before.end, span.end))
            merged[-1] = (min(rank, before_rank), joined)
        else:
            merged.append((rank, span))
    return tuple(piece for _, span in merged for piece in _lines(span, text))


def _lines(span: Span, text: str) -> Iterable[Span]:
    place = span.start
    for line in text[span.start : span.end].splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = place + line.index(bare)
            yield replace(span, start=start, end=start + len(bare))
        place += len(line)
