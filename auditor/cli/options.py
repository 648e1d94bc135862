"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

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
