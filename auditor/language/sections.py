"""Cuts a note into sections without a gap, by headings that are data and by the run of its paragraphs."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from spacy.tokens import Doc

from auditor.language.headings import (
    AFTER_HEADING,
    LINE_KINDS,
    WHO_AND_WHEN,
    is_plain_heading,
    kind_of,
    label_at,
    stands_as_heading,
)
from auditor.language.labels import with_labels
from auditor.language.layout import opens_item
from auditor.language.reading import Mention, Reading, Section, reading_of

# Kinds that end with their paragraph; the others but those of one line run to the next heading.
BLOCK_KINDS = frozenset({"title", "booked", "diagnosis", "complications", "specimens", "imaging_field", "roles"})
_ACCOUNTS = frozenset({"indication", "previous", "history", "options", "consent", "imaging", "plan"})
_TOLD = frozenset({"indication", "previous", "history", "imaging", "diagnosis", "booked"})
_FIELDS = frozenset({"surgeon", "date", "patient", "codes"})
_DOCUMENTS = frozenset({"report", "record", "note", "notes", "protocol", "dictation", "summary"})
_TELLING = frozenset({"was", "were", "had", "has", "have", "did", "should", "would", "could"})
_NAMED = frozenset({"bone", "flap_name"})
_OPERATED = _NAMED | {"flap", "soft_flap", "bone_claim", "nonvascular", "act", "condition", "tumour"}
_SENTENCES = 3  # after the first: a title is not that long
_TELLING_WITHIN = 16  # words
_UNBROKEN = 240  # characters
_INITIALS = 2  # letters: "Dr." and "M." end no sentence
_LONGEST_TITLE = 420
_LONG_PARAGRAPH = 180


def cut_sections(doc: Doc) -> Doc:
    """spaCy component: fills `sections`."""
    reading = reading_of(doc)
    reading.sections = _resolve(reading, _end_at_plain_headings(reading, _fill(reading, _standing(reading))))
    reading.section_starts = [section.start for section in reading.sections]
    return doc


def fields_of(reading: Reading) -> list[Section]:
    """The sections that say who operated and when; they are told by headings alone, whatever the note speaks of."""
    return [section for section in _fill(reading, _standing(reading)) if section.kind in WHO_AND_WHEN]


def _standing(reading: Reading) -> list[Mention]:
    """The headings that stand as such, and labels that are made of words."""
    return with_labels(reading, [heading for heading in reading.headings if stands_as_heading(reading, heading)])


def _fill(reading: Reading, headings: list[Mention]) -> list[Section]:
    """Sections from the headings; what a short kind leaves over goes back to the narrative around it."""
    end_of_text = len(reading.text)
    if not headings:
        return [Section("narrative", 0, end_of_text)]
    starts = [reading.tokens.starts[heading.first] for heading in headings] + [end_of_text]
    sections = [Section("header", 0, starts[0])] if starts[0] > 0 else []
    around = "narrative"
    for number, heading in enumerate(headings):
        kind, start, limit = kind_of(reading, heading), starts[number], starts[number + 1]
        inside = kind == "plan" and _is_inside_item(reading, heading)
        row = inside or _is_row(reading, heading) or ((kind in _ACCOUNTS or kind in BLOCK_KINDS) and _is_label(reading, heading))
        end = _own_end(reading, heading, kind, row, limit)
        if _heads_account(reading, heading, kind, limit):
            around = "narrative"
        sections.append(Section(kind, start, end, heading))
        runs = kind not in LINE_KINDS and kind not in BLOCK_KINDS and kind != "procedure"
        if runs and not row and not (number == 0 and _is_empty(reading, heading, limit)):
            around = kind
        if end < limit:
            rest = "narrative" if kind in _ACCOUNTS and around == kind else around
            sections.append(Section(kind if kind == "plan" and not inside else rest, end, limit))
    return sections


def _is_empty(reading: Reading, heading: Mention, limit: int) -> bool:
    """Whether the next heading follows at once: "REPORT OF OPERATION" over the fields names the document."""
    named = _DOCUMENTS & set(reading.tokens.words[heading.first : heading.last])
    return bool(named) and not reading.text[reading.tokens.ends[heading.last - 1] : limit].strip(" \t\r\n:.-*_=|#")


def _is_inside_item(reading: Reading, heading: Mention) -> bool:
    """Whether a heading stands within a numbered step, which the next step ends: "3. BP fell. Impression: anaphylaxis"."""
    start = reading.tokens.starts[heading.first]
    line = reading.text.rfind("\n", 0, start) + 1
    return opens_item(reading.text, line) and not reading.starts_line(heading.first)


def _is_row(reading: Reading, heading: Mention) -> bool:
    """Whether a heading labels a row of a table, so that it speaks for its row only."""
    start = reading.tokens.starts[heading.first]
    line = reading.text.rfind("\n", 0, start) + 1
    end = reading.tokens.ends[heading.last - 1]
    return reading.text[line:start].strip() == "|" and reading.text[end : end + 3].strip()[:1] == "|"


def _is_label(reading: Reading, heading: Mention) -> bool:
    """Whether a heading labels one line of a block of lines: text follows on its line, and the next line is no wrap."""
    start = reading.tokens.starts[heading.first]
    end = reading.text.find("\n", start)
    content = _first_content(reading, heading)
    if end < 0 or content >= len(reading.tokens.starts) or reading.tokens.starts[content] > end:
        return False
    following = next((line for line in reading.layout.lines if line > end), None)
    if following is None or following not in reading.layout.breaks or following in reading.layout.paragraphs:
        return False
    if not opens_item(reading.text, following):
        return True
    return heading.rule.value != "title" and not opens_item(reading.text, reading.tokens.starts[content])


def _end_at_plain_headings(reading: Reading, sections: list[Section]) -> list[Section]:
    """A short line that opens a block is a heading even where no rule knows it: an account of the past ends there.

    So does a line that opens with a label, where such a label may stand for the operation's own account.
    """
    for section in sections:  # grows while it is gone through, so that what a cut leaves is looked at in its turn
        if section.kind not in _ACCOUNTS | BLOCK_KINDS:
            continue
        mark = next((mark for mark in reading.lines_in(section) if _begins_other(reading, section.kind, mark)), None)
        if mark is not None:
            sections.append(Section("header" if section.kind in BLOCK_KINDS else "narrative", mark, section.end))
            section.end = mark
    return sections


def _begins_other(reading: Reading, kind: str, mark: int) -> bool:
    """Whether a line is a heading that no rule knows, or opens with a label, where either ends a section of such a kind."""
    paragraph = mark in reading.layout.paragraphs
    plain = kind in _ACCOUNTS and paragraph and is_plain_heading(reading.text, mark)
    return plain or (kind in _TOLD and label_at(reading.text, mark, paragraph=paragraph))


def _own_end(reading: Reading, heading: Mention, kind: str, row: bool, limit: int) -> int:
    """Where the section of a heading ends at the latest; `row`: the heading labels one line only."""
    brief = heading.concept == "heading_word" and kind in _ACCOUNTS and _goes_on(reading, heading)
    if kind not in LINE_KINDS and kind not in BLOCK_KINDS and not row and not brief:
        return limit
    marks = reading.layout.breaks if kind in LINE_KINDS or row else reading.layout.paragraphs
    content = reading.tokens.starts[heading.last] if heading.last < len(reading.tokens.starts) else limit
    if (kind != "title" and _runs_unbroken(reading, content, limit)) or _opens_account(reading, heading, kind, limit):
        marks = _sentence_starts(reading, content, limit)
    body = _first_content(reading, heading)
    if _heads_account(reading, heading, kind, limit):
        return min(reading.tokens.starts[body], limit)
    for token in range(body + 1, len(reading.tokens.starts)):
        start = reading.tokens.starts[token]
        if start >= limit:
            break
        if start in marks and start > content:
            return start
    return limit


def _heads_account(reading: Reading, heading: Mention, kind: str, limit: int) -> bool:
    """Whether a field's word stands alone over a long paragraph, which is no field: "Account" over what was done."""
    body = _first_content(reading, heading)
    if kind not in _FIELDS or _goes_on(reading, heading) or body >= len(reading.tokens.starts):
        return False
    start = reading.tokens.starts[body]
    end = min(next((mark for mark in sorted(reading.layout.paragraphs) if mark > start), limit), limit)
    return end - start > _LONG_PARAGRAPH and len(_sentence_starts(reading, start, end)) >= _SENTENCES - 1


