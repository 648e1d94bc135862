"""A note -> every stretch of it that gives somebody away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from auditor.language.legible import legible
from auditor.masking.days import Days
from auditor.masking.fields import Field, Fields
from auditor.masking.people import People
from auditor.masking.spans import Span, apart
from auditor.model import Note
from auditor.rules.lint import plain_phrases
from auditor.rules.load import RuleSet

_NUMBER = re.compile(
    r"(?:[A-Z]{1,5} ?(?=[-/#]?\d))?\(?[A-Za-z]{0,6}[-/.]?\d[\w./()+-]*(?:[ -](?=[\dA-Z]*\d)[\dA-Z][\w./()+-]*){0,5}"
    r"|[A-Za-z][A-Za-z._-]*\d[\w./-]*"
)
_UNIT = re.compile(
    r" ?(?:ml|mm|cm|mg|kg|g|l|min|mins|minutes|hours|hrs?|%|x|\u00d7|holes?|screws?|people|units?|years?|weeks?|days?|surgeons|"
    r"stages|of)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEAST = 3  # characters of a number, below which it counts something
_SENTENCE = re.compile(r"\.(?: |$)|, (?:who|and|where|which|with)\b|\)")
_PLACE = re.compile(r"(?:[A-Z0-9\u00c0-\u00de][\w'\u2019./\u00ba-]*+,?+ ?+)++")
_OPEN = ("at", "in", "of", "by", "for", "from")
_BIRTH = 14


class Finder:
    """Finds identifiers with one rule set; build it once and use it for many notes."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules.masking
        common = frozenset(word for placed in rules.placed for phrase in plain_phrases(placed) for word in phrase.split())
        self._fields = Fields(self._rules)
        self._days = Days(self._rules)
        self._people = People(self._rules, common)
        self._codes = frozenset(row.code for family in rules.families for row in family.row if row.code)
        self._shapes = [(shape, shape.regex) for shape in self._rules.shape]

    def find(
        self, note: Note, surgeon: str | None = None, year: int | None = None, *, everybody: bool = False
    ) -> tuple[Span, ...]:
        """Spans in order, without overlap, found in what people see of the note.

        `surgeon` and `year` are what the audit has of the operation; with `everybody` those who treat are found too.
        """
        seen = legible(note.text)
        found = apart(self._all(note.model_copy(update={"text": seen.text}), surgeon, year, everybody=everybody), seen.text)
        if not seen.steps:
            return found
        places = (seen.span(span.start, span.end) for span in found)
        return tuple(replace(span, start=start, end=end) for span, (start, end) in zip(found, places, strict=True))

    def _all(self, note: Note, surgeon: str | None, year: int | None, *, everybody: bool) -> Iterator[Span]:
        text = note.text
        fields = list(self._fields.of(text))
        shaped = [
            Span(match.start(), match.start() + len(match[0].rstrip(" ,")), shape.kind, _key(match[0]), shape.id)
            for shape, regex in self._shapes
            for match in regex.finditer(text)
        ]
        births = [(each.start, each.start + _BIRTH) for each in fields if each.label.takes == "birth"]
        yield from self._days.of(text, year, births)
        yield from (span for each in fields if (span := _valued(text, each)) and text[span.start : span.end] not in self._codes)
        yield from shaped
        yield from self._known(note)
        messages = [text[span.start : span.end] for span in shaped if span.rule == "message-name"]
        written = (*messages, *((note.known.patient,) if note.known.patient else ()))
        yield from self._people.of(text, fields, written, surgeon, everybody=everybody)

    @staticmethod
    def _known(note: Note) -> Iterator[Span]:
        """The case that the file names, wherever the text repeats it."""
        case = note.known.case
        if case and len(case) >= _LEAST:
            for match in re.finditer(rf"(?<!\w){re.escape(case)}(?!\w)", note.text):
                yield Span(match.start(), match.end(), "record number", _key(case), "known")


def _valued(text: str, each: Field) -> Span | None:
    """The value of a field for a number or for the rest of the line."""
    label = each.label
    if label.takes == "number":
        match = _NUMBER.match(text, each.start, each.end)
        if match is None or len(match[0]) < _LEAST or _UNIT.match(text, match.end()) or _YEAR.fullmatch(match[0]):
            return None
        if not each.marked and not re.search(r"\d\d|\d\w*-\d|\w{5}\d", match[0]):
            return None
        closing = ")" if match[0].count("(") < match[0].count(")") else ""
        end = each.start + len(match[0].rstrip(f"./-(+{closing}"))
        return Span(each.start, end, label.kind, _key(text[each.start : end]), label.id)
    if label.takes != "rest":
        return None
    opened = text[each.at : each.start].strip().lower().endswith(_OPEN)
    if label.kind == "employer" and text[each.start : each.start + 2] == ", ":
        each, opened = replace(each, start=each.start + 2), True
    if not each.marked and not opened:
        return None
    stop = _SENTENCE.search(text, each.start, each.end) if opened or label.kind == "employer" else None
    end = stop.start() if stop else each.end
    place = _PLACE.match(text, each.start, end)
    if opened or not each.marked:
        end = place.end() if place else each.start
    written = text[each.start : end].rstrip(" ,.")
    return Span(each.start, each.start + len(written), label.kind, _key(written), label.id) if len(written) > 1 else None


def _key(written: str) -> str:
    return re.sub(r"[\W_]", "", written).casefold()
