"""A text with placeholders, which can still be asked by the offsets of the text as it was."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import pairwise

from auditor.masking.placeholders import Placeholders
from auditor.masking.spans import Span
from auditor.model import Cover


class Covered:
    """`text` is what may be shown. `digest` stands for it with kinds alone: the same in every run, and it tells no more."""

    def __init__(self, original: str, spans: Sequence[Span], placeholders: Placeholders) -> None:
        """`spans` are in order and do not overlap."""
        self._original = original
        edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(original)]
        between = [original[start:end] for start, end in list(pairwise(edges))[::2]]
        shown = [placeholders.of(span) for span in spans]
        kinds = [placeholders.of(span) if span.kind in ("date", "age") else f"[{span.kind}]" for span in spans]
        self.covers = tuple(Cover(span.start, span.end, len(word)) for span, word in zip(spans, shown, strict=True))
        self.text = _joined(between, shown)
        self.digest = hashlib.sha256(_joined(between, kinds).encode("utf-8", "surrogatepass")).hexdigest()

    def quote(self, start: int, end: int) -> str:
        """What may be shown of a stretch; a placeholder at its edge is shown whole."""
        first, last = place_of(self.covers, start, end)
        return self.text[first:last]

    def phrase(self, words: str | None) -> str | None:
        """What may be shown of words that were taken from somewhere in the text, and came without their place."""
        if not words:
            return words
        start = self._original.find(words)
        return self.quote(start, start + len(words)) if start >= 0 else "[quotation]"


def place_of(covers: Sequence[Cover], start: int, end: int) -> tuple[int, int]:
    """Where a stretch of the text as it was lies in the text that is shown; a placeholder that it touches belongs to it whole."""
    shift, first, last = 0, -1, -1
    for cover in covers:
        if first < 0 and cover.end > start:
            first = min(start, cover.start) + shift
        if cover.start >= end:
            last = end + shift
            break
        grown = shift + cover.length - (cover.end - cover.start)
        if cover.end >= end:
            last = cover.end + grown
            break
        shift = grown
    return (start + shift if first < 0 else first), (end + shift if last < 0 else last)


def _joined(between: Sequence[str], words: Sequence[str]) -> str:
    return "".join(part for pair in zip(between, (*words, ""), strict=True) for part in pair)
