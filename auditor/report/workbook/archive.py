"""Saves a workbook so that the same rows always give the same bytes, and no row ever lies in a temporary file.

openpyxl by itself keeps rows in the system's temporary folder and stamps each part with the time of day.
"""

from __future__ import annotations

import gzip
import shutil
from io import BytesIO
from typing import Any, BinaryIO, cast
from xml.etree.ElementTree import Element
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

_EPOCH = (1980, 1, 1, 0, 0, 0)


def create_sheet(book: Workbook, title: str, index: int | None = None) -> Worksheet:
    """Create a write-only sheet; it has the set-up of a common sheet, which must be made before the first row."""
    return cast(Worksheet, book.create_sheet(title, index))


def begin(sheet: Any) -> None:
    """End the set-up of `sheet`; from now on its rows go, compressed, into memory."""
    sheet._writer = WorksheetWriter(sheet, gzip.GzipFile(fileobj=BytesIO(), mode="wb", compresslevel=1, mtime=0))
    sheet._writer.write_top()


def save(book: Workbook, file: BinaryIO) -> None:
    """Write `book` to an open file."""
    cast(Any, book).properties = _Timeless(book.properties)
    with _Archive(file, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        _Writer(book, archive).save()


def discard(book: Workbook) -> None:
    """Close what is still open after a failure; otherwise each sheet would complain when it is garbage-collected."""
    for sheet in book.worksheets:
        if not cast(Any, sheet).closed:
            cast(Any, sheet).close()


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
    def __init__(self, workbook: Workbook, archive: ZipFile) -> None:
        super().__init__(workbook, archive)
        self._target = archive

    def write_worksheet(self, ws: Any) -> None:
        ws.close()
        spool, rows = ws._writer.out, ws._writer.out.fileobj
        spool.close()
        rows.seek(0)
        with gzip.GzipFile(fileobj=rows) as source, self._target.open(_part(ws.path[1:]), "w") as target:
            shutil.copyfileobj(source, target)
        ws._rels = ws._writer._rels
        self.manifest.append(ws)


def _part(name: str) -> ZipInfo:
    part = ZipInfo(name, _EPOCH)
    part.compress_type = ZIP_DEFLATED
    part.create_system = 0  # the same on every system
    return part
