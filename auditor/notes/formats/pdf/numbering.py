"""Numbers of lines in the margin: 1, 2, 3 or 5, 10, 15 beside the text. They are no part of the note."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from auditor.notes.formats.pdf.pages import Page
from auditor.notes.formats.pdf.rows import lines_of_words
from auditor.notes.formats.pdf.words import Word

_STEPS = {1: 8, 2: 6, 5: 4, 10: 4}  # lines from one number to the next, and how many numbers make it certain
_DIGITS = 4
_EDGE = 1.0  # points: numbers end, or begin, at one edge
_FREE = 0.8  # of the size: at both sides of a number
_MISSED = 8  # steps: so far one number may stand from the next where others were not told apart
_BESIDE = 5.0  # sizes: text begins no farther from its number
_COLUMNS = 4
_MOSTLY = 0.8
_MARGIN = 0.1  # of the height of the page, where heads and feet stand

Line = Sequence[Word]


@dataclass(frozen=True, slots=True)
class _Rail:
    """Numbers below each other that go up by one step, and where they end at the right."""

    words: tuple[Word, ...]
    step: int
    edge: float

    @property
    def first(self) -> int:
        return int(self.words[0].text)

    @property
    def last(self) -> int:
        return int(self.words[-1].text)


def without_line_numbers(pages: Sequence[Page]) -> list[Page]:
    """The pages without the numbers of their lines; a page that had some says so."""
    lines = [lines_of_words(page.words) if any(map(_is_number, page.words)) else [] for page in pages]
    rails = [list(_rails(of_page)) for of_page in lines]
    certain = [_certain(found, of_page, page.height) for found, of_page, page in zip(rails, lines, pages, strict=True)]
    if not any(certain):
        return list(pages)
    taken: list[_Rail] = []
    bare = []
    for page, found, sure in zip(pages, rails, certain, strict=True):
        here = list(_taken(found, sure, taken))
        bare.append(replace(page, words=list(_without(page.words, here)), numbered=True) if here else page)
    return bare


def _taken(found: Sequence[_Rail], sure: _Rail | None, taken: list[_Rail]) -> Iterator[_Rail]:
    """The rails of a page that number its lines, `taken` those before, to which they are put."""
    count = 0
    for rail in found:
        if count < _COLUMNS and (rail is sure or _goes_on(rail, taken)):
            taken.append(rail)
            count += 1
            yield rail


def _is_number(word: Word) -> bool:
    return word.text.isascii() and word.text.isdigit() and len(word.text) <= _DIGITS and not word.typed


def _rails(lines: Sequence[Line]) -> Iterator[_Rail]:
    """Rails from the left of a page to its right."""
    numbers = [word for line in lines for word in _standing_free(line)]
    by_right = _clusters(numbers, [word.right for word in numbers])
    by_left = _clusters(numbers, [word.left for word in numbers])
    found = [_longest(cluster) for cluster in (*by_right, *by_left)]
    used: set[Word] = set()
    kept = []
    for rail in sorted(found, key=lambda rail: -len(rail.words)):
        if used.isdisjoint(rail.words):
            used.update(rail.words)
            kept.append(rail)
    yield from sorted(kept, key=lambda rail: rail.edge)


def _standing_free(line: Line) -> Iterator[Word]:
    ordered = sorted(line, key=lambda word: word.left)
    for number, word in enumerate(ordered):
        left = word.left - ordered[number - 1].right if number else _FREE * word.size
        right = ordered[number + 1].left - word.right if number + 1 < len(ordered) else _FREE * word.size
        if _is_number(word) and min(left, right) >= _FREE * word.size:
            yield word


def _clusters(numbers: Sequence[Word], edges: Sequence[float]) -> Iterator[list[Word]]:
    """Numbers that share an edge."""
    ordered = sorted(zip(edges, numbers, strict=True), key=lambda pair: (pair[0], pair[1].base))
    cluster: list[Word] = []
    last = 0.0
    for edge, word in ordered:
        if cluster and edge - last > _EDGE:
            yield cluster
            cluster = []
        cluster.append(word)
        last = edge
    if cluster:
        yield cluster


def _longest(cluster: Sequence[Word]) -> _Rail:
    """The longest row of numbers that go up by one step down the page."""
    ordered = sorted(cluster, key=lambda word: word.base)
    steps = Counter(int(below.text) - int(word.text) for word, below in pairwise(ordered))
    step = max(_STEPS, key=lambda step: (steps[step], -step))
    parts: list[list[Word]] = []
    for word in ordered:
        ahead = int(word.text) - int(parts[-1][-1].text) if parts else 0
        if ahead in range(step, _MISSED * step + 1, step):
            parts[-1].append(word)
        else:
            parts.append([word])
    longest = max(parts, key=len)
    return _Rail(tuple(longest), step, max(word.right for word in longest))


def _certain(rails: Sequence[_Rail], lines: Sequence[Line], height: float) -> _Rail | None:
    """The rail that stands in the margin, left of all text, and beside most of its lines."""
    body = [line for line in lines if _MARGIN * height <= line[0].base <= (1 - _MARGIN) * height]
    leftmost = min((word for line in body for word in line), key=lambda word: word.left, default=None)
    rail = next((rail for rail in rails if leftmost in rail.words), None)
    if rail is None or len(rail.words) < _STEPS[rail.step]:
        return None
    own = set(rail.words)
    if any(word.left < rail.edge and word not in own for line in body for word in line):
        return None
    top, foot = rail.words[0].base - 1, rail.words[-1].base + 1
    beside = [not own.isdisjoint(line) for line in body if top <= line[0].base <= foot and _beside(line, rail, own)]
    return rail if beside and sum(beside) * rail.step >= _MOSTLY * len(beside) else None


def _beside(line: Line, rail: _Rail, own: Set[Word]) -> bool:
    """Whether a line of text begins right of the rail, and not in another column."""
    return any(word.left <= rail.edge + _BESIDE * word.size and word not in own for word in line)


def _goes_on(rail: _Rail, taken: Sequence[_Rail]) -> bool:
    """Whether numbers go on from those before, in the next column or on the next page, or begin again at their edge."""
    if not taken:
        return False
    on = 0 < rail.first - taken[-1].last <= _MISSED * taken[-1].step
    if on and len(rail.words) > 1:
        return True
    return (on or rail.first == rail.step) and any(abs(rail.edge - other.edge) <= _EDGE for other in taken[:_COLUMNS])


def _without(words: Sequence[Word], rails: Sequence[_Rail]) -> Iterator[Word]:
    """The words that are no numbers of lines; a number that touches a word of the column before it is cut off from it."""
    numbers = {word for rail in rails for word in rail.words}
    for word in words:
        if word in numbers:
            continue
        tail = next((tail for rail in rails if (tail := _touching(word, rail))), "")
        if tail != word.text:
            yield replace(word, text=word.text.removesuffix(tail)) if tail else word


def _touching(word: Word, rail: _Rail) -> str:
    """The number that a word ends with where the rail misses it: "Valderrama-46" between 45 and 47."""
    if abs(word.right - rail.edge) > _EDGE or not word.text[-1].isdigit():
        return ""
    place = bisect_left(rail.words, word.base, key=lambda other: other.base)
    start = int(rail.words[place - 1].text) if place else rail.first - _MISSED * rail.step
    end = int(rail.words[place].text) if place < len(rail.words) else rail.last + _MISSED * rail.step
    return next((str(number) for number in range(start + rail.step, end, rail.step) if word.text.endswith(str(number))), "")
