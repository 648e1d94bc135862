"""Notes without headings: what comes before the operation begins is history, if it speaks of the past."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import pairwise

from spacy.tokens import Doc

from auditor.language.dates import dates_in
from auditor.language.flow import VESSELS
from auditor.language.layout import opens_item
from auditor.language.operated_on import day_first_in
from auditor.language.reading import Mention, Reading, Section, reading_of

Weigh = Callable[[Reading, int, int], tuple[int, int]]

_OPERATING = frozenset({"opening", "technique", "tourniquet", "release"})
_ACCOUNTS = frozenset({"indication", "history", "previous", "imaging"})
_OPEN_KINDS = frozenset({"narrative", "header"})
_TOLD = re.compile(r"(?<![^\W\d_])[^\W\d_A-Z][^\W\d_]+")  # a word in small letters
_HEAD = 600  # characters in which a note without headings names its operation
_SAID = re.compile(r"(?:procedures?|operations?)(?: performed| done)?,", re.IGNORECASE)  # a heading as it is dictated
_GOES_TO = re.compile(
    r"(?![^.;\n]*\b(?:loss|defect|gap|non-?union)\b)[^.;\n]{0,24}(?:\b(?:to|for|into)\b|-+>|\u2192|=+>)[^.;,\n]{0,24}",
    re.IGNORECASE,
)  # between two bones
_OPENS_WITH = 8  # characters
_FIRST_LINES = 200  # characters
_UNTITLED = frozenset({"narrative", "history", "indication", "technique", "codes"})
_NAMING = frozenset({"title", "booked"})
_TELLING = frozenset({"was", "were", "had", "has", "is", "are", "have", "could", "will", "went", "came", "turned"})
_WORK = frozenset({"cut", "harvest", "divide_pedicle", "keep_pedicle", "join", "resect"})
_WRITER = frozenset({"i", "we"})
_BOOKING = frozenset({"booked", "scheduled", "listed", "planned", "intended", "consented"})
_QUOTING = frozenset({"outside", "report", "reads", "follows", "elsewhere"})
_AT_LENGTH = 3  # acts
_REMARK = 8  # words
_MEASURING = frozenset({"cm", "mm"})  # a name measures nothing
_LONGEST_NAME = 40  # words of a sentence that names an operation


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
            begun = _works(reading, content, end) >= _AT_LENGTH  # a heading further down begins no account of the past
        elif section.kind == "title":
            _end_title(reading, section)
        elif section.kind in _ACCOUNTS or _ends_clinic_text(reading, section):
            _end_account(reading, section)
    if not any(section.kind in _NAMING and _holds_words(reading, section) for section in reading.sections):
        _entitle(reading)
    reading.sections.sort(key=lambda section: section.start)
    reading.section_starts = [section.start for section in reading.sections]
    reading.settle_sections()
    return doc


def _holds_words(reading: Reading, section: Section) -> bool:
    return bool(reading.text[reading.content_start(section) : section.end].strip(" \t\r\n:.-*_|"))


def _entitle(reading: Reading) -> None:
    """Take the sentence near the head that names what the note then describes for its title, where no heading announces one."""
    for section in sorted(reading.sections, key=lambda section: section.start):
        if section.kind not in _UNTITLED:
            continue
        begins = reading.content_start(section) if section.kind == "technique" else section.start
        edges = [*_sentence_edges(reading, begins, min(section.end, 2 * _HEAD)), section.end]
        if section.kind == "technique":
            edges = edges[:2]  # "What was done: free crest to the humerus" names it at once or not at all
        for start, after in pairwise(edges):
            own = section.kind != "indication" or (start in reading.layout.breaks and start > section.start)  # a line of its own
            near = start < _HEAD or _SAID.match(reading.text, start) is not None
            named = near and own and _names_operation(reading, start, after)
            after = _rest_of_line(reading, start, after, section.end) if named else after
            if named and (_weigh_sentence(reading, after, len(reading.text))[0] or _is_described(reading, after)):
                rest = Section(section.kind, after, section.end, section.heading)
                reading.sections += [Section("title", start, after)] + ([rest] if after < section.end else [])
                section.end = start
                if section.start == section.end:
                    reading.sections.remove(section)
                return


def _is_described(reading: Reading, after: int) -> bool:
    """Whether a later section that is no account of the past tells of work on bone."""
    described = (s for s in reading.sections if s.kind in {"narrative", "technique"} and s.start >= after)
    return any(m.concept == "act" and m.rule.value in _WORK for s in described for m in reading.told(s.start, s.end))


def _rest_of_line(reading: Reading, start: int, after: int, end: int) -> int:
    """The end of the line that a name of the operation opens, where what follows on it tells nothing either: "Bone only."."""
    line = next((mark for mark in reading.lines_in(Section("title", start, end)) if mark >= after), end)
    rest = list(reading.told(after, line))
    words = len(_words(reading, after, line))
    told = any(mention.concept in {"history_mark", "act", *_OPERATING} for mention in rest)
    return after if start not in reading.layout.breaks or told or words > _REMARK else line


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
        edges = _sentence_edges(reading, section.start, section.end)
    else:
        edges = _parted(reading, edges, section.end, by_sentences=not titled)
    weights = _weights(reading, edges, section.end, _weigh_sentence if by_sentence else _weigh)
    begins = _first_operating(weights)
    if begins == len(weights) and not titled and any(past for _, past in weights):
        edges = _sentence_edges(reading, section.start, section.end)
        weights, by_sentence = _weights(reading, edges, section.end, _weigh_acts), True
        begins = _first_operating(weights)
    elif begins < len(weights):
        begins = _first_worked(reading, edges, weights, begins)
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
    at_head = len(weights) > 1 and weights[0] == (1, 0) and weights[1][0] == 0 < weights[1][1]
    return next((n for n, (opening, past) in enumerate(weights) if opening > past and not (n == 0 and at_head)), len(weights))


def _first_worked(reading: Reading, edges: list[int], weights: list[tuple[int, int]], begins: int) -> int:
    """The first sentence behind the last one of the past, before `begins`, that tells of work on bone or vessels."""
    told = next((number for number in range(begins - 1, -1, -1) if weights[number][1]), begins)
    between = range(told + 1, begins)
    return next((n for n in between if n + 1 < len(edges) and _weigh_acts(reading, edges[n], edges[n + 1])[0]), begins)


def _parted(reading: Reading, edges: list[int], end: int, *, by_sentences: bool) -> list[int]:
    """The edges, and those within a paragraph that speaks of the past: of lines with a meaning of their own, and of sentences
    where it speaks as much of cutting a flap's vessels.
    """
    parted: list[int] = []
    lines = reading.lines_in(Section("narrative", edges[0], end))
    for start, after in pairwise([*edges, end]):
        opening, past = _weigh(reading, start, after)
        worked = [m.rule.value for m in reading.told(start, after) if m.concept == "act" and m.rule.value in _WORK]
        own_lines = [start, *(line for line in lines if start < line < after)]
        if past and len(own_lines) > 1:
            parted += own_lines
        else:
            severed = by_sentences and "divide_pedicle" in worked and opening == past
            joined = any(mention.concept == "technique" for mention in reading.told(start, after))
            work = joined or _works_at_length(worked) or _works_beside_past(reading, start, after)
            mixed = past > 0 and (severed or (opening <= past and (work or _turns_to_today(reading, start, after))))
            parted += _sentence_edges(reading, start, after) if mixed else [start]
    return parted


def _turns_to_today(reading: Reading, start: int, end: int) -> bool:
    """Whether a sentence of a paragraph that speaks of the past turns to what is done today."""
    edges = pairwise([*_sentence_edges(reading, start, end), end])
    return any(_tells_today(reading, mark, list(reading.told(mark, after))) for mark, after in edges)


def _works_at_length(worked: list[str]) -> bool:
    """Whether a paragraph tells so much of work on bone and vessels that it can be no account of the past alone."""
    return len(worked) >= _AT_LENGTH and "cut" in worked and len(set(worked)) > 1


def _works_beside_past(reading: Reading, start: int, end: int) -> bool:
    """Whether a paragraph tells of work before its first sentence of the past, or at length behind one that opens it."""
    marks = [*_sentence_edges(reading, start, end), end]
    past = [_weigh(reading, mark, after)[1] > 0 for mark, after in pairwise(marks)]
    first = past.index(True) if True in past else len(past)
    work = 0
    for mark, after in pairwise(marks[: first + 1]):
        begun = sum(mention.concept in {"opening", "tourniquet"} for mention in reading.told(mark, after))
        work += _works(reading, mark, after) + begun
    only_first = first == 0 and not any(past[1:])
    return work > 1 or (only_first and _works(reading, marks[1], end) >= _AT_LENGTH)


def _begin_technique(reading: Reading, section: Section) -> None:
    """What a description tells of the past, before the first paragraph that operates, is history.

    Nobody knows where it begins if no paragraph says so: then only a past that is told first is one.
    """
    content = reading.content_start(section)
    marks = [mark for mark in reading.paragraphs_in(section) if reading.text[content:mark].strip()]
    edges = [content, *marks, section.end]
    weights = _weights(reading, edges[:-1], section.end, _weigh)
    begins = next((number for number, (opening, _) in enumerate(weights) if opening), None)
    if begins is None:
        begins = next((number for number, (_, past) in enumerate(weights) if not past), len(marks))
    past = [n for n in range(begins) if weights[n][1] > _works(reading, edges[n], edges[n + 1])]
    if not past:
        return
    pieces = [Section("history" if n in past else "technique", edges[n], edges[n + 1]) for n in range(begins)]
    pieces.append(Section("technique", edges[begins], section.end))
    section.kind, section.end = pieces[0].kind, pieces[0].end
    reading.sections += pieces[1:]


def _works(reading: Reading, start: int, end: int) -> int:
    """How many words of work on bone and vessels a stretch of text holds."""
    return sum(m.concept == "act" and m.rule.value in _WORK for m in reading.told(start, end))


def _end_title(reading: Reading, section: Section) -> None:
    """A title stops at the paragraph behind it that tells of the past, where no heading says so.

    What stands first under a heading and names a flap is the title, whatever it says of an earlier stage.
    """
    content = reading.content_start(section)
    for mark, after in pairwise([*reading.paragraphs_in(section), section.end]):
        opening, past = _weigh(reading, mark, after)
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
        marks = marks or _sentence_edges(reading, section.start, section.end)[1:]
    for mark, after in pairwise([*marks, section.end]):
        opening, past = _weigh(reading, mark, after)
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
    if _weigh(reading, first, after)[1] or not _QUOTING.isdisjoint(_words(reading, first, after)):
        return False  # "In 2019 he had this operation:", "The outside report reads as follows"
    return any(other.kind in _ACCOUNTS and other.end == section.start for other in reading.sections)


def _is_described_later(reading: Reading, section: Section) -> bool:
    """Whether a heading further down begins the description, so that an account before it is ended by headings."""
    length = section.end - section.start
    later = [other for other in reading.sections if other.kind == "technique" and other.start >= section.end]
    if section.kind == "plan":  # a part of the body ("Back: ...") heads a stretch of what has begun before
        later = [other for other in later if other.heading is None or other.heading.rule.id != "section-stage"]
    for other in later:
        works, opens = _works(reading, other.start, other.end), _weigh(reading, other.start, other.end)[0]
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
        if _weigh(reading, mark, after)[1]:
            begins = None
            continue
        begins = mark if begins is None else begins
        if _works(reading, mark, after) >= _AT_LENGTH:
            return begins
    return None


def _words(reading: Reading, start: int, end: int) -> list[str]:
    starts = reading.tokens.starts
    return reading.tokens.words[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)]


def _sentence_edges(reading: Reading, start: int, end: int) -> list[int]:
    starts, sentence = reading.tokens.starts, reading.sentence
    first = bisect_right(starts, start - 1)
    edges = {start}
    for token in range(first + 1, len(starts)):
        if starts[token] >= end:
            break
        if sentence[token] != sentence[token - 1]:
            edges.add(starts[token])
    return sorted(edges)


def _names_operation(reading: Reading, start: int, end: int) -> bool:
    """Whether the sentence that opens a note without headings is its title: it names a flap or a fed bone, and tells nothing."""
    words = _words(reading, start, end)
    if len(words) > _LONGEST_NAME or any(word in _TELLING or word in _BOOKING or word in _MEASURING for word in words):
        return False
    told = list(reading.told(start, end))
    if any(mention.concept == "history_mark" for mention in told):
        return False
    worked = any(m.concept == "act" and m.rule.value in _WORK for m in told)
    if worked and not _WRITER.isdisjoint(words):
        return False  # "I lifted the third metatarsal on its pedicle"
    named = any(mention.concept == "flap" and mention.rule.value in {"flap", "free"} for mention in told)
    fed = not worked and any(m.concept in VESSELS and reading.tokens.words[m.first : m.last] != ["vessel"] for m in told)
    claimed = any(mention.concept == "bone_claim" for mention in told)
    bones = [mention for mention in told if mention.concept == "bone"]
    return claimed or (bool(bones) and (named or fed)) or (start in reading.layout.breaks and _moves_bone(reading, bones))


def _moves_bone(reading: Reading, bones: list[Mention]) -> bool:
    """Whether one bone goes to another: "Fibula to mandible", "MFC (R) -> scaphoid"."""
    starts, ends = reading.tokens.starts, reading.tokens.ends
    pairs = ((ends[one.last - 1], starts[other.first]) for one, other in pairwise(bones) if one.last <= other.first)
    return any(_GOES_TO.fullmatch(reading.text, end, start) is not None for end, start in pairs)


def _weigh_sentence(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The same for one sentence. A pedicle is cut and bone is raised on vessels by operating; who operated when tells no past."""
    opening, past = _weigh(reading, start, end)
    told = list(reading.told(start, end))
    acts = {mention.rule.value for mention in told if mention.concept == "act"}
    raised = "harvest" in acts and any(mention.concept in VESSELS for mention in told)
    severed = "divide_pedicle" in acts or raised
    return opening + 2 * severed, 0 if not _TOLD.search(reading.text, start, end) else past


