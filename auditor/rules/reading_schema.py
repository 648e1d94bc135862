"""The form of `limits.toml` and `note_columns.toml`: what a department sets about the reading of files."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from auditor.model import Frozen
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.settings import NoteColumn, NoteColumns, NoteField, Settings
from auditor.rules.schema import Text

_Count = Annotated[int, Field(ge=1)]


class LimitsTable(Frozen):
    """Every limit, in the units of `auditor.notes.formats.limits.Limits`."""

    file: _Count
    unpacked: _Count
    text: _Count
    members: _Count
    pages: _Count
    markup: _Count
    marks: _Count
    nesting: _Count
    archives: _Count
    seconds: Annotated[float, Field(gt=0, le=3600)]
    ocr_seconds: Annotated[float, Field(gt=0, le=36_000)]
    ocr_pages: _Count
    ocr_pixels: Annotated[int, Field(ge=1_000_000, le=1_000_000_000)]
    memory: Annotated[int, Field(ge=50_000_000)]


class NoteColumnRule(Frozen):
    """A column of a table with a note a row, and the titles by which it is known."""

    id: NoteField
    titles: tuple[Text, ...] = Field(min_length=1)
    lesser: tuple[Text, ...] = ()
    why: Text


class NoteColumnTable(Frozen):
    """The columns; `words` are the short forms of words in titles, and the words that they mean."""

    words: dict[Text, Text] = Field(default_factory=dict)
    field: tuple[NoteColumnRule, ...] = Field(min_length=1)


def settings_of(limits: LimitsTable, columns: NoteColumnTable) -> Settings:
    """What readers are told."""
    known = tuple(NoteColumn(each.id, each.titles, each.lesser) for each in columns.field)
    return Settings(Limits(**limits.model_dump()), NoteColumns(known, dict(columns.words)))
