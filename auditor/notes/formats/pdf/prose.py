"""Lines -> text: lines that were wrapped are joined, words that were parted are whole again, pages run on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

from auditor.notes.formats.pdf.lines import Line

_ITEM = re.compile(r"(?:-(?!>)|=(?!\s?\d)|[–*•·▪◦>|#☐☑☒✓✔]|\d{1,2}[.)]\s|\(\d{1,2}\)|\[.?\]|[a-zA-Z][.)]\s)")
# "joined to a", and below it "V. comitans": a wrapped line that looks like an item's, behind a word that cannot end one.
_COUNTED = re.compile(r"(?:\d{1,2}|[a-zA-Z])\.\s")
_UNFINISHED = re.compile(r"\b(?:an?|the|of|to|at|in|on|by|with|for|from|and|or|was|were|is|are)\Z")
_LABEL = re.compile(r"[A-Z*#][\w.,&/()'’*-]*(?: [\w.,&/()'’*-]+){0,5}(?:\s?:(?!\d)|\s?\.{3,})")
_LOWER_LABEL = re.compile(r"[a-z][\w/]*(?: [\w/]+){0,2}\s?:\s")
_PARTED = re.compile(r"(?<![\w'’-])(?P<left>[^\W_][\w'’-]*+)(?<=-)\Z")
_WORD = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(r"(?<![^\W_])[^\W_]++(?:-[^\W_]++)+")
# Words that are written with a hyphen far more often than they are parted after it.
_BEFORE_HYPHEN = frozenset({
    "non", "end", "side", "to", "off", "well", "long", "short", "full", "free", "one", "two", "three", "four", "multi", "self",
    "post", "pre", "re", "co", "low", "high", "lag",
})  # fmt: skip
_BLANK = 1.35  # of the usual distance of lines: more is a blank line
_WIDEST_PITCH = 2.2
_SUPPORT = 3
_NEARLY = 0.85
_TYPEWRITER = 0.57
_ENDS = (".", "!", "?", ":", ";")
_RATHER = 0.7
_SLACK = 0.1  # of the size: widths are told with so much of an error


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of a column on one page, the right edge that its prose is wrapped at (0: none), the distance of its lines."""

    page: int
    lines: tuple[Line, ...]
    edge: float
    pitch: float


def blocks_of(columns: Sequence[tuple[int, Sequence[Line]]]) -> list[Block]:
    """Measure the columns; one with few lines takes the edge of the others that begin where it does."""
    shared = [line for _, lines in columns for line in lines]
    return [
        Block(page, tuple(lines), _edge(lines) or _edge(_alike(lines, shared)), _pitch(lines)) for page, lines in columns if lines
    ]


def _alike(lines: Sequence[Line], others: Sequence[Line]) -> list[Line]:
    left = min(line.left for line in lines)
    return [line for line in others if abs(line.left - left) <= line.size]


def _edge(lines: Sequence[Line]) -> float:
    single = [line for line in lines if line.cells == 1]
    if len(single) < _SUPPORT:
        return 0.0
    left, edge = min(line.left for line in single), max(line.right for line in single)
    full = sum(line.right >= left + _NEARLY * (edge - left) for line in single)
    return edge if full >= _SUPPORT else 0.0


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance of lines, in sizes of their letters."""
    steps = [(line.base - last.foot) / line.size for last, line in pairwise(lines) if line.base > last.foot]
    if not steps:
        return 1.3
    usual = quantiles(steps, n=4, method="inclusive")[0] if len(steps) > 1 else min(steps[0], 1.3)
    return min(max(usual, 1.0), _WIDEST_PITCH)


class Vocabulary:
    """The words of a document, which tell whether a hyphen at a line's end belongs to the word."""

    def __init__(self, texts: Sequence[str]) -> None:
        whole = "\n".join(text[: text.rfind(" ") + 1] if text.endswith("-") else text for text in texts).lower()
        self.words = frozenset(_WORD.findall(whole))
        self.compounds = frozenset(_COMPOUND.findall(whole))

    def keeps_hyphen(self, left: str, right: str) -> bool:
        """Whether `left`- at the end of a line and `right` at the start of the next are a compound."""
        left, right = left.lower(), right.lower()
        if len(left) == 1:  # C-arm, K-wire, J-plate
            return True
        last = left.rsplit("-", 1)[-1]
        if f"{last}{right}" in self.words and f"{left}-{right}" not in self.compounds:
            return False
        if "-" in left or any(character.isdigit() for character in left) or f"{left}-{right}" in self.compounds:
            return True
        return left in _BEFORE_HYPHEN or (left in self.words and right in self.words)


