"""What a file that was seen is: a note to read, rightly left aside, or of no kind that is read. Wherever it lies."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path, PurePath
from typing import Final

from auditor.notes.aside import ANNOTATION, NOTHING, left_aside, may_annotate
from auditor.notes.formats.registry import may_be_read, recognised, suffixes, why_not
from auditor.notes.remote import RemoteFile
from auditor.notes.seen import NotAudited, Seen, ToRead, shown

# Suffixes that notes share with much else, so that only their content makes a note of them.
_SHARED: Final = frozenset({".json", ".jsonl", ".ndjson", ".xml"})


def judged(
    file: Path | RemoteFile,
    source: str,
    siblings: Collection[str],
    head: Callable[[], bytes],
    *,
    of_sample: bool,
    pictures: bool,
) -> Seen:
    """Judge a file by its name, the names beside it, and what it begins with where these do not tell.

    `pictures` may be notes where OCR was asked for.
    """
    if aside := left_aside(file.name):
        return NotAudited(source, aside, NOTHING, failure=False)
    if of_sample:
        return NotAudited(source, "this belongs to a recorded sample", NOTHING, failure=False)
    suffix = file.suffix.lower()
    if may_annotate(PurePath(file.name), siblings) and recognised(head(), suffix) is None:
        return NotAudited(source, ANNOTATION, NOTHING, failure=False)
    known = suffixes(pictures=pictures) - _SHARED
    if suffix not in known and not may_be_read(start := head(), suffix, pictures=pictures):
        problem = why_not(start, shown(PurePath(suffix)))
        return NotAudited(source, problem.reason, problem.remedy)
    return ToRead(file, shown(PurePath(file.stem)), source)


def pages_in(folder: str) -> NotAudited:
    """One row for all pages in a folder: thousands of rows that ask for nothing would hide those that do."""
    return NotAudited(folder, "these are the evidence pages of an audit", NOTHING, failure=False)
