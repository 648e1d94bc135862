"""The grey points of a page -> its words with their places, and how sure Tesseract is of them. No file is written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from auditor.notes.formats.ocr import Ocr
from auditor.notes.formats.pdf.words import Word

_POINTS: Final = 72  # to the inch
_SURE: Final = 75.0  # of 100: words below are uncertain
_NOTHING: Final = 20.0  # of 100: signs below that are dirt on the glass
_BODY: Final = 1.1  # of the height from the foot to the head of letters: the size of the print


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as one byte of grey a point, `dpi` of which go to the inch."""

    data: bytes
    width: int
    height: int
    dpi: int


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words of a page; `uncertain` is the share of those that may be others."""

    words: tuple[Word, ...]
    uncertain: float


class Tesseract:
    """Reads pages in some languages; the data of these are loaded once. Use it in a `with` statement."""

    def __init__(self, ocr: Ocr) -> None:
        os.environ["OMP_THREAD_LIMIT"] = "1"  # in its own process; more threads are slower for single pages
        import tesserocr

        self._api: Any = tesserocr.PyTessBaseAPI(path=ocr.folder, lang=ocr.languages, psm=tesserocr.PSM.AUTO)
        # What the dictionary does not know is what matters most: names, codes, sizes.
        self._level = tesserocr.RIL.WORD
        self._line = tesserocr.RIL.TEXTLINE

    def __enter__(self) -> Tesseract:
        return self

    def __exit__(self, *_: object) -> None:
        self._api.End()

    def read(self, picture: Picture) -> Recognised:
        """The words of a page."""
        self._api.SetImageBytes(picture.data, picture.width, picture.height, 1, picture.width)
        self._api.SetSourceResolution(picture.dpi)
        found = list(self._words(_POINTS / picture.dpi)) if self._api.Recognize() else []
        self._api.Clear()
        doubtful = sum(confidence < _SURE for _, confidence in found)
        words = tuple(word for word, confidence in found if confidence >= _NOTHING or any(map(str.isalnum, word.text)))
        return Recognised(words, doubtful / len(found) if found else 0.0)

    def _words(self, scale: float) -> Iterator[tuple[Word, float]]:
        from tesserocr import iterate_level

        for each in iterate_level(self._api.GetIterator(), self._level):
            box, line = each.BoundingBox(self._level), each.Baseline(self._line)
            if box is None or line is None or each.Empty(self._level):
                continue
            text, confidence = each.GetUTF8Text(self._level).strip(), each.Confidence(self._level)
            if not text:
                continue
            spaces = 0 if each.IsAtBeginningOf(self._line) else 1
            height = each.RowAttributes()["row_height"]
            yield Word(text, box[0] * scale, box[2] * scale, _base(line, box) * scale, height * _BODY * scale, spaces), confidence


def version() -> str:
    """The version of Tesseract."""
    import tesserocr

    first: str = tesserocr.tesseract_version().split("\n")[0]
    return first.removeprefix("tesseract ").strip()


def _base(line: tuple[tuple[int, int], tuple[int, int]], box: tuple[int, int, int, int]) -> float:
    """The height of the line below the middle of a word: scans are seldom straight."""
    (left, start), (right, end) = line
    middle = (box[0] + box[2]) / 2
    return start + (end - start) * (middle - left) / (right - left) if right > left else float(start)
