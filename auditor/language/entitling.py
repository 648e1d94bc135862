"""The title of a note without headings: the sentence near its head that names what is then described."""

from __future__ import annotations

import re
from itertools import pairwise

from auditor.language.flow import VESSELS
from auditor.language.reading import Mention, Reading, Section
from auditor.language.weighing import OPERATING, WORK, sentence_edges, weigh_sentence, words_between

_HEAD = 600  # characters in which a note without headings names its operation
_SAID = re.compile(r"(?:procedures?|operations?)(?: performed| done)?,", re.IGNORECASE)  # a heading as it is dictated
_GOES_TO = re.compile(
    r"(?![^.;\n]*\b(?:loss|defect|gap|non-?union)\b)[^.;\n]{0,24}(?:\b(?:to|for|into)\b|-+>|\u2192|=+>)[^.;,\n]{0,24}",
    re.IGNORECASE,
)  # between two bones
_UNTITLED = frozenset({"narrative", "history", "indication", "technique", "codes"})
_TELLING = frozenset({"was", "were", "had", "has", "is", "are", "have", "could", "will", "went", "came", "turned"})
_WRITER = frozenset({"i", "we"})
_BOOKING = frozenset({"booked", "scheduled", "listed", "planned", "intended", "consented"})
_REMARK = 8  # words
_MEASURING = frozenset({"cm", "mm"})  # a name measures nothing
# A stage that is still to come: "Stage 2 (in 6 weeks): free second metatarsal".
_TO_COME = re.compile(
    r"\bin (?:about |another )?(?:\d+|two|three|four|six|eight|ten|twelve)(?:\s?[-\u2013]\s?\d+)? (?:days|weeks|months)\b"
    r"|\b(?:at|in) a later (?:stage|date|sitting)\b|\(\s*(?:next|later|to follow|to come|planned)\b",
    re.IGNORECASE,
)
_LONGEST_NAME = 40  # words of a sentence that names an operation


def entitle(reading: Reading) -> None:
    """Take the sentence near the head that names what the note then describes for its title, where no heading announces one."""
    for section in sorted(reading.sections, key=lambda section: section.start):
        if section.kind not in _UNTITLED:
            continue
        begins = reading.content_start(section) if section.kind == "technique" else section.start
        edges = [*sentence_edges(reading, begins, min(section.end, 2 * _HEAD)), section.end]
        if section.kind == "technique":
            edges = edges[:2]  # "What was done: free crest to the humerus" names it at once or not at all
        for start, after in pairwise(edges):
            own = section.kind != "indication" or (start in reading.layout.breaks and start > section.start)  # a line of its own
            own = own and _TO_COME.search(reading.text, start, after) is None
            near = start < _HEAD or _SAID.match(reading.text, start) is not None
            names = _names_operation(reading, start, after) or (start == begins and _is_soft(reading, start, after))
            named = near and own and names
            after = _rest_of_line(reading, start, after, section.end) if named else after
            if named and (weigh_sentence(reading, after, len(reading.text))[0] or _is_described(reading, after)):
                rest = Section(section.kind, after, section.end, section.heading)
                reading.sections += [Section("title", start, after)] + ([rest] if after < section.end else [])
                section.end = start
                if section.start == section.end:
                    reading.sections.remove(section)
                return


def _is_described(reading: Reading, after: int) -> bool:
    """Whether a later section that is no account of the past tells of work on bone."""
    described = (s for s in reading.sections if s.kind in {"narrative", "technique"} and s.start >= after)
    return any(m.concept == "act" and m.rule.value in WORK for s in described for m in reading.told(s.start, s.end))


def _rest_of_line(reading: Reading, start: int, after: int, end: int) -> int:
    """The end of the line that a name of the operation opens, where what follows on it tells nothing either: "Bone only."."""
    line = next((mark for mark in reading.lines_in(Section("title", start, end)) if mark >= after), end)
    rest = reading.told(after, line)
    words = len(words_between(reading, after, line))
    told = any(mention.concept in {"history_mark", "act", *OPERATING} for mention in rest)
    return after if start not in reading.layout.breaks or told or words > _REMARK else line


def _names_operation(reading: Reading, start: int, end: int) -> bool:
    """Whether the sentence that opens a note without headings is its title: it names a flap or a fed bone, and tells nothing."""
    words = words_between(reading, start, end)
    if len(words) > _LONGEST_NAME or any(word in _TELLING or word in _BOOKING or word in _MEASURING for word in words):
        return False
    told = reading.told(start, end)
    if any(m.concept == "history_mark" and not _is_in_brackets(reading, start, m) for m in told):
        return False
    worked = any(m.concept == "act" and m.rule.value in WORK for m in told)
    if worked and not _WRITER.isdisjoint(words):
        return False  # "I lifted the third metatarsal on its pedicle"
    named = any(mention.concept == "flap" and mention.rule.value in {"flap", "free"} for mention in told)
    fed = not worked and any(m.concept in VESSELS and reading.tokens.words[m.first : m.last] != ["vessel"] for m in told)
    claimed = any(mention.concept == "bone_claim" for mention in told)
    bones = [mention for mention in told if mention.concept == "bone"]
    return claimed or (bool(bones) and (named or fed)) or (start in reading.layout.breaks and _moves_bone(reading, bones))


def _is_soft(reading: Reading, start: int, end: int) -> bool:
    """Whether the sentence that opens a section names a flap without bone, and tells nothing."""
    words, told = words_between(reading, start, end), reading.told(start, end)
    telling = any(word in _TELLING or word in _MEASURING for word in words) or not _WRITER.isdisjoint(words)
    past = any(mention.concept == "history_mark" for mention in told)
    return not (telling or past) and len(words) <= _REMARK * 2 and any(mention.concept == "soft_flap" for mention in told)


def _is_in_brackets(reading: Reading, start: int, mention: Mention) -> bool:
    """Whether a bracket that opened behind `start` holds a mention: "flap to the jaw (gunshot, two plates failed)"."""
    before = reading.text[start : reading.tokens.starts[mention.first]]
    return before.rfind("(") > before.rfind(")")


def _moves_bone(reading: Reading, bones: list[Mention]) -> bool:
    """Whether one bone goes to another: "Fibula to mandible", "MFC (R) -> scaphoid"."""
    starts, ends = reading.tokens.starts, reading.tokens.ends
    pairs = ((ends[one.last - 1], starts[other.first]) for one, other in pairwise(bones) if one.last <= other.first)
    return any(_GOES_TO.fullmatch(reading.text, end, start) is not None for end, start in pairs)
