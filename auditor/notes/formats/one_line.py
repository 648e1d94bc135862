r"""A note whose line ends an export has lost: nearly all of it stands in one line, with a mark where each line ended.

"SURGEON: A. Stone~ASSISTANT: B. Reed~FINDINGS: ..." is parted at "~". Nothing is taken out of the text and nothing put into it:
a mark becomes blanks and a line end of the same length, so that every place in the text stays where it was.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Final, NamedTuple

from auditor.notes.formats.model import Extracted
from auditor.notes.formats.several import SEVERAL, names_several

_SHORTEST: Final = 200  # characters of such a line
_SHARE: Final = 0.8  # of the text, in that line
_FEWEST_SURE: Final = 3  # signs that say line end
_FEWEST: Final = 5  # other marks
_OFTEN: Final = 0.2  # of the runs of blanks of the commonest length: so many are of that which ends a line
_NEARLY_ALL: Final = 0.8
_OPENED: Final = 4  # labels and headings behind marks
_LOOKED_AT: Final = 200  # characters of a part
_LONGEST_HEADING: Final = 60  # characters
_SURE: Final = re.compile(
    r"(?:(?><br\s{0,3}/?>|&lt;br\s{0,3}/?&gt;|\\\.br\\|\\\\\.br\\\\|\\X0D(?:\\\\X)?0A\\|\\X0[DA]\\|\\{1,2}r\\{1,2}n|\\{1,2}n"
    r"|&#1[03];|[¶↵␤])\ {0,3}+)++",
    re.IGNORECASE,
)
_ONE_SURE: Final = re.compile(r"<br|&lt;br|\.br|\\X0D|\\X0A|\\r\\{1,2}n|\\n|&#10;|[¶↵␤]", re.IGNORECASE)
_SIGNS: Final = "~^¦|"
_BLANKS: Final = re.compile(r" {2,}")
_LABEL: Final = re.compile(r"[A-Z*#=][\w.,&/()'’*-]*(?: [\w.,&/()'’*-]+){0,5}(?: ?:(?![\d/])| ?\.{3,})")
_ITEM: Final = re.compile(r"(?:\d{1,2}[.)]|[-–•*#|]|#{2,4}) \S|\*\*|[A-Z]{4,}[.:]|[A-Z\d][\w ]{0,40}\t")
_HEADING: Final = re.compile(r"[^a-z]{0,20}[A-Z][^a-z]{2,}")
_SENTENCE_ENDS: Final = frozenset(".?!:")
_RULED: Final = re.compile(r"\| ?:?-{2}")  # below the head of a table that is drawn with strokes
_COLON: Final = re.compile(r"[^\W\d_][)]? ?:(?![\d/])")


class _Mark(NamedTuple):
    """A mark as it is told to people, what of a line is such marks, and how many line ends each of these stands for."""

    name: str
    runs: tuple[tuple[int, int, int], ...]


def with_lines(note: Extracted) -> Extracted:
    """The note with its lines regained where it stood in one, and a remark that says so."""
    start, end = _longest_line(note.text)
    line = note.text[start:end]
    mark = _mark_of(line) if len(line) >= _SHARE * len(note.text) else None
    if mark is None:
        return note
    remark = f"The note stood in one line, which was parted into lines at {mark.name}."
    text = f"{note.text[:start]}{_parted(line, mark)}{note.text[end:]}"
    several = (SEVERAL,) if names_several(text) and SEVERAL not in note.remarks else ()
    return replace(note, text=text, remarks=(*note.remarks, remark, *several))


def may_be_parted(line: str) -> bool:
    """Whether a line holds a mark at which its lines can be regained."""
    return _mark_of(line) is not None


def opens(part: str) -> bool:
    """Whether a part begins with a label, "Surgeon: A. Stone", or as an item of a list, or is a heading, "FINDINGS"."""
    begins = _LABEL.match(part) or _ITEM.match(part)
    return begins is not None or (len(part) <= _LONGEST_HEADING and _HEADING.fullmatch(part) is not None)


def _longest_line(text: str) -> tuple[int, int]:
    """Where the longest line begins and ends."""
    start, best = 0, (0, 0)
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        best = max(best, (start, end), key=lambda span: span[1] - span[0])
        start = end + 1
    return best


def _mark_of(line: str) -> _Mark | None:
    """The mark at which a line is surely parted: one that says line end, or one that opens most of its labels and headings."""
    if len(line) < _SHORTEST:
        return None
    sure = tuple((found.start(), found.end(), len(_ONE_SURE.findall(found[0])) or 1) for found in _SURE.finditer(line))
    if sum(count for _, _, count in sure) >= _FEWEST_SURE:
        return _Mark("the signs for line ends in it", sure)
    signs = _SIGNS if _RULED.search(line) is None else _SIGNS.replace("|", "")
    marks = [mark for mark in (*(_signs(line, sign) for sign in signs), _blanks(line)) if len(mark.runs) >= _FEWEST]
    opened, best = max(((_opened(line, mark), mark) for mark in marks), key=lambda one: one[0], default=(0, None))
    return best if opened >= max(_OPENED, len(_COLON.findall(line)) / 2) else None


def _signs(line: str, sign: str) -> _Mark:
    """The runs of a sign; two of them stand for an empty line."""
    runs = re.finditer(rf"(?:{re.escape(sign)} {{0,3}})+", line)
    return _Mark(f"each “{sign}”", tuple((found.start(), found.end(), found[0].count(sign)) for found in runs))


def _blanks(line: str) -> _Mark:
    """The runs of blanks of the usual length, one more where a line ended with one, and of twice that for an empty line.

    There are none where nearly all stand between strokes, which are the mark then, "A. Stone |  | FINDINGS", and where nearly all
    stand behind sentences, as typists part them.
    """
    found = [(run.start(), run.end()) for run in _BLANKS.finditer(line)]
    between = sum(line[start - 1 : start] == "|" == line[end : end + 1] for start, end in found) * (_RULED.search(line) is None)
    behind = sum(line[start - 1 : start] in _SENTENCE_ENDS for start, _ in found)
    counts = Counter(end - start for start, end in found)
    usual = min((length for length, count in counts.items() if count >= _OFTEN * max(counts.values())), default=2)
    counted = ((start, end, (end - start) // usual) for start, end in found if (end - start) % usual < 2)
    runs = tuple((start, end, count) for start, end, count in counted if 0 < count <= 2)
    return _Mark(f"each run of {usual} blanks", runs if max(between, behind) <= _NEARLY_ALL * len(found) else ())


def _opened(line: str, mark: _Mark) -> int:
    """How many marks have a label or a heading behind them."""
    ends = [*(start for start, _, _ in mark.runs[1:]), len(line)]
    parts = (line[end : min(following, end + _LOOKED_AT)] for (_, end, _), following in zip(mark.runs, ends, strict=True))
    return sum(opens(part.strip()) for part in parts)


def _parted(line: str, mark: _Mark) -> str:
    """The line with line ends in place of its marks, each as long as it was."""
    pieces, last = [], 0
    for start, end, count in mark.runs:
        pieces += [line[last:start], ("\n" * min(count, 2)).rjust(end - start)]
        last = end
    return "".join([*pieces, line[last:]])