def _opens_account(reading: Reading, heading: Mention, kind: str, limit: int) -> bool:
    """Whether a field stands before an account that runs on in its line: "DOS 4/16/2024. Left tibia, ..."."""
    if kind not in _FIELDS or not _goes_on(reading, heading):
        return False
    content = reading.tokens.starts[min(_first_content(reading, heading), len(reading.tokens.starts) - 1)]
    end = min(next((mark for mark in reading.layout.lines if mark > content), limit), limit)
    return end - content > _LONG_PARAGRAPH and len(_sentence_starts(reading, content, end)) >= _SENTENCES - 1


def _goes_on(reading: Reading, heading: Mention) -> bool:
    """Whether text follows on the line of a heading."""
    content = reading.tokens.starts[min(_first_content(reading, heading), len(reading.tokens.starts) - 1)]
    return "\n" not in reading.text[reading.tokens.ends[heading.last - 1] : content]


def _runs_unbroken(reading: Reading, start: int, end: int) -> bool:
    """Whether a long stretch has no line of its own, as in a note that was pasted into one line."""
    return reading.in_one_line and end - start > _UNBROKEN and not any(start < mark < end for mark in reading.layout.breaks)


def _sentence_starts(reading: Reading, start: int, end: int) -> frozenset[int]:
    """Where sentences begin by their full stop and capital, for text whose lines say nothing."""
    words, starts, text = reading.tokens.words, reading.tokens.starts, reading.text
    first, last = bisect_left(starts, start), bisect_left(starts, end)
    return frozenset(
        starts[token]
        for token in range(first + 2, last)
        if words[token - 1] == "." and len(words[token - 2]) > _INITIALS and text[starts[token]].isupper()
    )


