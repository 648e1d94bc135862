"""`auditor evaluate`: how well the audit agrees with annotated notes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import rules_folder
from auditor.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.evaluate.cases import Case, Cases

_file = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("gold_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--html", type=_file, metavar="FILE", help="Write a page to this file too; it quotes the notes.")
@click.option("--out", type=_file, metavar="FILE.json", help="Write the numbers to this file too.")
@rules_folder
@click.pass_context
def evaluate(ctx: click.Context, gold_dir: Path, html: Path | None, out: Path | None, folder: Path | None) -> None:
    """Compare audits of annotated notes with their gold files.

    GOLD_DIR holds NAME.txt and NAME.json side by side, at any depth. Prints precision, recall and F1, or the share of
    right answers, of each field with 95 % intervals, then tables of status and code, then every miss with the rules that
    led to it.

    Exit status: 0 all annotated notes audited, whatever the scores; 1 some note could not be audited, or a gold file
    has no note; 2 wrong use, broken rules, or a gold file that cannot be used.
    """
    from auditor.cli.trailing import begun
    from auditor.engine.one import Auditor
    from auditor.evaluate.cases import find_cases
    from auditor.evaluate.evaluation import evaluate as run
    from auditor.evaluate.report import report
    from auditor.rules.lint import load_sound

    _refuse_to_write_among_gold(gold_dir, html, out)
    trail = begun()
    rules = load_sound(folder)
    cases = find_cases(gold_dir, [element.id for element in rules.elements])
    evaluation = run(Auditor(rules), _with_progress(cases))
    if html is not None:
        from auditor.evaluate.page import page

        _write(html, page(evaluation, cases))
    if out is not None:
        from auditor.evaluate.record import record

        _write(out, record(evaluation, cases))
    if named := [path for path in (html, out) if path is not None]:
        for case in cases.cases:
            trail.inputs.add(case.file.local, "note")
            trail.inputs.add(case.gold_file, "gold")
        counts = {"notes": len(cases.cases), "not_audited": len(evaluation.not_audited)}
        trail.settle_files(named, counts=counts, rules_digest=rules.digest)
    click.echo(report(evaluation, cases), nl=False)
    ctx.exit(Exit.INCOMPLETE if evaluation.not_audited or cases.problems else Exit.OK)


def _refuse_to_write_among_gold(gold_dir: Path, *files: Path | None) -> None:
    """A report must never take the place of a note or a gold file, nor be taken for one by the next run."""
    named = [file.resolve() for file in files if file is not None]
    if any(file.is_relative_to(gold_dir.resolve()) for file in named):
        raise click.UsageError("a report cannot be written among the gold files; name a file outside GOLD_DIR.")
    if len(set(named)) < len(named):
        raise click.UsageError("--html and --out name the same file; name two.")


def _write(path: Path, content: bytes) -> None:
    from auditor.report.files import make_folder, replacing

    make_folder(path.parent)
    with replacing(path) as file:
        file.write(content)


def _with_progress(cases: Cases) -> Iterable[Case]:
    """A bar on a terminal; silence in a pipe or a file."""
    from tqdm import tqdm

    return tqdm(cases.cases, unit="note", disable=None, leave=False, dynamic_ncols=True)
