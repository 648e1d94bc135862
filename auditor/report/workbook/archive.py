"""Saves a workbook so that the same rows always give the same bytes, and no row ever lies in a file that could be left behind.

openpyxl writes every part but the rows: it would keep these in the system's temporary folder, stamp each part with the time
of day, and take minutes for a hundred thousand notes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, cast
from xml.etree.ElementTree import Element
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.core import DocumentProperties
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from auditor.report.waiting import Waiting, nameless

_BATCH = 500  # rows that are compressed at once
_BLOCK = 1 << 18  # compressed bytes that are read back at once
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ROWS = (b"<sheetData></sheetData>", b"<sheetData />", b"<sheetData/>")  # as the libraries for XML write what is empty


def create_sheet(book: Workbook, title: str, index: int | None = None) -> Worksheet:
    """Create a sheet that has the set-up of a common one; its rows are kept in a `Spool`."""
    return cast(Worksheet, book.create_sheet(title, index))


class Spool:
    """The rows and links of one sheet until it is saved; rows lie compressed in memory, or in a nameless file in `folder`.

    A nameless file is gone with the process, however that ends; where a system needs a name, it takes the file away itself.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Raises OSError where there is no room in the folder."""
        self._links = Waiting(folder)
        self.count = 0
        self._fresh: list[str] = []
        self._pressed: BinaryIO = BytesIO() if folder is None else nameless(folder)
        self._press = zlib.compressobj(1)

    def add(self, row: str) -> None:
        """Take one row as XML."""
        self.count += 1
        self._fresh.append(row)
        if len(self._fresh) == _BATCH:
            self._compress()

    def link(self, cell: str, target: str) -> None:
        """Let a cell lead to `target`, a path relative to the workbook."""
        self._links.add((cell, target))

    def links(self) -> list[Hyperlink]:
        """All of them."""
        return [Hyperlink(ref=cell, target=target) for cell, target in self._links.rows()]

    def rows(self) -> Iterator[bytes]:
        """All rows; nothing can be added afterwards."""
        self._compress()
        self._pressed.write(self._press.flush())
        self._pressed.seek(0)
        plain = zlib.decompressobj()
        while pressed := self._pressed.read(_BLOCK):
            yield plain.decompress(pressed)

    def close(self) -> None:
        """Let go of the rows."""
        self._pressed.close()
        self._links.close()

    def _compress(self) -> None:
        self._pressed.write(self._press.compress("".join(self._fresh).encode("utf-8")))
        self._fresh.clear()


def save(book: Workbook, file: BinaryIO, spools: Mapping[str, Spool]) -> None:
    """Write `book` to an open file, with the rows that `spools` hold by the title of their sheet."""
    cast(Any, book).properties = _Timeless(book.properties)
    with _Archive(file, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        _Writer(book, archive, spools).save()


class _Timeless:
    """Document properties without the times of creation and change."""

    def __init__(self, properties: DocumentProperties) -> None:
        self._properties = properties

    def to_tree(self) -> Element:
        """The properties as XML."""
        tree: Element = self._properties.to_tree()
        for child in list(tree):
            if child.tag.endswith(("}created", "}modified")):
                tree.remove(child)
        return tree


class _Archive(ZipFile):
    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *args: Any, **kwargs: Any) -> None:
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        super().writestr(_part(name), data, *args, **kwargs)


class _Writer(ExcelWriter):
    def __init__(self, workbook: Workbook, archive: ZipFile, spools: Mapping[str, Spool]) -> None:
        super().__init__(workbook, archive)
        self._target = archive
        self._spools = spools

    def write_worksheet(self, ws: Any) -> None:
        spool = self._spools[ws.title]
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        frame = BytesIO()
        writer: Any = WorksheetWriter(ws, frame)
        ws._hyperlinks = spool.links()
        writer.write()
        head, tail = _around_rows(frame.getvalue())
        with self._target.open(_part(ws.path[1:]), "w", force_zip64=True) as part:
            part.write(head + b"<sheetData>")
            for rows in spool.rows():
                part.write(rows)
            part.write(b"</sheetData>" + tail)
        ws._rels = writer._rels
        self.manifest.append(ws)


def _around_rows(frame: bytes) -> tuple[bytes, bytes]:
    """What openpyxl wrote before and after the place of the rows."""
    empty = next(rows for rows in _ROWS if rows in frame)
    head, _, tail = frame.partition(empty)
    return head, tail


def _part(name: str) -> ZipInfo:
    part = ZipInfo(name, _EPOCH)
    part.compress_type = ZIP_DEFLATED
    part.create_system = 0  # the same on every system
    return part
