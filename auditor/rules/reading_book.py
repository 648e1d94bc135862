"""The chapters of the rule book on how files are read: limits, and columns of tables with a note a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from auditor.notes.formats.settings import Settings
from auditor.rules.markdown import table


def chapters(reading: Settings) -> Iterator[str]:
    """The lines of both chapters."""
    units = "How much of a file is read; `patterns/limits.toml` tells the units."
    yield from ("", "## Limits of files", "", units, "")
    yield from table(("Limit", "Value"), ((name, f"{value:,}") for name, value in asdict(reading.limits).items()))
    yield from ("", "## Columns of tables of notes", "", "By which titles a column is known where nobody names it.", "")
    yield from table(
        ("Field", "Titles", "Titles, where none of these is there"),
        ((each.id, ", ".join(each.titles), ", ".join(each.lesser)) for each in reading.columns.field),
    )
