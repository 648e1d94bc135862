"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from auditor.notes.formats.settings import Settings
    from auditor.rules.load import RuleSet

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

rules_folder = click.option(
    "--rules",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Rule folder to use instead of the one that ships.",
)

store_place = click.option(
    "--store",
    "place",
    envvar="AUDITOR_STORE",
    show_envvar=True,
    metavar="URL",
    help="Store of reviews: a file, or the URL of a database.",
)

fees_file = click.option(
    "--fees",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.toml",
    help="Fee schedule to use instead of the one that ships; `auditor fees load` writes it.",
)

note_column = click.option(
    "--note-column",
    metavar="TITLE",
    help="The column of a table of notes (CSV, XLSX, Parquet) that holds their text.",
)


def reading_of(rules: RuleSet, column: str | None) -> Settings:
    """How files are read: as the rules say, and with the column of the text that somebody named."""
    reading = rules.reading
    return replace(reading, columns=replace(reading.columns, text=column)) if column else reading


def masking_options(command: Decorated) -> Decorated:
    """`--mask` and `--mask-surgeons`, for commands that show what notes say."""
    surgeons = click.option(
        "--mask-surgeons", is_flag=True, help="As --mask, and the names of surgeons and their teams are masked too."
    )
    return click.option("--mask", is_flag=True, help="Mask what gives patients away, as far as rules find it; no guarantee.")(
        surgeons(command)
    )
