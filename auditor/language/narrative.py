"""Notes without headings: what comes before the operation begins is history, if it speaks of the past."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from spacy.tokens import Doc

from auditor.language.entitling import entitle
from auditor.language.layout import opens_item
from auditor.language.reading import Reading, Section, reading_of
from auditor.language.weighing import (
    WORK,
    count_work,
    sentence_edges,
    tells_today,
    weigh,
    weigh_acts,
    weigh_sentence,
    words_between,
)

Weigh = Callable[[Reading, int, int], tuple[int, int]]

_ACCOUNTS = frozenset({"indication", "history", "previous", "imaging"})
_OPEN_KINDS = frozenset({"narrative", "header"})
_NAMING = frozenset({"title", "booked"})
_QUOTING = frozenset({"outside", "report", "reads", "follows", "elsewhere"})
_AT_LENGTH = 3  # acts
_SHORTEST_NAME = 3  # letters
_HEAD_STRETCHES = 3
_VERB_WITHIN = 3  # words


def tell_history(doc: Doc) -> Doc:
    """spaCy component: turns the leading paragraphs of a narrative into a `history` section where they are one."""
    reading = reading_of(doc)
    begun = False
    for section in list(reading.sections):
        if section.kind in _OPEN_KINDS:
            _split(reading, section)
        elif section.kind == "technique" and not begun:
            content, end = reading.content_start(section), section.end
            _begin_technique(reading, section)
            begun = count_work(reading, content, end) >= _AT_LENGTH  # a heading further down begins no account of the past
        elif section.kind == "title":
            _end_title(reading, section)
        elif section.kind in _ACCOUNTS or _ends_clinic_text(reading, section):
            _end_account(reading, section)
    if not any(section.kind in _NAMING and _holds_words(reading, section) for section in reading.sections):
        entitle(reading)
    reading.sections.sort(key=lambda section: section.start)
    reading.section_starts = [section.start for section in reading.sections]
    reading.settle_sections()
    return doc


def _holds_words(reading: Reading, section: Section) -> bool:
    """Whether a title names anything: the head of a table ("| No. |") does not."""
    content = reading.text[reading.content_start(section) : section.end]
    return sum(map(str.isalpha, content)) >= _SHORTEST_NAME


def _split(reading: Reading, section: Section) -> None:
    """Cut `section` at its paragraphs up to the first that describes operating."""
    titled = any(other.kind in _NAMING for other in reading.sections)
    lines = reading.lines_in(section)
    listed = (mark for mark in lines if opens_item(reading.text, mark))
    edges = sorted({section.start, *reading.paragraphs_in(section), *listed})
    if len(edges) <= 2:
        edges = [section.start, *lines]
    by_sentence = len(edges) == 1
    if by_sentence:
        edges = sentence_edges(reading, section.start, section.end)
    else:
        edges = _parted(reading, edges, section.end, by_sentences=not titled)
    weights = _weights(reading, edges, section.end, weigh_sentence if by_sentence else weigh)
    begins = _first_operating(weights)
    if begins == len(weights) and not titled and any(past for _, past in weights):
        edges = sentence_edges(reading, section.start, section.end)
        weights, by_sentence = _weights(reading, edges, section.end, weigh_acts), True
        begins = _first_worked(reading, [*edges, section.end], weights, _first_operating(weights))
    elif begins < len(weights):
        begins = _first_worked(reading, [*edges, section.end], weights, begins)
    if section.kind == "header" and begins < len(weights):
        begins = next((n for n in range(1, begins) if not weights[n][1] and _tells_work(reading, edges[n], edges[n + 1])), begins)
    speaks_of_past = by_sentence and any(past for _, past in weights[:begins])
    pieces: list[Section] = []
    for number, (start, end) in enumerate(zip(edges, [*edges[1:], section.end], strict=True)):
        kind = section.kind
        if number < begins and (weights[number][1] or speaks_of_past):
            kind = "history"
        elif kind == "header" and (number >= begins or (begins < len(weights) and opens_item(reading.text, start))):
            kind = "narrative"
        if pieces and pieces[-1].kind == kind:
            pieces[-1].end = end
        else:
            pieces.append(Section(kind, start, end, section.heading))
    section.kind, section.end = pieces[0].kind, pieces[0].end
    reading.sections.extend(pieces[1:])


def _weights(reading: Reading, edges: list[int], end: int, weigh: Weigh) -> list[tuple[int, int]]:
    return [weigh(reading, start, after) for start, after in pairwise([*edges, end])]


def _first_operating(weights: list[tuple[int, int]]) -> int:
    """The number of the first stretch that speaks of operating more than of the past; their count where none does.

    The anaesthetic among the names at the head begins nothing where the past is told right after it.
    """
    return next((n for n, (opening, past) in enumerate(weights) if opening > past and not _is_at_head(weights, n)), len(weights))


def _is_at_head(weights: list[tuple[int, int]], number: int) -> bool:
    """Whether a stretch with one word of operating is among the first, and the past is told right behind it."""
    following = weights[number + 1 : number + 2]
    alone = weights[number] == (1, 0) and number < _HEAD_STRETCHES and not any(past for _, past in weights[:number])
    return alone and any(opening < past for opening, past in following)


def _first_worked(reading: Reading, edges: list[int], weights: list[tuple[int, int]], begins: int) -> int:
    """The first sentence behind the last one of the past, before `begins`, that tells of work on bone or vessels."""
    told = next((number for number in range(begins - 1, -1, -1) if weights[number][1]), begins)
    between = range(told + 1, begins)
    worked = (
        n for n in between if weigh_acts(reading, edges[n], edges[n + 1])[0] or _tells_work(reading, edges[n], edges[n + 1])
    )
    return next(worked, begins)


def _tells_work(reading: Reading, start: int, end: int) -> bool:
    """Whether a short line tells of what holds a bone, or measures one: "Slot 14 x 9 mm. One 3.0 HCS, one staple"."""
    told = list(reading.told(start, end))
    held = any(m.concept == "fixation" and m.rule.value in {"hardware", "fit"} for m in told)
    measured = any(m.cm is not None for m in told) and any(m.concept in {"bone", "flap_name"} for m in told)
    return (held or measured) and not any(
        m.concept in {"history_mark", "treatment"} and m.rule.value != "treatment" for m in told
    )


def _parted(reading: Reading, edges: list[int], end: int, *, by_sentences: bool) -> list[int]:
    """The edges, and those within a paragraph that speaks of the past: of lines with a meaning of their own, and of sentences
    where it speaks as much of cutting a flap's vessels.
    """
    parted: list[int] = []
    lines = reading.lines_in(Section("narrative", edges[0], end))
    for start, after in pairwise([*edges, end]):
        opening, past = weigh(reading, start, after)
        worked = [m.rule.value for m in reading.told(start, after) if m.concept == "act" and m.rule.value in WORK]
        own_lines = [start, *(line for line in lines if start < line < after)]
        if past and len(own_lines) > 1:
            parted += own_lines
        else:
            severed = by_sentences and "divide_pedicle" in worked and opening == past
            joined = any(mention.concept == "technique" for mention in reading.told(start, after))
            work = joined or _works_at_length(worked) or _works_beside_past(reading, start, after)
            mixed = past > 0 and (severed or (opening <= past and (work or _turns_to_today(reading, start, after))))
            parted += sentence_edges(reading, start, after) if mixed else [start]
    return parted


def _turns_to_today(reading: Reading, start: int, end: int) -> bool:
    """Whether a sentence of a paragraph that speaks of the past turns to what is done today."""
    return any(
        tells_today(reading, mark, reading.told(mark, after)) or _writer_begins(reading, mark, after)
        for mark, after in pairwise([*sentence_edges(reading, start, end), end])
    )


def _writer_begins(reading: Reading, start: int, end: int) -> bool:
    """Whether a sentence says what its writer did, and nothing of when: "I opened the old incision and took out the plate"."""
    opening, past = weigh(reading, start, end)
    words = words_between(reading, start, end)
    return opening > past and words[:1] in (["i"], ["we"]) and "had" not in words[:_VERB_WITHIN]


def _works_at_length(worked: list[str]) -> bool:
    """Whether a paragraph tells so much of work on bone and vessels that it can be no account of the past alone."""
    return len(worked) >= _AT_LENGTH and "cut" in worked and len(set(worked)) > 1


def _works_beside_past(reading: Reading, start: int, end: int) -> bool:
    """Whether a paragraph tells of work before its first sentence of the past, or at length behind one that opens it."""
    marks = [*sentence_edges(reading, start, end), end]
    past = [weigh(reading, mark, after)[1] > 0 for mark, after in pairwise(marks)]
    first = past.index(True) if True in past else len(past)
    work = 0
    for mark, after in pairwise(marks[: first + 1]):
        begun = sum(mention.concept in {"opening", "tourniquet"} for mention in reading.told(mark, after))
        work += count_work(reading, mark, after) + begun
    only_first = first == 0 and not any(past[1:])
    return work > 1 or (only_first and count_work(reading, marks[1], end) >= _AT_LENGTH)


def _begin_technique(reading: Reading, section: Section) -> None:
    """What a description tells of the past, before the first paragraph that operates, is history.

    Nobody knows where it begins if no paragraph says so: then only a past that is told first is one.
    """
    content = reading.content_start(section)
    marks = [mark for mark in reading.paragraphs_in(section) if reading.text[content:mark].strip()]
    edges = [content, *marks, section.end]
    weights = _weights(reading, edges[:-1], section.end, weigh)
    begins = next((number for number, (opening, _) in enumerate(weights) if opening), None)
    if begins is None:
        begins = next((number for number, (_, past) in enumerate(weights) if not past), len(marks))
    past = [n for n in range(begins) if weights[n][1] > count_work(reading, edges[n], edges[n + 1])]
    if not past:
        return
    pieces = [Section("history" if n in past else "technique", edges[n], edges[n + 1]) for n in range(begins)]
    pieces.append(Section("technique", edges[begins], section.end))
    section.kind, section.end = pieces[0].kind, pieces[0].end
    reading.sections += pieces[1:]


def _end_title(reading: Reading, section: Section) -> None:
    """A title stops at the paragraph behind it that tells of the past, where no heading says so.

    What stands first under a heading and names a flap is the title, whatever it says of an earlier stage.
    """
    content = reading.content_start(section)
    for mark, after in pairwise([*reading.paragraphs_in(section), section.end]):
        opening, past = weigh(reading, mark, after)
        first = section.heading is not None and not reading.text[content:mark].strip() and _names_flap(reading, mark, after)
        if past > opening and not first and not opens_item(reading.text, mark):
            account = Section("narrative", mark, section.end)
            section.end = mark
            reading.sections.append(account)
            _split(reading, account)
            return


def _names_flap(reading: Reading, start: int, end: int) -> bool:
    """Whether a stretch of text names a bone and calls something a flap."""
    told = {mention.concept for mention in reading.told(start, end)}
    return "flap_name" in told or {"bone", "flap"} <= told


def _end_account(reading: Reading, section: Section) -> None:
    """An indication or a study that no heading ends stops where a later line begins to operate."""
    if _is_described_later(reading, section):
        return
    marks = reading.lines_in(section)
    if reading.in_one_line:
        marks = marks or sentence_edges(reading, section.start, section.end)[1:]
    for mark, after in pairwise([*marks, section.end]):
        opening, past = weigh(reading, mark, after)
        if opening > past:
            _tell_from(reading, section, mark)
            return
    begins = _works_from(reading, section)
    if begins is not None:
        _tell_from(reading, section, begins)


def _ends_clinic_text(reading: Reading, section: Section) -> bool:
    """Whether a plan closes the paragraph of what was told before: "... wants surgery. Plan: fibula", and a new paragraph.

    So a clinic's text ends that is carried into the note; nothing says that what follows below is still its plan.
    """
    if section.kind != "plan" or section.start in reading.layout.breaks or not reading.paragraphs_in(section):
        return False
    first, after = [*reading.paragraphs_in(section), section.end][:2]
    if weigh(reading, first, after)[1] or not _QUOTING.isdisjoint(words_between(reading, first, after)):
        return False  # "In 2019 he had this operation:", "The outside report reads as follows"
    return any(other.kind in _ACCOUNTS and other.end == section.start for other in reading.sections)


def _is_described_later(reading: Reading, section: Section) -> bool:
    """Whether a heading further down begins the description, so that an account before it is ended by headings."""
    length = section.end - section.start
    later = [other for other in reading.sections if other.kind == "technique" and other.start >= section.end]
    if section.kind == "plan":  # a part of the body ("Back: ...") heads a stretch of what has begun before
        later = [other for other in later if other.heading is None or other.heading.rule.id != "section-stage"]
    for other in later:
        works, opens = count_work(reading, other.start, other.end), weigh(reading, other.start, other.end)[0]
        if works >= _AT_LENGTH or (works + opens >= _AT_LENGTH and other.end - other.start > length):
            return True
    return False


def _tell_from(reading: Reading, section: Section, mark: int) -> None:
    """The rest of an account is the description."""
    reading.sections.append(Section("narrative", mark, section.end))
    section.end = mark


def _works_from(reading: Reading, section: Section) -> int | None:
    """Where the paragraphs begin that run up to one which works at length, and tell no past: nothing there says "operation"."""
    content = reading.content_start(section)
    marks = [mark for mark in reading.paragraphs_in(section) if reading.text[content:mark].strip()]
    begins: int | None = None
    for mark, after in pairwise([*marks, section.end]):
        if weigh(reading, mark, after)[1]:
            begins = None
            continue
        begins = mark if begins is None else begins
        if count_work(reading, mark, after) >= _AT_LENGTH:
            return begins
    return None
