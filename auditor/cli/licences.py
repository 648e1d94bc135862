"""`auditor licences`: the packages that the program stands on."""

from __future__ import annotations

import click

_TITLES = ("package", "version", "licence", "kind", "comes with")


@click.command()
@click.option("--copyleft", is_flag=True, help="Only packages whose licence is not permissive, or not known.")
def licences(*, copyleft: bool) -> None:
    """List the packages that the program stands on, with version and licence.

    The names of licences are those of SPDX, as the packages' own metadata tell them; "BSD" where these do not say which. A
    package comes with the default install or with the extra that is named. Nothing is looked up anywhere.
    """
    from auditor.licences import Kind, packages

    found = packages()
    rows = [
        (each.name, each.version or "-", each.licence, each.kind.value, each.extra or "the default install")
        for each in found
        if not copyleft or each.kind is not Kind.PERMISSIVE
    ]
    widths = [max(map(len, column)) for column in zip(_TITLES, *rows, strict=True)]
    for row in (_TITLES, *rows):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    base = [each for each in found if not each.extra]
    counts = {kind: sum(each.kind is kind for each in base) for kind in Kind}
    told = ", ".join(f"{count} {kind.value}" for kind, count in counts.items() if count)
    click.echo(f"{len(base)} packages in the default install: {told}.")
