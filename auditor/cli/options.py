"""Options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.notes.location import Location, place_of

if TYPE_CHECKING:
    from auditor.engine.local import Local
    from auditor.engine.started import Started
    from auditor.notes.formats.settings import Settings
    from auditor.rules.load import RuleSet

# Of two letters and more: one letter is a drive. A path keeps one of the two strokes.
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:/")


Command = Callable[..., Any]


class NotesPath(click.ParamType[Path | Location]):
    """A file or folder that is there, or a location of a service."""

    name = "path"

    def convert(self, value: str | Path | Location, param: click.Parameter | None, ctx: click.Context | None) -> Path | Location:
        """What a word of the command line names. Raises LocationError for an address that cannot be one of notes."""
        place = place_of(value) if isinstance(value, str) else value
        if isinstance(place, Path):
            click.Path(exists=True).convert(str(place), param, ctx)
        return place


def local_folder(ctx: click.Context, param: click.Parameter, value: Path) -> Path:
    """Refuse an address: what is written holds quotations of notes, and stays on this machine."""
    if _ADDRESS.match(str(value)):
        raise click.BadParameter("outputs are written on this machine; name a folder.", ctx, param)
    return value


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
    help="Store of reviews: a file, or postgresql://user@host/database.",
)

fees_file = click.option(
    "--fees",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.toml",
    help="Fee schedule to use instead of the one that ships; `auditor fees load` writes it.",
)

note_column = click.option(
    "--note-column",
    metavar="TITLE",
    help="The column of a table of notes (CSV, XLSX, Parquet) that holds their text.",
)


class Jobs(click.ParamType[int | None]):
    """A number of processes, or None for as many as pay."""

    name = "number"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int | None:
        """`auto` or a number from 1 on."""
        number: int | None = None if value == "auto" else click.IntRange(min=1)(str(value), param, ctx)
        return number


def engine_options(command: Command) -> Command:
    """Who audits; a command is given `engines`, which makes of a number of files what opens an engine for them."""

    @click.option(
        "--jobs", type=Jobs(), default="auto", show_default=True, metavar="N|auto",
        help="Processes that audit on this machine; auto is as many as pay.",
    )  # fmt: skip
    @click.option(
        "--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True,
        help="Who audits: processes on this machine, or a Dask cluster; needs auditor[cluster].",
    )  # fmt: skip
    @click.option("--scheduler", metavar="tls://HOST:PORT", help="The scheduler of the cluster.")
    @click.option("--plain-loopback", is_flag=True, help="Allow a scheduler on this machine without encryption, as tcp://.")
    @wraps(command)
    def with_engine(*rest: Any, jobs: int | None, engine: str, scheduler: str | None, plain_loopback: bool, **more: Any) -> Any:
        if (engine == "dask") != (scheduler is not None):
            raise click.UsageError("--engine dask and --scheduler go together.")
        if scheduler is None:
            from auditor.engine.started import Started

            with Started(jobs if jobs is not None and jobs > 1 else 0) as started:
                return command(*rest, engines=partial(_local, jobs, started), **more)
        from auditor.engine.cluster import Scheduler, refuse_plain

        refuse_plain(scheduler, plain=plain_loopback)
        return command(*rest, engines=lambda _: Scheduler(scheduler, plain_loopback), **more)

    return with_engine


def _local(jobs: int | None, started: Started, files: int) -> Local:
    from auditor.engine.local import Local

    return Local(jobs, files, started)


def ocr_options(command: Command) -> Command:
    """The two options of scans; a command is given the one language, None where OCR is not asked for."""

    @click.option("--ocr", is_flag=True, help="Read scans by OCR, which can mistake words; needs auditor[ocr].")
    @click.option("--ocr-language", metavar="LANG", help="Their language, as Tesseract names it: eng+deu.  [default: eng]")
    @wraps(command)
    def with_language(*rest: Any, ocr: bool, ocr_language: str | None, **more: Any) -> Any:
        if ocr_language is not None and not ocr:
            raise click.UsageError("--ocr-language is the language of scans; ask for them with --ocr.")
        return command(*rest, ocr=(ocr_language or "eng") if ocr else None, **more)

    return with_language


def reading_of(rules: RuleSet, column: str | None, ocr: str | None = None) -> Settings:
    """How files are read: as the rules say, with the column of the text that somebody named, scans by OCR in a language.

    Raises OcrError where scans cannot be read.
    """
    reading = rules.reading
    if ocr is not None:
        from auditor.notes.formats.ocr.setup import ocr_for

        reading = replace(reading, ocr=ocr_for(ocr))
    return replace(reading, columns=replace(reading.columns, text=column)) if column else reading


def masking_options(command: Command) -> Command:
    """`--mask` and `--mask-surgeons`, for commands that show what notes say."""
    surgeons = click.option(
        "--mask-surgeons", is_flag=True, help="As --mask, and the names of surgeons and their teams are masked too."
    )
    return click.option("--mask", is_flag=True, help="Mask what gives patients away, as far as rules find it; no guarantee.")(
        surgeons(command)
    )
