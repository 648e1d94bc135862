"""What an audit writes, as a walk meets it again: the names of its files, and where its pages lie."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

# "not imported" is an older workbook whose reviews could not be taken in, "as saved" one that held more than reviews.
_OUTPUT = re.compile(
    r"audit( \((not imported|as saved)( \d+)?\))?\.xlsx|audit\.jsonl|billing\.jsonl|(reviews|work)\.db(-journal)?"
)
RECORD = "audit.jsonl"
BILLING = "billing.jsonl"
WORKBOOK = "audit.xlsx"
WORK = "work.db"
LOCK = ".auditor.lock"
PAGES = "evidence"
FRAME_LIST = "frame.sha256"
SAMPLE = "sample.json"
SAMPLE_LIST = "sample.txt"
STRATA_LIST = "strata.tsv"
_BESIDE_FRAME_LIST = frozenset({SAMPLE, SAMPLE_LIST, STRATA_LIST})
INDEX = "index.html"
RUN = "run.json"
TRAIL = "trail"
FIRST_RECORD = "0001.json"
_TRAIL = re.compile(r"\d{4,}\.json|(inputs|outputs)-[0-9a-f]{16}\.(jsonl|sha256)")
_PAGE = re.compile(r"index(-\d+)?\.html|[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?-[0-9a-f]{16}\.html")


def is_output(name: str) -> bool:
    """Whether a file of this name is one that an audit writes, or keeps beside what it writes."""
    return _OUTPUT.fullmatch(name) is not None


def is_of_sample(path: Path) -> bool:
    """Whether the file is part of a recorded sample: the list of its frame, or one of the names that lie beside that."""
    return path.name == FRAME_LIST or (path.name in _BESIDE_FRAME_LIST and path.with_name(FRAME_LIST).exists())


def is_of_sample_among(name: str, names: Collection[str]) -> bool:
    """The same for a name in a folder that holds `names`."""
    return name == FRAME_LIST or (name in _BESIDE_FRAME_LIST and FRAME_LIST in names)


def is_of_trail(path: Path) -> bool:
    """Whether the file is the last record of an audit trail, which stands beside the folder of all records."""
    return path.name == RUN and (path.parent / TRAIL / FIRST_RECORD).exists()


def is_record(name: str) -> bool:
    """Whether a file of this name, in a folder named `TRAIL`, is a record of a trail or a list that belongs to one."""
    return _TRAIL.fullmatch(name) is not None


def is_page(name: str) -> bool:
    """Whether a file of this name, in a folder named `PAGES`, is a page of this tool."""
    return _PAGE.fullmatch(name) is not None
