"""Pieces of one text -> the text: lines get their line ends, what was cut at a fixed length is put together as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

_SHORTEST_CUT: Final = 200  # characters or bytes; lines that people write are shorter, or not all equally long
_LINE: Final = 60
_SPACE_LOST: Final = 3  # so much white space at the ends of a piece an export may have dropped
_MEASURES: Final[tuple[Callable[[str], int], ...]] = (len, lambda text: len(text.encode("utf-8", "replace")))


@dataclass(frozen=True, slots=True)
class Joint:
    """How the pieces of the notes of a table belong together: `length` is that at which they were cut, None where they were not.

    Others are lines; or `blocks` of several lines such as paragraphs, which a blank line parts; or the columns of a row, which
    stand `side_by_side`. Blocks and columns may part a sentence.
    """

    length: int | None
    measure: Callable[[str], int] = len
    blocks: bool = False
    side_by_side: bool = False

    @classmethod
    def of(cls, notes: Iterable[Sequence[str]]) -> Joint:
        """What the pieces of all notes show: cut were those that are equally long but for the last of each note.

        A single piece could be a long line; then it is one unless line ends stand within it. Pieces are blocks where line ends
        stand within some and none is blank: lines have blank ones among them, as the text that they come from has.
        """
        known = [texts for texts in notes if len(texts) > 1]
        cut, last = [text for texts in known for text in texts[:-1]], [texts[-1] for texts in known]
        broken = any("\n" in text.strip() or "\r" in text.strip() for text in cut)
        if len(cut) > 1 or broken or any("\n" in text or "\r" in text for text in cut):
            for lost, measure in product((0, _SPACE_LOST), _MEASURES):
                if length := _length(cut, last, measure, lost):
                    return cls(length, measure)
        blocks = broken and all(text.strip() for text in (*cut, *last))
        return cls(None, blocks=blocks)

    def across(self) -> Joint:
        """The same for the columns of a row: where the text was not cut, nothing tells of a blank line between them."""
        return replace(self, side_by_side=True)

    @property
    def how(self) -> str:
        """For the remark on a note."""
        return "" if self.length is None else ", whose texts were cut at a fixed length"

    def joined(self, pieces: Sequence[str]) -> tuple[str, list[int]]:
        """The text, and where in it each piece begins."""
        parts: list[str] = []
        starts: list[int] = []
        at = 0
        for number, piece in enumerate(pieces):
            following = pieces[number + 1] if number + 1 < len(pieces) else None
            part = self._with_end(piece, following)
            starts.append(at)
            parts.append(part)
            at += len(part)
        return "".join(parts), starts

    def _with_end(self, piece: str, following: str | None) -> str:
        """A piece with what parts it from the following one, None where there is none."""
        if following is None:
            return plain(piece)
        if self.length is None:
            return self._parted(plain(piece), following)
        if self.measure(piece) < self.length:  # white space at the cut is lost
            return plain(piece) + "\n"
        return plain(piece.removesuffix("\r") if following.startswith("\n") else piece)

    def _parted(self, piece: str, following: str) -> str:
        """A piece that was not cut; a line end at the end of a column is one of the text."""
        piece = piece if self.side_by_side else piece.removesuffix("\n")
        if (self.blocks or self.side_by_side) and _goes_on(piece, following):
            return f"{piece} "
        return piece + ("\n\n" if self.blocks and not self.side_by_side else "\n")


def plain(text: str) -> str:
    """The text of a cell with line ends as one kind."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")


def _goes_on(block: str, following: str) -> bool:
    """Whether a sentence goes on in the next block: "... the fibula was raised" and "and joined". Short lines are lines."""
    if len(block) - block.rfind("\n") <= _LINE:
        return False
    return (block[-1:].isalnum() or block.endswith((",", "-", " "))) and following.lstrip()[:1].islower()


def _length(cut: Sequence[str], last: Sequence[str], measure: Callable[[str], int], lost: int) -> int | None:
    """The length at which texts were cut, of which some may have `lost` so much; None where they were not."""
    lengths = [measure(text) for text in cut]
    full = max(lengths)
    equal = min(lengths) >= full - lost and 2 * lengths.count(full) >= len(lengths)
    return full if full >= _SHORTEST_CUT and equal and all(measure(text) <= full for text in last) else None
