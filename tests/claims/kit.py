"""Claim files for tests, small and real."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from auditor.claims.model import ClaimLine, ClaimsFile
from auditor.claims.read import read_claims

HEAD = ("Account", "DOS", "Surgeon", "CPT")
ROW = ("A1", "2024-03-14", "Anna Smith", "20956")


def text(tmp_path: Path, content: str | bytes, *, name: str = "claims.csv", **told: Any) -> ClaimsFile:
    """Write a text file as it stands and read it."""
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_claims(path, **told)


def table(tmp_path: Path, *rows: Sequence[object], **told: Any) -> ClaimsFile:
    """Write rows of plain values as CSV and read them."""
    return text(
        tmp_path, "".join(",".join("" if value is None else f'"{value}"' for value in row) + "\n" for row in rows), **told
    )


def column(tmp_path: Path, title: str, *values: str, **told: Any) -> ClaimsFile:
    """Read a table of good lines that have these values under one more title."""
    return table(tmp_path, (*HEAD, title), *((f"A{place}", *ROW[1:], value) for place, value in enumerate(values)), **told)


def workbook(tmp_path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """Write a workbook with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    path = tmp_path / "claims.xlsx"
    book.save(path)
    return path


def told(claims: ClaimsFile) -> list[str]:
    """The faults as sentences, those that take a line away marked."""
    return [f"{'' if fault.kept else 'NOT KEPT '}{fault}" for fault in claims.faults]


def codes(claims: ClaimsFile) -> list[tuple[int, str]]:
    """Row and code of each line."""
    return [(line.row, line.code) for line in claims.lines]


def plain(line: ClaimLine) -> dict[str, object]:
    """What the line holds, without what is not told."""
    return {name: value for name, value in line if value not in (None, ())}
