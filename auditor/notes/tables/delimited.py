"""Text with separators -> rows. A quotation mark that is never closed costs its own row and no other, as far as can be told.

Rows are counted as a spreadsheet shows them: a cell of several lines is one row, an empty line is a row, and a first line
such as `sep=;` is none.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import Final

from auditor.errors import NoteError, TableError
from auditor.notes.decode import decode
from auditor.notes.tables.cells import Row, Trouble
from auditor.notes.tables.mending import Mender, Shape

_TOLD = re.compile(r'"?sep=(.)"?[\r\n]+', re.IGNORECASE)
_SPACED = re.compile(' +"')
USUAL: Final = ",;\t|"
_HEAD_LINES: Final = 80
ROW_LINES: Final = 60
_BROKEN: Final = Trouble(
    "the quotation marks of the row do not pair",
    "double a quotation mark that belongs to a text, and put the whole text into others",
)


def read_text(data: bytes, where: str) -> str:
    """The text of a file. Raises TableError for binary content or an encoding that is unclear."""
    try:
        return decode(data)[0].removeprefix("\ufeff").rstrip("\x1a")  # an old mark of the end
    except NoteError as problem:
        raise TableError(where, problem.reason, "export it as CSV in UTF-8, as XLSX or as Parquet") from None


def candidates(text: str) -> tuple[str, str]:
    """The text without a line that names the separator, and the separators that it may have, the likeliest first."""
    if match := _TOLD.match(text):
        return text[match.end() :], match[1]
    head = "".join(islice(StringIO(text, newline=""), _HEAD_LINES))
    signs = {sign for sign in head if not sign.isalnum() and sign not in "\"' \r\n\v\f" and (sign.isprintable() or sign == "\t")}
    return text, "".join((*USUAL, *sorted(signs.difference(USUAL))))


def split(text: str, delimiter: str, limit: int | None = None, row_lines: int = ROW_LINES) -> Sequence[Row]:
    """All rows of the text, or the first `limit` lines of it.

    A row of more than `row_lines` lines is one whose quotation mark is not closed.
    """
    lines = list(islice(StringIO(text, newline=""), limit))
    return _numbered(_records(lines, delimiter, row_lines, None))


def split_texts(text: str, delimiter: str, shape: Shape) -> Sequence[Row]:
    """All rows of a table that look like this, whose texts may have any number of lines and begin with spaces.

    Spaces before a cell belong to it, unless quotation marks follow them somewhere in the table: `1, "The crest ..."`.
    """
    lines = list(StringIO(text, newline=""))
    for spaced in (False, True):
        rows = _numbered(_records(lines, delimiter, len(lines), Mender(lines, delimiter, shape), spaced=spaced))
        if not any(map(_may_be_spaced, rows)):
            break
    return rows


def _may_be_spaced(row: Row) -> bool:
    """Whether a row may have been misread since spaces stand between a separator and quotation marks."""
    return isinstance(row.cells, Trouble) or any(_SPACED.match(str(cell)) for cell in row.cells)


def _numbered(records: Iterable[list[str] | Trouble]) -> Sequence[Row]:
    return tuple(Row(number, cells) for number, cells in enumerate(records, 1))


class _Feed:
    """Hands out the lines from `at` on, and no more than a row may have until `done` is said."""

    def __init__(self, lines: Sequence[str], at: int, most: int) -> None:
        self._lines, self.at, self._most, self._end = lines, at, most, at + most

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.at >= min(self._end, len(self._lines)):
            raise StopIteration
        self.at += 1
        return self._lines[self.at - 1]

    def done(self) -> int:
        """Begin a new row; return the line that it begins with."""
        self._end = self.at + self._most
        return self.at


def _records(
    lines: Sequence[str], delimiter: str, most: int, mender: Mender | None, *, spaced: bool = True
) -> Iterator[list[str] | Trouble]:
    at = 0
    while at < len(lines):
        feed = _Feed(lines, at, most)
        try:
            for cells in csv.reader(feed, delimiter=delimiter, strict=True, skipinitialspace=spaced):
                first, at = at, feed.done()
                if mender is not None:
                    mender.met(cells, first, at)
                yield cells
        except csv.Error:  # without a mender the next line begins anew, so that what the open mark swallowed is read after all
            end = at + 1 if mender is None else mender.end(at)
            yield _broken(end - at)
            at = end


def _broken(lines: int) -> Trouble:
    """The row for so many lines."""
    return _BROKEN if lines == 1 else _BROKEN._replace(what=f"{_BROKEN.what}, and none of its {lines:,} lines is read")
