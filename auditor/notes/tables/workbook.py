"""A workbook as openpyxl reads it, with what it would refuse put right: names of parts in other case, and styles.

Of the styles only the formats of numbers are read, which tell a day from a number: the library refuses a whole workbook for a
style without a name, and no value needs its fonts.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, tostring
from zipfile import ZipFile, ZipInfo

from auditor.notes.office import plain_name

_STYLES: Final = "xl/styles.xml"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class _Package(ZipFile):
    """A ZIP file whose members are found whatever the case of their names."""

    def __init__(self, data: bytes) -> None:
        super().__init__(BytesIO(data))
        self._plain = {plain_name(info.filename): info for info in self.infolist()}

    def getinfo(self, name: str) -> ZipInfo:
        """The member of this name."""
        found = self._plain.get(plain_name(name))
        return super().getinfo(name) if found is None else found

    def read(self, name: str | ZipInfo, pwd: bytes | None = None) -> bytes:
        """The bytes of a member, of the styles only what is needed."""
        data = super().read(name, pwd)
        return _formats_of_numbers(data) if isinstance(name, str) and plain_name(name) == _STYLES else data


class _Names(list[str]):
    """The names of all members, in any case."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and super().__contains__(plain_name(name))


def opened(data: bytes, *, results: bool) -> Any:
    """The workbook; `results`: formulas count by what the spreadsheet stored."""
    from openpyxl.reader.excel import ExcelReader

    reader = ExcelReader(BytesIO(data), read_only=True, data_only=results, keep_links=False)
    reader.archive.close()
    reader.archive = _Package(data)
    reader.valid_files = _Names(map(plain_name, reader.archive.namelist()))
    reader.read()
    return reader.wb


def _formats_of_numbers(data: bytes) -> bytes:
    """A style sheet that has only the formats of numbers, and of each style of a cell which of them it uses."""
    from openpyxl.xml.functions import fromstring

    sheet = Element("styleSheet", xmlns=_MAIN)
    formats, styles = SubElement(sheet, "numFmts"), SubElement(sheet, "cellXfs")
    for part in _children(fromstring(data)):
        for one in _children(part):
            number = one.get("numFmtId") or "0"
            if (_local(part), _local(one)) == ("numFmts", "numFmt"):
                SubElement(formats, "numFmt", numFmtId=number, formatCode=one.get("formatCode") or "General")
            elif (_local(part), _local(one)) == ("cellXfs", "xf"):
                SubElement(styles, "xf", numFmtId=number)
    return tostring(sheet)


def _children(element: Any) -> Iterator[Any]:
    """The elements in another; of those that stand there in several forms the one that every program knows."""
    for child in element:
        if _local(child) == "AlternateContent":
            yield from (one for form in child if _local(form) == "Fallback" for one in form)
        else:
            yield child


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
