"""Lines that are spread from margin to margin: their wide gaps are all alike and part words, not cells."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from auditor.notes.formats.pdf.words import Word

_SUPPORT = 3  # lines of prose that end at a right margin
_WORDS = 4  # of a line of prose
_MOST = 8  # margins of a page that are looked at
_NEAR = 1.5  # points
_INDENT = 4.0  # sizes of the letters: so far in the first line of a paragraph may begin
_FEWEST = 2  # gaps that can be alike
_SLACK, _SHARE = 0.15, 0.1  # of the size, and of the narrowest gap: gaps that are alike differ no more
_WIDE = 3  # written spaces: a typist's gap
_BLANK = 0.25  # of the size
_LONGEST_LABEL = 6  # words

Groups = list[list[Word]]


@dataclass(frozen=True, slots=True)
class _Margin:
    left: float
    right: float


def without_false_cells(lines: Sequence[Groups]) -> list[Groups]:
    """Lines whose words stand in groups, with the groups of a spread line as one: "Free | vascularized | iliac | crest"."""
    margins = _margins(lines)
    if not margins:
        return list(lines)
    starts = [sorted(group[0].left for group in groups) for groups in lines]
    return [
        _joined(groups, margins, above, below, following) if len(groups) > 1 else groups
        for groups, above, below, following in zip(lines, [[], *starts], [*starts[1:], []], [*lines[1:], []], strict=False)
    ]


def _margins(lines: Sequence[Groups]) -> list[_Margin]:
    """Where lines of prose begin and end, those of most lines first."""
    prose = [group for groups in lines for group in groups if len(group) >= _WORDS]
    counts = Counter((round(group[0].left), round(_right(group))) for group in prose)
    near = {pair: sum(counts[pair[0] + x, pair[1] + y] for x in (-1, 0, 1) for y in (-1, 0, 1)) for pair in counts}
    strong = sorted((pair for pair, count in near.items() if count >= _SUPPORT), key=lambda pair: (-near[pair], pair))
    return [_Margin(*pair) for pair in strong[:_MOST]]


def _joined(
    groups: Groups, margins: Sequence[_Margin], above: Sequence[float], below: Sequence[float], following: Groups
) -> Groups:
    """`above` and `below` are the edges, in order, that the groups of the lines beside begin at, `following` the line below."""
    for first, last, margin in _runs(groups, margins):
        run = groups[first : last + 1]
        if _two_words(run) and _wrapped(run, margin, following) and not _in_columns(run[1:], above, below):
            return [*groups[:first], [word for group in run for word in group], *groups[last + 1 :]]
        label = _label_before(run)
        if label is None or (_in_columns(run[label + 1 :], above, below) and not _runs_within(run[label:])):
            continue
        kept = first + (label if label and _shared(run[label][0].left, below) else 0)  # a value with lines of its own
        return [*groups[:kept], [word for group in groups[kept : last + 1] for word in group], *groups[last + 1 :]]
    return groups


def _two_words(run: Groups) -> bool:
    """Whether a run is two words, of which the first is no label: their one gap is like no other."""
    return [len(group) for group in run] == [1, 1] and not run[0][0].text.endswith(":") and run[1][0].spaces < _WIDE


def _wrapped(run: Groups, margin: _Margin, following: Groups) -> bool:
    """Whether the first word of the line below would not have fitted behind the words of this one."""
    below = next((group[0] for group in following if abs(group[0].left - margin.left) <= _NEAR), None)
    if below is None:
        return False
    words = (*(word for group in run for word in group), below)
    blanks = _BLANK * below.size * (len(words) - 1)
    return run[0][0].left + sum(word.right - word.left for word in words) + blanks > margin.right


def _runs_within(run: Groups) -> bool:
    """Whether a group of several words has the gap within it that parts the groups: no cells do."""
    return any(len(group) > _FEWEST for group in run)


def _runs(groups: Groups, margins: Sequence[_Margin]) -> Iterator[tuple[int, int, _Margin]]:
    """The groups that reach from the left margin of a column to its right one, by their numbers, and these margins."""
    for margin in margins:
        first = next((n for n, group in enumerate(groups) if _begins_at(group[0], margin)), None)
        last = next((n for n, group in enumerate(groups) if abs(_right(group) - margin.right) <= _NEAR), None)
        if first is not None and last is not None and first < last:
            yield first, last, margin


def _begins_at(word: Word, margin: _Margin) -> bool:
    return margin.left - _NEAR <= word.left <= margin.left + _INDENT * word.size


def _label_before(run: Groups) -> int | None:
    """How many groups stand before those whose gaps are alike; None where the gaps are those of cells.

    A label may stand apart: "PROCEDURE:    Free  iliac  crest".
    """
    if _alike([word for group in run for word in group]):
        return 0
    label = next((number for number, group in enumerate(run[:-1], start=1) if group[-1].text.endswith(":")), None)
    if label is None or sum(map(len, run[:label])) > _LONGEST_LABEL:
        return None
    return label if _alike([word for group in run[label:] for word in group]) else None


def _alike(words: Sequence[Word]) -> bool:
    """Whether the gaps between words are about equal."""
    gaps = [word.left - last.right for last, word in pairwise(words)]
    if len(gaps) < _FEWEST or any(word.spaces >= _WIDE for word in words[1:]):
        return False
    return min(gaps) > 0 and max(gaps) - min(gaps) <= _SLACK * words[0].size + _SHARE * min(gaps)


def _in_columns(groups: Groups, above: Sequence[float], below: Sequence[float]) -> bool:
    """Whether all groups begin at edges of the lines beside, as cells do; some do so by chance."""
    return bool(groups) and all(_shared(group[0].left, above) or _shared(group[0].left, below) for group in groups)


def _shared(left: float, starts: Sequence[float]) -> bool:
    """Whether a group begins at `left`; `starts` are in order."""
    first = bisect_left(starts, left - _NEAR)
    return first < len(starts) and starts[first] <= left + _NEAR


def _right(group: Sequence[Word]) -> float:
    return max(word.right for word in group)
