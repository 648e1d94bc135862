"""Pages of an earlier run: one that is the very page that is wanted, but for its neighbours, need not be made again."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from auditor.report.pages.page import OpenPage

_BEGIN: Final = '<nav aria-label="Pages">\n'  # as the template has them around what leads to the neighbours
_END: Final = "</nav>\n"


def page_digest(page: OpenPage) -> str:
    """One name for a page wherever it stands among others."""
    return hashlib.sha256(f"{len(page.head)}:{page.head}{page.tail}".encode()).hexdigest()


def former_page(path: Path, digest: str) -> OpenPage | None:
    """The page that lies at `path`; None where there is none, or it is another one than `digest` names."""
    try:
        text = path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None
    head, begin, rest = text.partition(_BEGIN)
    _, end, tail = rest.partition(_END)
    page = OpenPage(head + begin, end + tail)
    return page if page_digest(page) == digest else None