def _weigh_acts(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The same where no words of operating stand anywhere: bone is cut, or a vessel kept, in a sentence that tells no past."""
    opening, past = _weigh_sentence(reading, start, end)
    worked = any(mention.concept == "act" and mention.rule.value in _WORK for mention in reading.told(start, end))
    return opening + (worked and not past), past


def _weigh(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """How many words of operating, and how many of the past, a stretch of text holds."""
    told = list(reading.told(start, end))
    past = sum(mention.concept == "history_mark" and not _tells_no_past(reading, mention) for mention in told)
    return sum(mention.concept in _OPERATING for mention in told) + _tells_today(reading, start, told), past


def _tells_today(reading: Reading, start: int, told: list[Mention]) -> bool:
    """Whether a stretch opens with "today" and names bone or flap: "Today scapular tip with a small cuff"."""
    words = _words(reading, start, start + _OPENS_WITH)
    return words[:1] in (["today"], ["now"]) and any(mention.concept in {"bone", "flap", "flap_name"} for mention in told)


def _tells_no_past(reading: Reading, mark: Mention) -> bool:
    """Whether words of the past say nothing of it: those of who writes, and a full date at the head of the note."""
    return _is_of_surgeon(reading, mark) or _is_date_at_head(reading, mark)


def _is_date_at_head(reading: Reading, mark: Mention) -> bool:
    """Whether a month or a year belongs to a date with its day in the first lines: "Theatre note. 14 November 2023"."""
    place, text = reading.tokens.starts[mark.first], reading.plain
    if place > _FIRST_LINES:
        return False
    return any(found.start <= place < found.end for found in dates_in(text, 0, _FIRST_LINES, day_first_in(text)))


def _is_of_surgeon(reading: Reading, mark: Mention) -> bool:
    """Whether who writes says what was in hand, and nothing of the past: "followed back until I had a stalk of 7 cm"."""
    words = reading.tokens.words
    return words[mark.first] == "had" and words[mark.first - 1 : mark.first] in (["i"], ["we"])
