"""`auditor rules`: check the rule files, list them, and print them as a book."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import rules_folder
from auditor.errors import Exit, OutputError, PlacedError, RuleError

if TYPE_CHECKING:
    from auditor.rules.examples import Read
    from auditor.rules.load import RuleSet

BOOK = Path("docs/rules.md")


@click.group()
def rules() -> None:
    """Check, list and print the rules under patterns/."""


@rules.command()
@rules_folder
@click.option("--fast", is_flag=True, help="Leave out the proof that every rule is needed.")
@click.pass_context
def check(ctx: click.Context, folder: Path | None, *, fast: bool) -> None:
    """Check every rule: its form, its own examples, and that it is needed.

    Prints one line for each fault. Exit status 0 without faults, else 2. Rules without a fault are marked as checked, in a file
    beside them, so that runs begin sooner.
    """
    from auditor.rules.checked import mark_checked, unmark
    from auditor.rules.load import default_folder, load

    try:
        loaded = load(folder)
    except RuleError as problem:
        faults, counts = [str(problem)], "Stopped at a file that cannot be loaded"
    else:
        faults, counts = _faults(loaded, folder, fast=fast), _counts(loaded, fast=fast)
        if faults:
            unmark(folder or default_folder())
        elif not fast:
            mark_checked(folder or default_folder(), loaded.digest)
    for fault in faults:
        click.echo(fault)
    click.echo(f"{counts}: {_number(len(faults), 'fault')}.")
    ctx.exit(Exit.WRONG_USE if faults else Exit.OK)


def _faults(loaded: RuleSet, folder: Path | None, *, fast: bool) -> list[str]:
    from auditor.engine.one import Auditor
    from auditor.letters.examples import example_faults
    from auditor.masking.examples import masking_faults
    from auditor.rules.examples import check_examples, check_needed
    from auditor.rules.fee_schema import fee_faults
    from auditor.rules.lint import lint
    from auditor.rules.phrases import readable

    found: list[PlacedError] = [*lint(loaded), *fee_faults(loaded.billing.codes.transfers, folder)]
    if not all(readable(phrase) for rule in loaded.rules for phrase in rule.phrases):
        return list(map(str, found))  # no example can be read before every phrase can
    found += [*check_examples(loaded, _reader), *example_faults(loaded, Auditor(loaded).audit), *masking_faults(loaded)]
    if not fast:
        found += check_needed(loaded, _reader)
    return list(dict.fromkeys(map(str, found)))  # a broken example is a fault of form and of the run


def _reader(loaded: RuleSet) -> Read:
    from auditor.language.pipeline import Reader

    return Reader(loaded).read


def _counts(loaded: RuleSet, *, fast: bool) -> str:
    examples = sum(len(rule.hit) + len(rule.miss) + len(rule.todo_hit) + len(rule.todo_miss) for rule in loaded.rules)
    parts = (
        _number(len(loaded.placed), "rule"),
        _number(examples, "example"),
        _number(len(loaded.families), "code table"),
        _number(len(loaded.elements), "element"),
        _number(len(loaded.modifiers), "modifier"),
    )
    return f"Checked {', '.join(parts)}{' (without the proof that every rule is needed)' if fast else ''}"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


@rules.command(name="list")
@rules_folder
@click.option("--concept", metavar="NAME", help="Only the rules of one concept.")
def list_rules(folder: Path | None, concept: str | None) -> None:
    """List the vocabulary rules: id, concept, value and file, with tabs between."""
    from auditor.rules.load import load

    placed = load(folder).placed
    known = sorted({item.rule.concept for item in placed})
    if concept is not None and concept not in known:
        raise click.BadParameter(f"there is no concept {concept!r}; use one of {', '.join(known)}.", param_hint="--concept")
    for item in placed:
        if concept in (None, item.rule.concept):
            click.echo("\t".join((item.rule.id, item.rule.concept, item.rule.value, item.file)))


@rules.command()
@rules_folder
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=BOOK, show_default=True, help="The page.")
@click.option("--check", "check_only", is_flag=True, help="Write nothing; fail where the page is stale.")
@click.pass_context
def doc(ctx: click.Context, folder: Path | None, out: Path, *, check_only: bool) -> None:
    """Write the rule book, a page of every rule with its examples."""
    from auditor.rules.book import rule_book
    from auditor.rules.load import load

    page = rule_book(load(folder))
    if check_only:
        if not _holds(out, page):
            click.echo(f"{out}: it does not show the rules as they are; run `auditor rules doc` and keep the page.", err=True)
            ctx.exit(Exit.WRONG_USE)
        click.echo(f"{out} is up to date.")
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(page, "utf-8", newline="\n")
    except OSError as problem:
        raise OutputError(f"{out}: it cannot be written ({type(problem).__name__}); check the folder and its rights.") from None
    click.echo(f"Wrote {out}.")


def _holds(out: Path, page: str) -> bool:
    try:
        return out.read_bytes().decode("utf-8").replace("\r\n", "\n") == page
    except (OSError, UnicodeDecodeError):
        return False
