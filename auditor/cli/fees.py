"""`auditor fees`: take in the official Medicare fee schedule of another release, and show the one in use."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from auditor.cli.options import fees_file, rules_folder


@click.group()
def fees() -> None:
    """Take in the official Medicare fee schedule, and show the one in use.

    Values and indicators are Medicare's, for the eight codes of free bone transfer, and each table holds from a day. No
    amount of money is shown to surgeons.
    """


@fees.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="TOML file to write.")
@click.option(
    "--effective",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Day from which the file holds, where its title does not say the release.",
)
@rules_folder
def load(file: Path, out: Path, effective: datetime.datetime | None, folder: Path | None) -> None:
    """Take the audited codes out of the official relative value FILE.

    FILE is the National Physician Fee Schedule Relative Value File as CMS publishes it (PPRRVU…), .csv or .xlsx. It is
    checked: each code once, its parts making its total, its indicators known. Descriptors are not kept. Daily limits are in
    another table of Medicare, and those that ship are carried over with their own date.
    """
    from auditor.report.files import make_folder, replacing
    from auditor.rules.fee_schema import shipped_fees
    from auditor.rules.fee_text import fees_told, fees_toml
    from auditor.rules.official_fees import read_official

    shipped = shipped_fees(folder)
    codes = frozenset(row.code for row in shipped.row)
    official = read_official(file, codes, effective.date() if effective else None, limits=shipped)
    make_folder(out.parent)
    with replacing(out) as place:
        place.write(fees_toml(official.schedule).encode())
    click.echo(fees_told(official.schedule), nl=False)
    click.echo(f"Wrote {out}.")
    if official.with_modifier:
        click.echo(f"Further rows of these codes, with a modifier, left out: {official.with_modifier}.")


@fees.command()
@fees_file
@rules_folder
def show(fees: Path | None, folder: Path | None) -> None:
    """Print the fee schedule in use, with its date and source.

    Without --fees it is the latest one of the rule folder.
    """
    from auditor.rules.fee_schema import load_fees, shipped_fees
    from auditor.rules.fee_text import fees_told

    click.echo(fees_told(load_fees(fees) if fees else shipped_fees(folder)), nl=False)
