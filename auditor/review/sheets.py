"""The sheets "Audit" of a workbook, read by the titles of their columns, wherever these stand by now.

Rows that a filter hides are read like all others. Cells keep their place, so that a fault can be named.
"""

from __future__ import annotations

import hashlib
import re
import warnings
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from auditor.errors import WorkbookError
from auditor.notes.seen import shown
from auditor.report.workbook.audit_sheet import GUARDED
from auditor.report.workbook.review_columns import CHECK, FIRST, KEY, SECOND, SEEN, STATE

TYPED = (*FIRST, *SECOND)
HIDDEN = (KEY, SEEN, CHECK)
NEEDED = tuple(dict.fromkeys((*GUARDED, *TYPED, *HIDDEN)))
_ALL = frozenset(NEEDED)
_KNOWN = frozenset((*NEEDED, STATE))
_SIGNS = frozenset((*HIDDEN, *SECOND))  # titles that no other sheet has
_OUR_TITLE = re.compile(r"Audit( \d+)?")
_HEAD_ROWS = 20  # a title may have been put above the table
_ESCAPE = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")
_DAMAGE = (  # what openpyxl meets in files that are none
    BadZipFile, InvalidFileException, SyntaxError, LookupError, ValueError, TypeError, AttributeError, OSError, zlib.error,
)  # fmt: skip
_ENCRYPTED = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Field:
    """What stands in one cell; `kind` is the spreadsheet's own word for it: f is a formula, e an error."""

    value: Any
    kind: str
    place: str

    @property
    def text(self) -> str | None:
        """The value as text without outer spaces, None where there is none."""
        if self.value is None:
            return None
        whole = isinstance(self.value, float) and self.value.is_integer()
        return _unescaped(str(int(self.value) if whole else self.value)).strip() or None


@dataclass(frozen=True, slots=True)
class Line:
    """One row below the titles: its cells by title, and the names of other columns in which something stands."""

    sheet: str
    number: int
    fields: Mapping[str, Field]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: which of the needed titles are missing or stand twice, whether anything stands above them, and its rows."""

    name: str
    above: bool
    missing: tuple[str, ...]
    twice: tuple[str, ...]
    lines: Iterator[Line]


@dataclass(frozen=True, slots=True)
class File:
    """A workbook as it stood on the disk at one moment, whoever saves it meanwhile."""

    path: Path
    data: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of the whole file."""
        return hashlib.sha256(self.data).hexdigest()


def read_file(path: Path) -> File:
    """The whole file. Raises WorkbookError where it cannot be read."""
    try:
        return File(path, path.read_bytes())
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise WorkbookError(f"{shown(path)}: it cannot be read ({why}); see to its name and rights.") from None


def audit_sheets(file: File) -> Iterator[Sheet]:
    """The sheets that hold reviews, one after the other; the lines of one must be read before the next is asked for.

    Raises WorkbookError where this is no workbook of the tool.
    """
    found = False
    for _, read in _sheets(file):
        if read:
            found = True
            yield read
    if not found:
        why = "it has no sheet with the reviewers' columns; name an audit.xlsx that `auditor run` wrote"
        raise _no_workbook(file.path, why)


def other_cells(file: File) -> Iterator[tuple[str, Any]]:
    """The title of the sheet and the value, for each cell that is not empty in all sheets without reviews."""
    for title, read, rows in all_sheets(file):
        if read is None:
            yield from ((title, value) for row in rows for value in row if value is not None)


def all_sheets(file: File) -> Iterator[tuple[str, Sheet | None, Iterator[Sequence[Any]]]]:
    """The title of each sheet, what is read of it where it holds reviews, and else the values of its rows.

    Rows of one sheet must be read before the next is asked for. Raises WorkbookError where this is no workbook.
    """
    for sheet, read in _sheets(file):
        yield sheet.title, read, iter(()) if read else _values(sheet, file.path)


