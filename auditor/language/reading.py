"""The working papers of one note while it is read; they leave this room as findings only."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise, repeat
from operator import attrgetter

from spacy.tokens import Doc

from auditor.language.boxes import SIGNS
from auditor.language.dates import FoundDate
from auditor.language.layout import Layout
from auditor.language.legible import Legible
from auditor.language.operated_on import day_first_in, find_operation_date
from auditor.language.tokens import Tokens
from auditor.model import Assertion, MentionedSide, Place
from auditor.rules.schema import Rule

# Concepts of headings: those that rules spell out, and the words that others are made of.
HEADINGS = frozenset({"section", "heading_word"})
# Kinds of sections that tell what was done, step by step.
DESCRIBED = frozenset({"narrative", "technique"})


@dataclass(slots=True, init=False)
class Mention:
    """One match of a rule: tokens `first` to `last` (exclusive), and what the components learn of it.

    `concept` is that of the rule that matched.
    """

    rule: Rule
    first: int
    last: int
    assertion: Assertion = Assertion.PERFORMED
    cue: Mention | None = None
    why: str | None = None
    role: str | None = None
    side: MentionedSide | None = None
    cm: tuple[float, ...] | None = None
    value: str | None = None
    concept: str = ""

    def __init__(
        self, rule: Rule, first: int, last: int, *, cm: tuple[float, ...] | None = None, value: str | None = None
    ) -> None:
        self.rule, self.concept = rule, rule.concept
        self.first, self.last = first, last
        self.assertion = Assertion.PERFORMED
        self.cue = self.why = self.role = self.side = None
        self.cm, self.value = cm, value

    @property
    def meaning(self) -> str:
        """What it stands for: a value that was read from the text, else the rule's own."""
        return self.value or self.rule.value


# Sort keys: the order in which mentions stand in the note.
place: Callable[[Mention], tuple[int, int, str]] = attrgetter("first", "last", "rule.id")
first_word: Callable[[Mention], int] = attrgetter("first")


def begun_between(mentions: list[Mention], first: int, last: int) -> list[Mention]:
    """Those of some mentions, in order of place, that begin at tokens `first` to `last` (exclusive)."""
    begins = bisect_left(mentions, first, key=first_word)
    return mentions[begins : bisect_left(mentions, last, begins, key=first_word)]


@dataclass(slots=True)
class Section:
    """A stretch of the note under one heading, in characters; `kind` is a value of the section rules."""

    kind: str
    start: int
    end: int
    heading: Mention | None = None


