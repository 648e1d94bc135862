"""Text -> words with their offsets. White space and the hyphens inside words are no tokens of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.vocab import Vocab

from auditor.language.layout import Layout
from auditor.language.spelling import Speller

# Sutures ("9-0") and dates stay whole; a dash survives only between numbers or between spaces.
_TOKEN = re.compile(
    r"""
      \d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}(?!\d)        # dates in figures
    | \d{1,2}\#?\s?[-/]\s?0(?!\d|[.,/-]\d)             # sutures
    | ->|=>|\u2192|\u00bb                            # arrows
    | \d{1,2}:\d\d(?!\d)                            # times
    | \d+(?:st|nd|rd|th)\b                          # ordinals
    | \d+(?:[.,]\d+)*                               # numbers
    | [^\W\d_]+(?:['\u2019][^\W\d_]+)?              # words
    | (?<=\w)\((?:e?s|E?S)\)                       # the plural left open: "surgeon(s)"
    | \.{2,}                                       # dots that lead to a value
    | _+ | \*{2,}                                   # blanks in a template
    | [^\s\w]                                       # any other sign
    """,
    re.VERBOSE,
)
_ARROWS = frozenset({"->", "=>", "\u2192", "\u00bb"})
_SUTURE = re.compile(r"\d{1,2}#?\s?[-/]\s?0")
_SPOKEN_MARKS = {"period": ".", "comma": ",", "colon": ":"}
_SPOKEN_STOPS = 4
_OPEN_PLURALS = frozenset({"(s)", "(es)"})
_SPOKEN_HYPHEN = "hyphen"  # "end hyphen to hyphen side"
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")
_HYPHENS = _DASHES | {"_"}


@dataclass(slots=True)
class Tokens:
    """Parallel lists: canonical word, and the span of what was written; and whether punctuation was spoken and never set."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    spoken: bool = False


def tokenise(text: str, layout: Layout, speller: Speller) -> Tokens:
    """Split `text`; lines that are page furniture yield no tokens."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    canonical = speller.canonical
    spoken = is_spoken(text)
    marks = _SPOKEN_MARKS if spoken else {}
    length = len(text)
    for first, last in layout.printed:
        for match in _TOKEN.finditer(text, first, last):
            raw = match.group()
            start = match.start()
            if raw.lower() in _OPEN_PLURALS or (raw in _HYPHENS and _joins(text, start, start + 1, length)):
                continue
            if raw in _DASHES:
                raw = "-"
            elif raw in _ARROWS:
                raw = "to"
            elif raw == "|" or raw[:2] == "..":
                raw = ":"
            elif len(raw) > 2 and _SUTURE.fullmatch(raw):
                raw = raw[:2].strip("-/#") + "/0" if raw[1].isdigit() else raw[0] + "/0"
            word = marks.get(raw.lower()) or canonical(raw)
            if word == _SPOKEN_HYPHEN and spoken:
                continue
            whole = speller.joined(words[-1], word) if words else None
            if whole is not None:
                words[-1], ends[-1] = whole, match.end()
                continue
            words.append(word)
            starts.append(start)
            ends.append(match.end())
    return Tokens(words, starts, ends, spoken)


def is_spoken(text: str) -> bool:
    """Whether a note was dictated with its punctuation spoken and never set ("... right foot period")."""
    lower = text.lower()
    return lower.count(" period") >= _SPOKEN_STOPS and lower.count(" period") > lower.count(". ")


def _joins(text: str, start: int, end: int, length: int) -> bool:
    """Whether the dash at `start` is a hyphen inside a word, also one at the end of a wrapped line."""
    if start == 0 or end >= length:
        return False
    before, after = text[start - 1], text[end]
    if before.isdigit() and after.isdigit():
        return False
    return before.isalnum() and (after.isalnum() or after == "\n")


def make_doc(vocab: Vocab, tokens: Tokens) -> Doc:
    """The spaCy document over the canonical words."""
    return Doc(vocab, words=tokens.words)