def _values(sheet: Any, path: Path) -> Iterator[Sequence[Any]]:
    with _told(path):
        yield from sheet.iter_rows(values_only=True)


def _sheets(file: File) -> Iterator[tuple[Any, Sheet | None]]:
    """Every sheet, with what is read of it where it holds reviews."""
    from openpyxl import load_workbook

    path = file.path
    if file.data.startswith(_ENCRYPTED):
        raise _no_workbook(path, "it has a password or is of an old kind; save it as .xlsx without password")
    with _told(path):
        sheets = load_workbook(BytesIO(file.data), read_only=True, keep_links=False).worksheets
    for sheet in sheets:
        with _told(path):
            read = _sheet(sheet, path)
        yield sheet, read


def _sheet(sheet: Any, path: Path) -> Sheet | None:
    """A sheet that holds reviews, whatever it is called by now; None for every other."""
    sheet.reset_dimensions()  # other programs write sizes that are wrong
    rows: Iterator[tuple[int, Sequence[Any]]] = enumerate(sheet.iter_rows(), 1)
    top = list(islice(rows, _HEAD_ROWS))
    titles = [[_title(cell) for cell in cells] for _, cells in top]
    at = max(range(len(top)), key=lambda place: len(_ALL.intersection(titles[place])), default=-1)
    if at < 0:
        return None
    named = titles[at]
    ours = _OUR_TITLE.fullmatch(sheet.title) and not _ALL.isdisjoint(named)
    if not ours and _SIGNS.isdisjoint(named):
        return None
    return Sheet(
        sheet.title,
        any(title for titles_above in titles[:at] for title in titles_above),
        tuple(title for title in NEEDED if title not in named),
        tuple(title for title in NEEDED if named.count(title) > 1),
        _lines(sheet.title, named, _careful(path, chain(top[at + 1 :], rows))),
    )


def _careful(path: Path, rows: Iterable[tuple[int, Sequence[Any]]]) -> Iterator[tuple[int, Sequence[Any]]]:
    with _told(path):
        yield from rows


def _lines(sheet: str, titles: Sequence[str], rows: Iterable[tuple[int, Sequence[Any]]]) -> Iterator[Line]:
    """The rows below the titles. Of columns that somebody added, only their names are told."""
    columns = [(title, place, get_column_letter(place + 1)) for place, title in enumerate(titles) if title in _KNOWN]
    for number, cells in rows:
        fields = {}
        for title, place, letter in columns:
            cell = cells[place] if place < len(cells) else EMPTY_CELL
            fields[title] = Field(cell.value, cell.data_type, f"{letter}{number}")
        others = tuple(
            _named(titles, place) for place, cell in enumerate(cells) if cell.value is not None and _added(titles, place)
        )
        yield Line(sheet, number, fields, others)


def _added(titles: Sequence[str], place: int) -> bool:
    """True for a column that the tool does not have."""
    return place >= len(titles) or titles[place] not in _KNOWN


def _named(titles: Sequence[str], place: int) -> str:
    title = titles[place] if place < len(titles) else ""
    return f"“{title}”" if title else get_column_letter(place + 1)


def _title(cell: Any) -> str:
    return " ".join(str(cell.value).split()) if cell.value is not None else ""


def _unescaped(text: str) -> str:
    """Undo what a workbook does to texts such as `_x0041_`, and to line ends."""
    return _ESCAPE.sub("_", text).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What goes wrong inside the file becomes one sentence without anything that stands in it.

    What other programs added and is not read here is no matter to warn of.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            yield
    except (
        BadZipFile,
        InvalidFileException,
        SyntaxError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        OSError,
        zlib.error,
    ):
        raise _no_workbook(path, "it is damaged or of another kind; name an audit.xlsx that `auditor run` wrote") from None


def _no_workbook(path: Path, why: str) -> WorkbookError:
    return WorkbookError(f"{shown(path)}: this is no workbook that can be taken in: {why}.")
