"""Cuts a note into sections without a gap, by headings that are data and by the run of its paragraphs."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from auditor.language.headings import (
    LINE_KINDS,
    WHO_AND_WHEN,
    heads_list,
    is_plain_heading,
    kind_of,
    label_at,
    stands_as_heading,
)
from auditor.language.labels import with_labels
from auditor.language.layout import opens_item
from auditor.language.reading import Mention, Reading, Section, reading_of
from auditor.language.titles import LONG_PARAGRAPH, SENTENCES, first_content, runs_unbroken, sentence_starts, settle_titles

# Kinds that end with their paragraph; the others but those of one line run to the next heading.
BLOCK_KINDS = frozenset({"title", "booked", "diagnosis", "complications", "specimens", "imaging_field", "roles"})
_ACCOUNTS = frozenset({"indication", "previous", "history", "options", "consent", "imaging", "plan"})
_TOLD = frozenset({"indication", "previous", "history", "imaging", "diagnosis", "booked"})
_TITLES = frozenset({"title", "procedure", "booked"})
_FIELDS = frozenset({"surgeon", "date", "patient", "codes"})
_PEOPLE = frozenset({"surgeon", "assistant", "cosurgeon"})
_ITEM = re.compile(r"[ \t]*\(?\d{1,2}[.)][ \t]")
_NUMBER = re.compile(r"[ \t]*\(?(\d{1,2})[.)][ \t]*")
_COPIED, _COPY_ENDS = "history", "narrative"  # the values of the headings that mark copied text and its end
_DOCUMENTS = frozenset({"report", "record", "note", "notes", "protocol", "dictation", "summary"})


def cut_sections(doc: Doc) -> Doc:
    """spaCy component: fills `sections`; a heading ("OPERATION IN DETAIL") names no treatment."""
    reading = reading_of(doc)
    filled = _end_at_plain_headings(reading, _fill(reading, _standing(reading)))
    reading.sections = _with_copies(settle_titles(reading, filled))
    reading.section_starts = [section.start for section in reading.sections]
    headings = {section.heading.first for section in reading.sections if section.heading is not None}
    reading.mentions = [m for m in reading.mentions if m.concept != "treatment" or m.first not in headings]
    return doc


def _with_copies(sections: list[Section]) -> list[Section]:
    """What is marked as copied from an earlier note, up to the mark of its end, is history whatever its own headings say."""
    ends = [section.start for section in sections if section.heading is not None and section.heading.rule.value == _COPY_ENDS]
    for copy in [s for s in sections if s.heading is not None and s.heading.rule.value == _COPIED]:
        end = next((end for end in ends if end > copy.start), copy.end)
        for section in sections:
            if copy.start <= section.start < end and section.kind not in _ACCOUNTS | {"booked"}:
                section.kind = _COPIED
    return sections


def fields_of(reading: Reading) -> list[Section]:
    """The sections that say who operated and when; they are told by headings alone, whatever the note speaks of."""
    return [section for section in _fill(reading, _standing(reading)) if section.kind in WHO_AND_WHEN]


def _standing(reading: Reading) -> list[Mention]:
    """The headings that stand as such, and labels that are made of words."""
    headings = with_labels(reading, [heading for heading in reading.headings if stands_as_heading(reading, heading)])
    kept = headings[:1]
    for heading in headings[1:]:
        if not _is_of_title(reading, kept[-1], heading):
            kept.append(heading)
    return kept


def _is_of_title(reading: Reading, before: Mention, heading: Mention) -> bool:
    """Whether the name of a part belongs to the title right above: below "INTERVENTION" stands "Left leg: free flap".

    So it does as a whole item of the title's list: "1. Debridement".
    """
    if before.rule.value not in _TITLES or heading.rule.id != "section-stage":
        return False
    between = reading.text[reading.tokens.ends[before.last - 1] : reading.tokens.starts[heading.first]]
    if not between.strip(" \t\r\n:.-"):
        return True
    first, *items = between.split("\n")
    whole = not reading.text[reading.tokens.ends[heading.last - 1] :].split("\n", 1)[0].strip(" \t\r.")
    return whole and not first.strip(" \t\r:.-") and bool(items) and all(_ITEM.match(line) for line in items)


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
        item = _end_of_item(reading, heading, limit) if kind in _ACCOUNTS else limit
        row = inside or item < limit or _is_row(reading, heading)
        row = row or ((kind in _ACCOUNTS or kind in BLOCK_KINDS) and _is_label(reading, heading))
        end = item if item < limit else _own_end(reading, heading, kind, row, limit)
        if _heads_account(reading, heading, kind, limit):
            around = "narrative"
        sections.append(Section(kind, start, end, heading))
        runs = kind not in LINE_KINDS and kind not in BLOCK_KINDS and kind != "procedure"
        if runs and not row and not (number == 0 and _is_empty(reading, heading, limit)):
            around = kind
        if end < limit:
            told = (kind in _ACCOUNTS and around == kind) or (kind == "title" and around in _ACCOUNTS)
            rest = "narrative" if told else around
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


def _end_of_item(reading: Reading, heading: Mention, limit: int) -> int:
    """Where the numbered step that a heading opens ends: "1. Background. ..." at the line "2."; else `limit`."""
    text, start = reading.text, reading.tokens.starts[heading.first]
    line = text.rfind("\n", 0, start) + 1
    number = _NUMBER.fullmatch(text, line, start)
    if number is None or not _goes_on(reading, heading):
        return limit
    following = re.compile(rf"^[ \t]*\(?{int(number[1]) + 1}[.)][ \t]", re.MULTILINE).search(text, start, limit)
    return following.start() if following else limit


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
    content = first_content(reading, heading)
    if end < 0 or content >= len(reading.tokens.starts) or reading.tokens.starts[content] > end:
        return False
    following = next((line for line in reading.layout.lines if line > end), None)
    if following is None or following not in reading.layout.breaks or following in reading.layout.paragraphs:
        return False
    if not opens_item(reading.text, following):
        return True
    if heads_list(reading, heading):
        return False
    return heading.rule.value != "title" and not opens_item(reading.text, reading.tokens.starts[content])


def _end_at_plain_headings(reading: Reading, sections: list[Section]) -> list[Section]:
    """A short line that opens a block is a heading even where no rule knows it: an account of the past ends there.

    So does a line that opens with a label, where such a label may stand for the operation's own account.
    """
    for section in sections:  # grows while it is gone through, so that what a cut leaves is looked at in its turn
        if section.kind not in _ACCOUNTS | BLOCK_KINDS:
            continue
        if section.heading is None and _begins_other(reading, section.kind, section.start):
            section.kind = "narrative"  # what a short kind left over, and it has a heading of its own
            continue
        mark = next((mark for mark in reading.lines_in(section) if _begins_other(reading, section.kind, mark)), None)
        if mark is not None:
            sections.append(Section("header" if section.kind in BLOCK_KINDS else "narrative", mark, section.end))
            section.end = mark
    return sections


def _begins_other(reading: Reading, kind: str, mark: int) -> bool:
    """Whether a line is a heading that no rule knows, or opens with a label, where either ends a section of such a kind."""
    paragraph = mark in reading.layout.paragraphs
    if kind in _ACCOUNTS and not paragraph and _is_item(reading.text, mark):
        return False  # the next item of a list of events: "- First stage at 36 h: debridement"
    plain = kind in _ACCOUNTS and paragraph and is_plain_heading(reading.text, mark)
    return plain or (kind in _TOLD and label_at(reading.text, mark, paragraph=paragraph))


def _is_item(text: str, mark: int) -> bool:
    """Whether the line of a mark is an item of a list whose item before it stands on the line above."""
    line = text.rfind("\n", 0, mark) + 1
    above = text.rfind("\n", 0, max(line - 1, 0)) + 1
    return opens_item(text, line) and opens_item(text, above)


def _own_end(reading: Reading, heading: Mention, kind: str, row: bool, limit: int) -> int:
    """Where the section of a heading ends at the latest; `row`: the heading labels one line only."""
    brief = heading.concept == "heading_word" and kind in _ACCOUNTS and _goes_on(reading, heading)
    if kind not in LINE_KINDS and kind not in BLOCK_KINDS and not row and not brief:
        return limit
    marks = reading.layout.breaks if kind in LINE_KINDS or row else reading.layout.paragraphs
    content = reading.tokens.starts[heading.last] if heading.last < len(reading.tokens.starts) else limit
    runs_on = _opens_account(reading, heading, kind, limit) or _names_behind(reading, heading, kind, limit)
    if runs_on or (kind != "title" and runs_unbroken(reading, content, limit)):
        marks = sentence_starts(reading, content, limit)
    body = first_content(reading, heading)
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
    body = first_content(reading, heading)
    if kind not in _FIELDS or _goes_on(reading, heading) or body >= len(reading.tokens.starts):
        return False
    start = reading.tokens.starts[body]
    end = min(next((mark for mark in sorted(reading.layout.paragraphs) if mark > start), limit), limit)
    return end - start > LONG_PARAGRAPH and len(sentence_starts(reading, start, end)) >= SENTENCES - 1


def _opens_account(reading: Reading, heading: Mention, kind: str, limit: int) -> bool:
    """Whether a field stands before an account that runs on in its line: "DOS 4/16/2024. Left tibia, ..."."""
    if kind not in _FIELDS or not _goes_on(reading, heading):
        return False
    content = reading.tokens.starts[min(first_content(reading, heading), len(reading.tokens.starts) - 1)]
    end = min(next((mark for mark in reading.layout.lines if mark > content), limit), limit)
    return end - content > LONG_PARAGRAPH and len(sentence_starts(reading, content, end)) >= SENTENCES - 1


def _names_behind(reading: Reading, heading: Mention, kind: str, limit: int) -> bool:
    """Whether a sentence behind the names of a field names a bone: "Reg: Dr Lim. New right mandibular condyle from the foot"."""
    if kind not in _PEOPLE or not _goes_on(reading, heading):
        return False
    content = reading.tokens.starts[min(first_content(reading, heading), len(reading.tokens.starts) - 1)]
    line = min(next((mark for mark in reading.layout.lines if mark > content), limit), limit)
    behind = min(sentence_starts(reading, content, line), default=line)
    return any(mention.concept in {"bone", "flap_name"} for mention in reading.told(behind, line))


def _goes_on(reading: Reading, heading: Mention) -> bool:
    """Whether text follows on the line of a heading."""
    content = reading.tokens.starts[min(first_content(reading, heading), len(reading.tokens.starts) - 1)]
    return "\n" not in reading.text[reading.tokens.ends[heading.last - 1] : content]
