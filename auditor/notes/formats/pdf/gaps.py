"""How wide a gap between two letters of a line must be to be a space that nobody wrote: each line has its own measure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

GAP = 0.17  # of the size of the letters, where the line does not tell otherwise
_FEWEST = 5  # gaps that tell something of a line
_TIGHT = 0.08  # a line without a gap of this width has no narrow spaces
_EVEN = 0.06  # gaps within words differ no more than that: kerning apart, which mostly draws letters together
_STEP = 0.06  # from the gaps within words to those between them
_SPACED = 0.1  # from that gap on, letters are set apart
_WIDEST = 0.6
_WIDE_STEP = 0.12


def widest_within_words(gaps: Sequence[float], written: int) -> float:
    """The widest gap within words, in sizes of the letters; `gaps` lie between letters without one of the `written` spaces."""
    if len(gaps) < _FEWEST or max(gaps) < _TIGHT:
        return GAP
    ordered = sorted(gaps)
    usual = ordered[len(ordered) // 2]
    if usual >= _SPACED:
        return _of_spaced_letters(ordered, usual, written)
    return _of_narrow_spaces(ordered, usual, written)


def _of_narrow_spaces(ordered: Sequence[float], usual: float, written: int) -> float:
    """Less than usual where gaps fall into two kinds, and where the line is not parted by spaces that are written."""
    for number, (low, high) in enumerate(pairwise(ordered), start=1):
        if low >= usual and high - low >= _STEP:
            told = low <= usual + _EVEN and high >= _TIGHT and len(ordered) - number > written
            return min((low + high) / 2, GAP) if told else GAP
    return GAP


def _of_spaced_letters(ordered: Sequence[float], usual: float, written: int) -> float:
    """More than usual where letters are set apart evenly, and the words of the line farther or by spaces that are written."""
    if usual > _WIDEST or usual - ordered[len(ordered) // 10] > _EVEN:
        return GAP
    beyond = next((high for low, high in pairwise(ordered) if low >= usual and high - low >= _WIDE_STEP), None)
    if beyond is None and (not written or ordered[-1] > usual + _WIDE_STEP):
        return GAP
    low = max(gap for gap in ordered if beyond is None or gap < beyond)
    return max((low + beyond) / 2 if beyond is not None else low + _EVEN, GAP)
