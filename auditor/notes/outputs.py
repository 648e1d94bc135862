"""The evidence pages that an audit writes, as a walk meets them again: where they lie, and what their names look like."""

from __future__ import annotations

import re

PAGES = "evidence"
INDEX = "index.html"
_PAGE = re.compile(r"index(-\d+)?\.html|[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?-[0-9a-f]{16}\.html")


def is_page(name: str) -> bool:
    """Whether a file of this name, in a folder named `PAGES`, is a page of this tool."""
    return _PAGE.fullmatch(name) is not None
