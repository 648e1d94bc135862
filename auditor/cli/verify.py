"""`auditor verify`: whether outputs are still as they were written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.errors import Exit

if TYPE_CHECKING:
    from auditor.trail.check import Checked

_DIGEST = re.compile(r"[0-9a-fA-F]{16,64}")


def _digest(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None and not _DIGEST.fullmatch(value.strip()):
        raise click.BadParameter("a digest has 64 digits 0-9 and a-f; give all of them, or the first 16 or more.")
    return value


@click.command()
@click.argument("output", type=click.Path(file_okay=False, path_type=Path))
@click.option("--expect", metavar="DIGEST", callback=_digest, help="Digest of a record that you noted or had signed.")
@click.option("--notes", is_flag=True, help="Look too whether the files that the last run read are still as they were.")
@click.pass_context
def verify(ctx: click.Context, output: Path, expect: str | None, *, notes: bool) -> None:
    """Check that outputs are as they were written, by the audit trail beside them.

    OUTPUT is a folder that a command wrote into. Says in one sentence each what was changed, is missing or was added, and tells
    apart a workbook in which only the reviewers' columns can differ. Prints the digest of the last record: note it where nobody
    can alter it, and give it to --expect later, since whoever can write into the folder could write all of it anew.

    Exit status: 0 as written, 1 something is not, 2 wrong use, or no trail that can be checked.
    """
    from auditor.trail.check import check
    from auditor.trail.sources import sources

    found = check(output, expect)
    if notes:
        sources(output, found)
    for line in _said(found):
        click.echo(line)
    ctx.exit(Exit.OK if found.sound else Exit.INCOMPLETE)


def _said(found: Checked) -> list[str]:
    from auditor.report.text import visible

    last = found.records.get(found.last)
    many = f"{found.last:,} record{'' if found.last == 1 else 's'}"
    head = f"{many}, the last of {last.when}{last.by}: auditor {last.command}." if last else f"{many}."
    count = f"{len(found.faults):,} fault{'' if len(found.faults) == 1 else 's'}"
    end = "Sound: everything is as it was written." if found.sound else f"Not sound: {count}."
    if found.sound and found.expected_changes:
        end = "Sound: everything is as it was written, but for what reviewers fill in."
    lines = [head, *found.faults, *found.remarks, end, f"Digest of the last record: {found.digests[found.last]}"]
    return [visible(line) for line in lines]
