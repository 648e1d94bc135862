"""The options of commands that read claims, on a command of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner, Result

from auditor.claims.read import shown_columns
from auditor.cli.claim_options import claims_of, options
from auditor.errors import ClaimsError


@click.command()
@options
def read(**told: Any) -> None:
    """Read claims and show what came of them."""
    try:
        claims = claims_of(**told)
    except ClaimsError as problem:
        raise click.ClickException(str(problem)) from None
    if claims is None:
        click.echo("no claims")
        return
    for line in shown_columns(claims):
        click.echo(line)
    for one in claims.lines:
        click.echo(f"{one.row} {one.case} {one.date_of_service} {one.code}")


def run(tmp_path: Path, *arguments: str) -> Result:
    claims = tmp_path / "claims.csv"
    claims.write_text("Account,Encounter,Cd,DOS\nA1,E1,20956,03/04/2024\n", "utf-8")
    (tmp_path / "columns.toml").write_text('day_first = true\n[columns]\ncase = "Account"\ncode = "Cd"\n', "utf-8")
    return CliRunner().invoke(read, [argument.replace("HERE", str(tmp_path)) for argument in arguments])


def test_without_claims(tmp_path: Path) -> None:
    assert run(tmp_path).output == "no claims\n"


def test_options_go_before_the_file(tmp_path: Path) -> None:
    result = run(tmp_path, "--claims", "HERE/claims.csv", "--columns", "HERE/columns.toml", "--column", "case=Encounter")
    assert result.output.splitlines() == [
        "case: column “Encounter” (as named)",
        "date_of_service: column “DOS” (guessed)",
        "code: column “Cd” (as named)",
        "not read: “Account”",
        "2 E1 2024-04-03 20956",
    ]
    result = run(tmp_path, "--claims", "HERE/claims.csv", "--columns", "HERE/columns.toml", "--month-first")
    assert result.output.splitlines()[-1] == "2 A1 2024-03-04 20956"


def test_what_is_told_of_claims_that_nobody_names(tmp_path: Path) -> None:
    for told in (("--column", "case=A"), ("--columns", "HERE/columns.toml"), ("--day-first",)):
        result = run(tmp_path, *told)
        assert result.exit_code == 2
        assert "columns and dates of claims are told, but no claims; name their file with --claims." in result.output


def test_the_help_names_each_option(tmp_path: Path) -> None:
    text = run(tmp_path, "--help").output
    assert all(
        option in text
        for option in ("--claims FILE", "--columns FILE.toml", "--column FIELD=TITLE", "--day-first / --month-first")
    )
