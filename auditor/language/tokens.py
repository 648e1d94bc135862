"""Text -> words with their offsets. White space and the hyphens inside words are no tokens of their own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from auditor.language.layout import Layout
from auditor.language.parted import PARTED
from auditor.language.spelling import Speller
from auditor.language.words import places_of

# Sutures ("9-0") and dates stay whole; a dash survives only between numbers or between spaces.
_TOKEN = re.compile(
    r"""
      \d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}(?!\d)        # dates in figures
    | \d{1,2}\#?\s?[-/]\s?0(?!\d|[.,/-]\d)             # sutures
    | ->|=>|\u2192|\u00bb                            # arrows
    | \d{1,2}:\d\d(?!\d)                            # times
    | \d+(?i:st|nd|rd|th)\b                         # ordinals
    | \d+(?:[.,]\d+)*                               # numbers
    | (?<![^\W_])[cpry]T[0-4][a-d]?(?![^\W_])          # stages of tumours: "cT4a" is no CT
    | (?<![^\W_]\.)[A-Z](?:\.[A-Z]){1,3}(?![^\W_]) # short forms with their stops: "M.R.I."
    | [^\W\d_]+(?:['\u2019][^\W\d_]+)?              # words
    | (?<=\w)\((?:e?s|E?S)\)                       # the plural left open: "surgeon(s)"
    | \.{2,}                                       # dots that lead to a value
    | _+ | \*{2,}                                   # blanks in a template
    | [^\s\w]                                       # any other sign
    """,
    re.VERBOSE,
)
# A suture written with spaces: the only token that spaces do not part. Looked for by its stroke, since figures are many.
_PARTED_SUTURE = re.compile(r"[-/](?:(?:(?<=\d\s.)|(?<=\d\#\s.))\s?0|(?:(?<=\d.)|(?<=\d\#.))\s0)")
_REMEMBERED = 50_000
_Piece = str | tuple[tuple[str, int, int], ...]  # one word alone, or words with their places in the chunk
_ARROWS = frozenset({"->", "=>", "\u2192", "\u00bb"})
_SUTURE = re.compile(r"\d{1,2}#?\s?[-/]\s?0")
_SPOKEN_MARKS = {"period": ".", "comma": ",", "colon": ":"}
_SPOKEN_STOPS = 4
_OPEN_PLURALS = frozenset({"(s)", "(es)"})
_SPOKEN_HYPHEN = "hyphen"  # "end hyphen to hyphen side"
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")
_HYPHENS = _DASHES | {"_"}
# The end of a line, but not one with a hyphen before it.
_UNWRAPPED_END = re.compile(r"(?<![-\u2010\u2011\u2012\u2013\u2014\u2212_])\n")


@dataclass(slots=True)
class Tokens:
    """Parallel lists: canonical word, and the span of what was written; and whether punctuation was spoken and never set."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    spoken: bool = False


class _Pieces(dict[str, _Piece]):
    """Chunks that were split before, each with its words; what is not known is split, and there are never too many."""

    def __init__(self, split: Callable[[str], _Piece]) -> None:
        super().__init__()
        self._split = split

    def __missing__(self, chunk: str) -> _Piece:
        if len(self) >= _REMEMBERED:
            self.clear()
        piece = self[chunk] = self._split(chunk)
        return piece


class Tokeniser:
    """Splits texts into tokens. What stands between two spaces is split once and remembered between notes (bounded)."""

    def __init__(self, speller: Speller) -> None:
        self._speller = speller
        self._pieces = _Pieces(self._split)

    def __call__(self, text: str, layout: Layout) -> Tokens:
        """Split `text`; lines that are page furniture yield no tokens."""
        spoken, wrapped = is_spoken(text), any(f"{hyphen}\n" in text for hyphen in _HYPHENS)
        whole = spoken or _PARTED_SUTURE.search(text)
        tokens = self._in_one(text, layout, spoken=spoken) if whole else self._in_chunks(text, layout, wrapped=wrapped)
        if wrapped:
            self._mend_wrapped(text, tokens)
        return tokens

    def _in_chunks(self, text: str, layout: Layout, *, wrapped: bool) -> Tokens:
        """Split a text chunk by chunk; `wrapped`: a hyphen ends one of its lines."""
        tokens = Tokens([], [], [])
        add_word, add_start, add_end = tokens.words.append, tokens.starts.append, tokens.ends.append
        for first, last in layout.printed:
            at = first
            chunks = _chunks(text[first : last + 1], wrapped=wrapped)  # with what ends the line
            for chunk, piece in zip(chunks, map(self._pieces.__getitem__, chunks), strict=True):
                behind = at + len(chunk)
                if isinstance(piece, str):  # the chunk is one word, as most are
                    add_word(piece)
                    add_start(at)
                    add_end(behind)
                else:
                    for word, start, end in piece:
                        add_word(word)
                        add_start(at + start)
                        add_end(at + end)
                at = behind + 1
        return self._in_one(text, layout, spoken=False) if self._join(tokens.words) else tokens

    def _mend_wrapped(self, text: str, tokens: Tokens) -> None:
        """Put words together again that the end of a line has parted ("anas-", "tomosis")."""
        words, starts, ends = tokens.words, tokens.starts, tokens.ends
        for found in reversed(list(PARTED.finditer(text))):
            first = bisect_left(ends, found.start() + 1)
            second, last = first + 1, first + 2
            if ends[first:second] != [found.start() + 1] or starts[second:last] != [found.end() - 1]:
                continue
            whole = self._speller.broken(text[starts[first] : ends[first]], text[starts[second] : ends[second]])
            if whole is not None:
                words[first:last] = [whole]
                del starts[second], ends[first]

    def _join(self, words: list[str]) -> bool:
        """Whether any two words that follow each other are one ("meta tarsal")."""
        found = places_of(self._speller.seconds, words)
        return any(at and self._speller.joined(words[at - 1], words[at]) for at in found)

    def _in_one(self, text: str, layout: Layout, *, spoken: bool) -> Tokens:
        """Split texts whose tokens may hold spaces or spoken marks."""
        tokens = Tokens([], [], [], spoken)
        for first, last in layout.printed:
            for word, start, end in self._tokens(text, first, last, spoken=spoken):
                if not self._joins_on(tokens, word, end):
                    tokens.words.append(word)
                    tokens.starts.append(start)
                    tokens.ends.append(end)
        return tokens

    def _split(self, chunk: str) -> _Piece:
        found = tuple(self._tokens(chunk, 0, len(chunk), spoken=False))
        alone = len(found) == 1 and found[0][1:] == (0, len(chunk))
        return found[0][0] if alone else found

    def _joins_on(self, tokens: Tokens, word: str, end: int) -> bool:
        """Join a word that belongs to the one before it ("meta tarsal"), if it does."""
        whole = self._speller.joined(tokens.words[-1], word) if tokens.words else None
        if whole is None:
            return False
        tokens.words[-1], tokens.ends[-1] = whole, end
        return True

    def _tokens(self, text: str, first: int, last: int, *, spoken: bool) -> Iterator[tuple[str, int, int]]:
        """Canonical words and their places between two offsets of a text."""
        marks = _SPOKEN_MARKS if spoken else {}
        length = len(text)
        for match in _TOKEN.finditer(text, first, last):
            raw = match.group()
            start = match.start()
            if raw.lower() in _OPEN_PLURALS or (raw in _HYPHENS and _joins(text, start, start + 1, length)):
                continue
            word = marks.get(raw.lower()) or self._speller.canonical(_plain(raw))
            if not (word == _SPOKEN_HYPHEN and spoken):
                yield word, start, match.end()


def _chunks(text: str, *, wrapped: bool) -> list[str]:
    """What stands between two spaces or ends of lines; a line that ends in a hyphen is in one chunk with what is below it.

    Other white space parts no chunks, and no less the words in them.
    """
    level = _UNWRAPPED_END.sub(" ", text) if wrapped else text.replace("\n", " ")
    return level.replace("\t", " ").replace("\r", " ").split(" ")


def _plain(raw: str) -> str:
    """A sign or a suture in the one form in which rules write it."""
    if raw in _DASHES:
        return "-"
    if raw in _ARROWS:
        return "to"
    if raw == "|" or raw[:2] == "..":
        return ":"
    if raw[1:2] == "." and raw[0].isalpha():
        return raw.replace(".", "")
    if len(raw) > 2 and _SUTURE.fullmatch(raw):
        return raw[:2].strip("-/#") + "/0" if raw[1].isdigit() else raw[0] + "/0"
    return raw


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
