"""Word documents made by hand, part by part, pieces of rich text, workbooks and archives."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = ("header", "footer", "footnotes", "endnotes", "styles", "numbering", "settings", "comments")
_TYPES = {"document": "officeDocument", "core": "core-properties"}


def part(root: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMES}>{inner}</w:{root}>'


def word(body: str, parts: Mapping[str, str] | None = None, *, main: str = "", core: str = "") -> bytes:
    """A document with this body; `parts` are further ones by their file name ("header1.xml"), each with the id of its name."""
    relations = _relations({"document": "word/document.xml", "core": "docProps/core.xml"})
    files = {"[Content_Types].xml": "<Types/>", "_rels/.rels": relations}
    if core:
        files["docProps/core.xml"] = core
    files["word/document.xml"] = main or part("document", f"<w:body>{body}</w:body>")
    for name, text in (parts or {}).items():
        files[f"word/{name}"] = text
    files["word/_rels/document.xml.rels"] = _relations({name.removesuffix(".xml"): name for name in parts or {}})
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in files.items():
            file.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def renamed(data: bytes, names: Callable[[str], str]) -> bytes:
    """The same package with its parts named otherwise; nothing else that refers to them is changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return zipped({names(name): file.read(name) for name in file.namelist()})


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """The same package with another text in a part."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    assert old.encode() in parts[part]
    return zipped({**parts, part: parts[part].replace(old.encode(), new.encode())})


def workbook(*rows: list[Any], title: str = "Notes", hidden: Sequence[list[Any]] = ()) -> bytes:
    """A workbook with these rows on its first sheet, and others on a hidden one."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(row)
    if hidden:
        other = book.create_sheet("Old")
        other.sheet_state = "hidden"
        for row in hidden:
            other.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _relations(targets: Mapping[str, str]) -> str:
    lines = []
    for key, target in targets.items():
        named = next((known for known in _KINDS if key.startswith(known)), _TYPES.get(key, key))
        lines.append(f'<Relationship Id="{key}" Type="{_RELATION}/{named}" Target="{target}"/>')
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(lines)}</Relationships>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner if inner.startswith('<') else run(inner)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    filled = ("".join(f"<w:tc>{cell if cell.startswith('<') else paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{cells}</w:tr>' for cells in filled)}</w:tbl>"


def rich(body: str, head: str = "") -> bytes:
    """A rich text with this body, fonts 0 (western), 1 (signs) and 2 (Greek)."""
    fonts = r"{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fnil\fcharset2 Symbol;}{\f2\fnil\fcharset161 Arial Greek;}}"
    return rf"{{\rtf1\ansi\ansicpg1252\deff0{fonts}{head}\pard\plain {body}}}".encode("latin-1")
