"""`auditor history`: the runs that the store knows, and what changed between two of them."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.options import store_place

_DEFAULT = Path("output") / "reviews.db"


@click.group(invoke_without_command=True)
@store_place
@click.pass_context
def history(ctx: click.Context, place: str | None) -> None:
    """List the runs in the store, and say what changed between two of them.

    For each run, the latest last: its number, when it was, notes by status, cases by outcome where there were claims, and
    what it was made with. Without --store, the store is output/reviews.db.
    """
    ctx.obj = place
    if ctx.invoked_subcommand is not None:
        return
    from auditor.review.history import runs
    from auditor.review.history_report import history_said
    from auditor.review.store import open_store

    with open_store(place or str(_DEFAULT), create=False) as store, store.reading() as session:
        found = runs(session)
    click.echo(history_said(found), nl=False)


@history.command()
@click.argument("numbers", metavar="[A B]", nargs=-1, type=int)
@store_place
@click.option(
    "--csv", "table", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write all changes to this file."
)
@click.pass_obj
def compare(outer: str | None, numbers: tuple[int, ...], place: str | None, table: Path | None) -> None:
    """Compare two runs: what changed, and why.

    A and B are numbers of runs, the earlier first; without them, the last two are compared. Tells which notes came and went,
    which answers are others, and for each whether the note's text, the rules, the claim or the tool changed.
    """
    if len(numbers) not in (0, 2):
        raise click.UsageError("name two runs, or none for the last two.")
    from auditor.cli.trailing import begun, store_file
    from auditor.review.changes import changes
    from auditor.review.history import runs, two_of
    from auditor.review.history_report import changes_said, write_changes
    from auditor.review.store import open_store

    trail = begun()
    for path in store_file(place or outer or str(_DEFAULT)):
        trail.inputs.add(path, "store")
    with open_store(place or outer or str(_DEFAULT), create=False) as store, store.reading() as session:
        found = changes(session, *two_of(runs(session), numbers))
    if table is not None:
        from auditor.report.files import make_folder, replacing

        make_folder(table.parent)
        with replacing(table) as file:
            write_changes(found, file)
        trail.settle_files([table], counts={})
    click.echo(changes_said(found), nl=False)
