"""The text of a note as people see it: what only programs and printers put into it is left out, and every place is known.

A text that was copied out of a document holds soft hyphens, marks without a width, letters that are joined into one sign, and
characters written by their names ("&nbsp;"). None of them is seen by who reads the note, and each would part a word.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from auditor.language.edges import edges
from auditor.language.edits import Edit

_MARKS = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u061c\ufe00-\ufe0f\ufeff\ufffc"
_NAME = r"&(?:amp;){0,3}(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
_NAMED = re.compile(_NAME)
_ACCENTS = r"[\u0300-\u0333\u0339-\u036f]{1,8}"
_HIDDEN = re.compile(
    rf"""
      (?P<soft>\u00ad(?=[ \t]*\r?\n))      # a hyphen where the line ends behind it, and nothing elsewhere
    | (?P<mark>[{_MARKS}])
    | (?P<joined>[\ufb00-\ufb06])          # one sign for "fi"
    | (?P<accented>[^\W\d_]{_ACCENTS})  # an accent behind its letter; what strikes a letter out is none
    | (?P<named>{_NAME})
    """,
    re.VERBOSE,
)
_MOST_NAMES = 4  # how often "&amp;nbsp;" is looked at again
_BREAK = re.compile(r"<br\s{0,3}/?>(?:[ \t]{0,9}\r?\n)?", re.IGNORECASE)
# What stands for a line end, a tab or a sign in a text that was written in one line.
_SIGN = re.compile(r"(?i:<br\s{0,3}/?>)|\\r\\n|\\[nt]|\\(?i:\.br)\\|\u00b6|\\\"|\\u[0-9a-fA-F]{4}")
_LINE_END = re.compile(r"(?i:<br)|\\n|\\(?i:\.br)\\|\u00b6")
_FEWEST_SIGNS = 2
_KEPT = -1


class _Step:
    """Where the pieces of a changed text begin, in it and before, and where what a piece replaced ended there."""

    def __init__(self) -> None:
        self.starts, self.firsts, self.lasts = array("q"), array("q"), array("q")

    def add(self, start: int, first: int, last: int) -> None:
        """The next piece."""
        self.starts.append(start)
        self.firsts.append(first)
        self.lasts.append(last)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch stood; all of a piece that was replaced, where it holds any of it."""
        one, other = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        first = self.firsts[one] + (start - self.starts[one] if self.lasts[one] == _KEPT else 0)
        kept = self.lasts[other] == _KEPT
        return first, self.firsts[other] + end - self.starts[other] if kept else self.lasts[other]


@dataclass(frozen=True, slots=True)
class Legible:
    """What is read of a note. `span` tells where a stretch of it stands in the note as it is written."""

    text: str
    steps: tuple[_Step, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the text that is read stands in the note."""
        for step in reversed(self.steps):
            start, end = step.span(start, end)
        return start, end

    def changed(self, edits: Iterable[Edit]) -> Legible:
        """The same with stretches replaced, which come in order and do not overlap."""
        parts: list[str] = []
        step = _Step()
        length = done = 0
        for first, last, new in edits:
            if first > done:
                step.add(length, done, _KEPT)
                parts.append(self.text[done:first])
                length += first - done
            if new:
                step.add(length, first, last)
                parts.append(new)
                length += len(new)
            done = last
        if not done:
            return self
        step.add(length, done, _KEPT)
        return Legible("".join([*parts, self.text[done:]]), (*self.steps, step))


def legible(text: str) -> Legible:
    """What people see of `text`: "free ﬁbula" is "free fibula", and so is "> free fibula" in a mail that was quoted."""
    seen = Legible(text)
    for look in (_shown, _line_ends, edges):
        seen = seen.changed(look(seen.text))
    return seen


def _shown(text: str) -> Iterator[Edit]:
    """What hidden characters, joined letters and names of characters are to the eye."""
    for found in (_NAMED if text.isascii() else _HIDDEN).finditer(text):
        new = _meant(found[0], found.lastgroup or "named")
        if new != found[0]:
            yield Edit(found.start(), found.end(), new)


def _meant(written: str, kind: str) -> str:
    """What is seen of one match: a blank of "&nbsp;", and a hyphen of a soft one at the end of a line."""
    if kind == "named":
        for _ in range(_MOST_NAMES):
            written = unescape(written)
        return written
    if kind == "mark":
        return ""
    return "-" if kind == "soft" else unicodedata.normalize("NFKC" if kind == "joined" else "NFC", written)


def _line_ends(text: str) -> Iterator[Edit]:
    r"""Line ends for the signs that stand for them: `<br>` in any text, `\n` and `\.br\` in one that has no line ends."""
    if not any(sign in text for sign in "<\\\u00b6"):
        return
    in_one = "\n" not in text.strip() and len(_LINE_END.findall(text)) >= _FEWEST_SIGNS
    for found in (_SIGN if in_one else _BREAK).finditer(text):
        yield Edit(found.start(), found.end(), _of_sign(found[0]))


def _of_sign(sign: str) -> str:
    r"""What one sign stands for: a line end, or what JSON escapes (`\t`, `\"`, `\u00e9`)."""
    if sign[:2] == "\\u":
        return chr(int(sign[2:], 16)) if sign[2] not in "dD" else ""
    return {"\\t": "\t", '\\"': '"'}.get(sign, "\n")