@dataclass
class Reading:
    """Text, tokens and everything found so far.

    `text` is what is read: what is `seen` of what the note has `written`, levelled.
    """

    text: str
    layout: Layout
    tokens: Tokens
    written: str
    seen: Legible
    places: tuple[Place, ...] = ()
    mentions: list[Mention] = field(default_factory=list)
    headings: list[Mention] = field(default_factory=list)
    label_words: list[Mention] = field(default_factory=list)
    cues: list[Mention] = field(default_factory=list)
    owners: list[Mention] = field(default_factory=list)  # what a size may be of; they are many, and only sizes ask for them
    sections: list[Section] = field(default_factory=list)
    section_starts: list[int] = field(default_factory=list)
    section_by_token: list[Section] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    clause: list[int] = field(default_factory=list)
    choice_rows: list[tuple[int, int]] = field(default_factory=list)  # lines whose boxes answer the head of their table
    other_note: Mention | None = None  # what says that the note is another than the report of an operation

    @cached_property
    def plain(self) -> str:
        """The text with every dash and apostrophe in its plain form, character for character."""
        return self.text if self.text.isascii() else self.text.translate(_PLAIN)

    @cached_property
    def day_first(self) -> Callable[[str], bool]:
        """Whether the note writes the day first, asked with the sign that parts the figures of its dates."""
        return day_first_in(self.plain)

    @cached_property
    def operated(self) -> FoundDate | None:
        """The day of the operation, which may be asked for once the sections are settled."""
        return find_operation_date(self)

    @cached_property
    def is_form(self) -> bool:
        """Whether anything in the text could be a field of a template: a blank, a box or a brace."""
        return self.has_field(0, len(self.text))

    def has_field(self, start: int, end: int) -> bool:
        """Whether anything between two offsets could be a field of a template."""
        return _FIELD.search(self.text, start, end) is not None

    @cached_property
    def has_cells(self) -> bool:
        """Whether the text has the marks between cells of a table."""
        return "\t" in self.text or "|" in self.text

    @cached_property
    def lines(self) -> list[int]:
        """Where lines that start a sentence begin."""
        return sorted(self.layout.breaks)

    @cached_property
    def _paragraphs(self) -> list[int]:
        return sorted(self.layout.paragraphs)

    def lines_in(self, section: Section) -> list[int]:
        """Where lines that start a sentence begin within a section, its own start left aside."""
        return self.lines[bisect_right(self.lines, section.start) : bisect_left(self.lines, section.end)]

    def paragraphs_in(self, section: Section) -> list[int]:
        """Where paragraphs begin within a section, its own start left aside."""
        return self._paragraphs[bisect_right(self._paragraphs, section.start) : bisect_left(self._paragraphs, section.end)]

    @property
    def in_one_line(self) -> bool:
        """Whether the note was pasted without its lines, so that only sentences part it."""
        return len(self.layout.breaks) <= _FEW_LINES

    def section_at(self, char: int) -> Section:
        """The section that holds a character."""
        return self.sections[bisect_right(self.section_starts, char) - 1]

    def content_start(self, section: Section) -> int:
        """Where the content of a section begins, behind its heading, a remark in brackets and the marks that follow."""
        if section.heading is None:
            return section.start
        end = _BEHIND_HEADING.match(self.text, self.tokens.ends[section.heading.last - 1])
        return min(end.end(), section.end) if end else section.start

    def section_of(self, token: int) -> Section:
        """The section that holds a token."""
        return self.section_by_token[token] if self.section_by_token else self.section_at(self.tokens.starts[token])

    def settle_sections(self) -> None:
        """Take the sections as final: most mentions ask for theirs several times."""
        starts, by_token = self.tokens.starts, self.section_by_token
        edges = [0, *(bisect_left(starts, start) for start in self.section_starts[1:]), len(starts)]
        for section, (first, end) in zip(self.sections, pairwise(edges), strict=True):
            by_token.extend(repeat(section, end - first))

    def between(self, first: int, last: int) -> list[Mention]:
        """The mentions that begin at tokens `first` to `last` (exclusive), found without going through all of the note's."""
        return begun_between(self.mentions, first, last)

    def told(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin in a stretch of the text."""
        starts = self.tokens.starts
        return self.between(bisect_left(starts, start), bisect_left(starts, end))

    def measured(self, start: int, end: int) -> list[Mention]:
        """What may own a size and begins in a stretch of the text."""
        starts = self.tokens.starts
        return begun_between(self.owners, bisect_left(starts, start), bisect_left(starts, end))

    def sentence_start(self, token: int) -> int:
        """The first token of the sentence that holds a token."""
        return bisect_left(self.sentence, self.sentence[token])

    def in_sentence(self, token: int) -> list[Mention]:
        """The mentions of the sentence that holds a token."""
        number = self.sentence[token]
        return self.between(bisect_left(self.sentence, number), bisect_right(self.sentence, number))

    def starts_line(self, token: int) -> bool:
        """Whether a token is the first of a line that starts a sentence, numbering and bullets left aside."""
        breaks, starts, words = self.layout.breaks, self.tokens.starts, self.tokens.words
        for _ in range(8):
            if starts[token] in breaks:
                return True
            if token == 0 or not (words[token - 1] in _NUMBERING or _is_figure(words[token - 1]) or self._is_letter(token - 1)):
                return False
            token = self._label_start(token - 1) if words[token - 1] == "]" else token - 1
        return False

    def _is_letter(self, token: int) -> bool:
        """Whether a letter or a Roman number counts the items of a list: "C. INDICATION", "IV) Closure"."""
        words = self.tokens.words
        return words[token + 1] in {".", ")"} and (len(words[token]) == 1 or words[token] in _ROMAN) and words[token].isalpha()

    def _label_start(self, token: int) -> int:
        """The bracket that opens a label such as "[Section C]", or the token itself."""
        words = self.tokens.words
        return next((first for first in range(token - 1, max(token - 5, -1), -1) if words[first] == "["), token)


def _is_figure(word: str) -> bool:
    """Whether a number or a date in figures stands before a heading: "3. Closure", "05/23/2022 ADDENDUM"."""
    return word.isdigit() or (word[0].isdigit() and word.replace("/", "").replace("-", "").replace(".", "").isdigit())


_PLAIN = dict.fromkeys(map(ord, "\u2012\u2013\u2014\u2212"), "-") | {0x2018: "'", 0x2019: "'"}
_FEW_LINES = 3
# Its first sign, then the rest: a set of single signs is looked for much faster than several beginnings.
_FIELD = re.compile(rf"[*_{{{SIGNS}\[(](?:(?<=\*)\*|(?<=_)_|(?<=[{{{SIGNS}])|(?<=[\[(])\s?[xX\u2713\u2714]?\s?[\])])")
_BEHIND_HEADING = re.compile(r"(?:\s*\((?:[^()\n]{0,24}\)|[^()\n]{25,48}\)(?=:)))?[:\-|.>=\]\t *]*")
_ROMAN = frozenset({"ii", "iii", "iv", "vi", "vii", "viii", "ix"})
_NUMBERING = frozenset(".)(-*\u2022\u00b7|>[]#:=") | {"**", "***", "##", "###", "__"}


def reading_of(doc: Doc) -> Reading:
    """The papers that travel with a document through the components."""
    reading = doc.user_data["reading"]
    assert isinstance(reading, Reading)
    return reading
