"""`auditor review`: what reviewers typed into workbooks, taken in, measured and handed on."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.options import rules_folder, store_place
from auditor.errors import Exit, WorkbookError

_DEFAULT = Path("output") / "reviews.db"


@click.group()
def review() -> None:
    """Take in what reviewers typed, report on it, and export it.

    Reviews live in a store: the file reviews.db that `auditor run` keeps beside the workbook, or a database named with
    --store or by the environment variable AUDITOR_STORE.
    """


@review.command("import")
@click.argument("workbook", type=click.Path(dir_okay=False, path_type=Path))
@store_place
@rules_folder
@click.option(
    "--ignore-guarded", is_flag=True, help="Take in reviews although cells or columns that are not for reviewers changed."
)
@click.option("--withdraw-empty", is_flag=True, help="Withdraw reviews whose cells are empty in this workbook.")
@click.pass_context
def import_workbook(
    ctx: click.Context, workbook: Path, place: str | None, folder: Path | None, *, ignore_guarded: bool, withdraw_empty: bool
) -> None:
    """Take in what reviewers typed into WORKBOOK, all of it or nothing.

    The workbook may be sorted, filtered and half done, and its columns may be moved. Prints what is new, changed and
    unchanged. A cell that cannot be read is named, and nothing is taken in then. The store is the one beside the workbook
    unless another is named.

    Exit status: 0 taken in; 1 nothing taken in, because something cannot be read; 2 wrong use, or a store that cannot be used.
    """
    from auditor.review.intake import take_in, told
    from auditor.review.reading import Strictness
    from auditor.review.sheets import read_file
    from auditor.review.store import NAME, open_store
    from auditor.rules.lint import load_sound

    rules = load_sound(folder)
    strict = Strictness(guarded=not ignore_guarded)
    try:
        file = read_file(workbook)
        with open_store(place or str(workbook.parent / NAME), create=False) as store:
            intake = take_in(store, file, rules, strict, withdraw_empty=withdraw_empty)
    except WorkbookError as problem:
        for line in (f"auditor: {problem}", *(f"  {fault}" for fault in problem.faults)):
            click.echo(line, err=True)
        ctx.exit(Exit.INCOMPLETE)
    for line in told(intake):
        click.echo(line)


@review.command()
@store_place
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write a page to this file too.")
def report(place: str | None, html: Path | None) -> None:
    """Report how far reviewers agree with the tool and with each other.

    Prints the accuracy of the code against the 95 percent that audits ask for, agreement with Cohen's kappa and confusion
    tables, the rules behind disagreements, and the reasons given. Without --store, the store is output/reviews.db.
    """
    from auditor.cli.trailing import begun, store_file
    from auditor.review.figures import figures
    from auditor.review.report import report as said
    from auditor.review.store import open_store

    trail = begun()
    for path in store_file(place or str(_DEFAULT)):
        trail.inputs.add(path, "store")
    with open_store(place or str(_DEFAULT), create=False) as store, store.reading() as session:
        found = figures(session)
    if html is not None:
        from auditor.report.files import make_folder, replacing
        from auditor.review.page import page

        make_folder(html.parent)
        with replacing(html) as file:
            file.write(page(found))
        trail.settle_files([html], counts={})
    click.echo(said(found), nl=False)


@review.command()
@click.argument("notes", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="New or empty folder to write into.")
@store_place
@rules_folder
@click.pass_context
def export(ctx: click.Context, notes: tuple[Path, ...], out: Path, place: str | None, folder: Path | None) -> None:
    """Write reviewed notes as gold for `auditor evaluate`.

    NOTES are the files and folders that were audited; a note is known by its text, whatever its file is called now. Only
    status and codes are the reviewers' word, and only they are compared later. Notes whose review is open, and reviewed
    notes that are not among NOTES, are listed. Without --store, the store is output/reviews.db.

    Exit status: 0 every reviewed note written, 1 some left out, 2 wrong use, or a store that cannot be used.
    """
    from auditor.cli.trailing import begun, store_file
    from auditor.engine.one import Auditor
    from auditor.notes.walk import walk
    from auditor.review.export import export as write
    from auditor.review.store import open_store
    from auditor.rules.lint import load_sound
    from auditor.trail.command import files_in

    rules, trail = load_sound(folder), begun()
    for path in store_file(place or str(_DEFAULT)):
        trail.inputs.add(path, "store")
    with open_store(place or str(_DEFAULT), create=False) as store:
        result = write(store, Auditor(rules), trail.inputs.watch(walk(notes)), out)
    counts = {"notes": len(result.written), "left_out": len(result.left_out)}
    trail.settle(out, (), files_in(out), counts=counts, rules_digest=rules.digest)
    for line in result.told:
        click.echo(line)
    ctx.exit(Exit.OK if result.complete else Exit.INCOMPLETE)
