"""Options of commands that read claims, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from auditor.claims.model import ClaimsFile
    from auditor.rules.schema import ClaimFields

Command = TypeVar("Command", bound=Callable[..., object])
_file = click.Path(dir_okay=False, path_type=Path)


def options(command: Command) -> Command:
    """Give a command `--claims`, `--columns`, `--column` and `--day-first`.

    Its parameters are `claims: Path | None`, `columns: Path | None`, `column: tuple[str, ...]`, `day_first: bool | None`.
    """
    claims = click.option("--claims", type=_file, metavar="FILE", help="Claims to compare with the notes: CSV, XLSX or Parquet.")
    return claims(column_options(command))


def column_options(command: Command) -> Command:
    """Give a command `--columns`, `--column` and `--day-first`, for claims that it knows of otherwise."""
    for option in reversed(
        (
            click.option("--columns", type=_file, metavar="FILE.toml", help="Which column of the claims is which field."),
            click.option(
                "--column", multiple=True, metavar="FIELD=TITLE",
                help='The same for one field, such as case="Encounter No"; FIELD= leaves the field unread. May be repeated.',
            ),
            click.option(
                "--day-first/--month-first", "day_first", default=None,
                help="How dates such as 03/04/2024 are meant where the column does not tell.",
            ),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def claims_of(
    claims: Path | None,
    columns: Path | None,
    column: Sequence[str],
    day_first: bool | None,
    fields: ClaimFields | None = None,
) -> ClaimsFile | None:
    """Read the claims that the options name; None where they name none.

    `fields` are those of the rules in use. Options go before the file of `--columns`. Raises ClaimsError, and UsageError
    where columns are named without claims.
    """
    if claims is None:
        if columns is not None or column or day_first is not None:
            raise click.UsageError("columns and dates of claims are told, but no claims; name their file with --claims.")
        return None
    from auditor.claims.mapping import Naming, from_options, read_naming
    from auditor.claims.read import read_claims

    told = read_naming(columns) if columns is not None else Naming()
    told = told.and_then(from_options(column)).and_then(Naming(day_first=day_first))
    return read_claims(claims, told.columns, day_first=told.day_first, sheet=told.sheet, fields=fields)
