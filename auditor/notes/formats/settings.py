"""What a department sets about the reading of files: limits, and how the columns of tables of notes are called."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from auditor.notes.formats.limits import LIMITS, Limits
from auditor.notes.formats.ocr import Ocr

NoteField = Literal["text", "id", "case", "surgeon", "date", "line", "page", "heading", "addendum"]


@dataclass(frozen=True, slots=True)
class NoteColumn:
    """A column of a table with a note a row: `titles` mean it for certain, `lesser` ones where no column has one of these."""

    id: NoteField
    titles: tuple[str, ...]
    lesser: tuple[str, ...] = ()
    several: bool = False


@dataclass(frozen=True, slots=True)
class NoteColumns:
    """How columns are known; `text` is the title of the column with the text, where somebody named it."""

    field: tuple[NoteColumn, ...] = (NoteColumn("text", ("note text", "text", "note")),)
    words: Mapping[str, str] = dataclasses.field(default_factory=dict)
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """All that readers are told beside the bytes of a file; with `ocr` scans are read too."""

    limits: Limits = LIMITS
    columns: NoteColumns = dataclasses.field(default_factory=NoteColumns)
    ocr: Ocr | None = None