def _first_content(reading: Reading, heading: Mention) -> int:
    """The first token after the heading and its colon."""
    token = heading.last
    while token < len(reading.tokens.words) - 1 and reading.tokens.words[token] in AFTER_HEADING:
        token += 1
    return token


def _resolve(reading: Reading, sections: list[Section]) -> list[Section]:
    """`procedure` names a title where it is short and a description where it is long."""
    for section in list(sections):
        if section.kind == "procedure":
            before = (other for other in sections if other.kind == "title" and other.start < section.start)
            titled = not all(_names_document(reading, title) for title in before)
            _settle_procedure(reading, section, sections, titled)
        elif section.kind == "title":
            _split_title(reading, section, sections)
            if section.end - section.start > _LONGEST_TITLE and _operates(reading, section.start, section.end):
                _describe(reading, section, sections)  # "Op:" over the steps themselves
    sections.sort(key=lambda section: section.start)
    return sections


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
        and not reading.text[reading.tokens.ends[section.heading.last - 1] : marks[0]].strip(" :.\t\n")
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
    ):
        _describe(reading, section, sections)
        return
    section.kind = "title"
    if section.end - section.start > _LONGEST_TITLE and end < section.end:
        sections.append(Section("narrative", end, section.end))
        section.end = end
    else:
        _split_title(reading, section, sections)


def _sums_up(reading: Reading, section: Section, sections: list[Section]) -> bool:
    """Whether a summary tells in several sentences why there was an operation, whose description has a heading of its own."""
    if section.heading is None or reading.tokens.words[section.heading.first] != "summary":
        return False
    start = reading.tokens.starts[min(_first_content(reading, section.heading), len(reading.tokens.starts) - 1)]
    later = [start, *sorted(_sentence_starts(reading, start, section.end))]
    described = any(other.kind == "technique" and other.start >= section.end for other in sections)
    operates = any(mention.concept == "opening" for mention in reading.told(start, section.end))
    return described and not operates and len(later) >= _SENTENCES and any(_tells(reading, mark) for mark in later)


def _describe(reading: Reading, section: Section, sections: list[Section]) -> None:
    """Take a section for the description; a line that names the operation over bulleted steps stays its title."""
    section.kind = "technique"
    lines = reading.lines_in(section)
    if section.heading is None or not lines or not all(opens_item(reading.text, line) for line in lines):
        return
    if any(mention.concept in _NAMED for mention in reading.told(reading.content_start(section), lines[0])):
        sections.append(Section("technique", lines[0], section.end))
        section.kind, section.end = "title", lines[0]


def _operates(reading: Reading, start: int, end: int) -> bool:
    """Whether a stretch tells how the patient was positioned, cut or anaesthetised."""
    return sum(mention.concept == "opening" for mention in reading.told(start, end)) >= 2


def _is_account(reading: Reading, section: Section, end: int) -> bool:
    """Whether what stands under the heading, up to `end`, tells in several sentences instead of naming."""
    if section.heading is None:
        return False
    start = reading.tokens.starts[min(_first_content(reading, section.heading), len(reading.tokens.starts) - 1)]
    return _tells(reading, start) and len(_sentence_starts(reading, start, end)) >= _SENTENCES


def _tells(reading: Reading, mark: int) -> bool:
    """Whether the line that starts at `mark` tells of what was done rather than naming it."""
    words, starts = reading.tokens.words, reading.tokens.starts
    first = bisect_left(starts, mark)
    line = []
    for token in range(first, min(first + _TELLING_WITHIN, len(words))):
        if words[token] in {".", ";"}:
            break
        line.append(words[token])
    return any(word in _TELLING for word in line[1:])


def _joins(reading: Reading, start: int, end: int) -> bool:
    """Whether a line without a number tells in several sentences of vessels that were cut or joined: a title names and stops."""
    if opens_item(reading.text, start) or len(_sentence_starts(reading, start, end)) < _SENTENCES - 1:
        return False
    return any(m.concept == "technique" or m.rule.value == "divide_pedicle" for m in reading.told(start, end))


def _split_title(reading: Reading, section: Section, sections: list[Section]) -> None:
    """A title ends where a long paragraph begins, or a line that tells in the past tense."""
    edges = reading.layout.breaks
    if _runs_unbroken(reading, section.start, section.end):
        edges = _sentence_starts(reading, section.start, section.end)
    marks = [mark for mark in sorted(edges) if section.start < mark < section.end]
    telling = [mark for mark, after in pairwise([*marks, section.end]) if _tells(reading, mark) or _joins(reading, mark, after)]
    if telling:
        sections.append(Section("narrative", telling[0], section.end))
        section.end = telling[0]
    for mark, following in pairwise([*reading.paragraphs_in(section), section.end]):
        if following - mark > _LONG_PARAGRAPH:
            sections.append(Section("narrative", mark, section.end))
            section.end = mark
            return
