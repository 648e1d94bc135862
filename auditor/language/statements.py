"""What is quoted of a mention: its own words, and as much of its sentence as a surgeon needs to recognise it.

A sentence can hold what is nobody's business in a letter. Names, codes and long numbers end the statement, and a section
that tells who the people are gives none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from auditor.language.parted import PARTED
from auditor.language.places import Places
from auditor.language.reading import Reading
from auditor.model import Evidence

_LONGEST = 240  # characters
_LINE_END = re.compile(r"\r\n|\r|\n")
_PEOPLE = frozenset({"surgeon", "cosurgeon", "assistant", "date", "patient", "field", "codes", "roles", "header"})
# The first look, at one letter, spares most places all the others.
_KEPT_BACK = re.compile(
    r"(?=[\d$BCDHIMPbcm])(?:\d{5,}|\$|\b(?:CPT|HCPCS|ICD\S*|MRN)\b|\b(?i:modifiers?|codes?|coded|coding|billing|billed)\b"
    r"|\b(?:Mr|Mrs|Ms|Miss|Dr|DR|Prof|Professor)\b\.?\s+[A-Z][\w'\u2019-]+(?:\s+[A-Z][\w'\u2019-]+)*)"
)
_EDGE = " \t\r\n\f\v,;:(-\u2013\u2014#*|>"


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence without its heading, and the spans in it that are kept back."""

    start: int
    end: int
    section: str
    kept_back: tuple[tuple[int, int], ...]


class Statements:
    """Quotes the mentions of one note."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.text
        self.written = reading.written
        self._reading = reading
        self._sentences: dict[int, _Sentence] = {}
        self._quoted: dict[tuple[int, int], Evidence] = {}  # mentions of one sentence mostly share their statement

    def around(self, first: int, last: int, number: int) -> Evidence | None:
        """As much of the sentence `number` as may be shown around the mention at `first` to `last`, if any."""
        sentence = self._sentence(number)
        if sentence.section in _PEOPLE:
            return None
        start, end = self._near(*_open(sentence, first, last), first, last)
        start, end = self._trimmed(start, end, first, last)
        if (start, end) not in self._quoted:
            self._quoted[start, end] = self.quote(start, end, sentence.section)
        return self._quoted[start, end]

    def on_one_line(self, start: int, end: int) -> str:
        """What stands between two offsets; the hyphen of a word that is read as one over the end of a line is left out."""
        text = self.text[start:end]
        if "\n" not in text or PARTED.search(text) is None:
            return text
        tokens = self._reading.tokens
        for found in reversed(list(PARTED.finditer(text))):
            hyphen, below = found.start() + 1, found.end() - 1
            word = bisect_right(tokens.starts, start + found.start()) - 1
            between = "" if tokens.ends[word] > start + hyphen else text[hyphen]
            text = text[:hyphen] + between + text[below:]
        return text

    def quote(self, start: int, end: int, section: str) -> Evidence:
        """The words between two offsets as the note has them, with their line and place there."""
        start, end = self._reading.seen.span(start, end)
        line = bisect_right(self._lines, start)
        return Evidence.of(self.written, start, end, section, line=line, place=self._places.name(start))

    def as_written(self, start: int, end: int) -> tuple[str, int, int]:
        """What the note has between two offsets of what is read, and where."""
        start, end = self._reading.seen.span(start, end)
        return self.written[start:end], start, end

    @cached_property
    def _lines(self) -> list[int]:
        """Where lines begin."""
        return [0, *(match.end() for match in _LINE_END.finditer(self.written))]

    @cached_property
    def _places(self) -> Places:
        return Places(self.written, self._lines, self._reading.places)

    def _sentence(self, number: int) -> _Sentence:
        if number not in self._sentences:
            reading, numbers = self._reading, self._reading.sentence
            first, last = bisect_left(numbers, number), bisect_right(numbers, number) - 1
            start, end = reading.tokens.starts[first], reading.tokens.ends[last]
            section = reading.section_at(start)
            behind_heading = reading.content_start(section)
            start = behind_heading if start < behind_heading < end else start
            kept_back = tuple(match.span() for match in _KEPT_BACK.finditer(reading.text, start, end))
            self._sentences[number] = _Sentence(start, end, section.kind, kept_back)
        return self._sentences[number]

    def _near(self, start: int, end: int, first: int, last: int) -> tuple[int, int]:
        """At most `_LONGEST` characters around the mention, cut between words."""
        if end - start <= _LONGEST:
            return start, end
        tokens = self._reading.tokens
        spare = max(_LONGEST - (last - first), 0)
        before = min(first - start, max(spare // 2, spare - (end - last)))
        start = min(tokens.starts[bisect_left(tokens.starts, first - before)], first)
        fitting = bisect_right(tokens.ends, start + _LONGEST) - 1
        return start, max(min(tokens.ends[fitting], end), last)

    def _trimmed(self, start: int, end: int, first: int, last: int) -> tuple[int, int]:
        """Without spaces and open signs at the edges."""
        text = self._reading.text
        while start < first and text[start] in _EDGE:
            start += 1
        while end > last and text[end - 1] in _EDGE:
            end -= 1
        return start, end


def _open(sentence: _Sentence, first: int, last: int) -> tuple[int, int]:
    """The part of the sentence around the mention from `first` to `last` that holds nothing that is kept back."""
    start, end = min(sentence.start, first), max(sentence.end, last)
    for kept_from, kept_to in sentence.kept_back:
        if kept_to <= first:
            start = kept_to
        elif kept_from >= last:
            return start, kept_from
        else:
            return first, last
    return start, end
