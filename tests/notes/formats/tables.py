"""Tables written for a test, and what is read of them."""

from __future__ import annotations

from auditor.notes.formats.model import Extracted, Item
from auditor.notes.formats.parts import parts
from auditor.notes.formats.settings import Settings


def csv(*rows: list[str]) -> bytes:
    """Rows with every cell between quotation marks."""
    return "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows).encode()


def read(data: bytes, settings: Settings, suffix: str = ".csv") -> list[Item]:
    """The items of a file."""
    return [part.item for part in parts(data, suffix, settings)]


def texts(items: list[Item]) -> list[str]:
    """The texts of those that are notes."""
    return [item.text for item in items if isinstance(item, Extracted)]