def glue(last: Line, line: Line, block: Block, *, first: bool, vocabulary: Vocabulary) -> tuple[bool, str]:
    """Whether the last hyphen goes, and what is put between two lines of one column; `first`: `last` opens a paragraph."""
    gap = (line.base - last.foot) / max(line.size, last.size)
    table = last.cells > 1 and line.cells > 1
    if gap > _BLANK * block.pitch * (1 + table) or line.base < last.base:
        return False, "\n\n"
    if _same_paragraph(last, line, first=first) and (
        _wraps(last, line, block.edge) or _runs_on(last, line, block.edge, first=first)
    ):
        return _joint(last.text, line.text, vocabulary)
    return False, "\n"


def glue_over(last: Line, line: Line, block: Block, vocabulary: Vocabulary) -> tuple[bool, str]:
    """The same for the last line of a column or page and the first of the next: a sentence runs on."""
    ended = last.text.rstrip("\"')]”’").endswith(_ENDS)
    alike = last.cells == line.cells == 1 and abs(last.size - line.size) <= 0.12 * last.size
    on = not ended and alike and not _begins_anew(last.text, line.text)
    if on and (_wraps(last, line, block.edge) or _runs_on(last, line, block.edge, first=True)):
        return _joint(last.text, line.text, vocabulary)
    full = block.edge and last.right >= block.edge - 6 * last.size
    return False, "\n\n" if ended and not full else "\n"


def _joint(last: str, line: str, vocabulary: Vocabulary) -> tuple[bool, str]:
    parted, right = _PARTED.search(last), _WORD.match(line)
    if parted is None:
        return False, "" if last.endswith(("/", "–", "—")) and not last.endswith((" –", " —", " /")) else " "
    if right is None or not line[0].islower() or vocabulary.keeps_hyphen(parted["left"][:-1], right.group()):
        return False, ""
    return True, ""


def _opens(text: str) -> bool:
    return _ITEM.match(text) is not None or _LABEL.match(text) is not None


def _begins_anew(last: str, line: str) -> bool:
    """Whether a line opens an item or a field of its own behind the line `last`."""
    return _opens(line) and not (_COUNTED.match(line) and _UNFINISHED.search(last))


def _same_paragraph(last: Line, line: Line, *, first: bool) -> bool:
    if last.cells > 1 or line.cells > 1 or _begins_anew(last.text, line.text) or abs(last.size - line.size) > 0.12 * last.size:
        return False
    indent = (line.left - last.left) / line.size
    if indent > 0.8:  # the first line of a new paragraph, unless what it goes on with hangs under a label or a bullet
        return first and _opens(last.text)
    return indent >= -0.8 or first


def _wraps(last: Line, line: Line, edge: float) -> bool:
    """Whether the first word of `line` would not have fitted behind `last`."""
    if not edge or not line.first:
        return False
    if _PARTED.search(last.text) and line.text[0].islower():
        return True
    return last.right + _space(last) + line.first > edge - _SLACK * line.size


def _runs_on(last: Line, line: Line, edge: float, *, first: bool) -> bool:
    """Whether a sentence goes on though its line was ended early, as in text that was wrapped before it was printed."""
    wide = edge > 0 and last.right - last.left >= _RATHER * (edge - last.left)
    if last.text.endswith(_ENDS) or (_LABEL.match(last.text) and not wide) or _LOWER_LABEL.match(line.text):
        return False
    capitals = last.text.isupper() and line.text.isupper() and line.text[0].isalpha()
    return line.text[0].islower() or (capitals and (wide or not first))


def _space(line: Line) -> float:
    """The width of a space: that of a letter where the letters are as wide as those of a typewriter."""
    letter = (line.right - line.left) / len(line.text)
    return letter if letter > _TYPEWRITER * line.size else 0.25 * line.size
