"""`auditor letters`: what a finished run asks each surgeon, as Word documents and web pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import rules_folder
from auditor.notes.outputs import RECORD

if TYPE_CHECKING:
    from auditor.letters.cases import Letter
    from auditor.letters.word import WordTemplate
    from auditor.trail.command import Trail

_file = click.Path(exists=True, dir_okay=False, path_type=Path)


def _record_in(_context: click.Context, _parameter: click.Parameter, named: Path) -> Path:
    """The record itself, where the folder of its run is named."""
    return named / RECORD if named.is_dir() else named


record = click.argument("record", default=f"output/{RECORD}", type=click.Path(path_type=Path), callback=_record_in)
out_folder = click.option(
    "--out", required=True, metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Folder to write into."
)
dated = click.option("--date", "dated", type=click.DateTime(["%Y-%m-%d"]), help="Date to print; else a line to fill in.")
sender = click.option("--from", "sender", metavar="NAME", help="Who sends it; else a line to fill in.")
template_file = click.option("--template", type=_file, metavar="FILE.docx", help="Word template instead of the one that ships.")
no_word = click.option("--no-word", is_flag=True, help="Write web pages alone.")


# The first word is a record unless it is a command; click itself knows no command that may be left out.
class _WriteUnlessNamed(click.Group):
    default = "write"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in {*self.commands, *ctx.help_option_names}:
            args = [self.default, *args]
        return super().parse_args(ctx, args)


@click.group(cls=_WriteUnlessNamed)
def letters() -> None:
    """Write what a finished run asks the surgeons, as Word documents and web pages.

    `auditor letters [RECORD] --out DIR` is short for `auditor letters write`.
    """


@letters.command()
@record
@out_folder
@dated
@sender
@template_file
@no_word
@rules_folder
def write(
    record: Path,
    out: Path,
    dated: datetime | None,
    sender: str | None,
    template: Path | None,
    folder: Path | None,
    *,
    no_word: bool,
) -> None:
    """Write a letter with the open questions to each surgeon.

    RECORD is the audit.jsonl of a finished run, or its folder (output where none is named); the notes are not read again.
    Writes a Word document and a web page for each surgeon whose reports leave questions, and letters.jsonl, the log.
    """
    from auditor.letters.cases import UNNAMED
    from auditor.letters.cases import letters as made_of
    from auditor.letters.write import LOG, Dress, write_letters
    from auditor.record.read import read_record
    from auditor.report.files import end_cleanly
    from auditor.rules.lint import load_sound

    rules, trail = load_sound(folder), _begun(record, template)
    dress = Dress(_word("letter", template, no_word=no_word), dated.date() if dated else None, sender)
    found = made_of(read_record(record), rules)
    end_cleanly()
    write_letters(found, rules, out, dress)
    documents = _documents(out, [letter.stem for letter in found], no_word=no_word)
    trail.settle(out, [out / LOG], documents, counts={"letters": len(found)}, rules_digest=rules.digest)
    _tell_left_over(out, ("letter-", UNNAMED), [letter.stem for letter in found])
    click.echo(f"{_counted(found)} Log: {(out / LOG).as_posix()}")


@letters.command()
@record
@out_folder
@dated
@sender
@template_file
@no_word
@rules_folder
def education(
    record: Path,
    out: Path,
    dated: datetime | None,
    sender: str | None,
    template: Path | None,
    folder: Path | None,
    *,
    no_word: bool,
) -> None:
    """Write what each surgeon's reports document how often, with examples.

    RECORD is the audit.jsonl of a finished run, or its folder. These documents are apart from the letters: they ask
    nothing, and name no case and no other surgeon.
    """
    from auditor.letters.education import educations
    from auditor.letters.write import Dress, write_educations
    from auditor.record.read import read_record
    from auditor.report.files import end_cleanly
    from auditor.rules.lint import load_sound

    rules, trail = load_sound(folder), _begun(record, template)
    dress = Dress(_word("education", template, no_word=no_word), dated.date() if dated else None, sender)
    found = educations(read_record(record), rules)
    end_cleanly()
    write_educations(found, rules, out, dress)
    documents = _documents(out, [each.stem for each in found], no_word=no_word)
    trail.settle(out, (), documents, counts={"documents": len(found)}, rules_digest=rules.digest)
    _tell_left_over(out, ("education-",), [each.stem for each in found])
    click.echo(f"{_number(len(found), 'education document')}: {out.as_posix()}")


@letters.command()
@click.option("--education", "of_education", is_flag=True, help="The template of the education documents.")
@click.option("--out", required=True, metavar="FILE.docx", type=click.Path(dir_okay=False, path_type=Path), help="The copy.")
def template(out: Path, *, of_education: bool) -> None:
    """Copy the Word template that ships, to edit and give to --template."""
    from auditor.letters.word import shipped
    from auditor.report.files import make_folder, replacing

    make_folder(out.parent)
    with replacing(out) as file:
        file.write(shipped("education" if of_education else "letter"))
    click.echo(f"Wrote {out.as_posix()}.")


def _begun(record: Path, template: Path | None) -> Trail:
    from auditor.cli.trailing import begun

    trail = begun()
    trail.inputs.add(record, "record")
    if template is not None:
        trail.inputs.add(template, "template")
    return trail


def _documents(out: Path, stems: Sequence[str], *, no_word: bool) -> list[Path]:
    """The files of these documents."""
    return [out / f"{stem}{suffix}" for stem in stems for suffix in ((".html",) if no_word else (".docx", ".html"))]


def _word(name: str, template: Path | None, *, no_word: bool) -> WordTemplate | None:
    from auditor.letters.word import WordTemplate, shipped

    if no_word and template is not None:
        raise click.UsageError("--template and --no-word exclude each other; leave one out.")
    if no_word:
        return None
    return WordTemplate(template.read_bytes(), str(template)) if template else WordTemplate(shipped(name), f"the {name} template")


def _counted(letters: Sequence[Letter]) -> str:
    """`2 letters with 9 questions about 3 reports, 1 of them without a surgeon's name.`"""
    cases = [case for letter in letters for case in letter.cases]
    questions = sum(len(case.all) for case in cases)
    unnamed = sum(len(letter.cases) for letter in letters if letter.surgeon is None)
    tail = f", {unnamed} of them without a surgeon's name" if unnamed else ""
    parts = _number(len(letters), "letter"), _number(questions, "question"), _number(len(cases), "report")
    return f"{parts[0]} with {parts[1]} about {parts[2]}{tail}."


def _tell_left_over(out: Path, kinds: Sequence[str], stems: Sequence[str]) -> None:
    from auditor.letters.write import left_over

    if old := left_over(out, kinds, stems):
        click.echo(f"{_number(len(old), 'document')} of an earlier run left as found, such as {old[0].as_posix()}.", err=True)


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
