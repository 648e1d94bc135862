"""Notes without headings: what comes before the operation begins is history, if it speaks of the past."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc

from auditor.language.layout import opens_item
from auditor.language.reading import Reading, Section, reading_of

_OPERATING = frozenset({"opening", "technique", "tourniquet", "release"})
_ACCOUNTS = frozenset({"indication", "history", "previous", "imaging"})
_OPEN_KINDS = frozenset({"narrative", "header"})


def tell_history(doc: Doc) -> Doc:
    """spaCy component: turns the leading paragraphs of a narrative into a `history` section where they are one."""
    reading = reading_of(doc)
    for _number, section in enumerate(list(reading.sections)):
        if section.kind in _OPEN_KINDS:
            _split(reading, section)
        elif section.kind == "title":
            _end_title(reading, section)
        elif section.kind in _ACCOUNTS:
            _end_account(reading, section)
    reading.sections.sort(key=lambda section: section.start)
    reading.section_starts = [section.start for section in reading.sections]
    reading.settle_sections()
    return doc


def _split(reading: Reading, section: Section) -> None:
    """Cut `section` at its paragraphs up to the first that describes operating."""
    listed = {mark for mark in reading.layout.breaks if opens_item(reading.text, mark)}
    edges = sorted({section.start, *(mark for mark in reading.layout.paragraphs | listed if section.start < mark < section.end)})
    if len(edges) <= 2:
        edges = sorted({section.start, *(mark for mark in reading.layout.breaks if section.start < mark < section.end)})
    by_sentence = len(edges) == 1
    if by_sentence:
        edges = _sentence_edges(reading, section)
    weights = [_weigh(reading, start, end) for start, end in zip(edges, [*edges[1:], section.end], strict=True)]
    begins = next((number for number, (opening, past) in enumerate(weights) if opening > past), len(weights))
    speaks_of_past = by_sentence and any(past for _, past in weights[:begins])
    pieces: list[Section] = []
    for number, (start, end) in enumerate(zip(edges, [*edges[1:], section.end], strict=True)):
        kind = section.kind
        if number < begins and (weights[number][1] or speaks_of_past):
            kind = "history"
        elif number >= begins and kind == "header":
            kind = "narrative"
        if pieces and pieces[-1].kind == kind:
            pieces[-1].end = end
        else:
            pieces.append(Section(kind, start, end, section.heading))
    section.kind, section.end = pieces[0].kind, pieces[0].end
    reading.sections.extend(pieces[1:])


def _end_title(reading: Reading, section: Section) -> None:
    """A title stops at the paragraph behind it that tells of the past, where no heading says so."""
    marks = [mark for mark in sorted(reading.layout.paragraphs) if section.start < mark < section.end]
    for mark in marks:
        after = min((other for other in marks if mark < other), default=section.end)
        opening, past = _weigh(reading, mark, after)
        if past > opening and not opens_item(reading.text, mark):
            account = Section("narrative", mark, section.end)
            section.end = mark
            reading.sections.append(account)
            _split(reading, account)
            return


def _end_account(reading: Reading, section: Section) -> None:
    """An indication or a study that no heading ends stops where a later line begins to operate."""
    marks = [mark for mark in sorted(reading.layout.breaks) if section.start < mark < section.end]
    if reading.in_one_line:
        marks = marks or _sentence_edges(reading, section)[1:]
    for mark in marks:
        after = min((other for other in marks if mark < other), default=section.end)
        opening, past = _weigh(reading, mark, min(after, section.end))
        if opening > past:
            reading.sections.append(Section("narrative", mark, section.end))
            section.end = mark
            return


def _sentence_edges(reading: Reading, section: Section) -> list[int]:
    starts, sentence = reading.tokens.starts, reading.sentence
    first = bisect_right(starts, section.start - 1)
    edges = {section.start}
    for token in range(first + 1, len(starts)):
        if starts[token] >= section.end:
            break
        if sentence[token] != sentence[token - 1]:
            edges.add(starts[token])
    return sorted(edges)


def _weigh(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """How many words of operating, and how many of the past, a stretch of text holds."""
    opening = past = 0
    for mention in reading.mentions:
        place = reading.tokens.starts[mention.first]
        if place >= end:
            break
        if place >= start:
            opening += mention.concept in _OPERATING
            past += mention.concept == "history_mark"
    return opening, past
