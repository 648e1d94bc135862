"""Lines that are spread over the width of their column: the gaps between their words are as wide as those between cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from auditor.notes.formats.pdf.pieces import Piece

_FEWEST = 3  # lines of one piece from margin to margin that make a block of prose
_NARROWEST = 10  # of the size: the width of such a block
_GRID = 2.0  # points
_WIDEST = 6.0  # of the size: a gap in a spread line
_EVEN = 1.7  # the widest gap of a line to its narrowest
Margins = tuple[int, int]


def spread_lines(lines: Iterable[list[Piece]]) -> list[list[Piece]]:
    """The lines; pieces that reach from margin to margin of a block of prose, with even gaps between them, are one."""
    found = list(lines)
    blocks = _blocks(piece for line in found for piece in line)
    return [_mended(line, blocks) for line in found] if blocks else found


def _blocks(pieces: Iterable[Piece]) -> frozenset[Margins]:
    """The margins between which lines of prose are set again and again."""
    wide = (piece for piece in pieces if piece.right - piece.left >= _NARROWEST * piece.size and " " in piece.text)
    counts = Counter(_margins(piece.left, piece.right) for piece in wide)
    return frozenset(margins for margins, count in counts.items() if count >= _FEWEST)


def _margins(left: float, right: float) -> Margins:
    return round(left / _GRID), round(right / _GRID)


def _mended(line: list[Piece], blocks: frozenset[Margins]) -> list[Piece]:
    kept: list[Piece] = []
    first = 0
    while first < len(line):
        last = next((last for last in range(first + 1, len(line)) if _is_spread(line[first : last + 1], blocks)), first)
        kept.append(_joined(line[first : last + 1]))
        first = last + 1
    return kept


def _is_spread(pieces: Sequence[Piece], blocks: frozenset[Margins]) -> bool:
    """Whether pieces side by side are one line of a block: it begins and ends at its margins, and no gap stands out.

    Behind a label the gap may be wider: "PROCEDURE:      Free  vascularized  crest".
    """
    left, right = _margins(pieces[0].left, pieces[-1].right)
    if not any((left + one, right + other) in blocks for one in (-1, 0, 1) for other in (-1, 0, 1)):
        return False
    size = max(piece.size for piece in pieces)
    gaps = [(after.left - piece.right, piece.text.endswith(":")) for piece, after in pairwise(pieces)]
    even = [gap for gap, labelled in gaps if not labelled]
    return max(gap for gap, _ in gaps) <= _WIDEST * size and (not even or max(even) <= _EVEN * min(even))


def _joined(pieces: Sequence[Piece]) -> Piece:
    if len(pieces) == 1:
        return pieces[0]
    main = max(pieces, key=lambda piece: piece.right - piece.left)
    text = " ".join(piece.text for piece in pieces)
    return Piece(text, pieces[0].left, pieces[-1].right, main.base, max(piece.size for piece in pieces), pieces[0].first)
