"""What a file that was seen is: a note to read, rightly left aside, or of no kind that is read. Wherever it lies."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

from auditor.notes.aside import ANNOTATION, NOTHING, left_aside, may_annotate
from auditor.notes.formats.registry import may_be_read, recognised, suffixes, why_not
from auditor.notes.outputs import PAGES, TRAIL, is_page, is_record
from auditor.notes.remote import RemoteFile
from auditor.notes.seen import NotAudited, Seen, ToRead, shown

# Suffixes that notes share with much else, so that only their content makes a note of them.
_SHARED: Final = frozenset({".json", ".jsonl", ".ndjson", ".xml"})
OF_SAMPLE: Final = "this belongs to a recorded sample"
OF_TRAIL: Final = "this belongs to the audit trail of outputs"
_FOLDERS: Final = ((PAGES, is_page, "these are the evidence pages of an audit"), (TRAIL, is_record, OF_TRAIL))


def judged(
    file: Path | RemoteFile,
    source: str,
    siblings: Collection[str],
    head: Callable[[], bytes],
    *,
    ours: str | None,
    pictures: bool,
) -> Seen:
    """Judge a file by its name, the names beside it, and what it begins with where these do not tell.

    `ours` says what of this tool's own it is, if it is; `pictures` may be notes where OCR was asked for.
    """
    if aside := left_aside(file.name):
        return NotAudited(source, aside, NOTHING, failure=False)
    if ours is not None:
        return NotAudited(source, ours, NOTHING, failure=False)
    suffix = file.suffix.lower()
    if may_annotate(PurePath(file.name), siblings) and recognised(head(), suffix) is None:
        return NotAudited(source, ANNOTATION, NOTHING, failure=False)
    known = suffixes(pictures=pictures) - _SHARED
    if suffix not in known and not may_be_read(start := head(), suffix, pictures=pictures):
        problem = why_not(start, shown(PurePath(suffix)))
        return NotAudited(source, problem.reason, problem.remedy)
    return ToRead(file, shown(PurePath(file.stem)), source)


@dataclass(frozen=True, slots=True)
class Together:
    """Names in a folder that one row stands for: thousands of rows that ask for nothing would hide those that do."""

    names: frozenset[str]
    row: NotAudited | None


def together(folder: str, source: str, names: Collection[str]) -> Together:
    """The pages or records of audits in a folder of that name."""
    for name, is_one, what in _FOLDERS:
        if folder == name and (found := frozenset(filter(is_one, names))):
            return Together(found, NotAudited(source, what, NOTHING, failure=False))
    return Together(frozenset(), None)
