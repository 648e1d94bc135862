"""Where a title ends and telling begins, also where one heading stands over both."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from auditor.language.headings import AFTER_HEADING
from auditor.language.layout import opens_item
from auditor.language.reading import Mention, Reading, Section
from auditor.language.words import words

_CAPITALISED = re.compile(r"[A-Z][a-z]")
_TELLING = frozenset({"was", "were", "had", "has", "have", "did", "should", "would", "could"})
_SAYING = frozenset({"is", "are", "was", "were"})
_NAMED = frozenset({"bone", "flap_name"})
_OPERATED = _NAMED | {"flap", "soft_flap", "bone_claim", "nonvascular", "act", "condition", "tumour"}
SENTENCES = 3  # after the first: a title is not that long
_TELLING_WITHIN = 16  # words
_UNBROKEN = 240  # characters
_OF_PEOPLE = words("prof mrs capt maj col sgt assoc asst drs messrs dott rev")
_INITIALS = 2  # letters: "Dr." and "M." end no sentence
_PARTS = frozenset({"section-stage", "section-closure"})
_UNITS = frozenset({"cm", "mm"})
_LONGEST_TITLE = 420
_LONGEST_REMARK = 10  # words
_STEPS = 4  # lines
LONG_PARAGRAPH = 180


def runs_unbroken(reading: Reading, start: int, end: int) -> bool:
    """Whether a long stretch has no line of its own, as in a note that was pasted into one line."""
    return reading.in_one_line and end - start > _UNBROKEN and not any(start < mark < end for mark in reading.layout.breaks)


def sentence_starts(reading: Reading, start: int, end: int) -> frozenset[int]:
    """Where sentences begin by their full stop and capital, for text whose lines say nothing."""
    words, starts, text = reading.tokens.words, reading.tokens.starts, reading.text
    first, last = bisect_left(starts, start), bisect_left(starts, end)
    follow = [
        t
        for t in range(first + 2, last)
        if words[t - 1] == "." and (len(words[t - 2]) > _INITIALS or words[t - 2] in _UNITS) and words[t - 2] not in _OF_PEOPLE
    ]
    small = bool(follow) and _CAPITALISED.search(text, start, end) is None  # a writer who uses no capitals
    return frozenset(starts[t] for t in follow if text[starts[t]].isupper() or (small and text[starts[t]].isalpha()))


def _past_remark(words: list[str], token: int) -> int:
    """The colon behind a remark that opens at a token: "CONSENT (SmartPhrase .CONSENT):"; the token itself elsewhere."""
    within = words[token : token + _LONGEST_REMARK]
    closed = within.index(")") + 1 if within[:1] == ["("] and ")" in within else 0
    return token + closed if within[closed : closed + 1] == [":"] else token


def first_content(reading: Reading, heading: Mention) -> int:
    """The first token after the heading, a remark in brackets that a colon closes, and its colon."""
    token = _past_remark(reading.tokens.words, heading.last)
    while token < len(reading.tokens.words) - 1 and reading.tokens.words[token] in AFTER_HEADING:
        token += 1
    return token


def settle_titles(reading: Reading, sections: list[Section]) -> list[Section]:
    """`procedure` names a title where it is short and a description where it is long."""
    for section in list(sections):
        if section.kind == "procedure":
            before = (other for other in sections if other.kind == "title" and other.start < section.start)
            titled = not all(_names_document(reading, title) for title in before)
            _settle_procedure(reading, section, sections, titled)
        elif section.kind == "title":
            _split_title(reading, section, sections)
            long = section.end - section.start > _LONGEST_TITLE and _operates(reading, section.start, section.end)
            if long or _lists_steps(reading, section) or _tells_below_title(reading, section, sections):
                _describe(reading, section, sections)  # "Op:" over the steps themselves
    sections.sort(key=lambda section: section.start)
    return sections


def _lists_steps(reading: Reading, section: Section) -> bool:
    """Whether the lines under a heading such as "Today" are the steps: a tourniquet, a divided pedicle or a suture is told.

    A first item of several sentences is a step too.
    """
    lines = reading.lines_in(section)
    if lines and _tells_at_length(reading, *[*lines, section.end][:2]):
        return True
    many = len(lines) >= _STEPS
    return many and any(_is_step(reading, mention) for mention in reading.told(section.start, section.end))


def _tells_below_title(reading: Reading, section: Section, sections: list[Section]) -> bool:
    """Whether a title names the operation above, so that "Did: ..." tells how its vessels were cut and joined."""
    named = any(
        other.kind == "title" and other.start < section.start and not _names_document(reading, other) for other in sections
    )
    return named and _joins(reading, reading.content_start(section), section.end)


def _is_step(reading: Reading, mention: Mention) -> bool:
    sewn = mention.rule.value == "join" and reading.tokens.words[mention.first][0].isdigit()  # "8/0": no title names a thread
    return mention.concept == "tourniquet" or (mention.concept == "act" and (mention.rule.value == "divide_pedicle" or sewn))


def _names_document(reading: Reading, title: Section) -> bool:
    """Whether what stands under a title names the document and nothing operated on: "Hand Surgery: Record of Operation"."""
    starts, words = reading.tokens.starts, reading.tokens.words
    content = words[bisect_left(starts, reading.content_start(title)) : bisect_left(starts, title.end)]
    return bool(content) and not any(mention.concept in _OPERATED for mention in reading.told(title.start, title.end))


def _settle_procedure(reading: Reading, section: Section, sections: list[Section], titled: bool) -> None:
    """The first paragraph is the title unless it is long, begins to operate, or a title stands already."""
    marks = reading.paragraphs_in(section)
    alone = (
        bool(marks)
        and section.heading is not None
        and not reading.text[reading.tokens.ends[section.heading.last - 1] : marks[0]].strip(" :.\t\n*_=#-")
    )
    end = (marks[1] if len(marks) > 1 else section.end) if alone else (marks[0] if marks else section.end)
    if _sums_up(reading, section, sections):
        section.kind = "narrative"
        return
    if (
        end - section.start > _LONGEST_TITLE
        or (titled and section.end - section.start > _LONGEST_TITLE)
        or _operates(reading, section.start, end)
        or _is_account(reading, section, end)
        or _narrates(reading, section, end)
        or _joins_at_length(reading, section.start, end)
        or (titled and len(sentence_starts(reading, section.start, section.end)) > SENTENCES)
        or (titled and _tells_of_vessels(reading, section, sections))
        or (titled and _opens_stages(section, sections))
    ):
        _describe(reading, section, sections)
        return
    section.kind = "title"
    if section.end - section.start > _LONGEST_TITLE and end < section.end:
        sections.append(Section("narrative", end, section.end))
        section.end = end
    else:
        _split_title(reading, section, sections)


def _tells_of_vessels(reading: Reading, section: Section, sections: list[Section]) -> bool:
    """Whether named vessels are joined under a heading that may name or tell: below a title it tells, if nothing else does."""
    listed = any(opens_item(reading.text, line) for line in reading.lines_in(section))
    return not (listed or _is_described_below(section, sections)) and _joins_named(reading, section.start, section.end)


def _is_described_below(section: Section, sections: list[Section]) -> bool:
    """Whether a description with a heading of its own follows; that of a stage is only a part of one."""
    later = (s.heading for s in sections if s.kind == "technique" and s.start >= section.end)
    return any(heading is not None and heading.rule.id not in _PARTS for heading in later)


def _joins_named(reading: Reading, start: int, end: int) -> bool:
    """Whether a stretch says how a vessel with a name was joined: "anastomosis x2, end-to-end" names none."""
    told = list(reading.told(start, end))
    return any(m.concept == "technique" for m in told) and any(m.concept in {"artery", "vein", "bare_vessel"} for m in told)


def _opens_stages(section: Section, sections: list[Section]) -> bool:
    """Whether a part of the description follows at once: "PROCEDURE", a few lines, and then "Foot: ..."."""
    following = next((other for other in sections if other.start == section.end), None)
    return following is not None and following.heading is not None and following.heading.rule.id == "section-stage"


def _sums_up(reading: Reading, section: Section, sections: list[Section]) -> bool:
    """Whether a summary tells in several sentences why there was an operation, whose description has a heading of its own."""
    if section.heading is None or reading.tokens.words[section.heading.first] != "summary":
        return False
    start = reading.tokens.starts[min(first_content(reading, section.heading), len(reading.tokens.starts) - 1)]
    later = [start, *sorted(sentence_starts(reading, start, section.end))]
    described = any(other.kind == "technique" and other.start >= section.end for other in sections)
    operates = any(mention.concept == "opening" for mention in reading.told(start, section.end))
    return described and not operates and len(later) >= SENTENCES and any(_tells(reading, mark) for mark in later)


def _describe(reading: Reading, section: Section, sections: list[Section]) -> None:
    """Take a section for the description; a line that names the operation over bulleted steps stays its title."""
    section.kind = "technique"
    lines = reading.lines_in(section)
    if section.heading is None or not lines:
        return
    content = reading.content_start(section)
    listed = all(opens_item(reading.text, line) for line in lines)
    named = any(mention.concept in _NAMED for mention in reading.told(content, lines[0]))
    if named and (listed or _names_flap(reading, content, lines[0])):
        sections.append(Section("technique", lines[0], section.end))
        section.kind, section.end = "title", lines[0]


def _names_flap(reading: Reading, start: int, end: int) -> bool:
    """Whether a line only names a flap, and tells of nothing done: "Free MFC flap, contralateral knee."."""
    told = list(reading.told(start, end))
    flap = any(m.concept == "flap_name" or (m.concept == "flap" and m.rule.value in {"flap", "free"}) for m in told)
    words = reading.tokens.words[bisect_left(reading.tokens.starts, start) : bisect_left(reading.tokens.starts, end)]
    return flap and _TELLING.isdisjoint(words) and not any(m.concept == "act" for m in told)


def _operates(reading: Reading, start: int, end: int) -> bool:
    """Whether a stretch tells how the patient was positioned, cut or anaesthetised."""
    return sum(mention.concept == "opening" for mention in reading.told(start, end)) >= 2


def _is_account(reading: Reading, section: Section, end: int) -> bool:
    """Whether what stands under the heading, up to `end`, tells in several sentences instead of naming."""
    if section.heading is None:
        return False
    start = reading.tokens.starts[min(first_content(reading, section.heading), len(reading.tokens.starts) - 1)]
    return _tells(reading, start) and len(sentence_starts(reading, start, end)) >= SENTENCES


def _tells(reading: Reading, mark: int) -> bool:
    """Whether the line that starts at `mark` tells of what was done rather than naming it."""
    words, starts = reading.tokens.words, reading.tokens.starts
    first = bisect_left(starts, mark)
    line = []
    for token in range(first, min(first + _TELLING_WITHIN, len(words))):
        if words[token] in {".", ";"}:
            break
        line.append(words[token])
    # "as it was agreed in January" recalls a plan
    return any(word in _TELLING and "as" not in line[max(at - 2, 0) : at] for at, word in enumerate(line) if at)


def _joins(reading: Reading, start: int, end: int) -> bool:
    """Whether a line without a number tells in several sentences of vessels that were cut or joined: a title names and stops."""
    if opens_item(reading.text, start) or len(sentence_starts(reading, start, end)) < SENTENCES - 1:
        return False
    return any(m.concept == "technique" or m.rule.value == "divide_pedicle" for m in reading.told(start, end))


def _joins_plainly(reading: Reading, start: int, end: int) -> bool:
    """Whether a line that is no item of a list says how vessels were joined: "Artery: brachial, end-to-side"."""
    return not opens_item(reading.text, start) and _joins_named(reading, start, end)


def _joins_at_length(reading: Reading, start: int, end: int) -> bool:
    """Whether more sentences than a title has tell of vessels that were joined, and of what was seen or timed meanwhile."""
    if len(sentence_starts(reading, start, end)) <= SENTENCES or not _joins(reading, start, end):
        return False
    told = reading.told(start, end)
    seen = {("perfusion", "sign"), ("act", "divide_pedicle")}
    return any((m.concept, m.rule.value) in seen or m.concept == "tourniquet" for m in told)


def _narrates(reading: Reading, section: Section, end: int) -> bool:
    """Whether what stands under the heading tells from its first sentence on, and then of vessels that were cut or joined."""
    start, starts = reading.content_start(section), reading.tokens.starts
    first = min(sentence_starts(reading, start, end), default=end)
    told = reading.tokens.words[bisect_left(starts, start) : bisect_left(starts, first)]
    return not _SAYING.isdisjoint(told) and _joins(reading, start, end)


def _first_item(reading: Reading, section: Section, marks: list[int], telling: int) -> int:
    """Where the list begins one of whose items tells, if the operation is named above it; else where the telling begins."""
    text, paragraphs = reading.text, reading.layout.paragraphs
    first = telling
    for mark in reversed([mark for mark in marks if mark <= telling]):
        if not opens_item(text, mark):
            break
        first = mark
        if mark in paragraphs:
            break
    named = any(m.concept in _NAMED for m in reading.told(reading.content_start(section), first))
    after = next((mark for mark in marks if mark > first), section.end)
    return first if (first in paragraphs and named) or _tells_at_length(reading, first, after) else telling


def _tells_at_length(reading: Reading, item: int, after: int) -> bool:
    """Whether an item of a list has more sentences than one of a title."""
    return opens_item(reading.text, item) and len(sentence_starts(reading, item, after)) >= SENTENCES


def _cut_behind_name(reading: Reading, section: Section, sections: list[Section]) -> None:
    """Of a line that names the operation and goes on to joined vessels and what was seen of them, the first sentence is title."""
    line = next((mark for mark in reading.lines_in(section) if mark > section.start), section.end)
    if _joins_at_length(reading, section.start, line):
        told = min(sentence_starts(reading, reading.content_start(section), line), default=line)
        sections.append(Section("narrative", told, section.end))
        section.end = told


def _split_title(reading: Reading, section: Section, sections: list[Section]) -> None:
    """A title ends where a long paragraph begins, a line that tells in the past tense, or behind the sentence that names."""
    _cut_behind_name(reading, section, sections)
    edges = reading.layout.breaks
    if runs_unbroken(reading, section.start, section.end):
        edges = sentence_starts(reading, section.start, section.end)
    marks = [mark for mark in sorted(edges) if section.start < mark < section.end]
    alone = not _is_described_below(section, sections)
    telling = [
        mark
        for mark, after in pairwise([*marks, section.end])
        if _tells(reading, mark) or _joins(reading, mark, after) or (alone and _joins_plainly(reading, mark, after))
    ]
    if telling:
        begins = _first_item(reading, section, marks, telling[0])
        sections.append(Section("narrative", begins, section.end))
        section.end = begins
    for mark, following in pairwise([*reading.paragraphs_in(section), section.end]):
        if following - mark > LONG_PARAGRAPH:
            sections.append(Section("narrative", mark, section.end))
            section.end = mark
            return
