"""What an audit writes, as a walk meets it again: the names of its files, and where its pages lie."""

from __future__ import annotations

import re

# "not imported" is an older workbook whose reviews could not be taken in, "as saved" one that held more than reviews.
_OUTPUT = re.compile(r"audit( \((not imported|as saved)( \d+)?\))?\.xlsx|audit\.jsonl|billing\.jsonl|reviews\.db(-journal)?")
RECORD = "audit.jsonl"
BILLING = "billing.jsonl"
WORKBOOK = "audit.xlsx"
PAGES = "evidence"
INDEX = "index.html"
_PAGE = re.compile(r"index(-\d+)?\.html|[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?-[0-9a-f]{16}\.html")


def is_output(name: str) -> bool:
    """Whether a file of this name is one that an audit writes, or keeps beside what it writes."""
    return _OUTPUT.fullmatch(name) is not None


def is_page(name: str) -> bool:
    """Whether a file of this name, in a folder named `PAGES`, is a page of this tool."""
    return _PAGE.fullmatch(name) is not None
