"""Packages of Office programs: ZIP files whose parts are named without regard to case, and by some programs with backslashes."""

from __future__ import annotations

import struct
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from auditor.notes.formats.limits import LIMITS

_DIRECTORY_ENTRY = b"PK\x01\x02"


def plain_name(name: str) -> str:
    """The name of a part as any other spelling of it comes out too."""
    return name.replace("\\", "/").lower()


def part_names(data: bytes) -> frozenset[str] | None:
    """The plain names of all parts; None where the file is cut off or damaged, or has more parts than any document."""
    if data.count(_DIRECTORY_ENTRY) > LIMITS.members:  # counted before they are read: they would take the memory
        return None
    try:
        with ZipFile(BytesIO(data)) as packed:
            return frozenset(map(plain_name, packed.namelist()))
    except (BadZipFile, struct.error, ValueError, LookupError, OSError, NotImplementedError, EOFError, OverflowError):
        return None
